// How alike names are. An adapted name keeps its sounds: ph and f, y and i, and doubled letters are the same here.
#include <algorithm>
#include <string>
#include <vector>

#include "check/names.h"

namespace dragoman::check {
namespace {

constexpr std::size_t kLongestWord = 40;

}  // namespace

std::string sounds_of(std::string_view name) {
  std::string out;
  // Iberian languages put an e before s and a consonant: Strabo, Estrabão.
  if (name.size() > 2 && name[0] == 'e' && name[1] == 's' &&
      std::string_view("aeiou").find(name[2]) == std::string_view::npos) {
    name.remove_prefix(1);
  }
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char next = i + 1 < name.size() ? name[i + 1] : '\0';
    char c = name[i];
    if (c == 'p' && next == 'h') c = 'f';
    if (next == 'h' && (c == 'k' || c == 'c' || c == 't' || c == 'g' || c == 's')) ++i;
    if (c == 'f' && next == 'h') ++i;
    if (c == 'h' && (i == 0 || std::string_view("aeiou").find(name[i - 1]) == std::string_view::npos)) continue;
    if (c == 'c' || c == 'q') c = 'k';
    if (c == 'k' && next == 'u' && name[i] == 'q') ++i;
    if (c == 'y' || c == 'j') c = 'i';
    if (c == 'w') c = 'v';
    if (c == 'z') c = 's';
    if (c == 'x') c = 's';
    if (!out.empty() && out.back() == c) continue;
    out += c;
  }
  return out;
}

double similarity(std::string_view a, std::string_view b) {
  if (a.size() > kLongestWord || b.size() > kLongestWord || a.empty() || b.empty()) return a == b ? 1 : 0;
  std::vector<std::vector<unsigned>> cost(a.size() + 1, std::vector<unsigned>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = static_cast<unsigned>(i);
  for (std::size_t k = 0; k <= b.size(); ++k) cost[0][k] = static_cast<unsigned>(k);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t k = 1; k <= b.size(); ++k) {
      const unsigned changed = cost[i - 1][k - 1] + (a[i - 1] == b[k - 1] ? 0 : 1);
      cost[i][k] = std::min({cost[i - 1][k] + 1, cost[i][k - 1] + 1, changed});
      if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1]) {
        cost[i][k] = std::min(cost[i][k], cost[i - 2][k - 2] + 1);
      }
    }
  }
  return 1 - static_cast<double>(cost[a.size()][b.size()]) / static_cast<double>(std::max(a.size(), b.size()));
}

bool is_slip(std::string_view a, std::string_view b) {
  constexpr std::size_t kShortest = 4;
  if (a.size() < kShortest || b.size() < kShortest || a == b) return false;
  const std::size_t end = a.size() - 2;
  const bool exchanged =
      a.size() == b.size() && a.substr(0, end) == b.substr(0, end) && a[end] == b[end + 1] && a[end + 1] == b[end];
  if (exchanged) return true;
  if (a.back() != b.back()) return false;
  const auto longer = static_cast<double>(std::max(a.size(), b.size()));
  return similarity(a, b) * longer >= longer - 1.5;
}

double most_similar(std::string_view a, std::string_view b) {
  const std::size_t less = std::min(a.size(), b.size()), more = std::max(a.size(), b.size());
  return more == 0 ? 0 : static_cast<double>(less) / static_cast<double>(more);
}

bool is_adapted(const Lexicon& lexicon, std::string_view a, std::string_view b) {
  // A letter doubled or not is a slip: no language doubles what another has once.
  const auto single = [](std::string_view name) {
    std::string out(name);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  };
  if (single(a) == single(b)) return false;
  const std::string one = sounds_of(a), other = sounds_of(b);
  return one == other || lexicon.ends_as(one, other);
}

}  // namespace dragoman::check
