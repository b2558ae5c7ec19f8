// Agreement: which of several translations says most of what the others say. The one that the others are nearest to is seldom the
// most probable one, and more often right: minimum Bayes risk, with chrF for what a difference costs.
// Source: Kumar and Byrne, "Minimum Bayes-Risk Decoding for Statistical Machine Translation" (2004); chrF: Popović, "chrF: character
// n-gram F-score for automatic MT evaluation" (2015), with the settings of sacrebleu: n = 1 to 6, beta = 2, no white space.
//
// Threads: pure functions and values.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace dragoman::postedit {

/// A text's character n-grams.
class Ngrams {
 public:
  static constexpr std::size_t kLongest = 6;
  /// `text`: UTF-8. Memory and time: six numbers a character, sorted.
  explicit Ngrams(std::string_view text);
  /// chrF of this text against a reference, 0 to 1.
  double chrf(const Ngrams& reference) const;

 private:
  std::array<std::vector<std::uint64_t>, kLongest> hashes_;  // [n - 1], ascending, with repetitions
};

/// For each text the chrF that it has on average against all of them, itself too. `weights[j]`: how much text j counts as a
/// reference; not all zero. Time: quadratic in the number of texts, linear in their lengths.
std::vector<double> agreement(std::span<const Ngrams> texts, std::span<const double> weights);

}  // namespace dragoman::postedit
