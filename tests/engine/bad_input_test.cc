// Damaged models as a whole: every truncation and every flipped byte of a small file is an error, or a model that runs
// to some end. Nothing may crash, hang or read beyond the bytes (the sanitizer builds watch that).
#include "test_run.h"

namespace dragoman::engine::test {
namespace {

RandomShape smallest(Numbers numbers) {
  return {.dim = 4, .heads = 2, .hidden = 4, .source_vocabulary = 6, .target_vocabulary = 6, .numbers = numbers};
}

/// Bytes of a file whose data is packed tightly, so that nearly every byte matters: no alignment to 256.
std::string tight(const ModelFile& model) {
  std::string bytes = model.bytes();
  std::string out = bytes.substr(0, 16);
  std::uint64_t count = model.tensors.size() + 1;
  std::size_t names = 0, shapes = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::string header = bytes.substr(16 + 32 * i, 32);
    const std::uint64_t length = i + 1 < count ? model.tensors[i].data.size() : model.config_text().size() + 1;
    put_at(header, 24, length);
    out += header;
    names += i + 1 < count ? model.tensors[i].name.size() + 1 : sizeof "special:model.yml";
    shapes += i + 1 < count ? 4 * model.tensors[i].shape.size() : 4;
  }
  out += bytes.substr(16 + 32 * count, names + shapes);
  out += std::string(8, '\0');  // no padding
  for (const RawTensor& tensor : model.tensors) out += tensor.data;
  return out + model.config_text() + '\0';
}

/// Loads the bytes from memory of their own; true if the model loaded, then a sentence has run.
bool load_and_run(const std::string& bytes, const std::string& shortlist = {}) {
  const auto memory = std::make_unique<std::string>(bytes);
  memory->shrink_to_fit();
  const auto engine = try_load(*memory, shortlist);
  if (!engine) {
    EXPECT_FALSE(engine.error().what.empty());
    return false;
  }
  std::vector<Job> jobs(3);
  for (Job& job : jobs) job.source = {2, 3, 0};
  jobs[1].options = {.beam = 2, .n_best = 2, .scores = true, .alignments = true};
  jobs[2].forced = {4, 5, 0};
  const auto rows = static_cast<TokenId>((*engine)->weights().shape().source_vocabulary);
  if (rows < 6 || (*engine)->weights().shape().target_vocabulary < 6) return true;
  run_all(**engine, jobs);
  for (const Job& job : jobs) EXPECT_FALSE(job.hypotheses.empty());
  return true;
}

TEST(BadInput, EveryPrefixOfAModelIsAnError) {
  for (const Numbers numbers : {Numbers::kFloat, Numbers::kInt8Alphas}) {
    const std::string bytes = tight(random_model(smallest(numbers)));
    ASSERT_TRUE(load_and_run(bytes));
    for (std::size_t n = 0; n < bytes.size(); ++n) ASSERT_FALSE(load_and_run(bytes.substr(0, n))) << n;
  }
}

TEST(BadInput, EveryFlippedByteIsAnErrorOrAModelThatRuns) {
  for (const Numbers numbers : {Numbers::kFloat, Numbers::kInt8Alphas}) {
    const std::string bytes = tight(random_model(smallest(numbers)));
    int refused = 0;
    int ran = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      for (const char bits : {'\x01', '\x40', '\x80', '\xFF'}) {
        std::string flipped = bytes;
        flipped[at] = static_cast<char>(flipped[at] ^ bits);
        ++(load_and_run(flipped) ? ran : refused);
      }
    }
    EXPECT_GT(refused, 1000);
    EXPECT_GT(ran, 1000);  // most of the data has no check: another weight is another model
  }
}

TEST(BadInput, EveryFlippedByteOfAShortlistToo) {
  const std::string model = tight(random_model(smallest(Numbers::kInt8)));
  const std::string sound = random_shortlist(6, 6, 4, 1).bytes();
  ASSERT_TRUE(load_and_run(model, sound));
  for (std::size_t at = 0; at < sound.size(); ++at) {
    for (const char bits : {'\x01', '\x40', '\x80', '\xFF'}) {
      std::string flipped = sound;
      flipped[at] = static_cast<char>(flipped[at] ^ bits);
      load_and_run(model, flipped);
      seal_shortlist(flipped);
      load_and_run(model, flipped);
    }
  }
  for (std::size_t n = 1; n < sound.size(); ++n) EXPECT_FALSE(load_and_run(model, sound.substr(0, n)));
}

/// Finite weights so large that sums overflow: infinities and NaN in every layer, and still an end.
TEST(BadInput, WeightsThatOverflowStillComeToAnEnd) {
  for (const float value : {3e38F, -3e38F, 1e-38F, 1e-45F, 0.0F}) {
    const ModelFile floats = random_model(smallest(Numbers::kFloat));
    for (std::size_t i = 0; i < floats.tensors.size(); ++i) {
      ModelFile model = floats;
      for (std::size_t v = 0; v < model.tensors[i].count(); ++v)
        model.tensors[i].set_float(v, v % 2 == 0 ? value : -value);
      EXPECT_TRUE(load_and_run(model.bytes())) << model.tensors[i].name << " " << value;
    }
    if (value <= 0) continue;  // a multiplier of that kind is refused
    const ModelFile quantised = random_model(smallest(Numbers::kInt8Alphas));
    for (std::size_t i = 0; i < quantised.tensors.size(); ++i) {
      ModelFile model = quantised;
      if (model.tensors[i].type == kTypeIntgemm8) {
        put_at(model.tensors[i].data, model.tensors[i].count(), value);
      } else {
        model.tensors[i].set_float(0, value);
      }
      EXPECT_TRUE(load_and_run(model.bytes())) << model.tensors[i].name << " " << value;
    }
  }
}

TEST(BadInput, EmptyAndForeignFilesAreErrors) {
  for (const std::string& bytes :
       {std::string(), std::string("\0", 1), std::string(1 << 16, '\0'), std::string(999, '\xFF'),
        std::string("PK\x03\x04"), std::string("type: transformer\n")})
    EXPECT_FALSE(load_and_run(bytes));
}

TEST(BadInput, TheModelOfAnotherShapeIsAnError) {
  for (const char* key : {"enc-depth", "dec-depth", "transformer-dim-ffn", "transformer-ffn-depth"}) {
    ModelFile model = random_model(smallest(Numbers::kInt8));
    model.set(key, std::to_string(model.number(key) + 1));
    EXPECT_FALSE(load_and_run(model.bytes())) << key;
  }
  for (const char* key : {"tied-embeddings-all", "output-omit-bias"}) {
    ModelFile model = random_model(smallest(Numbers::kInt8));
    const bool loads = key == std::string("output-omit-bias");  // a bias too many harms nobody
    model.set(key, model.get(key) == "true" ? "false" : "true");
    EXPECT_EQ(load_and_run(model.bytes()), loads) << key;
  }
}

}  // namespace
}  // namespace dragoman::engine::test
