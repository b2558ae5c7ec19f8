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

TEST(PlainLetters, OthersStay) {
  EXPECT_EQ(given("سلام 朝日 2² ó"), "سلام 朝日 2² ó");
  EXPECT_TRUE(plain_letters("Erdoğan", {}).empty());
  EXPECT_EQ(in_plain_letters("Erdoğan", {}), "Erdoğan");
  EXPECT_EQ(in_plain_letters("Íris", narrow), "Iris");
}

}  // namespace
}  // namespace dragoman::fidelity
