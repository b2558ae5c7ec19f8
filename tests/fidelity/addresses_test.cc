// What is found in a text as address, handle, file, formula or strange characters: expected parts are in braces.
#include "fidelity/addresses.h"

#include <gtest/gtest.h>

#include <string>

namespace dragoman::fidelity {
namespace {

std::string marked(std::string_view text, const CanWrite& can_write = {}) {
  std::string out;
  std::size_t cursor = 0;
  for (const Address& address : find_addresses(text, can_write)) {
    EXPECT_LE(cursor, address.range.begin);
    out += std::string(text.substr(cursor, address.range.begin - cursor)) + "{" +
           std::string(text.substr(address.range.begin, address.range.end - address.range.begin)) + "}";
    cursor = address.range.end;
  }
  return out + std::string(text.substr(cursor));
}

std::string without_braces(std::string text) {
  std::erase_if(text, [](char c) { return c == '{' || c == '}'; });
  return text;
}

class Addresses : public ::testing::TestWithParam<const char*> {};

TEST_P(Addresses, AreFound) { EXPECT_EQ(marked(without_braces(GetParam())), GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    All, Addresses,
    ::testing::Values("See {https://example.org/a?b=1&c=2#d}.", "({http://x.org/wiki/Foo_(bar)}), then",
                      "at {www.port.pt}, and {WWW.X.COM}!", "write to {jo.doe+news@mail.example.org}.", "“{jo@x.org}”",
                      "by {@portnews}, {@x_1}: hi", "a{@} b {@} c {@}d", "says: \u200F{@port}: hi",
                      "{<b>}bold{</b>} a {<} b, {<a href=x>}y{</a>}, 1 {<} 2 and 3 {>} 2",
                      "{%s} of {%2$d}, {%(name)s}, 50% off, 5%s", "so {#StormAlex} and {#}1",
                      "Well done {:tada:} and {:+1:}, at 10:30: it: a:b: :Note: ::x::",
                      "{[caption id=\"a_6\" width=3]}An old tap{[/caption]} [edit] [a = b] see [1]",
                      "at {example.com} or {bit.ly/3xY} or {bbc.co.uk/news}", "at 9 p.m. in the U.S. e.g. here",
                      "a {\" \"} or {“\u00A0”}, \"yes\" \"no\", \" x\"", "Stop.It was late.yes",
                      "open {report_v2.pdf}, then {Main.java}", "in {/etc/hosts} and/or {~/notes} at 5 km/h",
                      "He is {\\(x^2\\)} and {$a_1 = 2$} and {$x$}", "from $5 to $10, A$7 and US$8",
                      "A$AP Ferg and A$AP Rocky", "pay $5 (or A$) now",
                      "{🎉} party {👩‍👩‍👧🇵🇹}! {→} next {►}", "quotes “a” — b… c’s",
                      "pic: {pic.twitter.com/AbC123}", "mid-word a/b c/d", "", "v1.2.3 and 2.5 and 10.0.0.1",
                      "{mailto:a@b.cd}", "8: 429. {doi:10.1016/0169-5347(93)90004-9}."),
    [](const auto& each) { return std::to_string(each.index); });

TEST(Addresses, WordsThatTheModelCannotWriteAreWhole) {
  const CanWrite latin_one = [](char32_t c) { return c < 0xFF && c != '@' && c != 0xFC; };
  EXPECT_EQ(marked("Łódź-based, Ḥasan-i-Ṣabbāḥ, Şen-Yılmaz", latin_one),
            "{Łódź}-based, {Ḥasan-i-Ṣabbāḥ}, {Şen-Yılmaz}");
  EXPECT_EQ(marked("Kaczyński's party, Yılmaz’s goal, O'Şea", latin_one),
            "{Kaczyński}'s party, {Yılmaz}’s goal, {O'Şea}");
  EXPECT_EQ(marked("Striker Müslüm Yılmaz joined Göztepe’s", latin_one), "Striker {Müslüm Yılmaz} joined Göztepe’s");
  EXPECT_EQ(marked("He said “no” – at £5 @ 3 €", latin_one), "He said “no” – at £5 {@} 3 {€}");
  EXPECT_EQ(marked("says \u200F@viticci: \u200B#Storm", latin_one), "says {\u200F}{@viticci}: {\u200B}{#Storm}");
  EXPECT_EQ(marked("the word مرحبا بالعالم means", latin_one), "the word {مرحبا بالعالم} means");
}

TEST(Addresses, LongTextsTakeLinearTime) {
  std::string text;
  for (int i = 0; i < 40000; ++i) text += "a.b-c@d.";
  EXPECT_FALSE(find_addresses(text).empty());
  EXPECT_TRUE(find_addresses(std::string(400000, '$')).size() < 400000);
  std::string figures;
  for (int i = 0; i < 400000; ++i) figures += "1,";
  const CanWrite ascii = [](char32_t c) { return c < 0x80; };
  EXPECT_TRUE(find_addresses(figures, ascii).empty());
  EXPECT_EQ(marked("of 10×20 m, 4½ and −5, 1,5", ascii), "of {10×20} m, {4½} and {−5}, 1,5");
  EXPECT_EQ(find_addresses("http://" + std::string(400000, ')')).size(), 0U);
}

TEST(AddressSigns, SignsThatCountGoWithTheirFigure) {
  const CanWrite plain = [](char32_t c) { return c < 0x80 || c == 0xBA; };
  EXPECT_EQ(marked("under \u00A7 230, he said", plain), "under {\u00A7 230}, he said");
  EXPECT_EQ(marked("\u00A7\u00A7 5 and 7.", plain), "{\u00A7\u00A7 5} and 7.");
  EXPECT_EQ(marked("(H.R. 1, \u00A7\u00A05)", plain), "(H.R. 1, {\u00A7\u00A05})");
  EXPECT_EQ(marked("o \u00A7 1\u00BA do art. 37, \u00A7 2.\u00BA, da lei", plain),
            "o {\u00A7 1\u00BA} do art. 37, {\u00A7 2.\u00BA}, da lei");
  EXPECT_EQ(marked("\u00B6 12(b)(iii). He", plain), "{\u00B6 12(b)(iii)}. He");
  EXPECT_EQ(marked("\u00A7 5a and \u00A7 12.3-4.", plain), "{\u00A7 5a} and {\u00A7 12.3-4}.");
  EXPECT_EQ(marked("\u00A7 5 (of the act)", plain), "{\u00A7 5} (of the act)");
  EXPECT_EQ(marked("He came \u2116 1. It", plain), "He came {\u2116 1}. It");
  EXPECT_EQ(marked("the \u00A7 sign", plain), "the {\u00A7} sign");
  EXPECT_EQ(marked("\u00A7 230", [](char32_t) { return true; }), "\u00A7 230");
}

TEST(AddressSigns, SignsOfTradeGoWithTheirName) {
  const CanWrite plain = [](char32_t c) { return c < 0x80; };
  EXPECT_EQ(marked("the iPhone\u2122 sold", plain), "the {iPhone\u2122} sold");
  EXPECT_EQ(marked("Coca-Cola\u00AE sales, AT&T\u00AE.", plain), "{Coca-Cola\u00AE} sales, {AT&T\u00AE}.");
  EXPECT_EQ(marked("a \u2122 sign", plain), "a {\u2122} sign");
  EXPECT_EQ(marked("Coca-Cola\u00AE", [](char32_t) { return true; }), "Coca-Cola\u00AE");
}

}  // namespace
}  // namespace dragoman::fidelity
