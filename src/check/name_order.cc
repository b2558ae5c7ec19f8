// Two names that changed places are both there. The words round each of them, linked to the other side, say where each should
// stand; if both fit better where the other one is, they were exchanged.
#include <algorithm>
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

bool joins(const Side& side, std::size_t i) {
  return side.is_sign(i, U',') || side.has(i, Sense::kJoiner) || side.has(i, Sense::kFunction);
}

/// "A, B and C", "A of B": nothing between them but other names and small words; of the source, or of the target that may have
/// kept the source's.
bool is_list(const Side& source, const Side& side, std::size_t first, std::size_t last) {
  const auto kept_joint = [&](const Token& token) {
    for (std::size_t i = 0; i < source.tokens.size(); ++i) {
      if (source.tokens[i].hash == token.hash && joins(source, i)) return true;
    }
    return false;
  };
  constexpr std::size_t kLongest = 40;
  if (last - first > kLongest) return false;
  bool any = false;
  for (std::size_t i = first + 1; i < last; ++i) {
    if (has_capital(side.tokens[i])) continue;
    if (!joins(side, i) && !kept_joint(side.tokens[i])) return false;
    any = true;
  }
  return any;
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

namespace {

/// Lists and "A of B" keep their order.
bool is_out_of_order(const Links& links, const NameWord& one, const NameWord& two) {
  const auto first = static_cast<std::size_t>(two.kept), last = static_cast<std::size_t>(one.kept);
  return is_list(links.source, links.source, one.token, two.token) && is_list(links.source, links.target, first, last);
}

/// "CEO da Apple", "Apple's CEO"; "Perseverance, da NASA".
bool is_genitive(const Links& links, const NameWord& one, const NameWord& two) {
  for (std::size_t i = one.token + 1; i < two.token; ++i) {
    if (!joins(links.source, i)) return false;
  }
  return one.kept - two.kept <= static_cast<std::int32_t>(two.token - one.token);
}

/// Both fit better where the other one is.
bool fit_exchanged(const Links& links, const NameWord& one, const NameWord& two) {
  int count = 0, again = 0;
  const double as_is =
      distance(links, one.token, two.token, one.kept, count) + distance(links, two.token, one.token, two.kept, count);
  const double exchanged =
      distance(links, one.token, two.token, two.kept, again) + distance(links, two.token, one.token, one.kept, again);
  constexpr double kMargin = 1;
  return count > 0 && as_is > exchanged + kMargin;
}

void report_exchange(const Links& links, std::size_t one, std::size_t two, std::size_t first, std::size_t last,
                     Report& report) {
  const ByteRange from = links.source.tokens[one].range, to = links.source.tokens[two].range;
  report.find(FindingKind::kNameSwapped, Severity::kCritical, {from.begin, to.end},
              {links.target.tokens[first].range.begin, links.target.tokens[last].range.end},
              report.source(from) + " and " + report.source(to) + " changed places");
}

/// How near, in tokens, two words come in the target.
std::size_t least_distance(const Side& target, const Token& one, const Token& two) {
  std::size_t least = target.tokens.size(), last_one = least, last_two = least;
  const std::size_t none = least;
  for (std::size_t k = 0; k < target.tokens.size(); ++k) {
    if (target.tokens[k].hash == one.hash) last_one = k;
    if (target.tokens[k].hash == two.hash) last_two = k;
    if (last_one == none || last_two == none) continue;
    least = std::min(least, last_one > last_two ? last_one - last_two : last_two - last_one);
  }
  return least;
}

bool is_as_often(const Links& links, const Token& word) {
  const auto same = [&](const Token& token) { return token.hash == word.hash; };
  return std::ranges::count_if(links.source.tokens, same) == std::ranges::count_if(links.target.tokens, same);
}

/// The two words of a name that are far from each other in the target: one of them went to another name.
bool check_torn(const Links& links, const std::vector<NameWord>& names, Report& report) {
  constexpr std::size_t kFar = 4;
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    const NameWord &one = names[i], &two = names[i + 1];
    if (one.kept < 0 || two.kept < 0 || two.token != one.token + 1 || !(one.proper || two.proper)) continue;
    const Token &first = links.source.tokens[one.token], &second = links.source.tokens[two.token];
    const bool possessive = first.range.end - first.range.begin > first.lower.size();  // "Branson's Virgin Group"
    if (possessive || !second.blank_before || second.opens || first.shape != Shape::kCapital ||
        second.shape != Shape::kCapital)
      continue;
    if (!is_as_often(links, first) || !is_as_often(links, second)) continue;
    if (least_distance(links.target, first, second) < kFar) continue;
    const auto [begin, end] = std::minmax(one.kept, two.kept);
    report_exchange(links, one.token, two.token, static_cast<std::size_t>(begin), static_cast<std::size_t>(end),
                    report);
    return true;
  }
  return false;
}

/// Three words of a name in another order than that of a noun that went to the other end.
bool check_shuffled(const Links& links, const std::vector<NameWord>& names, Report& report) {
  for (std::size_t i = 0; i + 2 < names.size(); ++i) {
    const auto at = [&](std::size_t n) { return names[i + n].kept; };
    const bool kept = at(0) >= 0 && at(1) >= 0 && at(2) >= 0;
    const bool run = kept && names[i + 2].token == names[i].token + 2 &&
                     is_one_name(links.source.tokens, names[i].token, names[i + 2].token);
    if (!run) continue;
    const auto [begin, end] = std::minmax({at(0), at(1), at(2)});
    if (end - begin != 2) continue;
    const bool middle_stays = at(1) == begin + 1 && at(0) > at(2);
    if (!middle_stays) continue;
    report_exchange(links, names[i].token, names[i + 2].token, static_cast<std::size_t>(begin),
                    static_cast<std::size_t>(end), report);
    return true;
  }
  return false;
}

}  // namespace

void check_name_order(const Links& links, const std::vector<NameWord>& names, Report& report) {
  if (check_torn(links, names, report) || check_shuffled(links, names, report)) return;
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
      if (!is_out_of_order(links, one, two) && (is_genitive(links, one, two) || !fit_exchanged(links, one, two)))
        continue;
      return report_exchange(links, one.token, two.token, static_cast<std::size_t>(two.kept),
                             static_cast<std::size_t>(one.kept), report);
    }
  }
}

}  // namespace dragoman::check
