// By Zipf's law a piece of rank r has a probability near 1 / 10 r, and a word that of its pieces together.
#include "postedit/word_ranks.h"

#include <cmath>

namespace dragoman::postedit {
namespace {

constexpr double kZipf = 10;
// In nats. Names that are cut into pieces in either case differ by less ("Bolsonaro" by 5.7), rare words often by more ("Resigns"
// by 7.3, "Tariffs" by 10).
constexpr double kMuchLikelier = 7, kLikelier = 2;
constexpr std::size_t kStemBytes = 4;

/// -ln of the word's probability, but for a constant.
double cost(const std::vector<WordPiece>& pieces) {
  double sum = 0;
  for (const WordPiece& piece : pieces) sum += std::log(kZipf * static_cast<double>(piece.rank));
  return sum;
}

}  // namespace

std::size_t WordRanks::rank(std::string_view word) const {
  if (!pieces_) return 0;
  const std::vector<WordPiece> pieces = pieces_(word);
  return pieces.size() == 1 ? pieces.front().rank : 0;
}

bool WordRanks::is_usual(std::string_view low, std::string_view word, bool part_of_name) const {
  if (!pieces_) return false;
  const std::vector<WordPiece> small = pieces_(low), other = pieces_(word);
  if (small.empty() || other.empty()) return false;
  const double gain = cost(other) - cost(small);
  const bool stem = !part_of_name && small.size() <= 2 && small.front().bytes >= kStemBytes;
  return gain >= (stem ? kLikelier : kMuchLikelier);
}

}  // namespace dragoman::postedit
