// Shortlists: the candidates of a sentence against a plain set, every kind of damaged file, and translation with a
// shortlist against translation with the whole vocabulary.
#include "engine/shortlist.h"

#include <limits>
#include <set>

#include "test_run.h"

namespace dragoman::engine::test {
namespace {

constexpr std::size_t kHeader = 48;

Result<Shortlist> parse(const std::string& bytes, std::size_t source, std::size_t target) {
  return Shortlist::parse(bytes, "lex.bin", source, target);
}

std::vector<TokenId> by_set(const ShortlistFile& file, const std::vector<TokenId>& source,
                            const std::vector<TokenId>& extra, bool shared) {
  std::set<TokenId> ids(extra.begin(), extra.end());
  for (TokenId id = 0; id < file.first; ++id) ids.insert(id);
  for (const TokenId token : source) {
    ids.insert(file.lists[token].begin(), file.lists[token].end());
    if (shared) ids.insert(token);
  }
  return {ids.begin(), ids.end()};
}

TEST(Shortlist, CandidatesAreTheUnionOfTheSets) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const std::size_t vocabulary = 3 + seed;
    ShortlistFile file = random_shortlist(vocabulary, vocabulary, seed % 9, seed);
    file.first = seed % 7 % (vocabulary + 1);
    const std::string bytes = file.bytes();
    Result<Shortlist> list = parse(bytes, vocabulary, vocabulary);
    ASSERT_TRUE(list) << list.error().what;
    const std::vector<TokenId> source = random_source(seed % 30, static_cast<int>(vocabulary), seed);
    const std::vector<TokenId> extra =
        seed % 3 == 0 ? source : std::vector<TokenId>{static_cast<TokenId>(vocabulary - 1)};
    for (const bool shared : {false, true})
      EXPECT_EQ(list->candidates(source, extra, shared), by_set(file, source, extra, shared)) << seed;
    EXPECT_EQ(list->candidates({}, {}, true), by_set(file, {}, {}, true));
  }
}

TEST(Shortlist, EveryPrefixAndEveryLongerFileIsAnError) {
  const std::string bytes = random_shortlist(9, 12, 5, 1).bytes();
  ASSERT_TRUE(parse(bytes, 9, 12));
  for (std::size_t n = 0; n < bytes.size(); ++n) EXPECT_FALSE(parse(bytes.substr(0, n), 9, 12)) << n;
  EXPECT_FALSE(parse(bytes + "x", 9, 12));
  EXPECT_FALSE(parse(bytes + std::string(8, '\0'), 9, 12));
}

/// Without a new checksum a flip in any covered byte is found. "best" (bytes 24 to 31) counts for nothing else.
TEST(Shortlist, EveryFlippedByteIsAnError) {
  for (unsigned seed = 0; seed < 4; ++seed) {
    ShortlistFile file = random_shortlist(6, 12, 5, seed);
    if (file.bytes().size() % 8 != 0) file.lists[0].assign(1 + file.lists[0].size(), 3);  // an even number of ids
    const std::string sound = file.bytes();
    ASSERT_EQ(sound.size() % 8, 0u);
    ASSERT_TRUE(parse(sound, 6, 12));
    for (std::size_t at = 0; at < sound.size(); ++at) {
      for (const char bit : {'\x01', '\x80'}) {
        std::string bytes = sound;
        bytes[at] = static_cast<char>(bytes[at] ^ bit);
        EXPECT_FALSE(parse(bytes, 6, 12)) << at;
      }
    }
  }
}

/// The same with the checksum made right again: an error, or a list whose ids all lie in the vocabulary.
TEST(Shortlist, ASealedLieIsRefusedOrHarmless) {
  const std::string sound = random_shortlist(6, 12, 5, 3).bytes();
  for (std::size_t at = 0; at < sound.size(); ++at) {
    for (const char bit : {'\x01', '\x10', '\x80', '\xFF'}) {
      std::string bytes = sound;
      bytes[at] = static_cast<char>(bytes[at] ^ bit);
      if (at < 8 || at >= 16) seal_shortlist(bytes);
      Result<Shortlist> list = parse(bytes, 6, 12);
      if (!list) continue;
      for (const TokenId id : list->candidates(std::vector<TokenId>{0, 1, 2, 3, 4, 5}, {}, true)) ASSERT_LT(id, 12u);
    }
  }
}

TEST(Shortlist, LyingSizesAreRefused) {
  const ShortlistFile file = random_shortlist(9, 12, 5, 1);
  const auto refused = [&](std::size_t at, std::uint64_t value, const std::string& part) {
    std::string bytes = file.bytes();
    put_at(bytes, at, value);
    seal_shortlist(bytes);
    Result<Shortlist> list = parse(bytes, 9, 12);
    ASSERT_FALSE(list) << at << " " << value;
    EXPECT_EQ(list.error().code, ErrorCode::kBadModel);
    EXPECT_NE(list.error().what.find(part), std::string::npos) << list.error().what;
    EXPECT_NE(list.error().what.find("lex.bin"), std::string::npos);
  };
  constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();
  refused(0, 1, "first bytes");
  refused(16, 13, "more frequent tokens");
  refused(16, kHuge, "more frequent tokens");
  for (const std::uint64_t count :
       {std::uint64_t{0}, std::uint64_t{9}, std::uint64_t{11}, kHuge, kHuge / 8, kHuge / 8 + 1})
    refused(32, count, "counts");
  for (const std::uint64_t count : {std::uint64_t{0}, kHuge, kHuge / 4, kHuge / 4 + 1, std::uint64_t{1} << 62})
    refused(40, count, "counts");
  refused(kHeader, 1, "offsets");
  refused(kHeader + 8, kHuge, "offsets");
  refused(kHeader + 8 * 9, 0, "offsets");
  std::string bytes = file.bytes();
  put_at(bytes, kHeader + 8 * 10, std::uint32_t{12});
  seal_shortlist(bytes);
  Result<Shortlist> list = parse(bytes, 9, 12);
  ASSERT_FALSE(list);
  EXPECT_NE(list.error().what.find("vocabulary"), std::string::npos);
}

TEST(Shortlist, AnotherModelsShortlistIsNamedSo) {
  const std::string bytes = random_shortlist(9, 12, 5, 1).bytes();
  Result<Shortlist> list = parse(bytes, 10, 12);
  ASSERT_FALSE(list);
  EXPECT_NE(list.error().what.find("another model"), std::string::npos);
  EXPECT_FALSE(parse(bytes, 9, 3));  // ids beyond a smaller target
  const auto engine = try_load(random_model({.source_vocabulary = 10, .target_vocabulary = 10}).bytes(), bytes);
  ASSERT_FALSE(engine);
  EXPECT_NE(engine.error().what.find("lex.bin"), std::string::npos);
}

/// A list that names every token must give the whole vocabulary's result to the bit, and any list a result within it.
TEST(Shortlist, TranslationStaysWithinTheListAndEqualsTheWholeVocabularyWhereThatIsListed) {
  for (const Numbers numbers : {Numbers::kFloat, Numbers::kInt8Alphas}) {
    const ModelFile model =
        random_model({.source_vocabulary = 40, .target_vocabulary = 40, .numbers = numbers, .output_scale = 3});
    ShortlistFile everything = random_shortlist(40, 40, 3, 1);
    everything.first = 40;
    const ShortlistFile few = random_shortlist(40, 40, 3, 2);
    const Loaded whole = load(model);
    const Loaded all = load(model, *tables_here().front(), everything.bytes());
    const Loaded some = load(model, *tables_here().front(), few.bytes());
    EXPECT_FALSE(whole.engine->has_shortlist());
    EXPECT_TRUE(all.engine->has_shortlist());
    for (unsigned seed = 0; seed < 10; ++seed) {
      Job job;
      job.source = random_source(5 + seed, 40, seed);
      job.options = {
          .beam = seed % 2 == 0 ? 1 : 3, .n_best = seed % 2 == 0 ? 1 : 3, .scores = true, .alignments = true};
      const std::vector<Hypothesis> wanted = run_one(*whole.engine, job);
      EXPECT_TRUE(same(wanted, run_one(*all.engine, job))) << seed;
      const std::vector<TokenId> allowed = by_set(few, job.source, {}, true);
      for (const Hypothesis& found : run_one(*some.engine, job)) {
        for (const TokenId id : found.ids) EXPECT_TRUE(std::binary_search(allowed.begin(), allowed.end(), id));
      }
    }
  }
}

/// Nothing listed, nothing frequent: the end mark is still there, or a sentence could never end.
TEST(Shortlist, AnEmptyListStillLetsASentenceEnd) {
  ShortlistFile nothing;
  nothing.first = 0;
  nothing.lists.resize(24);
  const Loaded loaded = load(random_model({}), *tables_here().front(), nothing.bytes(), false);
  for (const int beam : {1, 3}) {
    Job job;
    job.source = {5, 6, 0};
    job.options = {.beam = beam, .n_best = beam, .scores = true};
    const std::vector<Hypothesis> found = run_one(*loaded.engine, job);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].ids, std::vector<TokenId>{0});
    EXPECT_TRUE(found[0].complete);
    EXPECT_EQ(found[0].log_prob, 0);  // certain: there is nothing else
  }
}

TEST(Shortlist, ReadsTheRealOnes) {
  if (real_models().empty()) GTEST_SKIP() << "SKIPPED: no models (set DRAGOMAN_TEST_MODELS, or run make models)";
  for (const std::string& folder : real_models()) {
    const std::string bytes = file_of(folder, "lex.", ".bin");
    if (bytes.empty()) continue;
    Result<Shortlist> list = parse(bytes, 32000, 32000);
    ASSERT_TRUE(list) << list.error().what;
    const std::vector<TokenId> ids = list->candidates(random_source(20, 32000, 1), {}, true);
    EXPECT_GT(ids.size(), 50u);
    EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
    std::string sealed = bytes;
    seal_shortlist(sealed);
    EXPECT_EQ(sealed, bytes);  // the test's checksum is the one that real files carry
  }
}

}  // namespace
}  // namespace dragoman::engine::test
