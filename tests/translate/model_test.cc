// Loading models: from a folder, from memory, and from what is damaged or does not fit together.
#include "dragoman/model.h"

#include "fixture.h"

namespace dragoman::test {
namespace {

class ModelTest : public WithModels {
 protected:
  static std::filesystem::path file(const std::string& pair, const std::string& start) {
    for (const auto& entry : std::filesystem::directory_iterator(models_folder() / pair)) {
      if (entry.path().filename().string().starts_with(start)) return entry.path();
    }
    throw std::runtime_error("no " + start + "* in " + pair);
  }
  void SetUp() override {
    WithModels::SetUp();
    if (IsSkipped()) return;
    model_ = read_file(file("enpt", "model."));
    vocabulary_ = read_file(file("enpt", "vocab."));
    shortlist_ = read_file(file("enpt", "lex."));
  }
  ModelBytes bytes() const { return {model_, vocabulary_, {}, shortlist_, "test"}; }
  std::string model_, vocabulary_, shortlist_;
};

TEST_F(ModelTest, TellsWhatItIs) {
  const ModelInfo& info = model("enpt").info();
  EXPECT_EQ(info.architecture, "tiny");
  EXPECT_EQ(info.numbers, "int8");
  EXPECT_EQ(info.dim, 256U);
  EXPECT_EQ(info.source.code, "en");
  EXPECT_EQ(info.target.code, "pt");
  EXPECT_TRUE(info.has_shortlist);
  EXPECT_TRUE(info.shared_vocabulary);
  EXPECT_GT(info.parameters, 16'000'000U);
}

TEST_F(ModelTest, TellsWhatItCanWrite) {
  const Model& enpt = model("enpt");
  for (const char32_t c : U"az09.,(áçõú") EXPECT_TRUE(c == 0 || enpt.can_write(c)) << static_cast<unsigned>(c);
  // "<" stands in "</s>" only, which is no text.
  for (const char32_t c : {U'ğ', U'ü', U'Í', U'@', U'<', U'€', U'\u4E2D', U'\u2581'})
    EXPECT_FALSE(enpt.can_write(c)) << static_cast<unsigned>(c);
  EXPECT_TRUE(enpt.can_read(U'º'));
  EXPECT_TRUE(enpt.can_read(U'\uFB01'));
  EXPECT_FALSE(enpt.can_read(U'ğ'));
  ASSERT_EQ(enpt.word_pieces("children").size(), 1U);
  EXPECT_GT(enpt.word_pieces("Workers").front().rank, enpt.word_pieces("workers").front().rank);
  EXPECT_GT(enpt.word_pieces("CHILDREN").size(), 1U);
  EXPECT_EQ(enpt.word_pieces("resigns").front().bytes, 6U);
  EXPECT_TRUE(enpt.word_pieces("\xFF").empty());
  EXPECT_TRUE(enpt.word_pieces("\u4E2D").empty());
}

TEST_F(ModelTest, FromMemoryAndFromAFolderAreTheSame) {
  const Result<Model> loaded = Model::from_memory(bytes());
  ASSERT_TRUE(loaded) << loaded.error().what;
  EXPECT_EQ(translated(Translator({*loaded}), article()).text, translated(Translator({model("enpt")}), article()).text);
}

TEST_F(ModelTest, RunsWithoutShortlist) {
  const std::string out = translated(Translator({model("enpt", {.use_shortlist = false})}), "Good morning.").text;
  EXPECT_EQ(out, "Bom dia.");
}

TEST_F(ModelTest, UnknownKernelsAreRefusedWithTheKnownOnes) {
  const Result<Model> loaded = Model::from_memory(bytes(), {.kernel = "abacus"});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::kBadArgument);
  EXPECT_NE(loaded.error().what.find("reference"), std::string::npos);
}

TEST_F(ModelTest, DamagedFilesAreRefused) {
  const auto code = [](const ModelBytes& given) {
    const Result<Model> loaded = Model::from_memory(given);
    return loaded ? std::string("loaded") : std::string(error_name(loaded.error().code));
  };
  const std::string no_model(1000, 'x');
  ModelBytes damaged = bytes();
  damaged.model = no_model;
  EXPECT_EQ(code(damaged), "unsupported-model");
  damaged.model = {};
  EXPECT_EQ(code(damaged), "bad-model");
  damaged.model = std::string_view(model_).substr(0, model_.size() / 2);
  EXPECT_EQ(code(damaged), "bad-model");
  damaged = bytes();
  damaged.source_vocabulary = std::string_view(vocabulary_).substr(0, vocabulary_.size() / 2);
  EXPECT_EQ(code(damaged), "bad-model");
  damaged.source_vocabulary = {};
  EXPECT_EQ(code(damaged), "bad-model");
  damaged = bytes();
  damaged.shortlist = std::string_view(shortlist_).substr(0, shortlist_.size() - 4);
  EXPECT_EQ(code(damaged), "bad-model");
  std::string flipped = shortlist_;
  flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
  damaged.shortlist = flipped;
  EXPECT_EQ(code(damaged), "bad-model");
}

/// Cut between two pieces, or with some pieces taken out of the middle: the vocabulary is named, not the shortlist.
TEST_F(ModelTest, VocabulariesThatLostPiecesAreNamed) {
  std::vector<std::size_t> ends{0};  // of the pieces: key, length under 128, and so many bytes
  while (vocabulary_[ends.back()] == '\x0A')
    ends.push_back(ends.back() + 2 + static_cast<unsigned char>(vocabulary_[ends.back() + 1]));
  ASSERT_EQ(ends.size(), 32'001U);
  const auto fault = [&](const std::string& vocabulary) {
    ModelBytes damaged = bytes();
    damaged.source_vocabulary = vocabulary;
    const Result<Model> loaded = Model::from_memory(damaged);
    return loaded ? "loaded" : loaded.error().what;
  };
  for (const std::size_t pieces : {150U, 20'000U, 32'000U})
    EXPECT_EQ(fault(vocabulary_.substr(0, ends[pieces])).find("test (source vocabulary) is cut short"), 0U) << pieces;
  const std::string fewer = fault(vocabulary_.substr(0, ends[9000]) + vocabulary_.substr(ends[9100]));
  EXPECT_EQ(fewer.find("test (source vocabulary) has 31900 pieces, test (model) has 32000 embeddings"), 0U) << fewer;
}

TEST_F(ModelTest, MissingFolderSaysWhatToDo) {
  const Result<Model> loaded = Model::load("/nonexistent/model");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::kNotFound);
  EXPECT_NE(loaded.error().what.find("/nonexistent/model"), std::string::npos);
}

TEST_F(ModelTest, OversizedFilesAreRefused) {
  const Result<Model> loaded = Model::load(models_folder() / "enpt", {.max_bytes = 1000});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::kTooLong);
}

}  // namespace
}  // namespace dragoman::test
