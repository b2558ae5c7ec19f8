// The inside of fetch_page() and post_to(): the same with the rule for addresses and ports as an argument, so that tests can call a
// server on loopback public.
#pragma once
#include <functional>

#include "dragoman/fetch.h"
#include "fetch/public_address.h"
#include "fetch/web_address.h"

namespace dragoman::fetch {

struct AddressRule {
  std::function<bool(const sockaddr&)> address = is_public_address;
  std::function<bool(unsigned)> port = [](unsigned number) { return number == 80 || number == 443; };
};

/// What can be said against an address before anything is connected to. `doing`: "fetch", for the message.
Status check_address(const WebAddress& address, const AddressRule& rule, std::string_view doing);

/// As dragoman::post_to(); `rule` counts unless options.allow_private.
Result<unsigned> post_by_rule(std::string_view url, std::string_view body, const std::vector<std::string>& headers,
                              const FetchOptions& options, const AddressRule& rule);

/// As dragoman::fetch_page(); `rule` counts unless options.allow_private.
Result<FetchedPage> fetch_by_rule(std::string_view url, const FetchOptions& options, const AddressRule& rule);

}  // namespace dragoman::fetch
