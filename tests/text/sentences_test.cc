// Sentence boundaries against the gold set, and the promises that hold for any text.
#include "text/sentences.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "test_data.h"
#include "text/utf8.h"

namespace dragoman::text {
namespace {

std::shared_ptr<const SentenceSplitter> splitter(const std::string& language) {
  auto loaded = SentenceSplitter::load(language);
  EXPECT_TRUE(loaded) << loaded.error().what;
  return *loaded;
}

std::vector<std::string> pieces(std::string_view text, const std::vector<ByteRange>& ranges) {
  std::vector<std::string> out;
  for (const ByteRange& range : ranges) out.emplace_back(text.substr(range.begin, range.end - range.begin));
  return out;
}

std::vector<std::string> split(const std::string& language, std::string_view text) {
  return pieces(text, splitter(language)->split(text));
}

using Lines = std::vector<std::string>;

struct GoldBlock {
  std::string language, text;
  std::set<std::size_t> ends;  // of sentences, but for the last one's
};

/// The blocks of a gold file; its format is in tests/golden/sentences/README.md.
std::vector<GoldBlock> read_gold(const std::string& name) {
  std::vector<GoldBlock> blocks;
  GoldBlock block;
  const auto flush = [&] {
    if (!block.text.empty()) blocks.push_back(block);
    block.text.clear();
    block.ends.clear();
  };
  for (const std::string& line : lines_of(golden("sentences/" + name))) {
    if (line.empty()) flush();
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '@') {
      flush();
      block.language = line.substr(1);
      continue;
    }
    const bool glued = line[0] == '+';
    if (!block.text.empty()) {
      block.ends.insert(block.text.size());
      if (!glued) block.text += ' ';
    }
    block.text += glued ? line.substr(1) : line;
  }
  flush();
  return blocks;
}

TEST(Sentences, GoldSetIsMatchedExactly) {
  std::size_t wanted = 0, found = 0, right = 0;
  for (const std::string file : {"en.txt", "pt.txt", "other.txt"}) {
    for (const GoldBlock& block : read_gold(file)) {
      std::set<std::size_t> ends;
      for (const ByteRange& range : splitter(block.language)->split(block.text)) ends.insert(range.end);
      EXPECT_EQ(ends.erase(block.text.size()), 1u) << block.text;
      for (std::size_t end : block.ends) {
        EXPECT_TRUE(ends.contains(end)) << file << ": missed: " << block.text.substr(end < 60 ? 0 : end - 60, 60)
                                        << " | " << block.text.substr(end, 30);
        right += ends.contains(end) ? 1 : 0;
      }
      for (std::size_t end : ends) {
        EXPECT_TRUE(block.ends.contains(end)) << file << ": false: " << block.text.substr(end < 60 ? 0 : end - 60, 60)
                                              << " | " << block.text.substr(end, 30);
      }
      wanted += block.ends.size();
      found += ends.size();
    }
  }
  RecordProperty("boundaries", static_cast<int>(wanted));
  std::cout << "gold boundaries " << wanted << ", precision " << 100.0 * static_cast<double>(right) / found
            << " %, recall " << 100.0 * static_cast<double>(right) / wanted << " %\n";
  EXPECT_GE(wanted, 450u);
  EXPECT_EQ(right, wanted);
  EXPECT_EQ(found, wanted);
}

TEST(Sentences, LineBreaksAlwaysEndASentence) {
  EXPECT_EQ(split("en", "Mr.\nSmith"), (Lines{"Mr.", "Smith"}));
  EXPECT_EQ(split("en", "one\r\ntwo\rthree\vfour\ffive\u0085six\u2028seven\u2029eight"),
            (Lines{"one", "two", "three", "four", "five", "six", "seven", "eight"}));
  EXPECT_EQ(split("en", "\n\n  \n"), Lines{});
  EXPECT_EQ(split("en", "Name\tCity of birth\t\tScore"), (Lines{"Name", "City of birth", "Score"}));
}

TEST(Sentences, EmptyAndBlankTextHasNone) {
  for (const char* text : {"", " ", "\u00A0\u3000", "\t\n\r\n"}) EXPECT_EQ(split("en", text), Lines{}) << text;
}

TEST(Sentences, MarksAloneAreOneSentence) {
  for (const char* text : {"...", "?!", "— . —", ". . .", "😀! 😀"}) EXPECT_EQ(split("en", text), Lines{text});
}

TEST(Sentences, LinesAreTrimmedAndBlankOnesLeftOut) {
  const std::string text = "  Mr. A. Left. \n\n\u00A0\n last\t one\r\n";
  EXPECT_EQ(pieces(text, SentenceSplitter::split_lines(text)), (Lines{"Mr. A. Left.", "last", "one"}));
}

TEST(Sentences, RegionAndScriptSubtagsDoNotMatter) {
  for (const char* language : {"pt", "pt-BR", "pt_PT"}) {
    EXPECT_EQ(split(language, "O Sr. Lima saiu. A Dra. Sá ficou."), (Lines{"O Sr. Lima saiu.", "A Dra. Sá ficou."}));
  }
}

TEST(Sentences, LanguagesNobodyKnowsFollowRootRules) {
  for (const char* language : {"", "xx", "tlh", "not a language", "../en"}) {
    EXPECT_EQ(split(language, "One. Two! Three?"), (Lines{"One.", "Two!", "Three?"})) << language;
  }
}

TEST(Sentences, CapitalsKeepTheirAbbreviations) {
  EXPECT_EQ(split("en", "GEN. SMITH QUITS. NO. 10 IS SILENT."), (Lines{"GEN. SMITH QUITS.", "NO. 10 IS SILENT."}));
}

/// Ranges ascend, do not overlap, hold no white space at their ends, and leave out white space only.
void expect_promises(std::string_view text, const std::vector<ByteRange>& ranges) {
  std::size_t last = 0;
  for (const ByteRange& range : ranges) {
    ASSERT_LT(range.begin, range.end);
    ASSERT_GE(range.begin, last);
    ASSERT_EQ(count_words(text.substr(last, range.begin - last)), 0u);
    std::size_t next = 0;
    ASSERT_FALSE(is_space(code_point_at(text, range.begin, next)));
    last = range.end;
  }
  ASSERT_EQ(count_words(text.substr(last)), 0u);
}

TEST(Sentences, AnyValidTextKeepsThePromises) {
  static const std::vector<std::string> parts = {
      ".",      "!",     "?", "…", "...", "\"",     "”",   "“",  "(",   ")",     "[1]",
      "»",      "«",     " ", " ", " ",   "\u00A0", "\n",  "\r", "。",  "」",    "「",
      "؟",      "।",     "a", "B", "Mr",  "U.S",    "p.m", "10", "Aug", "é",     "\u0301",
      "\u200F", "漢",    "😀", "-", "—",   ",",      ";",   "1",  "J",   "p. ex", std::string(1, '\0'),
      "\u0378", "\u2028"};
  std::mt19937 random(3);
  for (const char* language : {"en", "pt", "ja", "el", ""}) {
    const auto rules = splitter(language);
    for (int round = 0; round < 2000; ++round) {
      std::string text;
      for (unsigned i = random() % 40; i > 0; --i) text += parts[random() % parts.size()];
      ASSERT_EQ(first_bad_utf8(text), std::nullopt);
      expect_promises(text, rules->split(text));
    }
  }
}

TEST(Sentences, DamagedTextDoesNoHarm) {
  std::mt19937 random(5);
  const auto rules = splitter("en");
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (unsigned i = random() % 60; i > 0; --i) text += random() % 3 == 0 ? '.' : static_cast<char>(random());
    std::size_t last = 0;
    for (const ByteRange& range : rules->split(text)) {
      ASSERT_LE(last, range.begin);
      ASSERT_LT(range.begin, range.end);
      ASSERT_LE(range.end, text.size());
      last = range.end;
    }
  }
}

TEST(Sentences, HugeLinesTakeLinearTime) {
  const auto rules = splitter("en");
  for (const std::string& unit : {std::string("a"), std::string("."), std::string(". "), std::string("a."),
                                  std::string("Mr. "), std::string("\""), std::string("( "), std::string("漢。"),
                                  std::string("The end. "), std::string("؟ "), std::string("🇧🇷")}) {
    double seconds[2] = {};
    for (int big = 0; big < 2; ++big) {
      std::string text;
      const std::size_t size = std::size_t{big == 1 ? 2000000U : 500000U};
      while (text.size() < size) text += unit;
      const auto start = std::chrono::steady_clock::now();
      expect_promises(text, rules->split(text));
      seconds[big] = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    EXPECT_LT(seconds[1], 8 * seconds[0] + 0.5) << unit;  // four times the text; a square would be sixteen
  }
}

}  // namespace
}  // namespace dragoman::text
