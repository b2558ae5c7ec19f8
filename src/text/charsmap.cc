// A unit of the double array, by bits: 0..7 label (31 set for a value unit), 8 "a value hangs below", 9 the offset is
// scaled by 256, 10..31 offset. A value unit holds its value in bits 0..30.
#include "text/charsmap.h"

#include <cstring>

#include "text/utf8.h"

namespace dragoman::text {
namespace {

constexpr std::uint32_t kValueBit = std::uint32_t{1} << 31;

std::uint32_t offset(std::uint32_t unit) { return (unit >> 10) << ((unit & 0x200) >> 6); }
std::uint32_t label(std::uint32_t unit) { return unit & (kValueBit | 0xFF); }
bool has_value(std::uint32_t unit) { return (unit >> 8 & 1) != 0; }

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
  if (out.pool_.back() != '\0' || first_bad_utf8(out.pool_)) return std::nullopt;
  return out;
}

Charsmap::Match Charsmap::longest(std::string_view text) const {
  Match best;
  if (units_.empty()) return best;
  std::size_t node = offset(units_[0]);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    node ^= byte;
    if (node >= units_.size() || label(units_[node]) != byte) break;
    const std::uint32_t unit = units_[node];
    node ^= offset(unit);
    if (!has_value(unit)) continue;
    if (node >= units_.size()) break;
    const std::size_t value = units_[node] & ~kValueBit;
    // A rule must end between code points on both sides, or ranges would not; sound tables know no other.
    const bool whole = i + 1 == text.size() || (static_cast<unsigned char>(text[i + 1]) & 0xC0) != 0x80;
    if (value >= pool_.size() || (static_cast<unsigned char>(pool_[value]) & 0xC0) == 0x80 || !whole) continue;
    best = {i + 1, std::string_view(pool_.data() + value)};
  }
  return best;
}

bool Charsmap::closed() const {
  if (units_.empty()) return true;
  std::vector<bool> seen(units_.size());
  std::vector<std::size_t> open = {offset(units_[0])};
  while (!open.empty()) {
    const std::size_t base = open.back();
    open.pop_back();
    if ((base | 0xFF) >= units_.size()) return false;
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::size_t node = base ^ byte;
      const std::uint32_t unit = units_[node];
      if (label(unit) != byte || seen[node]) continue;
      seen[node] = true;
      const std::size_t below = node ^ offset(unit);
      if (has_value(unit) && (below >= units_.size() || (units_[below] & ~kValueBit) >= pool_.size())) return false;
      open.push_back(below);
    }
  }
  return true;
}

}  // namespace dragoman::text
