// Texts that are already in a language, and texts that only name or quote something in it.
#include "text/written_in.h"

#include <gtest/gtest.h>

namespace dragoman::text {
namespace {

TEST(WrittenIn, SentencesOfThatLanguage) {
  EXPECT_TRUE(is_written_in("The minister resigned on Monday after a vote in parliament.", "en", "pt"));
  EXPECT_TRUE(is_written_in("O ministro Ali Hassan renunciou na segunda-feira em São Paulo.", "pt", "en"));
  EXPECT_TRUE(is_written_in("\"Não houve acordo\", afirmou o porta-voz em Lisboa.", "pt", "en"));
  EXPECT_FALSE(is_written_in("O ministro renunciou na segunda-feira.", "en", "pt"));
}

TEST(WrittenIn, NamesAndQuotationsShowNothing) {
  for (const char* portuguese :
       {"O álbum \"The Dark Side of the Moon\", do Pink Floyd, faz 50 anos.",
        "A série “The Last of Us” estreia no domingo.", "Ele disse \"I am very happy to be here\" em inglês.",
        "O presidente disse «we are with you» aos ucranianos."}) {
    EXPECT_FALSE(is_written_in(portuguese, "en", "pt")) << portuguese;
  }
  for (const char* english : {"A São Paulo judge resigned.", "No São Paulo bank closed."}) {
    EXPECT_FALSE(is_written_in(english, "pt", "en")) << english;
  }
}

TEST(WrittenIn, OneWordAmongNamesShowsNothing) {
  EXPECT_FALSE(is_written_in("Fernando Henrique critica Temer", "en", "pt"));
  EXPECT_TRUE(is_written_in("The President Donald Trump resigns", "en", "pt"));
}

TEST(WrittenIn, LongTextsAreReadFromTheirBeginning) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "Ele disse \"não\" e foi embora da cidade. ";
  EXPECT_TRUE(is_written_in(text, "pt", "en"));
}

TEST(OwnWords, AreWhatNeitherQuotesNorNames) {
  EXPECT_EQ(own_words("He said \"we are\" to Ana in “New York” on 3 May, «quoi»"), " said   to  in   on 3 ,  ");
  EXPECT_EQ(own_words("a \" alone"), "a \" alone");
  EXPECT_EQ(own_words(""), "");
}

}  // namespace
}  // namespace dragoman::text
