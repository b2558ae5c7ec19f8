// The vocabulary's promises, on small vocabularies of every kind and on real ones: ranges, unknown text, round trips,
// and no crash whatever the file holds.
#include "text/vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "test_data.h"
#include "text/utf8.h"

namespace dragoman::text {
namespace {

using testing::HasSubstr;

std::shared_ptr<const Vocabulary> small(const std::string& name) {
  const std::string bytes = read_file(golden("vocabulary/" + name + ".spm"));
  auto loaded = Vocabulary::load(bytes, name);
  EXPECT_TRUE(loaded) << loaded.error().what;
  return loaded ? *loaded : nullptr;
}

bool at_boundary(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

/// Ascending, on code points, no white space at the ends, and nothing but white space left over.
void expect_sound_ranges(std::string_view text, const EncodedText& encoded) {
  ASSERT_EQ(encoded.ids.size(), encoded.ranges.size());
  std::size_t covered_to = 0;
  for (const ByteRange& range : encoded.ranges) {
    ASSERT_LE(range.begin, range.end);
    ASSERT_LE(range.end, text.size());
    ASSERT_TRUE(at_boundary(text, range.begin) && at_boundary(text, range.end));
    if (range.begin == range.end) continue;
    ASSERT_GE(range.begin, covered_to);
    ASSERT_EQ(count_words(text.substr(covered_to, range.begin - covered_to)), 0u) << text;
    std::size_t next = 0;
    ASSERT_FALSE(is_space(code_point_at(text, range.begin, next)));
    covered_to = range.end;
  }
  if (!encoded.ids.empty()) {
    ASSERT_EQ(count_words(text.substr(covered_to)), 0u) << text;
  }
}

const std::vector<std::string>& awkward() {
  static const std::vector<std::string> texts = {
      "",
      " ",
      "\n\t\u00A0",
      "a",
      " a ",
      "The port reopened.",
      "  The   port\u00A0 reopened…  ",
      "\u00ADsoft\u00AD hyphens\u00AD",
      "\u200B\u200Bzero\u200Bwidth\u200B",
      "cafe\u0301 ﬁn Ａ A\u030A m²",
      "日本語の文章。",
      "русский port 漢字 end",
      "👩‍👩‍👧‍👦🇧🇷",
      "\u0301\u0301 lone marks \u0301",
      "\u202Eright to left\u202C \u200Fمرحبا\u200F",
      "\U0010FFFF\U000E0001 unassigned \u0378",
      std::string("nul\0inside\0", 11),
      "▁literal▁space▁ sign ▁",
      "<tag>XQXQ<tag> port XQ",
      "</s> <unk> <s> <0x41>",
  };
  return texts;
}

class SmallVocabulary : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Kinds, SmallVocabulary, testing::Values("unigram", "bare", "bpe", "bytes", "marks", "suffix"));

TEST_P(SmallVocabulary, RangesAreSoundOnAwkwardText) {
  const auto vocabulary = small(GetParam());
  ASSERT_NE(vocabulary, nullptr);
  for (const std::string& text : awkward()) expect_sound_ranges(text, vocabulary->encode(text));
}

TEST_P(SmallVocabulary, DecodingGivesTheTextBack) {
  const auto vocabulary = small(GetParam());
  const std::string text = "The port reopened on Tuesday, said the mayor.";
  const DecodedText decoded = vocabulary->decode(vocabulary->encode(text).ids);
  EXPECT_EQ(decoded.text.substr(0, text.size()), text);
  std::size_t last = 0;
  for (const ByteRange& range : decoded.ranges) {
    ASSERT_LE(range.begin, range.end);
    ASSERT_LE(last, range.begin);
    ASSERT_LE(range.end, decoded.text.size());
    last = range.end;
  }
}

TEST_P(SmallVocabulary, EndMarksDecodeToNothing) {
  const auto vocabulary = small(GetParam());
  std::vector<TokenId> ids = vocabulary->encode("The port").ids;
  const std::size_t words = ids.size();
  ids.push_back(vocabulary->end_id());
  const DecodedText decoded = vocabulary->decode(ids);
  ASSERT_EQ(decoded.ranges.size(), words + 1);
  EXPECT_EQ(decoded.ranges.back().begin, decoded.ranges.back().end);
  EXPECT_EQ(vocabulary->decode({}).text, "");
}

TEST(Vocabulary, UnknownRunIsOnePieceWithItsRange) {
  const auto vocabulary = small("unigram");
  const std::string text = "The 漢字 port";
  const EncodedText encoded = vocabulary->encode(text);
  std::vector<std::string> unknown;
  for (std::size_t i = 0; i < encoded.ids.size(); ++i) {
    const ByteRange range = encoded.ranges[i];
    if (encoded.ids[i] == vocabulary->unknown_id())
      unknown.push_back(text.substr(range.begin, range.end - range.begin));
  }
  EXPECT_EQ(unknown, std::vector<std::string>{"漢字"});
}

TEST(Vocabulary, UnknownDecodesToTheUnknownSign) {
  const auto vocabulary = small("unigram");
  EXPECT_EQ(vocabulary->decode({vocabulary->unknown_id()}).text, " ⁇ ");
}

TEST(Vocabulary, NormalisationKeepsRangesOnTheCallersText) {
  const auto vocabulary = small("unigram");
  const EncodedText folded = vocabulary->encode("ﬁshing\u00A0boats");
  const EncodedText plain = vocabulary->encode("fishing boats");
  EXPECT_EQ(folded.ids, plain.ids);
  EXPECT_EQ(folded.ranges.front().begin, 0u);
  EXPECT_EQ(folded.ranges.back().end, std::string("ﬁshing\u00A0boats").size());
}

TEST(Vocabulary, ByteFallbackLeavesNothingUnknown) {
  const auto vocabulary = small("bytes");
  const EncodedText encoded = vocabulary->encode("漢字");
  EXPECT_THAT(encoded.ids, testing::Not(testing::Contains(vocabulary->unknown_id())));
  EXPECT_EQ(vocabulary->decode(encoded.ids).text, "漢字");
}

TEST(Vocabulary, ModelWithoutAnEndMarkIsRefused) {
  const auto loaded = Vocabulary::load(read_file(golden("vocabulary/noend.spm")), "noend.spm");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::kUnsupportedModel);
  EXPECT_THAT(loaded.error().what, HasSubstr("noend.spm has no end mark"));
}

TEST(Vocabulary, EmptyAndForeignFilesAreBadModels) {
  for (const std::string& bytes : {std::string(), std::string("\0\0\0\0", 4), std::string(1000, '\xFF'),
                                   std::string("{\"json\": true}"), std::string("\x1f\x8b\x08 gzip")}) {
    const auto loaded = Vocabulary::load(bytes, "x.spm");
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, ErrorCode::kBadModel);
    EXPECT_THAT(loaded.error().what, HasSubstr("x.spm"));
  }
}

/// A loaded vocabulary, however odd its numbers, must be usable without a crash.
void use(const Vocabulary& vocabulary) {
  for (const std::string& text : awkward()) expect_sound_ranges(text, vocabulary.encode(text));
  std::vector<TokenId> ids;
  for (TokenId id = 0; id < vocabulary.size(); ++id) ids.push_back(id);
  EXPECT_EQ(vocabulary.decode(ids).ranges.size(), ids.size());
}

TEST_P(SmallVocabulary, EveryTruncationFails) {
  const std::string whole = read_file(golden(std::string("vocabulary/") + GetParam() + ".spm"));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string cut = whole.substr(0, size);  // on the heap, so that a sanitizer sees a read past the end
    const auto loaded = Vocabulary::load(cut, "cut.spm");
    ASSERT_FALSE(loaded) << size;
    EXPECT_THAT(loaded.error().what, HasSubstr("cut.spm"));
  }
}

TEST_P(SmallVocabulary, DamagedBytesFailOrWork) {
  const std::string whole = read_file(golden(std::string("vocabulary/") + GetParam() + ".spm"));
  std::mt19937 random(7);
  for (int round = 0; round < 400; ++round) {
    std::string damaged = whole;
    for (int i = 0; i < 1 + round % 4; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
    const auto loaded = Vocabulary::load(damaged, "damaged.spm");
    if (loaded) use(**loaded);
    if (!loaded) {
      EXPECT_NE(loaded.error().what, "");
    }
  }
}

TEST(RealVocabulary, SoundRangesAndRoundTrips) {
  const auto files = real_vocabularies();
  if (files.empty()) GTEST_SKIP() << "no *.spm under DRAGOMAN_TEST_MODELS or models/";
  for (const auto& file : files) {
    const auto vocabulary = Vocabulary::load(read_file(file), file.filename().string());
    ASSERT_TRUE(vocabulary) << vocabulary.error().what;
    for (const std::string& text : awkward()) expect_sound_ranges(text, (*vocabulary)->encode(text));
    for (const std::string& text : lines_of(golden("vocabulary/corpus.txt"))) {
      const EncodedText encoded = (*vocabulary)->encode(text);
      expect_sound_ranges(text, encoded);
      EXPECT_EQ((*vocabulary)->decode(encoded.ids).text, text);
    }
  }
}

TEST(RealVocabulary, DamageIsRefusedOrHarmless) {
  const auto files = real_vocabularies();
  if (files.empty()) GTEST_SKIP() << "no *.spm under DRAGOMAN_TEST_MODELS or models/";
  const std::string whole = read_file(files.front());
  std::mt19937 random(11);
  for (int round = 0; round < 40; ++round) {
    std::string damaged = whole;
    // Half of the rounds aim at the table of characters, which ends the file and which the library trusts.
    const std::size_t from = round % 2 == 0 ? 0 : damaged.size() - 200000;
    for (int i = 0; i < 20; ++i) damaged[from + random() % (damaged.size() - from)] = static_cast<char>(random());
    const auto loaded = Vocabulary::load(damaged, "damaged.spm");
    if (loaded) use(**loaded);
  }
}

}  // namespace
}  // namespace dragoman::text
