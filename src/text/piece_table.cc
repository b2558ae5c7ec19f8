// Open addressing with linear probing; a slot holds a part of the hash, so that texts are compared nearly only when
// they are equal.
#include "text/piece_table.h"

#include <algorithm>

namespace dragoman::text {
namespace {

constexpr std::size_t kLongestChain = 64;  // slots looked at in vain before a set of pieces counts as unfit
constexpr std::size_t kLongestPiece = 1024;

}  // namespace

bool PieceTable::build(const PiecePool& pool, const std::vector<PieceType>& types) {
  if (pool.size() >= kIdMask) return false;
  pool_ = &pool;
  const std::size_t slots = std::bit_ceil(2 * std::max<std::size_t>(pool.size(), 1));
  slots_.assign(slots, 0);
  slot_shift_ = 64 - static_cast<unsigned>(std::countr_zero(slots));
  heads_.assign(std::size_t{1} << kHeadBits, 0);
  for (std::uint32_t id = 0; id < pool.size(); ++id) {
    if (types[id] == PieceType::kNormal && !insert(id)) return false;
  }
  return longest_ > 0;
}

bool PieceTable::insert(std::uint32_t id) {
  const std::string_view piece = (*pool_)[id];
  if (piece.size() > kLongestPiece) return false;
  std::uint64_t hash = kSeed;
  std::array<unsigned, 3> head = {};
  std::size_t symbols = 0;
  for (std::size_t at = 0; at < piece.size(); ++symbols) {
    const Symbol symbol = symbol_at(piece, at);
    hash = mix(hash, symbol.value);
    if (symbols < head.size()) head[symbols] = symbol.value;
    at += symbol.size;
  }
  const std::uint32_t bit = std::uint32_t{1} << std::min(piece.size(), kLongBit);
  (symbols < head.size() ? few_symbols_[head[0]] : heads_[head_of(head[0], head[1], head[2])]) |= bit;
  longest_ = std::max(longest_, piece.size());
  const std::uint32_t tag = tag_of(hash);
  std::size_t slot = slot_of(hash), looks = 0;
  for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
    if (++looks > kLongestChain) return false;
    if ((slots_[slot] & ~kIdMask) == tag && (*pool_)[(slots_[slot] & kIdMask) - 1] == piece) return false;
  }
  slots_[slot] = tag | (id + 1);
  return true;
}

}  // namespace dragoman::text
