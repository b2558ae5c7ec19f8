// Bad UTF-8 in input: found at the right byte, replaced as Unicode recommends.
#include "utf8_input.h"

#include <gtest/gtest.h>

namespace dragoman::cli {
namespace {

TEST(Utf8Input, GoodTextHasNoFault) {
  for (std::string_view good :
       {"", "plain", "ação", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF", "\xF0\x90\x80\x80"}) {
    EXPECT_FALSE(find_bad_utf8(good)) << good;
  }
  EXPECT_FALSE(find_bad_utf8(std::string(100, '\0')));
}

TEST(Utf8Input, FaultsAreFoundWhereTheyBegin) {
  EXPECT_EQ(find_bad_utf8("\x80"), 0U);
  EXPECT_EQ(find_bad_utf8("0123456789abc\xE9 more"), 13U);
  EXPECT_EQ(find_bad_utf8("\xC0\xAF"), 0U);          // overlong
  EXPECT_EQ(find_bad_utf8("a\xE0\x80\x80"), 1U);     // overlong
  EXPECT_EQ(find_bad_utf8("a\xED\xA0\x80"), 1U);     // surrogate
  EXPECT_EQ(find_bad_utf8("\xF4\x90\x80\x80"), 0U);  // beyond U+10FFFF
  EXPECT_EQ(find_bad_utf8("ab\xE2\x82"), 2U);        // cut off
}

TEST(Utf8Input, ReplacementsAreCountedAsUnicodeRecommends) {
  // The examples of the Unicode standard, chapter 3, tables 3-8 to 3-11.
  EXPECT_EQ(replace_bad_utf8("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"),
            "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\x41");
  EXPECT_EQ(replace_bad_utf8("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"),
            "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\x41");
  EXPECT_EQ(replace_bad_utf8("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"),
            "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\x41\uFFFD\uFFFD\x42");
  EXPECT_EQ(replace_bad_utf8("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), "\uFFFD\uFFFD\uFFFD\uFFFD\x41");
  EXPECT_EQ(replace_bad_utf8("good ação"), "good ação");
}

// Every string of up to three bytes out of the telling ones becomes valid, and valid text does not change.
TEST(Utf8Input, ReplacedTextIsAlwaysValid) {
  const std::string bytes("\x00\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC1\xC2\xDF\xE0\xE1\xED\xEF\xF0\xF1\xF4\xF5\xFF", 21);
  for (char a : bytes) {
    for (char b : bytes) {
      for (char c : bytes) {
        const std::string text{a, b, c};
        const std::string replaced = replace_bad_utf8(text);
        EXPECT_FALSE(find_bad_utf8(replaced));
        if (!find_bad_utf8(text)) {
          EXPECT_EQ(replaced, text);
        }
      }
    }
  }
}

TEST(Utf8Input, BlankMeansWhiteSpaceOnly) {
  EXPECT_TRUE(is_blank(""));
  EXPECT_TRUE(is_blank(" \t\r\n\f\v\u00A0\u3000\uFEFF"));
  EXPECT_FALSE(is_blank(" ."));
  EXPECT_FALSE(is_blank(std::string_view("\0", 1)));
}

TEST(Utf8Input, ErrorsNamePlaceAndRemedy) {
  const Error latin = bad_utf8_error("a.txt", 3, 40, "\xE9t\xE9", true);
  EXPECT_EQ(latin.at, 40U);
  EXPECT_EQ(latin.what,
            "a.txt, line 3, byte offset 40: 0xE9 is no UTF-8; convert the text first (for example iconv -f "
            "WINDOWS-1252 -t UTF-8 a.txt) or use --invalid=replace");
  EXPECT_EQ(bad_utf8_error("a.txt", 3, 40, "\xE9t\xE9", false).what.find("--invalid"), std::string::npos);
  EXPECT_NE(bad_utf8_error("b", 1, 0, std::string_view("\xFF\xFEh\0", 4), true).what.find("iconv -f UTF-16"),
            std::string::npos);
}

}  // namespace
}  // namespace dragoman::cli
