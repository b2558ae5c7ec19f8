// A sentence's number is the seed of its words, so nothing needs to be kept to ask for it again.
#include "memory/generated.h"

#include <algorithm>
#include <cmath>

namespace dragoman::bench {
namespace {

constexpr std::size_t kWords = 150'000;
constexpr double kZipf = 1.05;

}  // namespace

Generated::Generated() {
  const std::string consonants = "bcdfglmnprstvz", vowels = "aeiou";
  double sum = 0;
  std::mt19937_64 random(11);
  for (std::size_t i = 0; i < kWords; ++i) {
    std::string word;
    const std::size_t syllables = i < 70 ? 1 : i < 4900 ? 2 : 3 + random() % 2;
    for (std::size_t j = 0; j < syllables; ++j) {
      word += consonants[random() % consonants.size()];
      word += vowels[random() % vowels.size()];
    }
    words_.push_back(word);
    sum += 1 / std::pow(static_cast<double>(i + 1), kZipf);
    up_to_.push_back(sum);
  }
  for (double& one : up_to_) one /= sum;
}

const std::string& Generated::word(std::mt19937_64& random) const {
  const double at = static_cast<double>(random() >> 11) / 9007199254740992.0;
  const auto found = std::lower_bound(up_to_.begin(), up_to_.end(), at);
  return words_[std::min<std::size_t>(static_cast<std::size_t>(found - up_to_.begin()), words_.size() - 1)];
}

std::vector<std::string> Generated::sentence(std::uint64_t number) const {
  std::mt19937_64 random(number * 2 + 1);
  // Sum of three dice: 4 to 40 words, most about 22.
  const std::size_t length = 4 + random() % 13 + random() % 13 + random() % 13;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < length; ++i) out.push_back(word(random));
  return out;
}

std::vector<std::string> Generated::changed(std::uint64_t number, double share) const {
  std::vector<std::string> out = sentence(number);
  std::mt19937_64 random(number * 2);
  const auto most = static_cast<std::size_t>(std::max(1.0, std::floor(static_cast<double>(out.size()) * share)));
  for (std::size_t i = 0; i < most; ++i) out[random() % out.size()] = word(random);
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out + ".";
}

}  // namespace dragoman::bench
