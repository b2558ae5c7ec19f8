#include "postedit/agreement.h"

#include <algorithm>
#include <numeric>

#include "text/utf8.h"

namespace dragoman::postedit {
namespace {

constexpr double kBeta = 2;

/// Of two ascending lists: how many members they share, repetitions counted.
std::size_t shared(const std::vector<std::uint64_t>& one, const std::vector<std::uint64_t>& other) {
  std::size_t count = 0;
  for (auto a = one.begin(), b = other.begin(); a != one.end() && b != other.end();) {
    if (*a == *b) {
      ++count;
      ++a;
      ++b;
    } else {
      *a < *b ? ++a : ++b;
    }
  }
  return count;
}

}  // namespace

Ngrams::Ngrams(std::string_view text) {
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;  // odd, well mixed: 2^64 / golden ratio
  std::vector<char32_t> characters;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::code_point_at(text, at, at);
    if (!text::is_space(c)) characters.push_back(c);
  }
  for (std::size_t begin = 0; begin < characters.size(); ++begin) {
    std::uint64_t hash = 0;
    for (std::size_t n = 0; n < kLongest && begin + n < characters.size(); ++n) {
      hash = (hash ^ characters[begin + n]) * kFactor;
      hash ^= hash >> 29;
      hashes_[n].push_back(hash);
    }
  }
  for (std::vector<std::uint64_t>& hashes : hashes_) std::ranges::sort(hashes);
}

double Ngrams::chrf(const Ngrams& reference) const {
  double precision = 0, recall = 0;
  std::size_t orders = 0;
  for (std::size_t n = 0; n < kLongest; ++n) {
    if (hashes_[n].empty() || reference.hashes_[n].empty()) break;
    const auto matches = static_cast<double>(shared(hashes_[n], reference.hashes_[n]));
    precision += matches / static_cast<double>(hashes_[n].size());
    recall += matches / static_cast<double>(reference.hashes_[n].size());
    ++orders;
  }
  if (orders == 0 || precision + recall == 0) return 0;
  return (1 + kBeta * kBeta) * precision * recall / (kBeta * kBeta * precision + recall) / static_cast<double>(orders);
}

std::vector<double> agreement(std::span<const Ngrams> texts, std::span<const double> weights) {
  std::vector<double> out;
  const double weight = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (const Ngrams& text : texts) {
    double sum = 0;
    for (std::size_t j = 0; j < texts.size(); ++j) sum += weights[j] * (&text == &texts[j] ? 1 : text.chrf(texts[j]));
    out.push_back(sum / weight);
  }
  return out;
}

}  // namespace dragoman::postedit
