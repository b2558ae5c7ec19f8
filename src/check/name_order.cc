// Two names that changed places are both there. The words round each of them, linked to the other side, say where each should
// stand; if both fit better where the other one is, they were exchanged.
#include <cmath>
#include <cstdlib>

#include "check/checks.h"
#include "check/names.h"

namespace dragoman::check {
namespace {

constexpr int kWindow = 4, kMostNames = 40;

bool is_once(const std::vector<Token>& tokens, const std::string& lower) {
  int times = 0;
  for (const Token& token : tokens) times += token.lower == lower ? 1 : 0;
  return times == 1;
}

/// Parts of one name, "Taj Mahal Hotel": nothing but names between them.
bool is_one_name(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i <= last; ++i) {
    if (!has_capital(tokens[i])) return false;
  }
  return true;
}

/// How far, in tokens, a name's neighbours ended up from a place in the target; `count` becomes how many were asked.
double distance(const Links& links, std::size_t name, std::size_t other, double place, int& count) {
  double sum = 0;
  for (int step = -kWindow; step <= kWindow; ++step) {
    const auto at = static_cast<std::ptrdiff_t>(name) + step;
    if (step == 0 || at < 0 || at >= static_cast<std::ptrdiff_t>(links.partner.size())) continue;
    const auto i = static_cast<std::size_t>(at);
    if (i == other || links.partner[i] < 0) continue;
    if ((other > name && i > other) || (other < name && i < other)) continue;
    // The rest of the other name goes where that one goes.
    if (is_one_name(links.source.tokens, std::min(i, other), std::max(i, other))) continue;
    const double weight = 1.0 / std::abs(step);
    sum += weight * std::abs(links.partner[i] - place);
    ++count;
  }
  return sum;
}

}  // namespace

void check_name_order(const Links& links, const std::vector<NameWord>& names, Report& report) {
  std::vector<const NameWord*> kept;
  for (const NameWord& name : names) {
    const std::string& lower = links.source.tokens[name.token].lower;
    if (name.kept >= 0 && !name.opener && static_cast<int>(kept.size()) < kMostNames &&
        is_once(links.source.tokens, lower) && is_once(links.target.tokens, lower)) {
      kept.push_back(&name);
    }
  }
  for (std::size_t a = 0; a < kept.size(); ++a) {
    for (std::size_t b = a + 1; b < kept.size(); ++b) {
      const NameWord &one = *kept[a], &two = *kept[b];
      if (one.kept < two.kept || is_one_name(links.source.tokens, one.token, two.token)) continue;
      int count = 0;
      const double as_is = distance(links, one.token, two.token, one.kept, count) +
                           distance(links, two.token, one.token, two.kept, count);
      int again = 0;
      const double exchanged = distance(links, one.token, two.token, two.kept, again) +
                               distance(links, two.token, one.token, one.kept, again);
      constexpr double kMargin = 1;
      if (count == 0 || as_is <= exchanged + kMargin) continue;
      const ByteRange from = links.source.tokens[one.token].range, to = links.source.tokens[two.token].range;
      report.find(FindingKind::kNameSwapped, Severity::kCritical, {from.begin, to.end},
                  {links.target.tokens[static_cast<std::size_t>(two.kept)].range.begin,
                   links.target.tokens[static_cast<std::size_t>(one.kept)].range.end},
                  report.source(from) + " and " + report.source(to) + " changed places");
      return;
    }
  }
}

}  // namespace dragoman::check
