// 64-bit hashes of short texts, the same on every machine: they are stored in the file.
#pragma once
#include <cstdint>
#include <string_view>

namespace dragoman::memory {

/// All bits of the result depend on all bits of `x` (the finaliser of MurmurHash3).
constexpr std::uint64_t mixed(std::uint64_t x) {
  x ^= x >> 33;
  x *= 0xFF51AFD7ED558CCDULL;
  x ^= x >> 33;
  x *= 0xC4CEB9FE1A85EC53ULL;
  x ^= x >> 33;
  return x;
}

/// FNV-1a, mixed; `seed` makes another function of it.
constexpr std::uint64_t hash_of(std::string_view text, std::uint64_t seed = 0) {
  std::uint64_t hash = 0xCBF29CE484222325ULL ^ mixed(seed);
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3ULL;
  }
  return mixed(hash);
}

}  // namespace dragoman::memory
