// Letters for an engine that reads ASCII and some small letters with accents.
#include "fidelity/plain_letters.h"
#include <gtest/gtest.h>

namespace dragoman::fidelity {
namespace {

bool narrow(char32_t c) { return c < 0x80 || c == U'ú' || c == U'ó'; }

std::string given(std::string_view text) { return Rewritten(text, plain_letters(text, narrow)).text(); }

TEST(PlainLetters, AccentsThatAreNotReadGo) {
  EXPECT_EQ(given("by Erdoğan and Łódź"), "by Erdogan and Lódz");
  EXPECT_EQ(given("so Søren met Müslüm"), "so Soren met Muslum");
}

TEST(PlainLetters, SmallLettersWhereASentenceBegins) {
  EXPECT_EQ(given("Últimas notícias. Última hora"), "últimas noticias. última hora");
  EXPECT_EQ(given("\"Última hora\""), "\"última hora\"");
  EXPECT_EQ(given("na Última Hora"), "na Ultima Hora");
}

/// "ú..." as a name's small letter is a riddle.
TEST(PlainLetters, NamesThatOpenASentenceKeepTheirCapital) {
  const auto pieces = [](std::string_view word) {
    return word == "última" || word == "Ursula" ? 1U : word == "úrsula" ? 3U : 2U;
  };
  const auto shown = [&](std::string_view text) { return Rewritten(text, plain_letters(text, narrow, pieces)).text(); };
  EXPECT_EQ(shown("Úrsula saiu. Última Hora"), "Ursula saiu. última Hora");
  EXPECT_EQ(shown("Úna Lima saiu. Úna vez"), "Una Lima saiu. úna vez");
}

/// Asked about a word only: a sign has none, and what follows it is long.
TEST(PlainLetters, SignsAreNoWords) {
  std::size_t longest = 0;
  const auto pieces = [&](std::string_view word) {
    longest = std::max(longest, word.size());
    return std::size_t{2};
  };
  plain_letters("\u2022 Read more\n\u2605 Última hora " + std::string(1000, 'x'), narrow, pieces);
  EXPECT_LE(longest, std::string_view("última").size());
}

TEST(PlainLetters, OthersStay) {
  EXPECT_EQ(given("سلام 朝日 2² ó"), "سلام 朝日 2² ó");
  EXPECT_TRUE(plain_letters("Erdoğan", {}).empty());
  EXPECT_EQ(in_plain_letters("Erdoğan", {}), "Erdoğan");
  EXPECT_EQ(in_plain_letters("Íris", narrow), "Iris");
}

}  // namespace
}  // namespace dragoman::fidelity
