// No-break spaces carried over by alignment.
#include "postedit/no_break.h"
#include <gtest/gtest.h>

namespace dragoman::postedit {
namespace {

TEST(NoBreak, StaysBetweenTheSameWords) {
  const std::string source = "at 5\xC2\xA0km today";
  markup::AlignedText text = {"hoje a 5 km",
                              {{{10, 15}, {0, 5}}, {{0, 2}, {5, 7}}, {{3, 4}, {7, 9}}, {{6, 8}, {9, 11}}}};
  restore_no_break_spaces(source, text);
  EXPECT_EQ(text.text, "hoje a 5\xC2\xA0km");
  EXPECT_EQ(text.links[3].target, (ByteRange{10, 12}));
  EXPECT_EQ(text.links[2].target.begin, 7U);
}

TEST(NoBreak, TurnedRoundWordsKeepIt) {
  const std::string source =
      "$\xC2\xA0"
      "5 left";
  markup::AlignedText text = {"5 $ rest", {{{3, 4}, {0, 1}}, {{0, 1}, {2, 3}}, {{5, 9}, {4, 8}}}};
  restore_no_break_spaces(source, text);
  EXPECT_EQ(text.text, "5\xC2\xA0$ rest");
}

TEST(NoBreak, WordsPartedLoseIt) {
  const std::string source = "5\xC2\xA0km";
  markup::AlignedText text = {"5 longos km", {{{0, 1}, {0, 1}}, {{}, {2, 8}}, {{3, 5}, {9, 11}}}};
  restore_no_break_spaces(source, text);
  EXPECT_EQ(text.text, "5 longos km");
}

TEST(NoBreak, RowsOfThemTakeLittleTime) {
  std::string source;
  markup::AlignedText text;
  for (std::size_t i = 0; i < 130000; ++i) {
    text.links.push_back({{source.size(), source.size() + 1}, {text.text.size(), text.text.size() + 2}});
    source += "a\xC2\xA0";
    text.text += "a ";
  }
  restore_no_break_spaces(source, text);
  EXPECT_EQ(text.text.substr(0, 6),
            "a\xC2\xA0"
            "a\xC2\xA0");
}

}  // namespace
}  // namespace dragoman::postedit
