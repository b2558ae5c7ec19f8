// The inside of fetch_page(): the same with the rule for addresses and ports as an argument, so that tests can call a
// server on loopback public.
#pragma once
#include <functional>

#include "dragoman/fetch.h"
#include "fetch/public_address.h"

namespace dragoman::fetch {

struct AddressRule {
  std::function<bool(const sockaddr&)> address = is_public_address;
  std::function<bool(unsigned)> port = [](unsigned number) { return number == 80 || number == 443; };
};

/// As dragoman::fetch_page(); `rule` counts unless options.allow_private.
Result<FetchedPage> fetch_by_rule(std::string_view url, const FetchOptions& options, const AddressRule& rule);

}  // namespace dragoman::fetch
