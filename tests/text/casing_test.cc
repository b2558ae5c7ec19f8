// Letter case and direction, over scripts.
#include "text/casing.h"
#include <gtest/gtest.h>
#include "text/direction.h"

namespace dragoman::text {
namespace {

TEST(Casing, OfWords) {
  EXPECT_EQ(casing_of("talks"), Casing::kLower);
  EXPECT_EQ(casing_of("Talks"), Casing::kCapital);
  EXPECT_EQ(casing_of("É"), Casing::kCapital);
  EXPECT_EQ(casing_of("US"), Casing::kUpper);
  EXPECT_EQ(casing_of("ÇA"), Casing::kUpper);
  EXPECT_EQ(casing_of("iPhone"), Casing::kMixed);
  EXPECT_EQ(casing_of("2021"), Casing::kNone);
  EXPECT_EQ(casing_of("عربي"), Casing::kNone);
  EXPECT_EQ(casing_of(""), Casing::kNone);
}

TEST(Casing, WordsAreDividedAtHyphensAndKeepInnerMarks) {
  const std::string text = "U.S.-led o'clock’s \"café\" 2,500. x";
  std::vector<std::string> words;
  for (const ByteRange range : words_of(text)) words.push_back(text.substr(range.begin, range.end - range.begin));
  EXPECT_EQ(words, (std::vector<std::string>{"U.S", "led", "o'clock’s", "café", "2", "500", "x"}));
}

TEST(Casing, MappingsFollowTheLanguage) {
  EXPECT_EQ(to_upper("istanbul ısı", "tr"), "İSTANBUL ISI");
  EXPECT_EQ(to_upper("istanbul", "en"), "ISTANBUL");
  EXPECT_EQ(to_lower("ΟΔΟΣ", "el"), "οδος");
  EXPECT_EQ(to_upper("", "en"), "");
}

TEST(Casing, Letters) {
  EXPECT_TRUE(has_letters("3 km"));
  EXPECT_TRUE(has_letters("中"));
  EXPECT_FALSE(has_letters("12:30 – 14:00 →"));
}

TEST(Direction, ByScript) {
  const auto rtl = [](std::string_view name) { return is_right_to_left(*Language::parse(name)); };
  EXPECT_TRUE(rtl("ar"));
  EXPECT_TRUE(rtl("he"));
  EXPECT_TRUE(rtl("fa-IR"));
  EXPECT_TRUE(rtl("ur"));
  EXPECT_FALSE(rtl("pt-BR"));
  EXPECT_FALSE(rtl("zh"));
}

}  // namespace
}  // namespace dragoman::text
