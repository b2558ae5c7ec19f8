// A unit of the double array, by bits: 0..7 label (31 set for a value unit), 8 "a value hangs below", 9 the offset is
// scaled by 256, 10..31 offset. A value unit holds its value in bits 0..30.
#include "text/charsmap.h"

#include "text/utf8.h"

#include <algorithm>
#include <cstring>

namespace dragoman::text {
namespace {

constexpr std::uint8_t kUnseen = 255, kUnsound = 254;
constexpr std::uint8_t kMostMatches = 32;  // the library's room for the rules that match at one place
constexpr unsigned kLongestRule = 128;     // bytes of text that one rule replaces
// NFKC's longest replacement has 33 bytes. Without a limit one string of megabytes could stand for every letter.
constexpr std::size_t kLongestReplacement = 128;
constexpr std::uint32_t kValueBit = std::uint32_t{1} << 31;

std::uint32_t offset(std::uint32_t unit) { return (unit >> 10) << ((unit & 0x200) >> 6); }
std::uint32_t label(std::uint32_t unit) { return unit & (kValueBit | 0xFF); }
bool has_value(std::uint32_t unit) { return (unit >> 8 & 1) != 0; }

/// Whether every string ends, and soon.
bool is_sound_pool(std::string_view pool) {
  while (!pool.empty()) {
    const std::size_t end = pool.find('\0');
    if (end > kLongestReplacement) return false;  // npos, a string without end, is larger than any
    pool.remove_prefix(end + 1);
  }
  return true;
}

}  // namespace

std::optional<Charsmap> Charsmap::read(std::string_view blob) {
  if (blob.empty()) return Charsmap();
  std::uint32_t trie_bytes = 0;
  if (blob.size() <= sizeof(trie_bytes)) return std::nullopt;
  std::memcpy(&trie_bytes, blob.data(), sizeof(trie_bytes));
  blob.remove_prefix(sizeof(trie_bytes));
  if (trie_bytes < sizeof(std::uint32_t) || trie_bytes % sizeof(std::uint32_t) != 0 || trie_bytes >= blob.size()) {
    return std::nullopt;
  }
  Charsmap out;
  out.units_.resize(trie_bytes / sizeof(std::uint32_t));
  std::memcpy(out.units_.data(), blob.data(), trie_bytes);
  out.pool_ = blob.substr(trie_bytes);
  if (!is_sound_pool(out.pool_)) return std::nullopt;
  return out;
}

Charsmap::Match Charsmap::longest(std::string_view text) const {
  Match best;
  if (units_.empty()) return best;
  std::size_t node = offset(units_[0]);
  const std::size_t end = std::min<std::size_t>(text.size(), kLongestRule);  // a damaged table may go in circles
  for (std::size_t i = 0; i < end; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    node ^= byte;
    if (node >= units_.size() || label(units_[node]) != byte) break;
    const std::uint32_t unit = units_[node];
    node ^= offset(unit);
    if (!has_value(unit)) continue;
    if (node >= units_.size()) break;
    const std::size_t value = units_[node] & ~kValueBit;
    // A rule must end between code points on both sides, or ranges would not; sound tables know no other.
    const bool whole = i + 1 == text.size() || !is_continuation(text[i + 1]);
    if (value >= pool_.size() || is_continuation(pool_[value]) || !whole) continue;
    best = {i + 1, std::string_view(pool_.data() + value)};
  }
  return best;
}

/// Walks all paths, each node once: the walk remembers how many values lie on the longest path below a node.
bool Charsmap::closed() const {
  if (units_.empty()) return true;
  std::vector<std::uint8_t> values(units_.size(), kUnseen);
  return values_below(offset(units_[0]), 0, values) <= kMostMatches;
}

std::uint8_t Charsmap::values_below(std::size_t base, unsigned depth, std::vector<std::uint8_t>& values) const {
  if (depth > kLongestRule || (base | 0xFF) >= units_.size()) return kUnsound;
  std::uint8_t most = 0;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    const std::size_t node = base ^ byte;
    if (label(units_[node]) != byte) continue;
    const std::size_t below = node ^ offset(units_[node]);
    std::uint8_t& count = values[node];
    if (count == kUnseen) {
      count = kUnsound;  // until its walk is over: whoever meets it again on the way is in a circle
      const bool valued = has_value(units_[node]);
      if (valued && (below >= units_.size() || (units_[below] & ~kValueBit) >= pool_.size())) return kUnsound;
      const std::uint8_t rest = values_below(below, depth + 1, values);
      if (rest == kUnsound) return kUnsound;
      count = static_cast<std::uint8_t>(rest + (valued ? 1 : 0));
    }
    if (count == kUnsound) return kUnsound;
    most = std::max(most, count);
  }
  return most;
}

}  // namespace dragoman::text
