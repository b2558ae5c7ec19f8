// Indexes come from the network: any JSON must be read or refused, and no offer that is left may name a file outside
// its folder or an address that is none.
// max_len: 16384
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "store/address.h"
#include "store/index.h"
#include "store/install.h"
#include "store/pair.h"

using namespace dragoman;
using namespace dragoman::store;

static void check(const std::vector<Offer>& offers) {
  for (const Offer& offer : offers) {
    if (!offer.problem.empty()) continue;
    if (!is_safe_name(install_name(offer))) std::abort();
    for (const OfferedFile& file : offer.files) {
      if (!is_safe_name(file.name) || file_role(file.name) != file.role) std::abort();
      if (!is_remote(file.address) || file.address.find("..") != std::string::npos) std::abort();
    }
  }
  Language language;
  language.code = "en";
  (void)choose_offer(offers, language, language, {});
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)parse_pair_prefix(bytes);
  Result<json::JsonValue> index = json::parse_json(bytes, "fuzz");
  if (!index) return 0;
  check(read_registry(*index, "https://host/"));
  check(read_catalogue(*index, "https://host/db/"));
  check(read_records(*index, "https://host/", {}));
  check(read_records(*index, "/nonexistent/", "https://host/"));  // a saved list
  return 0;
}
