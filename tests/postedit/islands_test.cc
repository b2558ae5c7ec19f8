// Words of other scripts and letters in a sentence of the source's.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "../fake_engine.h"
#include "postedit/post_editor.h"

namespace dragoman::postedit {
namespace {

/// Of a vocabulary that has ASCII alone.
LineContext ascii() {
  const auto can = [](char32_t c) { return c < 0x80; };
  return {"en", "pt", {.can_write = can, .can_read = can, .word_pieces = {}}, WordCases("en")};
}

std::string edited(const TranslateText& engine, const std::string& text) {
  const std::vector<SourceLine> lines = {{text}};
  const auto out = PostEditor(engine, ascii(), "").edit(lines, {});
  if (!out) return "error: " + out.error().what;
  if (!out->front().failure.empty()) return "failed: " + out->front().failure;
  std::vector<ByteRange> places;
  return joined(out->front().sentences, text, places).text;
}

/// A name that the engine reads in plain letters is part of its sentence; what it cannot read at all is held back from the line's ends.
TEST(Islands, NamesInPlainLettersStayInTheirSentence) {
  testing::FakeEngine engine;
  EXPECT_EQ(edited(engine.function(), "Kaczyński won in Łódź"), "Kaczyński won in Łódź");
  EXPECT_EQ(engine.seen, "Kaczynski won in Lodz\n");
  engine.seen.clear();
  EXPECT_EQ(edited(engine.function(), "Київ is a city"), "Київ is a city");
  EXPECT_EQ(engine.seen, "is a city\n");
  engine.seen.clear();
  EXPECT_EQ(edited(engine.function(), "Łódź"), "Łódź");
  EXPECT_EQ(engine.seen, "\n");
}

/// Its parts end and begin with quotation marks, which a line break is between: no quoted blank.
TEST(Islands, QuotationMarksOfTwoPartsAreNoPlaceholder) {
  testing::FakeEngine engine{.word = [](std::string_view word) {
    return std::string(word == "said" ? "said loro" : word.front() & 0x80 ? "" : word);
  }};
  EXPECT_EQ(edited(engine.function(), "He said привет and \"привет всем\" to them all."),
            "He said loro привет and \"привет всем\" to them all.");
}

}  // namespace
}  // namespace dragoman::postedit
