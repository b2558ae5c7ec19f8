// Similarity: how like two sentences are, 0 to 100, as tools for translators count it.
//
// Percent = 100 * (longer - distance) / longer over tokens, rounded down: the form of OmegaT (FuzzyMatcher.calcSimilarity,
// https://omegat.org), with Levenshtein's distance (Soviet Physics Doklady 10, 1966) by the algorithm of Wagner and Fischer
// (JACM 21, 1974). A token that is inserted or left out costs 1. Unlike there, a token that is changed costs the share of
// its characters that change (the same distance, over characters, by the longer token's length), so that "minister" for
// "ministers" costs 0.11 and another word 1. Only equal texts have 100.
// Threads: a Similarity belongs to one.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::memory {

class Similarity {
 public:
  /// `text` as plain() gives it.
  explicit Similarity(std::string_view text);
  /// To another text in plain form; 0 for anything below `least`.
  int score(std::string_view other, int least);
  std::size_t length() const { return words_.size(); }  ///< in tokens

 private:
  struct Word {
    std::uint64_t hash = 0;
    std::uint32_t begin = 0, size = 0;  ///< of its characters
  };
  struct Split {
    std::vector<Word> words;
    std::u32string characters;
  };
  static void split(std::string_view text, Split& out);
  int cost(const Word& mine, const Word& theirs);

  std::string text_;
  Split mine_;
  const std::vector<Word>& words_ = mine_.words;
  Split theirs_;
  std::vector<int> row_;
  std::vector<std::uint16_t> letters_;
};

}  // namespace dragoman::memory
