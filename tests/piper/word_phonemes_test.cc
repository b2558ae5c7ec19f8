// Phonemes by clauses and by words, brought together.
#include "piper/word_phonemes.h"

#include <gtest/gtest.h>

namespace dragoman::piper {
namespace {

/// "the|ðə ..." for each word: what is said from its beginning to the next one's.
std::string shown(std::string_view text, const WordPhonemes& said) {
  std::string out;
  for (std::size_t i = 0; i < said.words.size(); ++i) {
    const ByteRange range = said.words[i].text;
    out += (i > 0 ? " " : "") + std::string(text.substr(range.begin, range.end - range.begin)) + "@" +
           std::to_string(said.words[i].phoneme);
  }
  return out;
}

TEST(WordPhonemes, ClausesHaveTheirSignsAndWordsTheirPlaces) {
  const std::string text = "The port, closed, reopened";
  // As the helper gives them: a clause's end has one character of the next in it.
  const auto clauses = read_clauses("ðə pˈoːɹt\t11\nklˈoʊzd\t19\nɹɪˈoʊpənd\t26", text.size());
  const auto words = read_words("0\t3\tðə\n4\t8\tpoːɹt\n10\t16\tkloʊzd\n9\t9\t\n18\t26\tɹɪoʊpənd", text.size());
  ASSERT_EQ(clauses.size(), 3U);
  ASSERT_EQ(words.size(), 4U);
  const WordPhonemes said = join_phonemes(text, clauses, words);
  EXPECT_EQ(said.phonemes, U"ðə pˈoːɹt, klˈoʊzd, ɹɪˈoʊpənd.");
  EXPECT_EQ(shown(text, said), "The@0 port@3 closed@11 reopened@20");
}

TEST(WordPhonemes, AStressBelongsToTheWordThatItStandsBefore) {
  const WordPhonemes said = join_phonemes("as ever", {{"æz ˈɛvɚ", 7}}, {{{0, 2}, "æz"}, {{3, 7}, "ɛvɚ"}});
  ASSERT_EQ(said.words.size(), 2U);
  EXPECT_EQ(said.words[1].phoneme, 3U);
}

TEST(WordPhonemes, WordsSaidAsOneAreFoundApart) {
  const WordPhonemes said = join_phonemes("was a", {{"wʌzɐ", 5}}, {{{0, 3}, "wʌz"}, {{4, 5}, "ɐ"}});
  EXPECT_EQ(shown("was a", said), "was@0 a@3");
}

TEST(WordPhonemes, WhatIsSoundedOtherwiseDoesNotShiftTheRest) {
  // A sound that one list has and the other does not, in the second of four words.
  const WordPhonemes said = join_phonemes("ab cd ef gh", {{"ab kdʔ ef ɡh", 11}},
                                          {{{0, 2}, "ab"}, {{3, 5}, "ksd"}, {{6, 8}, "ef"}, {{9, 11}, "ɡh"}});
  EXPECT_EQ(shown("ab cd ef gh", said), "ab@0 cd@3 ef@7 gh@10");
}

TEST(WordPhonemes, AWordThatIsNotFoundIsLeftOut) {
  const WordPhonemes said = join_phonemes("ab cd ef", {{"ab ef", 8}}, {{{0, 2}, "ab"}, {{3, 5}, "ŋŋ"}, {{6, 8}, "ef"}});
  EXPECT_EQ(shown("ab cd ef", said), "ab@0 ef@3");
}

TEST(WordPhonemes, MarksOfLanguageAreNotSaidAndLettersAreTakenApart) {
  const WordPhonemes said = join_phonemes("o iPhone ça", {{"u (en)ˈaɪfəʊn(pt) sɐ̃ ç", 12}}, {});
  EXPECT_EQ(said.phonemes, std::u32string(U"u ˈaɪfəʊn sɐ̃ c\u0327."));
}

TEST(WordPhonemes, SignsOfAllScriptsAndQuotes) {
  const auto sign = [](const std::string& text) {
    return std::u32string(1, join_phonemes(text, {{"a", text.size()}}, {}).phonemes.back());
  };
  EXPECT_EQ(sign("Yes?"), U"?");
  EXPECT_EQ(sign("«Yes!»"), U"!");
  EXPECT_EQ(sign("\"Yes.\""), U".");
  EXPECT_EQ(sign("قوية؟"), U"?");
  EXPECT_EQ(sign("بعد،"), U",");
  EXPECT_EQ(sign("A headline"), U".");
  EXPECT_EQ(sign("since Friday —"), U",");
}

TEST(WordPhonemes, LinesThatAreNoneAndPlacesOutsideAreLeftOut) {
  EXPECT_TRUE(read_clauses("a\nb\tx\nc\t99\n\t\n", 10).empty());
  EXPECT_EQ(read_clauses("a\t5\nb\t3\nc\t7", 10).size(), 2U);  // back again
  EXPECT_TRUE(read_words("0\t99\ta\n5\t5\tb\n7\t3\tc\nx\t9\td\n0\t3\t\n", 10).empty());
  EXPECT_TRUE(read_words("0\t3\t\xFF\xFE", 10).empty());
  EXPECT_TRUE(join_phonemes("", {}, {}).phonemes.empty());
}

}  // namespace
}  // namespace dragoman::piper
