// Cutting long sentences: where the cuts fall, that parts are even, and that nothing is lost on any text.
#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "text/sentences.h"
#include "text/utf8.h"

namespace dragoman::text {
namespace {

/// One token a word, long words four bytes a token: like a subword vocabulary, but easy to foresee.
class WordCost final : public PieceCost {
 public:
  std::size_t operator()(std::string_view piece) const override {
    ++calls;
    bytes += piece.size();
    std::size_t cost = 0, run = 0;
    for (std::size_t at = 0; at < piece.size();) {
      const std::size_t begin = at;
      const bool space = is_space(code_point_at(piece, at, at));
      if (space) cost += (run + 3) / 4;
      run = space ? 0 : run + at - begin;
    }
    return cost + (run + 3) / 4;
  }
  mutable std::size_t calls = 0, bytes = 0;
};

std::vector<std::string> cut(std::string_view text, std::size_t limit) {
  std::vector<std::string> out;
  for (const ByteRange& range : cut_long_sentence(text, limit, WordCost())) {
    out.emplace_back(text.substr(range.begin, range.end - range.begin));
  }
  return out;
}

/// Pieces ascend, fit, are not empty, lie on code points, and leave out white space only.
void expect_whole(std::string_view text, std::size_t limit) {
  const WordCost cost;
  std::size_t last = 0;
  for (const ByteRange& range : cut_long_sentence(text, limit, cost)) {
    ASSERT_LT(range.begin, range.end);
    ASSERT_GE(range.begin, last);
    ASSERT_EQ(count_words(text.substr(last, range.begin - last)), 0u);
    const std::string_view piece = text.substr(range.begin, range.end - range.begin);
    ASSERT_EQ(first_bad_utf8(piece), std::nullopt);
    ASSERT_TRUE(cost(piece) <= limit || piece.size() <= 4) << piece.size();
    last = range.end;
  }
  ASSERT_EQ(count_words(text.substr(last)), 0u);
}

using Pieces = std::vector<std::string>;

TEST(LongSentence, ShortOnesStayWhole) {
  EXPECT_EQ(cut("A short one, with a comma; and more.", 100), Pieces{"A short one, with a comma; and more."});
  EXPECT_EQ(cut("", 10), Pieces{});
}

TEST(LongSentence, SemicolonsComeBeforeCommasAndCommasBeforeSpaces) {
  EXPECT_EQ(cut("one two three, four five; six seven, one two three", 9),
            (Pieces{"one two three, four five;", "six seven, one two three"}));
  EXPECT_EQ(cut("one two three four, five six seven one two", 8),
            (Pieces{"one two three four,", "five six seven one two"}));
  EXPECT_EQ(cut("one two three four five six", 5), (Pieces{"one two three", "four five six"}));
}

TEST(LongSentence, ClosingQuotesBracketsAndDashesAreCuts) {
  EXPECT_EQ(cut("the man who \"saw it all\" went home to his wife", 8),
            (Pieces{"the man who \"saw it all\"", "went home to his wife"}));
  EXPECT_EQ(cut("the man (so old) went home to", 5), (Pieces{"the man (so old)", "went home to"}));
  EXPECT_EQ(cut("the man went home – to his wife now", 6), (Pieces{"the man went home –", "to his wife now"}));
}

TEST(LongSentence, MarksInsideNumbersAndTimesAreNoCuts) {
  for (const std::string& piece : cut("at 6:30 he had 10,000 of 25,000 in a well-known bank at 7:45 or so", 8)) {
    EXPECT_NE(piece.back(), ':');
    EXPECT_NE(piece.back(), ',');
  }
}

TEST(LongSentence, PiecesAreBalanced) {
  std::string text;
  for (int i = 0; i < 130; ++i) text += "word ";
  const auto pieces = cut_long_sentence(text, 100, WordCost());
  ASSERT_EQ(pieces.size(), 2u);
  for (const ByteRange& piece : pieces) EXPECT_NEAR(static_cast<double>(piece.end - piece.begin), 325, 10);
}

TEST(LongSentence, ChineseAndThaiAreCutBetweenWordsOrMarks) {
  EXPECT_EQ(cut("港口星期二重新开放，渡轮早上七点半开航", 10), (Pieces{"港口星期二重新开放，", "渡轮早上七点半开航"}));
  expect_whole("ท่าเรือเปิดอีกครั้งเมื่อวันอังคารหลังจากลมแรงและฝนตกหนักสองวัน", 8);
}

TEST(LongSentence, ClustersStayTogether) {
  std::string families, accents, flags;
  for (int i = 0; i < 300; ++i) families += "👩‍👩‍👧‍👦";
  for (int i = 0; i < 300; ++i) accents += "e\u0301";
  for (int i = 0; i < 300; ++i) flags += "🇧🇷";
  for (const std::string& piece : cut(families, 50))
    EXPECT_EQ(piece.size() % std::string("👩‍👩‍👧‍👦").size(), 0u);
  for (const std::string& piece : cut(accents, 20)) EXPECT_EQ(piece.size() % 3, 0u);
  for (const std::string& piece : cut(flags, 20)) EXPECT_EQ(piece.size() % 8, 0u);
}

TEST(LongSentence, MarksWithoutEndAreCutBetweenCodePointsAtLast) {
  std::string zalgo = "a";
  for (int i = 0; i < 5000; ++i) zalgo += "\u0301";
  expect_whole(zalgo, 30);
}

TEST(LongSentence, PathologicalTextIsWholeAndFast) {
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& unit : {std::string("a"), std::string("漢"), std::string("🇧🇷"), std::string("e\u0301"),
                                  std::string("a,"), std::string("; "), std::string("word "), std::string("\"")}) {
    std::string text;
    while (text.size() < 100000) text += unit;
    expect_whole(text, 64);
    const WordCost cost;
    cut_long_sentence(text, 64, cost);
    EXPECT_LT(cost.bytes, 8 * text.size()) << unit;  // each byte is counted a few times, not once a level
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  EXPECT_LT(seconds, 20);  // with sanitizers; about a second without
}

TEST(LongSentence, DamagedTextDoesNoHarm) {
  std::mt19937 random(13);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (unsigned i = random() % 90; i > 0; --i) text += random() % 3 == 0 ? ' ' : static_cast<char>(random());
    std::size_t last = 0;
    for (const ByteRange& range : cut_long_sentence(text, 3, WordCost())) {
      ASSERT_LE(last, range.begin);
      ASSERT_LT(range.begin, range.end);
      ASSERT_LE(range.end, text.size());
      last = range.end;
    }
  }
}

TEST(LongSentence, AnyTextIsWhole) {
  static const std::vector<std::string> parts = {"a",
                                                 "word",
                                                 " ",
                                                 "  ",
                                                 ",",
                                                 ";",
                                                 ":",
                                                 "\"",
                                                 "—",
                                                 "\u0301",
                                                 "\u200D",
                                                 "👩",
                                                 "🇧",
                                                 "漢",
                                                 "،",
                                                 "\u00A0",
                                                 ")",
                                                 "\u202E",
                                                 std::string(1, '\0')};
  std::mt19937 random(9);
  for (int round = 0; round < 600; ++round) {
    std::string text;
    for (unsigned i = random() % 120; i > 0; --i) text += parts[random() % parts.size()];
    expect_whole(text, random() % 12);
  }
}

}  // namespace
}  // namespace dragoman::text
