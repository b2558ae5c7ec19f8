// Both distances by rows; the one over tokens looks only at the band that a score of `least` can come from.
#include "memory/similarity.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "memory/hash.h"
#include "memory/tokens.h"
#include "text/utf8.h"

namespace dragoman::memory {
namespace {

constexpr int kWhole = 1000;               // the cost of a token
constexpr std::size_t kLongestWord = 64;   // characters compared; longer words count as wholly changed
constexpr std::size_t kMostTokens = 2000;  // longer sentences are not compared
constexpr int kFar = std::numeric_limits<int>::max() / 2;

}  // namespace

void Similarity::split(std::string_view text, Split& out) {
  out.words.clear();
  out.characters.clear();
  for (const Token& token : tokens_of(text, false)) {
    const auto begin = static_cast<std::uint32_t>(out.characters.size());
    for (std::size_t at = token.begin; at < token.end;) out.characters += text::code_point_at(text, at, at);
    out.words.push_back({hash_of(token.in(text)), begin, static_cast<std::uint32_t>(out.characters.size()) - begin});
  }
}

Similarity::Similarity(std::string_view text) : text_(text) { split(text_, mine_); }

int Similarity::cost(const Word& mine, const Word& theirs) {
  if (mine.hash == theirs.hash && mine.size == theirs.size) return 0;
  if (mine.size > kLongestWord || theirs.size > kLongestWord) return kWhole;
  const char32_t* a = mine_.characters.data() + mine.begin;
  const char32_t* b = theirs_.characters.data() + theirs.begin;
  letters_.resize(theirs.size + 1);
  for (std::uint32_t j = 0; j <= theirs.size; ++j) letters_[j] = static_cast<std::uint16_t>(j);
  for (std::uint32_t i = 0; i < mine.size; ++i) {
    std::uint16_t corner = std::exchange(letters_[0], static_cast<std::uint16_t>(i + 1));
    for (std::uint32_t j = 0; j < theirs.size; ++j) {
      const auto changed = static_cast<std::uint16_t>(corner + (a[i] == b[j] ? 0 : 1));
      corner = letters_[j + 1];
      letters_[j + 1] =
          std::min({static_cast<std::uint16_t>(letters_[j] + 1), static_cast<std::uint16_t>(corner + 1), changed});
    }
  }
  const auto longer = static_cast<int>(std::max(mine.size, theirs.size));
  return letters_[theirs.size] * kWhole / longer;
}

int Similarity::score(std::string_view other, int least) {
  if (other == text_) return 100;
  split(other, theirs_);
  const std::size_t n = mine_.words.size(), m = theirs_.words.size(), longer = std::max(n, m);
  if (longer == 0 || longer > kMostTokens) return 0;
  const int most = static_cast<int>(longer) * kWhole * (100 - least) / 100;
  const auto band = static_cast<std::size_t>(most / kWhole);  // tokens that may be inserted or left out in all
  if (longer - std::min(n, m) > band) return 0;
  row_.assign(m + 1, kFar);
  for (std::size_t j = 0; j <= std::min(m, band); ++j) row_[j] = static_cast<int>(j) * kWhole;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t first = i + 1 > band ? i + 1 - band : 0, last = std::min(m, i + 1 + band);
    int corner =
        first == 0 ? std::exchange(row_[0], static_cast<int>(i + 1) * kWhole) : std::exchange(row_[first - 1], kFar);
    int best = first == 0 ? row_[0] : kFar;
    for (std::size_t j = std::max<std::size_t>(first, 1); j <= last; ++j) {
      int value = std::min(row_[j], row_[j - 1]) + kWhole;
      if (corner < value) value = std::min(value, corner + cost(mine_.words[i], theirs_.words[j - 1]));
      corner = std::exchange(row_[j], value);
      best = std::min(best, value);
    }
    if (best > most) return 0;
  }
  if (row_[m] > most) return 0;
  const auto whole = static_cast<long>(longer) * kWhole;
  return std::min(99, static_cast<int>(100 * (whole - row_[m]) / whole));
}

}  // namespace dragoman::memory
