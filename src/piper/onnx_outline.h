// OnnxOutline: what can be seen of a neural voice's .onnx file from outside: names of inputs and outputs, and the tensor that tells how
// long each phoneme lasts. Only heads of protobuf messages are read; weights are skipped by their lengths. docs/formats/piper-voice.md.
// Threads: pure functions.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::piper {

struct OnnxOutline {
  std::vector<std::string> inputs, outputs;  ///< of the graph, in its order
  std::string durations;  ///< what its only node of the kind Ceil gives: frames of each phoneme; "": none
  std::uint64_t nodes = 0;
};

/// `name` goes into errors. Errors: kBadModel (damaged, no ONNX), kUnsupportedModel (weights in other files).
Result<OnnxOutline> read_onnx_outline(std::string_view bytes, std::string_view name);

/// Whether it takes and gives what a Piper voice does: input, input_lengths, scales, perhaps sid; output. Error: kUnsupportedModel.
Status check_voice_outline(const OnnxOutline& outline, std::string_view name);

/// Bytes that make `tensor`, of floats, an output of the graph when they stand behind the file's: messages of protobuf that come twice
/// are merged.
std::string output_tail(std::string_view tensor);

}  // namespace dragoman::piper
