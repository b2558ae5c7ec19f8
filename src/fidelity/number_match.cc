// The same digits at the place the alignment names; then the same digits anywhere, in order; then what is equal in another
// form: the hour of a clock, thousands as a word, leading zeros, blanks between thousands.
#include "fidelity/number_match.h"

#include <algorithm>
#include <map>

namespace dragoman::fidelity {
namespace {

std::string without_zeros(const std::string& digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == digits.npos ? "0" : digits.substr(first);
}

/// All digits that a number may be written with.
std::vector<std::string> forms(const Number& number) {
  std::vector<std::string> out{without_zeros(number.digits)};
  if (!number.hour.empty()) out.push_back(number.hour);
  if (number.thousands != 0) out.push_back(without_zeros(number.digits + "000"));
  return out;
}

class Matcher {
 public:
  Matcher(const std::vector<Number>& source, const std::vector<Number>& target, NumberMatch& match)
      : source_(source), target_(target), match_(match) {}

  void pair_aligned() {
    for (std::size_t t = 0; t < target_.size(); ++t) {
      const int s = match_.aligned[t];
      if (s != kNoNumber && source_[static_cast<std::size_t>(s)].digits == target_[t].digits)
        pair(static_cast<std::size_t>(s), t);
    }
  }
  /// Pairs the rest by key, in order.
  template <class Keys>
  void pair_by(Keys keys) {
    std::map<std::string, std::vector<std::size_t>> places;
    for (std::size_t t = target_.size(); t-- > 0;) {
      if (match_.source_of[t] != kNoNumber) continue;
      for (const std::string& key : keys(target_[t])) places[key].push_back(t);
    }
    for (std::size_t s = 0; s < source_.size(); ++s) {
      if (match_.target_of[s] != kNoNumber) continue;
      for (const std::string& key : keys(source_[s])) {
        std::vector<std::size_t>& waiting = places[key];
        while (!waiting.empty() && match_.source_of[waiting.back()] != kNoNumber) waiting.pop_back();
        if (waiting.empty()) continue;
        pair(s, waiting.back());
        break;
      }
    }
  }
  /// "10 000" for 10,000: two numbers of the target are one.
  void pair_split(const std::string& text) {
    std::map<std::string, std::size_t> wanted;
    for (std::size_t s = 0; s < source_.size(); ++s) {
      if (match_.target_of[s] == kNoNumber && source_[s].digits.size() > 3) wanted.emplace(source_[s].digits, s);
    }
    for (std::size_t t = 0; t + 1 < target_.size() && !wanted.empty(); ++t) {
      const Number &left = target_[t], &right = target_[t + 1];
      const std::string_view gap = std::string_view(text).substr(left.range.end, right.range.begin - left.range.end);
      if (match_.source_of[t] != kNoNumber || match_.source_of[t + 1] != kNoNumber || gap != " ") continue;
      const auto found = wanted.find(left.digits + right.digits);
      if (found == wanted.end()) continue;
      pair(found->second, t + 1);
      pair(found->second, t);
      wanted.erase(found);
    }
  }

 private:
  void pair(std::size_t s, std::size_t t) {
    if (match_.source_of[t] != kNoNumber) return;
    if (match_.target_of[s] != kNoNumber && match_.target_of[s] != static_cast<int>(t + 1)) return;
    match_.target_of[s] = static_cast<int>(t);
    match_.source_of[t] = static_cast<int>(s);
  }

  const std::vector<Number>& source_;
  const std::vector<Number>& target_;
  NumberMatch& match_;
};

}  // namespace

NumberMatch match_numbers(const std::vector<Number>& source, const std::vector<Number>& target,
                          const markup::AlignedText& translation) {
  NumberMatch match{std::vector<int>(source.size(), kNoNumber), std::vector<int>(target.size(), kNoNumber),
                    std::vector<int>(target.size(), kNoNumber)};
  std::size_t link = 0;
  for (std::size_t t = 0; t < target.size(); ++t) {
    const auto& links = translation.links;
    while (link < links.size() && links[link].target.end <= target[t].range.begin) ++link;
    for (std::size_t l = link; l < links.size() && links[l].target.begin < target[t].range.end; ++l) {
      const auto s = std::partition_point(source.begin(), source.end(),
                                          [&](const Number& each) { return each.range.end <= links[l].source.begin; });
      if (s == source.end() || s->range.begin >= links[l].source.end) continue;
      match.aligned[t] = static_cast<int>(s - source.begin());
      break;
    }
  }
  Matcher matcher(source, target, match);
  matcher.pair_aligned();
  matcher.pair_by([](const Number& number) { return std::vector<std::string>{number.digits}; });
  matcher.pair_by(forms);
  matcher.pair_split(translation.text);
  return match;
}

}  // namespace dragoman::fidelity
