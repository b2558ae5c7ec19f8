// Kept parts are mostly in the order of the source; where one is not, it is sought from the beginning.
#include "fidelity/untouched.h"

#include <algorithm>

#include "base/part.h"
#include "fidelity/addresses.h"

namespace dragoman::fidelity {

std::vector<ByteRange> untouched(std::string_view source, std::string_view target, const std::vector<ByteRange>& kept) {
  std::vector<ByteRange> out;
  for (const Address& address : find_addresses(target)) out.push_back(address.range);
  std::size_t from = 0, budget = std::size_t{64} << 20;  // bytes that are searched through: keeps many lost ones cheap
  for (const ByteRange range : kept) {
    if (budget < target.size()) break;
    const std::string_view words = part(source, range);
    std::size_t at = target.find(words, from);  // mostly in order
    if (at == target.npos) {
      budget -= target.size();
      at = target.find(words);
    }
    if (at == target.npos) continue;
    out.push_back({at, at + words.size()});
    from = at + words.size();
  }
  std::ranges::sort(out, {}, &ByteRange::begin);
  return out;
}

}  // namespace dragoman::fidelity
