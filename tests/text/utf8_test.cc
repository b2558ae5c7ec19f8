// UTF-8: every code point round, every kind of damage found at its byte, white space as Unicode says.
#include "text/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dragoman::text {
namespace {

std::string encode(char32_t c) {
  std::string out;
  append_code_point(out, c);
  return out;
}

TEST(Utf8, EveryCodePointIsWellFormedAndReadBack) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const std::string text = encode(c);
    if (c >= 0xD800 && c <= 0xDFFF) {
      EXPECT_EQ(first_bad_utf8(text), 0u) << std::hex << static_cast<unsigned>(c);
      continue;
    }
    ASSERT_EQ(first_bad_utf8(text), std::nullopt) << std::hex << static_cast<unsigned>(c);
    std::size_t next = 0;
    ASSERT_EQ(code_point_at(text, 0, next), c);
    ASSERT_EQ(next, text.size());
  }
}

TEST(Utf8, DamageIsFoundAtItsByte) {
  const std::vector<std::string> bad = {"\x80",
                                        "\xBF",
                                        "\xC0\x80",
                                        "\xC1\xBF",
                                        "\xC3",
                                        "\xC3(",
                                        "\xE0\x9F\xBF",
                                        "\xE2\x82",
                                        "\xE2\x28\xA1",
                                        "\xED\xA0\x80",
                                        "\xF0\x8F\xBF\xBF",
                                        "\xF0\x9F\x98",
                                        "\xF4\x90\x80\x80",
                                        "\xF5\x80\x80\x80",
                                        "\xFE",
                                        "\xFF"};
  for (const std::string& bytes : bad) {
    // Every distance from the start, so that the fast path of eight bytes meets it at every phase.
    for (std::size_t lead = 0; lead < 20; ++lead) {
      EXPECT_EQ(first_bad_utf8(std::string(lead, 'a') + bytes), lead);
      EXPECT_EQ(first_bad_utf8(std::string(lead, 'a') + "é" + bytes + "tail of ASCII"), lead + 2);
    }
  }
}

TEST(Utf8, EmptyNulAndLongTextAreFine) {
  EXPECT_EQ(first_bad_utf8(""), std::nullopt);
  EXPECT_EQ(first_bad_utf8(std::string_view("a\0b\0", 4)), std::nullopt);
  EXPECT_EQ(first_bad_utf8(std::string(100003, 'x') + "日本"), std::nullopt);
  EXPECT_EQ(first_bad_utf8(std::string(100003, 'x') + "日本\xE6"), 100009u);
}

TEST(Utf8, ReadingACutCodePointStaysInside) {
  std::size_t next = 0;
  EXPECT_EQ(code_point_at("\xF0\x9F", 0, next), U'\uFFFD');
  EXPECT_EQ(next, 2u);
}

TEST(Utf8, BeginningsEndBetweenCodePoints) {
  const std::string text = "a\u00E9\u6F22b";
  const std::vector<std::size_t> sizes = {0, 1, 1, 3, 3, 3, 6, 7, 7};
  for (std::size_t most = 0; most < sizes.size(); ++most) EXPECT_EQ(first_bytes(text, most).size(), sizes[most]);
}

TEST(Utf8, WhiteSpaceIsUnicodes) {
  const std::vector<char32_t> spaces = {0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x20,   0x85,   0xA0,   0x1680,
                                        0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008,
                                        0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
  std::size_t seen = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) seen += is_space(c) ? 1 : 0;
  EXPECT_EQ(seen, spaces.size());
  for (char32_t c : spaces) EXPECT_TRUE(is_space(c)) << std::hex << static_cast<unsigned>(c);
}

TEST(Utf8, WordsAreRunsWithoutWhiteSpace) {
  EXPECT_EQ(count_words(""), 0u);
  EXPECT_EQ(count_words(" \n\u00A0\u2028"), 0u);
  EXPECT_EQ(count_words("one"), 1u);
  EXPECT_EQ(count_words("  O porto\u00A0reabriu, às\u30006h40. "), 5u);
}

}  // namespace
}  // namespace dragoman::text
