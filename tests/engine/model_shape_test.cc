// Options of a model's configuration: each that the engine cannot run is refused by its name, each number has a range,
// and what is read is what was written.
#include "engine/model_shape.h"

#include "test_run.h"

namespace dragoman::engine::test {
namespace {

Result<ModelShape> shape_of(const ModelFile& model) {
  const std::string bytes = model.bytes();
  Result<MarianFile> file = MarianFile::parse(bytes, "model.bin");
  if (!file) return file.error();
  return ModelShape::read(*file);
}

void expect_refused(const ModelFile& model, const std::string& key, const std::string& value) {
  Result<ModelShape> shape = shape_of(model);
  ASSERT_FALSE(shape) << key << " = " << value;
  EXPECT_EQ(shape.error().code, ErrorCode::kUnsupportedModel) << shape.error().what;
  EXPECT_NE(shape.error().what.find("option " + key), std::string::npos) << shape.error().what;
  EXPECT_NE(shape.error().what.find("model.bin"), std::string::npos) << shape.error().what;
  EXPECT_NE(shape.error().what.find(value), std::string::npos) << shape.error().what;
}

TEST(ModelShape, ReadsEverySize) {
  const RandomShape wanted{.dim = 24,
                           .heads = 3,
                           .hidden = 20,
                           .encoder_depth = 3,
                           .decoder_depth = 2,
                           .encoder_ffn_depth = 3,
                           .decoder_ffn_depth = 2,
                           .decoder_hidden = 10,
                           .source_vocabulary = 31,
                           .target_vocabulary = 17,
                           .shared_embeddings = false,
                           .tied_output = false,
                           .output_bias = false};
  Result<ModelShape> shape = shape_of(random_model(wanted));
  ASSERT_TRUE(shape) << shape.error().what;
  EXPECT_EQ(shape->dim, 24);
  EXPECT_EQ(shape->heads, 3);
  EXPECT_EQ(shape->head_dim(), 8);
  EXPECT_EQ(shape->hidden, 20);
  EXPECT_EQ(shape->decoder_hidden, 10);
  EXPECT_EQ(shape->encoder_depth, 3);
  EXPECT_EQ(shape->decoder_depth, 2);
  EXPECT_EQ(shape->encoder_ffn_depth, 3);
  EXPECT_EQ(shape->decoder_ffn_depth, 2);
  EXPECT_EQ(shape->source_vocabulary, 31);
  EXPECT_EQ(shape->target_vocabulary, 17);
  EXPECT_FALSE(shape->shared_embeddings || shape->tied_output || shape->output_bias);
}

TEST(ModelShape, DecoderSizesDefaultToTheEncoders) {
  ModelFile model = random_model({.hidden = 12, .encoder_ffn_depth = 3});
  Result<ModelShape> shape = shape_of(model);
  ASSERT_TRUE(shape) << shape.error().what;
  EXPECT_EQ(shape->decoder_ffn_depth, 3);
  EXPECT_EQ(shape->decoder_hidden, 12);
}

/// Every option with one value that we run, and values of other models.
TEST(ModelShape, OptionsThatItCannotRunAreRefusedByName) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> options = {
      {"type", {"s2s", "amun", "transformer-lm", "multi-transformer"}},
      {"dec-cell", {"gru", "lstm", "sru"}},
      {"transformer-decoder-autoreg", {"self-attention", "average-attention"}},
      {"transformer-preprocess", {"n", "d"}},
      {"transformer-postprocess", {"da", "n", "\"\""}},
      {"transformer-postprocess-top", {"n"}},
      {"transformer-postprocess-emb", {"n", "dn"}},
      {"transformer-ffn-activation", {"swish", "gelu"}},
      {"transformer-no-projection", {"true"}},
      {"transformer-no-bias", {"true"}},
      {"transformer-no-affine", {"true"}},
      {"transformer-rnn-projection", {"true"}},
      {"transformer-train-position-embeddings", {"true"}},
      {"transformer-tied-layers", {"[1, 1, 1]", "1"}},
      {"transformer-pool", {"true"}},
      {"layer-normalization", {"true"}},
      {"lemma-dim-emb", {"128"}},
      {"factors-dim-emb", {"64"}},
      {"ulr", {"true"}},
      {"right-left", {"true"}},
      {"input-types", {"[sequence, class]"}},
  };
  for (const auto& [key, values] : options) {
    for (const std::string& value : values) {
      ModelFile model = random_model({});
      model.set(key, value);
      expect_refused(model, key, value == "\"\"" ? "" : value);
    }
  }
}

TEST(ModelShape, LeftoversOfOtherArchitecturesMeanNothing) {
  ModelFile model = random_model({});
  for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{{"enc-type", "bidirectional"},
                                                                                   {"enc-cell", "gru"},
                                                                                   {"dim-rnn", "1024"},
                                                                                   {"skip", "false"},
                                                                                   {"transformer-aan-depth", "2"},
                                                                                   {"bert-type-vocab-size", "2"},
                                                                                   {"version", "v1.9.56: a colon"}})
    model.set(key, value);
  EXPECT_TRUE(shape_of(model));
}

TEST(ModelShape, AbsurdNumbersAreRefusedByName) {
  const std::vector<std::string> absurd = {"-1",   "999999999", "99999999999999999999", "8.5", "abc",
                                           "0x10", "1 2",       "-9223372036854775808"};
  for (const char* key : {"dim-emb", "transformer-heads", "enc-depth", "dec-depth", "transformer-ffn-depth",
                          "transformer-decoder-ffn-depth", "transformer-dim-ffn", "transformer-decoder-dim-ffn"}) {
    for (const std::string& value : absurd) {
      ModelFile model = random_model({});
      model.set(key, value);
      expect_refused(model, key, value);
    }
  }
  for (const char* key : {"dim-emb", "transformer-heads", "enc-depth", "dec-depth", "transformer-dim-ffn"}) {
    ModelFile model = random_model({});
    std::erase_if(model.config, [&](const auto& line) { return line.first == key; });
    expect_refused(model, key, "");  // missing
    model.set(key, "0");
    expect_refused(model, key, "0");
  }
}

TEST(ModelShape, WidthAndHeadsMustFit) {
  expect_refused(random_model({.dim = 16, .heads = 3}), "dim-emb", "16");
  expect_refused(random_model({.dim = 15, .heads = 3}), "dim-emb", "15");
}

TEST(ModelShape, TablesMustFitTheWidth) {
  for (const char* value : {"8", "32"}) {
    ModelFile model = random_model({.dim = 16, .heads = 2});
    model.set("dim-emb", value);
    Result<ModelShape> shape = shape_of(model);
    ASSERT_FALSE(shape);
    EXPECT_EQ(shape.error().code, ErrorCode::kBadModel);
    EXPECT_NE(shape.error().what.find("dim-emb"), std::string::npos) << shape.error().what;
  }
  ModelFile model = random_model({});
  model.remove("Wemb");
  EXPECT_FALSE(shape_of(model));
}

/// A file may hold tables that its configuration does not use; their sizes must not count.
TEST(ModelShape, OnlyTheTablesInUseGiveTheVocabulary) {
  ModelFile model = random_model({.dim = 16, .source_vocabulary = 24});
  for (const char* name : {"decoder_Wemb", "encoder_Wemb"}) {
    model.add_float(name, {4000, 16}, std::vector<float>(4000 * 16, 0.5F));
    Result<ModelShape> shape = shape_of(model);
    ASSERT_TRUE(shape) << shape.error().what;
    EXPECT_EQ(shape->source_vocabulary, 24) << name;
    EXPECT_EQ(shape->target_vocabulary, 24) << name;
  }
}

}  // namespace
}  // namespace dragoman::engine::test
