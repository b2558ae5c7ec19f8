// Any bytes as an .onnx file; and what is one stays one with a tail behind it, with one output more.
// max_len: 8192
#include "piper/onnx_outline.h"
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto outline = dragoman::piper::read_onnx_outline(bytes, "v.onnx");
  if (!outline) return 0;
  demand(outline->nodes <= size && outline->inputs.size() <= 64 && outline->outputs.size() <= 64);
  static_cast<void>(dragoman::piper::check_voice_outline(*outline, "v.onnx"));
  if (outline->outputs.size() == 64) return 0;
  const std::string tensor = outline->durations.empty() ? "d" : outline->durations;
  const auto again =
      dragoman::piper::read_onnx_outline(std::string(bytes) + dragoman::piper::output_tail(tensor), "v.onnx");
  demand(again.ok() && again->outputs.size() == outline->outputs.size() + 1 && again->outputs.back() == tensor);
  demand(again->inputs == outline->inputs && again->nodes == outline->nodes && again->durations == outline->durations);
  return 0;
}
