#include "store/route.h"

#include <algorithm>
#include <tuple>

#include "store/index.h"
#include "store/pair.h"

namespace dragoman::store {
namespace {

/// A way with its merits, best first when sorted in descending order; names last, so that nothing is left to chance.
struct Way {
  Route models;
  bool english = false;
  int fit = 0, rank = 0;
};

std::string names_of(const Way& way) {
  std::string out;
  for (const InstalledModel& model : way.models) out += model.name + '\n';
  return out;
}

bool better(const Way& a, const Way& b) {
  auto merits = [](const Way& way) { return std::tuple(way.english, way.fit, way.rank); };
  if (merits(a) != merits(b)) return merits(a) > merits(b);
  return names_of(a) < names_of(b);
}

Result<Route> best_of(std::vector<Way>& ways) { return std::min_element(ways.begin(), ways.end(), better)->models; }

std::vector<Way> direct_ways(const std::vector<InstalledModel>& models, const Language& from, const Language& to) {
  std::vector<Way> ways;
  for (const InstalledModel& model : models) {
    int first = language_fit(model.source, from), last = language_fit(model.target, to);
    if (first >= 0 && last >= 0) ways.push_back({{model}, false, first + last, architecture_rank(model.architecture)});
  }
  return ways;
}

std::vector<Way> pivot_ways(const std::vector<InstalledModel>& models, const Language& from, const Language& to) {
  std::vector<Way> ways;
  for (const InstalledModel& one : models) {
    int first = language_fit(one.source, from);
    if (first < 0) continue;
    for (const InstalledModel& two : models) {
      int middle = language_fit(two.source, one.target), last = language_fit(two.target, to);
      if (middle < 0 || last < 0) continue;
      ways.push_back({{one, two},
                      one.target.code == "en",
                      first + middle + last,
                      architecture_rank(one.architecture) + architecture_rank(two.architecture)});
    }
  }
  return ways;
}

/// How to get to `to` through English: what is installed already need not be added.
std::string by_english(const std::vector<InstalledModel>& models, const Language& from, const Language& to) {
  const Language english{"en", "", ""};
  const bool first = !direct_ways(models, from, english).empty(), second = !direct_ways(models, english, to).empty();
  const std::string into = "\"dragoman models add " + from.tag() + "-en\"";
  const std::string out_of = "\"dragoman models add en-" + to.tag() + "\"";
  if (first) return ", or for the way through English, whose first half is installed: " + out_of;
  if (second) return ", or for the way through English, whose second half is installed: " + into;
  return ", or two for the way through English: " + into + " and " + out_of;
}

}  // namespace

Result<Route> find_route(const std::vector<InstalledModel>& models, const Language& from, const Language& to) {
  if (from == to)
    return Error{ErrorCode::kBadArgument, 0,
                 "source and target are both " + from.tag() + "; there is nothing to translate, name another target"};
  for (auto ways_between : {&direct_ways, &pivot_ways})
    if (std::vector<Way> ways = ways_between(models, from, to); !ways.empty()) return best_of(ways);
  std::string what = "no installed model leads from " + from.tag() + " to " + to.tag() +
                     "; install one with \"dragoman models add " + pair_name(from, to) + "\"";
  if (from.code != "en" && to.code != "en") what += by_english(models, from, to);
  return Error{ErrorCode::kNoRoute, 0, what};
}

}  // namespace dragoman::store
