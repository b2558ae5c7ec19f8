// Loading of weights: every tensor that the configuration asks for must be there, in shape and type; and what the
// tensors may be is read from the file.
#include "engine/weights.h"

#include "test_run.h"

namespace dragoman::engine::test {
namespace {

RandomShape small_shape(Numbers numbers) {
  return {.dim = 8, .heads = 2, .hidden = 12, .source_vocabulary = 9, .target_vocabulary = 9, .numbers = numbers};
}

void expect_refused(const ModelFile& model, const std::string& tensor) {
  const std::string bytes = model.bytes();
  const auto engine = try_load(bytes);
  ASSERT_FALSE(engine) << tensor;
  EXPECT_TRUE(engine.error().code == ErrorCode::kBadModel || engine.error().code == ErrorCode::kUnsupportedModel);
  const bool table = tensor.ends_with("Wemb");  // found out with the vocabulary's size
  EXPECT_NE(engine.error().what.find(table ? "embedding table" : tensor), std::string::npos) << engine.error().what;
}

/// Both kinds of files, and one with tables and an output matrix of their own.
std::vector<ModelFile> models() {
  RandomShape split = small_shape(Numbers::kFloat);
  split.shared_embeddings = split.tied_output = false;
  RandomShape split_int8 = split;
  split_int8.numbers = Numbers::kInt8;
  return {random_model(small_shape(Numbers::kFloat)), random_model(small_shape(Numbers::kInt8)), random_model(split),
          random_model(split_int8)};
}

TEST(Weights, EveryMissingTensorIsNamed) {
  for (const ModelFile& model : models()) {
    ASSERT_TRUE(try_load(model.bytes()));
    for (const RawTensor& tensor : model.tensors) {
      ModelFile less = model;
      less.remove(tensor.name);
      expect_refused(less, tensor.name);
    }
  }
}

/// With fewer layers counted than there are, all that is asked for is there, and nonsense would come out.
TEST(Weights, LayersBehindTheCountedOnesAreNamed) {
  RandomShape deep = small_shape(Numbers::kInt8);
  deep.encoder_depth = 3;
  deep.decoder_depth = 2;
  ASSERT_TRUE(try_load(random_model(deep).bytes()));
  for (const auto& [option, depth, tensor] : {std::tuple("enc-depth", "2", "encoder_l3_"),
                                              {"enc-depth", "1", "encoder_l2_"},
                                              {"dec-depth", "1", "decoder_l2_"}}) {
    ModelFile model = random_model(deep);
    model.set(option, depth);
    expect_refused(model, tensor);
    expect_refused(model, option);
  }
}

TEST(Weights, EveryWrongShapeIsNamed) {
  for (const ModelFile& model : models()) {
    for (std::size_t i = 0; i < model.tensors.size(); ++i) {
      if (model.tensors[i].name.ends_with("Wemb")) continue;  // its rows are the vocabulary, see model_shape_test.cc
      for (const std::size_t dimension : {0u, 1u}) {
        ModelFile other = model;
        other.tensors[i].shape[dimension] += 1;
        other.tensors[i].data.resize(8192);
        if (other.tensors[i].type == kTypeIntgemm8) put_at(other.tensors[i].data, other.tensors[i].count(), 42.0F);
        expect_refused(other, other.tensors[i].name);
      }
    }
  }
}

/// The text type has one byte a value: a matrix that claims it must not be read as floats.
TEST(Weights, EveryWrongTypeIsNamed) {
  for (const ModelFile& model : models()) {
    for (std::size_t i = 0; i < model.tensors.size(); ++i) {
      ModelFile other = model;
      other.tensors[i].type = kTypeText;
      other.tensors[i].data.assign(other.tensors[i].count(), '\1');
      const std::string bytes = other.bytes();
      const auto engine = try_load(bytes);
      ASSERT_FALSE(engine) << other.tensors[i].name;
      EXPECT_NE(engine.error().what.find(other.tensors[i].name), std::string::npos) << engine.error().what;
    }
    ModelFile other = model;  // vectors are never int8
    RawTensor& bias = *other.find("encoder_l1_self_bq");
    bias.type = kTypeIntgemm8;
    bias.data.assign(8, '\1');
    bias.data.append("\0\0\x80\x3f", 4);
    expect_refused(other, "encoder_l1_self_bq");
  }
}

TEST(Weights, MatricesOfBothKindsMayMix) {
  ModelFile model = random_model(small_shape(Numbers::kInt8));
  const ModelFile floats = dequantised(model);
  const std::vector<TokenId> source = random_source(6, 9, 3);
  const Hypothesis all_float = forced(*load(floats).engine, source, source);
  for (const char* name : {"Wemb", "encoder_l1_self_Wk", "encoder_l1_ffn_W2", "decoder_l1_rnn_Wf", "decoder_l1_ffn_W1",
                           "decoder_l1_context_Wo"}) {
    ModelFile mixed = model;
    *mixed.find(name) = *floats.find(name);
    const Loaded loaded = load(mixed);
    EXPECT_FALSE(loaded.engine->weights().all_int8()) << name;
    EXPECT_TRUE(loaded.engine->weights().any_int8()) << name;
    EXPECT_NEAR(forced(*loaded.engine, source, source).log_prob, all_float.log_prob, 0.5) << name;
  }
}

TEST(Weights, CountsParametersAndPackedBytes) {
  const Loaded loaded = load(random_model(small_shape(Numbers::kFloat)));
  const int d = 8, f = 12, v = 9;
  const int attention = 4 * (d * d + d) + 2 * d;
  const int ffn = 2 * d * f + f + d + 2 * d;
  const int ssru = 2 * d * d + d + 2 * d;
  EXPECT_EQ(loaded.engine->weights().parameters(),
            static_cast<std::size_t>(2 * attention + 2 * ffn + ssru + v * d + v));
  EXPECT_GE(loaded.engine->weights().packed_bytes(), 4u * static_cast<unsigned>(2 * attention + 2 * ffn + ssru));
}

/// A table that the configuration does not use must not widen the vocabulary beyond the one it does.
TEST(Weights, AnUnusedTableChangesNothing) {
  ModelFile model = random_model(small_shape(Numbers::kFloat));
  const std::vector<TokenId> source = random_source(6, 9, 3);
  const Hypothesis before = forced(*load(model).engine, source, source);
  model.add_float("decoder_Wemb", {4000, 8}, std::vector<float>(32000, 0.5F));
  EXPECT_TRUE(same({before}, {forced(*load(model).engine, source, source)}));
  model.find("decoder_ff_logit_out_b")->shape = {1, 4000};
  model.find("decoder_ff_logit_out_b")->data.resize(16000);
  EXPECT_FALSE(try_load(model.bytes()));
}

TEST(Weights, TheVocabularysMarksMustBeInTheModel) {
  const std::string bytes = random_model(small_shape(Numbers::kFloat)).bytes();
  for (const SpecialIds special : {SpecialIds{9, 1}, SpecialIds{0xFFFFFFFF, 1}, SpecialIds{0, 9}}) {
    EngineFiles files;
    files.model = bytes;
    files.model_name = "model.bin";
    files.special = special;
    const auto engine = Engine::load(files, *tables_here().front());
    ASSERT_FALSE(engine);
    EXPECT_EQ(engine.error().code, ErrorCode::kBadModel);
    EXPECT_NE(engine.error().what.find("vocabulary"), std::string::npos) << engine.error().what;
  }
}

}  // namespace
}  // namespace dragoman::engine::test
