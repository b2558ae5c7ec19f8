// Generated news: sentences of made-up words, as frequent as words are (Zipf), of lengths as news have (mean 22 words).
#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace dragoman::bench {

class Generated {
 public:
  Generated();
  /// The words of sentence `number`; always the same.
  std::vector<std::string> sentence(std::uint64_t number) const;
  /// The same with a share of its words changed for others.
  std::vector<std::string> changed(std::uint64_t number, double share) const;

 private:
  const std::string& word(std::mt19937_64& random) const;
  std::vector<std::string> words_;
  std::vector<double> up_to_;  ///< share of all words up to this one
};

std::string joined(const std::vector<std::string>& words);

}  // namespace dragoman::bench
