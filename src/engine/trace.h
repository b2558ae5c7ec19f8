// Trace: a look at every layer's output, for tests that compare with a slow reference. Null in normal runs.
#pragma once
#include <cstddef>
#include <string_view>

namespace dragoman::engine {

class Trace {
 public:
  virtual ~Trace() = default;
  /// Rows of the layer named `layer`: "encoder_embed", "encoder_l1" ... "decoder_embed", "decoder_l1" ..., "logits".
  virtual void rows(std::string_view layer, int number, const float* x, std::size_t stride, int rows, int width) = 0;
};

}  // namespace dragoman::engine
