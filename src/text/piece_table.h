// PieceTable: all vocabulary pieces that begin at a place of a text; a hash table that is filled in half a millisecond.
//
// SentencePiece's own double array takes tens of milliseconds to build, which is most of a short translation's time. A
// trie of sorted pieces took four. Here nothing is sorted: a piece is found by the hash of its text, and a mask by its
// first symbols says which lengths are worth a look.
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>
#include "text/model_proto.h"

namespace dragoman::text {

/// A symbol is one byte of text, except that the three bytes of the space sign ▁ make one (0xFF, which UTF-8 never
/// has): most pieces begin with it.
inline constexpr unsigned kSpaceSymbol = 0xFF;
inline constexpr std::string_view kSpaceSign = "\xE2\x96\x81";
struct Symbol {
  unsigned value = 0;
  std::size_t size = 0;
};
inline Symbol symbol_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == 0xE2 && text.size() - at > 2 && text[at + 1] == '\x96' && text[at + 2] == '\x81')
    return {kSpaceSymbol, 3};
  return {byte, 1};
}

class PieceTable {
 public:
  /// Takes in the pieces of type kNormal; the pool must stay where it is. False when there are none, two are equal, or
  /// they are more, longer or worse to hash than the table is made for.
  bool build(const PiecePool& pool, const std::vector<PieceType>& types);

  /// Calls visit(id, size) for each piece that `text` has at `at`, shortest first.
  template <class Visit>
  void match(std::string_view text, std::size_t at, Visit visit) const {
    std::uint32_t lengths = lengths_at(text, at);
    std::uint64_t hash = kSeed;
    for (std::size_t size = 0; lengths != 0 && at + size < text.size();) {
      const Symbol symbol = symbol_at(text, at + size);
      hash = mix(hash, symbol.value);
      size += symbol.size;
      const std::uint32_t bit = std::uint32_t{1} << std::min(size, kLongBit);
      if (size > longest_) return;
      if ((lengths & bit) == 0) continue;
      if (size < kLongBit) lengths &= ~bit;
      const std::uint32_t id = find(hash, text.substr(at, size));
      if (id != kNone) visit(id, size);
    }
  }

 private:
  static constexpr std::uint64_t kSeed = 0x9E3779B97F4A7C15;
  static constexpr std::size_t kLongBit = 31;  // this bit of a mask stands for all lengths from 31 on
  static constexpr unsigned kIdBits = 20;      // of a slot; the rest is a part of the hash
  static constexpr unsigned kHeadBits = 15;    // of the table of masks
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr std::uint32_t kIdMask = (std::uint32_t{1} << kIdBits) - 1;

  static std::uint64_t mix(std::uint64_t hash, unsigned symbol) { return (hash ^ symbol) * 0xD6E8FEB86659FD93; }
  /// Which slot, and which tag, a hash means. The product's high bits are the well-mixed ones.
  std::size_t slot_of(std::uint64_t hash) const { return hash >> slot_shift_; }
  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 16) << kIdBits; }
  static std::size_t head_of(unsigned first, unsigned second, unsigned third) {
    return static_cast<std::uint32_t>((first << 16 | second << 8 | third) * 0x9E3779B1U) >> (32 - kHeadBits);
  }

  /// Lengths in bytes, as a mask, of the pieces that may begin here.
  std::uint32_t lengths_at(std::string_view text, std::size_t at) const {
    const Symbol first = symbol_at(text, at);
    const std::uint32_t few = few_symbols_[first.value];
    std::size_t place = at + first.size;
    if (place >= text.size()) return few;
    const Symbol second = symbol_at(text, place);
    place += second.size;
    if (place >= text.size()) return few;
    return few | heads_[head_of(first.value, second.value, symbol_at(text, place).value)];
  }
  std::uint32_t find(std::uint64_t hash, std::string_view piece) const {
    const std::uint32_t tag = tag_of(hash);
    for (std::size_t slot = slot_of(hash); slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
      if ((slots_[slot] & ~kIdMask) != tag) continue;
      const std::uint32_t id = (slots_[slot] & kIdMask) - 1;
      if ((*pool_)[id] == piece) return id;
    }
    return kNone;
  }
  bool insert(std::uint32_t id);

  const PiecePool* pool_ = nullptr;
  std::vector<std::uint32_t> slots_;  // tag and id + 1; 0 = free
  unsigned slot_shift_ = 0;
  std::vector<std::uint32_t> heads_;                 // lengths of pieces of three symbols and more, by these three
  std::array<std::uint32_t, 256> few_symbols_ = {};  // lengths of shorter ones, by the first symbol
  std::size_t longest_ = 0;                          // bytes
};

}  // namespace dragoman::text
