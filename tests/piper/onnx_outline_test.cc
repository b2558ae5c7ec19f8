// The outside of an .onnx file, and the bytes that make one more tensor an output.
#include "piper/onnx_outline.h"

#include <gtest/gtest.h>

#include "tiny_voice.h"

namespace dragoman::piper {
namespace {

using tests::field;
using tests::TinyModel;
using Names = std::vector<std::string>;

TEST(OnnxOutline, NamesInputsOutputsAndTheDurations) {
  const auto outline = read_onnx_outline(TinyModel().bytes(), "v.onnx");
  ASSERT_TRUE(outline) << outline.error().what;
  EXPECT_EQ(outline->inputs, (Names{"input", "input_lengths", "scales"}));
  EXPECT_EQ(outline->outputs, Names{"output"});
  EXPECT_EQ(outline->durations, "/Ceil_output_0");
  EXPECT_EQ(outline->nodes, 2U);
  EXPECT_TRUE(check_voice_outline(*outline, "v.onnx"));
}

TEST(OnnxOutline, WithoutOneSuchNodeNoDurationsAreKnown) {
  EXPECT_EQ(read_onnx_outline(TinyModel{.ceilings = {}}.bytes(), "v")->durations, "");
  EXPECT_EQ(read_onnx_outline(TinyModel{.ceilings = {"a", "b"}}.bytes(), "v")->durations, "");
}

TEST(OnnxOutline, TheTailAddsAnOutputAndNothingElse) {
  const std::string model = TinyModel().bytes();
  for (const std::string& name : {std::string("/Ceil_output_0"), std::string(300, 'n')}) {
    const auto outline = read_onnx_outline(model + output_tail(name), "v");
    ASSERT_TRUE(outline) << outline.error().what;
    EXPECT_EQ(outline->outputs, (Names{"output", name}));
    EXPECT_EQ(outline->inputs.size(), 3U);
    EXPECT_EQ(outline->nodes, 2U);
  }
  // Byte for byte, as protobuf's own encoder writes it: graph (7), output (12), name (1), type (2), tensor_type (1), elem_type (1) = 1.
  EXPECT_EQ(output_tail("d"), std::string("\x3A\x0B\x62\x09\x0A\x01"
                                          "d"
                                          "\x12\x04\x0A\x02\x08\x01",
                                          13));
}

TEST(OnnxOutline, OtherModelsAreNoVoices) {
  const auto outline = read_onnx_outline(TinyModel{.inputs = {"image"}}.bytes(), "v.onnx");
  ASSERT_TRUE(outline);
  const Status fits = check_voice_outline(*outline, "v.onnx");
  ASSERT_FALSE(fits);
  EXPECT_EQ(fits.error().code, ErrorCode::kUnsupportedModel);
}

TEST(OnnxOutline, WeightsInOtherFilesAreRefused) {
  const std::string external = field(8, "w") + field(13, field(1, "location") + field(2, "/etc/passwd"));
  const std::string flagged = field(8, "w") + std::string("\x70\x01", 2);  // data_location = EXTERNAL
  // In a node's attribute (5), as a tensor (5), and in a graph (6) within it.
  const std::string hidden = field(7, field(1, field(5, field(5, external))));
  const std::string deeper = field(7, field(1, field(5, field(6, field(5, external)))));
  const std::string sparse = field(7, field(15, field(1, external)));
  for (const std::string& model :
       {TinyModel{.weights = external}.bytes(), TinyModel{.weights = flagged}.bytes(), TinyModel().bytes() + hidden,
        TinyModel().bytes() + deeper, TinyModel().bytes() + sparse}) {
    const auto outline = read_onnx_outline(model, "v.onnx");
    ASSERT_FALSE(outline);
    EXPECT_EQ(outline.error().code, ErrorCode::kUnsupportedModel) << outline.error().what;
  }
}

TEST(OnnxOutline, EveryCutIsNoticedOrHarmless) {
  const std::string model = TinyModel().bytes();
  for (std::size_t size = 0; size + 1 < model.size(); ++size) {
    const auto outline = read_onnx_outline(std::string_view(model).substr(0, size), "v");
    EXPECT_FALSE(outline) << size;
  }
  EXPECT_FALSE(read_onnx_outline("<html>not found</html>", "v"));
  EXPECT_FALSE(read_onnx_outline(std::string(100, '\xFF'), "v"));
  EXPECT_FALSE(read_onnx_outline(std::string("\x3A\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", 10), "v"));
  std::string nested = field(5, "");
  for (int i = 0; i < 40; ++i) nested = field(1, field(5, field(6, nested)));
  EXPECT_FALSE(read_onnx_outline(field(7, nested), "v"));
}

}  // namespace
}  // namespace dragoman::piper
