// The AVX-512 VNNI table. Float kernels are the eight-lane ones of the AVX2 table: same order, same bits.
#include "kernels/float_rules.h"
#include "kernels/tables.h"
#include "kernels/x86_wide.h"

namespace dragoman::kernels {
namespace {

#include "kernels/vec8_avx2-inl.h"

#include "kernels/rows-inl.h"

#include "kernels/attention-inl.h"

#include "kernels/epilogue512-inl.h"

#include "kernels/vnni512-inl.h"

#include "kernels/dot_tiles-inl.h"

#include "kernels/table-inl.h"

}  // namespace

#if defined(DRAGOMAN_EMULATE)
extern const Kernels kEmulatedAvx512VnniKernels;
const Kernels kEmulatedAvx512VnniKernels = table("avx512vnni", ChunkOrder::kAscending);
#else
const Kernels kAvx512VnniKernels = table("avx512vnni", ChunkOrder::kAscending);
#endif

}  // namespace dragoman::kernels
