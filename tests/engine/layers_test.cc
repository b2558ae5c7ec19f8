// Every layer of the engine against the slow reference model: float32 models to within 1e-4, int8 models to within the
// few rounding steps on which float and double may disagree. Generated models of many shapes; real ones and variants of
// them where there are any.
#include <cmath>

#include "test_run.h"

namespace dragoman::engine::test {
namespace {

/// The engine's view of one sentence and its target: every layer, logits and alignment.
struct Traced {
  Recorder layers;
  Matrix logits, alignment;
};

Traced trace(const Engine& engine, const std::vector<TokenId>& source, const std::vector<TokenId>& target,
             bool all_at_once) {
  Traced out;
  const Weights& weights = engine.weights();
  Encoder encoder(weights, engine.kernels());
  Decoder decoder(weights, engine.kernels());
  Context context;
  const std::span<const TokenId> sentence(source);
  Context* const to = &context;
  encoder.run({&sentence, 1}, {&to, 1}, &out.layers);
  std::vector<float> cells(decoder.cell_floats(), 0.0F);
  std::vector<float> attention(target.size() * source.size());
  std::vector<DecoderRow> rows;
  for (std::size_t t = 0; t < target.size(); ++t)
    rows.push_back({t == 0 ? nullptr : &target[t - 1], t, &context, cells.data(), &attention[t * source.size()]});
  const std::size_t each = all_at_once ? rows.size() : 1;
  const Linear& output = weights.whole_output();
  out.logits.columns = static_cast<std::size_t>(weights.shape().target_vocabulary);
  for (std::size_t t = 0; t < rows.size(); t += each) {
    decoder.step(std::span(rows).subspan(t, each), &out.layers);
    const float* logits = decoder.logits(output, 0, static_cast<int>(each));
    for (std::size_t r = 0; r < each; ++r) {
      const float* row = logits + r * Layers::stride_of(output);
      out.logits.values.insert(out.logits.values.end(), row, row + out.logits.columns);
      ++out.logits.rows;
    }
  }
  out.alignment = Matrix(target.size(), source.size());
  std::copy(attention.begin(), attention.end(), out.alignment.values.begin());
  return out;
}

double largest_difference(const Matrix& a, const Matrix& b) {
  if (a.rows != b.rows || a.columns != b.columns) return INFINITY;
  double largest = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    const double difference = std::fabs(a.values[i] - b.values[i]);
    if (!(difference <= largest)) largest = difference;  // NaN stays
  }
  return largest;
}

double largest_of(const Matrix& x) {
  double largest = 0;
  for (const double value : x.values) largest = std::max(largest, std::fabs(value));
  return largest;
}

constexpr double kFloatTolerance = 1e-4;

/// The whole chain: errors of earlier layers are part of what later ones show.
void expect_float_layers(const ModelFile& model, const kernels::Kernels& kernels, std::size_t source_length,
                         std::size_t target_length) {
  const Loaded loaded = load(model, kernels);
  const ModelShape& shape = loaded.engine->weights().shape();
  const std::vector<TokenId> source = random_source(source_length, shape.source_vocabulary, 7);
  const std::vector<TokenId> target = random_source(target_length, shape.target_vocabulary, 8);
  const Traced traced = trace(*loaded.engine, source, target, true);
  const ReferenceModel reference(model, Arithmetic::kExact);

  Matrix x = reference.encoder_embed(source);
  EXPECT_LT(largest_difference(x, traced.layers.at("encoder_embed")), kFloatTolerance);
  for (int i = 1; i <= shape.encoder_depth; ++i) {
    x = reference.encoder_layer(i, x);
    EXPECT_LT(largest_difference(x, traced.layers.at("encoder_l" + std::to_string(i))), kFloatTolerance) << i;
  }
  const Matrix context = x;
  Matrix alignment;
  x = reference.decoder_embed(target);
  EXPECT_LT(largest_difference(x, traced.layers.at("decoder_embed")), kFloatTolerance);
  for (int i = 1; i <= shape.decoder_depth; ++i) {
    x = reference.decoder_layer(i, x, context, &alignment);
    EXPECT_LT(largest_difference(x, traced.layers.at("decoder_l" + std::to_string(i))), kFloatTolerance) << i;
  }
  EXPECT_LT(largest_difference(alignment, traced.alignment), kFloatTolerance);
  // Logits are sums, ten and more in size, not normalised as layers are: the layer of its own by the absolute
  // tolerance, the whole chain by the tolerance of its largest.
  const Matrix last = reference.logits(traced.layers.at("decoder_l" + std::to_string(shape.decoder_depth)));
  EXPECT_LT(largest_difference(last, traced.logits), kFloatTolerance);
  EXPECT_LT(largest_difference(reference.logits(x), traced.logits), kFloatTolerance * std::max(1.0, largest_of(last)));
  EXPECT_EQ(traced.layers.size(), static_cast<std::size_t>(2 + shape.encoder_depth + shape.decoder_depth));
}

/// How far two results of one int8 layer lie apart when they start from the same floats.
struct Apart {
  double mean = 0, largest = 0;
};
Apart apart(const Matrix& a, const Matrix& b) {
  EXPECT_EQ(a.values.size(), b.values.size());
  Apart out;
  out.largest = largest_difference(a, b);
  for (std::size_t i = 0; i < a.values.size(); ++i) out.mean += std::fabs(a.values[i] - b.values[i]);
  out.mean /= static_cast<double>(a.values.size());
  return out;
}

/// A value within a float's error of a half is rounded to the other side now and then: one input of one row moves by
/// one step, 1/63 of the row's largest. That is rare and small; another scale, zero point or order of bytes is neither.
void expect_int8(const Matrix& expected, const Matrix& actual, const std::string& layer) {
  const Apart difference = apart(expected, actual);
  EXPECT_LT(difference.mean, 2e-3) << layer;
  EXPECT_LT(difference.largest, 0.15) << layer;
}

/// Layer by layer, each from the engine's own input, so that a rounding step does not travel.
void expect_int8_layers(const ModelFile& model, const kernels::Kernels& kernels, std::size_t source_length,
                        std::size_t target_length) {
  const Loaded loaded = load(model, kernels);
  const ModelShape& shape = loaded.engine->weights().shape();
  ASSERT_TRUE(loaded.engine->weights().all_int8());
  const std::vector<TokenId> source = random_source(source_length, shape.source_vocabulary, 7);
  const std::vector<TokenId> target = random_source(target_length, shape.target_vocabulary, 8);
  const Traced traced = trace(*loaded.engine, source, target, true);
  const ReferenceModel reference(model, Arithmetic::kQuantised);

  EXPECT_LT(largest_difference(reference.encoder_embed(source), traced.layers.at("encoder_embed")), kFloatTolerance);
  const Matrix* x = &traced.layers.at("encoder_embed");
  for (int i = 1; i <= shape.encoder_depth; ++i) {
    const std::string name = "encoder_l" + std::to_string(i);
    expect_int8(reference.encoder_layer(i, *x), traced.layers.at(name), name);
    x = &traced.layers.at(name);
  }
  const Matrix* context = x;
  EXPECT_LT(largest_difference(reference.decoder_embed(target), traced.layers.at("decoder_embed")), kFloatTolerance);
  x = &traced.layers.at("decoder_embed");
  Matrix alignment;
  for (int i = 1; i <= shape.decoder_depth; ++i) {
    const std::string name = "decoder_l" + std::to_string(i);
    expect_int8(reference.decoder_layer(i, *x, *context, &alignment), traced.layers.at(name), name);
    x = &traced.layers.at(name);
  }
  EXPECT_LT(apart(alignment, traced.alignment).mean, 2e-3);
  expect_int8(reference.logits(*x), traced.logits, "logits");
}

/// Shapes of no released model, each with something of its own: odd head sizes, widths that fill no vector, deep
/// feed-forwards, vocabularies of their own.
std::vector<RandomShape> shapes(Numbers numbers) {
  std::vector<RandomShape> all = {
      {.dim = 16, .heads = 2, .hidden = 32},
      {.dim = 10, .heads = 2, .hidden = 7, .encoder_depth = 2, .decoder_depth = 3},  // head size 5
      {.dim = 96, .heads = 2, .hidden = 130, .encoder_depth = 2},                    // head size 48
      {.dim = 64, .heads = 1, .hidden = 48, .decoder_depth = 2},                     // one head
      {.dim = 18, .heads = 9, .hidden = 33},                                         // head size 2
      {.dim = 24, .heads = 3, .hidden = 40, .encoder_ffn_depth = 3},                 // three matrices a block
      {.dim = 32, .heads = 4, .hidden = 50, .encoder_ffn_depth = 2, .decoder_ffn_depth = 4, .decoder_hidden = 20},
      {.source_vocabulary = 30, .target_vocabulary = 45, .shared_embeddings = false},
      {.source_vocabulary = 45, .target_vocabulary = 31, .shared_embeddings = false, .tied_output = false},
      {.tied_output = false, .output_bias = false},
      {.dim = 2, .heads = 1, .hidden = 1, .source_vocabulary = 5, .target_vocabulary = 5},
  };
  unsigned seed = 100;
  for (RandomShape& shape : all) {
    shape.numbers = numbers;
    shape.seed = ++seed;
  }
  return all;
}

TEST(Layers, Float32ModelsOfEveryShapeAgreeWithTheReferenceOnEveryTable) {
  for (const kernels::Kernels* table : tables_here()) {
    for (const RandomShape& shape : shapes(Numbers::kFloat)) {
      if (shape.dim == 2) continue;  // its layer norm of two values is a sign: no tolerance tells right from wrong
      SCOPED_TRACE(std::string(table->name) + ", dim " + std::to_string(shape.dim) + ", seed " +
                   std::to_string(shape.seed));
      expect_float_layers(random_model(shape), *table, 11, 9);
    }
  }
}

TEST(Layers, Int8ModelsOfEveryShapeAgreeWithTheDocumentedArithmetic) {
  for (const Numbers numbers : {Numbers::kInt8, Numbers::kInt8Alphas}) {
    for (const RandomShape& shape : shapes(numbers)) {
      if (shape.dim == 2) continue;
      SCOPED_TRACE("dim " + std::to_string(shape.dim) + ", seed " + std::to_string(shape.seed));
      expect_int8_layers(random_model(shape), *tables_here().front(), 11, 9);
    }
  }
}

/// That the comparison can fail: a static scale that is off by a little, or left out, is seen.
TEST(Layers, TheComparisonSeesAWrongScale) {
  ModelFile model = random_model({.dim = 64, .heads = 4, .hidden = 128, .numbers = Numbers::kInt8Alphas});
  const Loaded loaded = load(model);
  const std::vector<TokenId> source = random_source(20, 24, 7);
  const Traced traced = trace(*loaded.engine, source, source, true);
  const auto difference = [&] {
    const ReferenceModel reference(model, Arithmetic::kQuantised);
    return apart(reference.encoder_layer(1, traced.layers.at("encoder_embed")), traced.layers.at("encoder_l1")).mean;
  };
  EXPECT_LT(difference(), 2e-3);
  model.find("encoder_l1_ffn_W2_QuantMultA")->set_float(0, 127 / 2.0F);  // clips at 2 where the engine clips at 6
  EXPECT_GT(difference(), 2e-3);
  model.remove("encoder_l1_ffn_W2_QuantMultA");
  EXPECT_GT(difference(), 2e-3);
}

TEST(Layers, PositionsOneByOneAndAllAtOnceGiveTheSameBits) {
  for (const Numbers numbers : {Numbers::kFloat, Numbers::kInt8Alphas}) {
    const ModelFile model = random_model({.dim = 24, .heads = 3, .decoder_depth = 2, .numbers = numbers});
    const Loaded loaded = load(model);
    const std::vector<TokenId> source = random_source(13, 24, 1);
    const std::vector<TokenId> target = random_source(17, 24, 2);
    const Traced one = trace(*loaded.engine, source, target, false);
    const Traced all = trace(*loaded.engine, source, target, true);
    EXPECT_EQ(one.logits.values, all.logits.values);
    EXPECT_EQ(one.alignment.values, all.alignment.values);
  }
}

TEST(Layers, ASentenceIsEncodedTheSameAloneAndAmongOthers) {
  const Loaded loaded = load(random_model({.dim = 24, .heads = 3, .encoder_depth = 2, .numbers = Numbers::kInt8}));
  std::vector<std::vector<TokenId>> sources;
  for (unsigned i = 0; i < 9; ++i) sources.push_back(random_source(1 + 3 * i, 24, i));
  std::vector<std::span<const TokenId>> sentences(sources.begin(), sources.end());
  std::vector<Context> contexts(sources.size());
  std::vector<Context*> pointers;
  for (Context& context : contexts) pointers.push_back(&context);
  Encoder encoder(loaded.engine->weights(), loaded.engine->kernels());
  Recorder together;
  encoder.run(sentences, pointers, &together);
  Matrix joined;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    Recorder alone;
    Context context;
    Context* const to = &context;
    encoder.run({&sentences[i], 1}, {&to, 1}, &alone);
    const std::vector<double>& values = alone.at("encoder_l2").values;
    joined.values.insert(joined.values.end(), values.begin(), values.end());
  }
  EXPECT_EQ(joined.values, together.at("encoder_l2").values);
}

/// The longest sentence that is allowed, with every position of the table in use.
TEST(Layers, TheLongestSentenceAgreesToo) {
  expect_float_layers(random_model({.dim = 16, .heads = 2}), *tables_here().front(), Weights::kMaxPositions - 1,
                      Weights::kMaxPositions - 1);
}

class RealLayers : public ::testing::Test {
 protected:
  void SetUp() override {
    if (real_models().empty()) GTEST_SKIP() << "SKIPPED: no models (set DRAGOMAN_TEST_MODELS, or run make models)";
    model_ = ModelFile::read(file_of(real_models().front(), "model.", ".bin"));
  }
  const kernels::Kernels& table() const { return *tables_here().front(); }
  ModelFile model_;
};

TEST_F(RealLayers, Int8) { expect_int8_layers(model_, table(), 23, 21); }
TEST_F(RealLayers, Int8WithoutAlphas) {
  std::erase_if(model_.tensors, [](const RawTensor& tensor) { return tensor.name.ends_with("_QuantMultA"); });
  expect_int8_layers(model_, table(), 12, 9);
}
TEST_F(RealLayers, Int8WithTwoVocabularies) {
  expect_int8_layers(with_depth(split_vocabulary(model_), 2, 1), table(), 12, 9);
}
TEST_F(RealLayers, Float32) { expect_float_layers(dequantised(model_), table(), 23, 21); }
TEST_F(RealLayers, Float32WithTwoVocabularies) {
  expect_float_layers(with_depth(split_vocabulary(dequantised(model_)), 2, 2), table(), 12, 9);
}
TEST_F(RealLayers, Float32WithAnOutputMatrixOfItsOwn) {
  expect_float_layers(with_depth(untied_output(dequantised(model_)), 1, 1), table(), 12, 9);
}
TEST_F(RealLayers, Float32OfOtherDepth) { expect_float_layers(with_depth(dequantised(model_), 3, 1), table(), 12, 9); }
TEST_F(RealLayers, Float32WithOtherHeads) {
  for (const int heads : {4, 16})
    expect_float_layers(with_heads(with_depth(dequantised(model_), 2, 2), heads), table(), 12, 9);
}

}  // namespace
}  // namespace dragoman::engine::test
