// The tile instructions of AMX under one name each. The tests build amx.cc once more with DRAGOMAN_EMULATE, and loops stand in
// for them.
// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, chapter 18. Included like rows-inl.h.

/// What LDTILECFG reads.
struct alignas(64) TileConfig {
  std::uint8_t palette, start_row, reserved[14];
  std::uint16_t bytes[16];  // of a row
  std::uint8_t rows[16];
};
static_assert(sizeof(TileConfig) == 64);

#if defined(DRAGOMAN_EMULATE)

struct EmulatedTile {
  std::uint8_t row[16][64];
};
thread_local TileConfig emulated_config;
thread_local EmulatedTile emulated_tiles[8];

inline void load_tile_config(const TileConfig& config) {
  emulated_config = config;
  __builtin_memset(emulated_tiles, 0, sizeof emulated_tiles);
}
inline void release_tiles() { load_tile_config({}); }
template <int T>
inline void tile_zero() {
  emulated_tiles[T] = {};
}
template <int T>
inline void tile_load(const void* from, std::size_t stride) {
  emulated_tiles[T] = {};
  for (int r = 0; r < emulated_config.rows[T]; ++r)
    __builtin_memcpy(emulated_tiles[T].row[r], static_cast<const char*>(from) + static_cast<std::size_t>(r) * stride,
                     emulated_config.bytes[T]);
}
template <int T>
inline void tile_store(void* to, std::size_t stride) {
  for (int r = 0; r < emulated_config.rows[T]; ++r)
    __builtin_memcpy(static_cast<char*>(to) + static_cast<std::size_t>(r) * stride, emulated_tiles[T].row[r],
                     emulated_config.bytes[T]);
}
template <int C, int A, int B>
inline void tile_dot() {
  for (int m = 0; m < emulated_config.rows[C]; ++m) {
    std::int32_t sums[16];
    __builtin_memcpy(sums, emulated_tiles[C].row[m], 64);
    for (int k = 0; k < emulated_config.bytes[A]; ++k) {
      for (int n = 0; n < 16; ++n)
        sums[n] += emulated_tiles[A].row[m][k] * static_cast<std::int8_t>(emulated_tiles[B].row[k / 4][4 * n + k % 4]);
    }
    __builtin_memcpy(emulated_tiles[C].row[m], sums, 64);
  }
}

#else

// Not the compilers' intrinsics: some are macros that take no constant expression, and tell the compiler nothing of the memory that
// they read.
inline void load_tile_config(const TileConfig& config) { asm volatile("ldtilecfg %0" : : "m"(config)); }
inline void release_tiles() { asm volatile("tilerelease"); }
template <int T>
inline void tile_zero() {
  asm volatile("tilezero %%tmm%c0" : : "i"(T));
}
template <int T>
inline void tile_load(const void* from, std::size_t stride) {
  asm volatile("tileloadd (%0,%1,1), %%tmm%c2" : : "r"(from), "r"(stride), "i"(T) : "memory");
}
template <int T>
inline void tile_store(void* to, std::size_t stride) {
  asm volatile("tilestored %%tmm%c2, (%0,%1,1)" : : "r"(to), "r"(stride), "i"(T) : "memory");
}
/// C += A . B: unsigned bytes of A, signed ones of B.
template <int C, int A, int B>
inline void tile_dot() {
  asm volatile("tdpbusd %%tmm%c2, %%tmm%c1, %%tmm%c0" : : "i"(C), "i"(A), "i"(B));
}

#endif
