// The loop over safe chunks for 1, 2 or 3 rows and one block of 16 columns, in assembly: compilers spill the sums of
// such a loop to the stack or hoist loads into registers that it needs, which costs a third of the speed. What it does,
// for group g of a chunk and every row:
//   x = set1_epi32(4 activations), t0 += maddubs(x, weights[g][0]), t1 += maddubs(x, weights[g][1])   (16-bit sums)
// and after four groups s0 += madd(t0, ones), s1 += madd(t1, ones) (32-bit sums). Included like rows-inl.h.
//
// Registers: ymm6-11 the 16-bit sums, ymm12 and ymm13 weights of a group (or in memory, where loads are to spare),
// ymm14 x, ymm15 a product; the compiler places the 32-bit sums.

#define T0 "%%ymm6"
#define T1 "%%ymm7"
#define T2 "%%ymm8"
#define T3 "%%ymm9"
#define T4 "%%ymm10"
#define T5 "%%ymm11"
#define NEXT_CHUNK            \
  ".p2align 5\n1:\n\t"        \
  "movzwl (%[at]), %k[c]\n\t" \
  "shl $4, %k[c]\n\t"
#define LOOP_END          \
  "add $256, %[q]\n\t"    \
  "add $2, %[at]\n\t"     \
  "cmp %[end], %[at]\n\t" \
  "jne 1b\n\t"
#define FIRST(row, group, t0, t1, w0, w1) \
  "vpbroadcastd " group "(%[" row         \
  "],%q[c]), %%ymm14\n\t"                 \
  "vpmaddubsw " w0 ", %%ymm14, " t0       \
  "\n\t"                                  \
  "vpmaddubsw " w1 ", %%ymm14, " t1 "\n\t"
#define MORE(row, group, t0, t1, w0, w1) \
  "vpbroadcastd " group "(%[" row        \
  "],%q[c]), %%ymm14\n\t"                \
  "vpmaddubsw " w0                       \
  ", %%ymm14, %%ymm15\n\t"               \
  "vpmaddubsw " w1                       \
  ", %%ymm14, %%ymm14\n\t"               \
  "vpaddw %%ymm15, " t0 ", " t0          \
  "\n\t"                                 \
  "vpaddw %%ymm14, " t1 ", " t1 "\n\t"
#define WIDEN(t0, t1, s0, s1)       \
  "vpmaddwd %[ones], " t0 ", " t0   \
  "\n\t"                            \
  "vpmaddwd %[ones], " t1 ", " t1   \
  "\n\t"                            \
  "vpaddd " t0 ", %[" s0 "], %[" s0 \
  "]\n\t"                           \
  "vpaddd " t1 ", %[" s1 "], %[" s1 "]\n\t"

alignas(32) const std::int16_t kOnes[16] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

/// Adds `count` (>= 1) chunks from `q`; u is row 0, the others follow `stride` bytes apart.
inline void add_safe(const std::uint8_t* u, std::size_t, const std::int8_t* q, const std::uint16_t* at, int count,
                     __m256i (&s)[1][2]) {
  std::size_t c;
  __asm__ volatile(NEXT_CHUNK                                          //
                       FIRST("u0", "0", T0, T1, "(%[q])", "32(%[q])")  //
                   MORE("u0", "4", T0, T1, "64(%[q])", "96(%[q])")     //
                   MORE("u0", "8", T0, T1, "128(%[q])", "160(%[q])")   //
                   MORE("u0", "12", T0, T1, "192(%[q])", "224(%[q])")  //
                   WIDEN(T0, T1, "s0", "s1") LOOP_END
                   : [s0] "+x"(s[0][0]), [s1] "+x"(s[0][1]), [q] "+r"(q), [at] "+r"(at), [c] "=&r"(c)
                   : [u0] "r"(u), [end] "r"(at + count), [ones] "x"(_mm256_set1_epi16(1))
                   : "memory", "cc", "ymm6", "ymm7", "ymm14", "ymm15");
}

#define PAIR(KIND, group, w0, w1) \
  "vmovdqa " w1 ", %%ymm13\n\t" KIND("u0", group, T0, T1, w0, "%%ymm13") KIND("u1", group, T2, T3, w0, "%%ymm13")

inline void add_safe(const std::uint8_t* u, std::size_t stride, const std::int8_t* q, const std::uint16_t* at,
                     int count, __m256i (&s)[2][2]) {
  std::size_t c;
  __asm__ volatile(NEXT_CHUNK                                  //
                       PAIR(FIRST, "0", "(%[q])", "32(%[q])")  //
                   PAIR(MORE, "4", "64(%[q])", "96(%[q])")     //
                   PAIR(MORE, "8", "128(%[q])", "160(%[q])")   //
                   PAIR(MORE, "12", "192(%[q])", "224(%[q])")  //
                   WIDEN(T0, T1, "s0", "s1") WIDEN(T2, T3, "s2", "s3") LOOP_END
                   : [s0] "+x"(s[0][0]), [s1] "+x"(s[0][1]), [s2] "+x"(s[1][0]), [s3] "+x"(s[1][1]), [q] "+r"(q),
                     [at] "+r"(at), [c] "=&r"(c)
                   : [u0] "r"(u), [u1] "r"(u + stride), [end] "r"(at + count), [ones] "x"(_mm256_set1_epi16(1))
                   : "memory", "cc", "ymm6", "ymm7", "ymm8", "ymm9", "ymm13", "ymm14", "ymm15");
}

#define TRIPLE(KIND, group, w0, w1)                                             \
  "vmovdqa " w0                                                                 \
  ", %%ymm12\n\t"                                                               \
  "vmovdqa " w1 ", %%ymm13\n\t" KIND("u0", group, T0, T1, "%%ymm12", "%%ymm13") \
      KIND("u1", group, T2, T3, "%%ymm12", "%%ymm13") KIND("u2", group, T4, T5, "%%ymm12", "%%ymm13")

inline void add_safe(const std::uint8_t* u, std::size_t stride, const std::int8_t* q, const std::uint16_t* at,
                     int count, __m256i (&s)[3][2]) {
  std::size_t c;
  __asm__ volatile(
      NEXT_CHUNK                                    //
          TRIPLE(FIRST, "0", "(%[q])", "32(%[q])")  //
      TRIPLE(MORE, "4", "64(%[q])", "96(%[q])")     //
      TRIPLE(MORE, "8", "128(%[q])", "160(%[q])")   //
      TRIPLE(MORE, "12", "192(%[q])", "224(%[q])")  //
      WIDEN(T0, T1, "s0", "s1") WIDEN(T2, T3, "s2", "s3") WIDEN(T4, T5, "s4", "s5") LOOP_END
      : [s0] "+x"(s[0][0]), [s1] "+x"(s[0][1]), [s2] "+x"(s[1][0]), [s3] "+x"(s[1][1]), [s4] "+x"(s[2][0]),
        [s5] "+x"(s[2][1]), [q] "+r"(q), [at] "+r"(at), [c] "=&r"(c)
      : [u0] "r"(u), [u1] "r"(u + stride), [u2] "r"(u + 2 * stride), [end] "r"(at + count), [ones] "m"(kOnes)
      : "memory", "cc", "ymm6", "ymm7", "ymm8", "ymm9", "ymm10", "ymm11", "ymm12", "ymm13", "ymm14", "ymm15");
}

#undef T0
#undef T1
#undef T2
#undef T3
#undef T4
#undef T5
#undef NEXT_CHUNK
#undef LOOP_END
#undef FIRST
#undef MORE
#undef WIDEN
#undef PAIR
#undef TRIPLE
