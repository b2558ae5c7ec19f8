// Dates: months and weekdays by number, in whatever word or digits; days and years are numbers and compared as such.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "check/checks.h"

namespace dragoman::check {
namespace {

struct DatePart {
  std::uint64_t value = 0;
  ByteRange range;  ///< with the digits beside it
  bool beside_digits = false;
  std::size_t token = 0;  ///< its first
};

/// "Rio de Janeiro", "Santo Domingo": a capital where the language writes months and days with small letters.
bool is_in_name(const Side& side, std::size_t token) {
  return !side.words->capital_months() && has_capital(side.tokens[token]) && !side.tokens[token].opens;
}

bool number_at(const Side& side, std::size_t i) {
  return i < side.tokens.size() && side.tokens[i].kind == TokenKind::kNumber;
}

/// From a month, over joining words and signs ("de", ","), to digits beside it.
DatePart widened(const Side& side, const Hit& hit) {
  DatePart found{hit.meaning.value, side.range(hit.first, hit.count), false, hit.first};
  const auto joins = [&](std::size_t i) {
    return i < side.tokens.size() && (side.has(i, Sense::kFunction) || side.tokens[i].kind == TokenKind::kSign ||
                                      (is_word(side.tokens[i]) && side.tokens[i].letters <= 2));
  };
  std::size_t before = hit.first;
  for (int steps = 0; steps < 2 && before > 0; ++steps) {
    --before;
    if (number_at(side, before)) {
      found.range.begin = side.tokens[before].range.begin;
      found.beside_digits = true;
    }
    if (found.beside_digits || !joins(before)) break;
  }
  std::size_t behind = hit.first + hit.count;
  for (int steps = 0; steps < 4 && behind < side.tokens.size(); ++steps, ++behind) {
    if (number_at(side, behind)) {
      found.range.end = side.tokens[behind].range.end;
      found.beside_digits = true;
    } else if (!joins(behind)) {
      break;
    }
  }
  return found;
}

class Dates {
 public:
  Dates(const Side& source, const Side& target, Report& report) : source_(source), target_(target), report_(report) {}

  void check() {
    compare(months(source_, false), months(target_, false), months(source_, true), months(target_, true), true);
    compare(weekdays(source_, false), weekdays(target_, false), weekdays(source_, true), weekdays(target_, true),
            false);
  }

 private:
  /// `unsure`: those too that are perhaps no months; they answer for one, but none is asked for on their account.
  static std::vector<DatePart> months(const Side& side, bool unsure) {
    std::vector<DatePart> found;
    for (const Hit& hit : side.hits) {
      const bool whole = hit.meaning.sense == Sense::kMonth;
      if (!whole && hit.meaning.sense != Sense::kMonthShort) continue;
      if (side.locked[hit.first]) continue;
      const DatePart part = widened(side, hit);
      const bool word_before = hit.first > 0 && side.has(hit.first - 1, Sense::kDateWord);
      const bool other_word = side.has(hit.first, Sense::kMonthUnsure);
      const bool sure =
          (whole && !other_word) || part.beside_digits || (whole && word_before && has_capital(side.tokens[hit.first]));
      const bool name = !part.beside_digits && is_in_name(side, hit.first);
      if ((sure && !name) || (unsure && (whole || is_span(side, hit)))) found.push_back(part);
    }
    if (unsure) {
      numeric_months(side, found);
      misspelled_months(side, found);
    }
    return found;
  }
  /// "Nov-Feb"
  static bool is_span(const Side& side, const Hit& hit) {
    const auto dash = [&](std::size_t i) {
      return i < side.tokens.size() && (side.is_sign(i, U'-') || side.is_sign(i, U'–'));
    };
    const std::size_t behind = hit.first + hit.count;
    return (dash(behind) && side.has(behind + 1, Sense::kMonthShort)) ||
           (hit.first > 1 && dash(hit.first - 1) && side.has(hit.first - 2, Sense::kMonthShort));
  }
  /// "Novemeber 26": with one letter too many, or two exchanged, it still says which.
  static void misspelled_months(const Side& side, std::vector<DatePart>& found) {
    constexpr std::size_t kShortest = 6;
    for (std::size_t i = 0; i < side.tokens.size(); ++i) {
      const Token& token = side.tokens[i];
      if (!is_word(token) || token.letters < kShortest || !side.hits_at(i).empty()) continue;
      const DatePart part = widened(side, {static_cast<std::uint32_t>(i), 1, {Sense::kMonth, 0}});
      if (!part.beside_digits) continue;
      for (std::size_t at = 1; at < token.lower.size(); ++at) {
        std::string shorter = token.lower, exchanged = token.lower;
        shorter.erase(at, 1);
        std::swap(exchanged[at - 1], exchanged[at]);
        for (const std::string& form : {shorter, exchanged}) {
          const std::uint64_t month = side.words->value_of(form, Sense::kMonth);
          if (month > 0) found.push_back({month, part.range, true, i});
        }
      }
    }
  }
  /// "29/03/2021", "29.3."
  static void numeric_months(const Side& side, std::vector<DatePart>& found) {
    for (std::size_t i = 0; i < side.tokens.size(); ++i) {
      if (!number_at(side, i)) continue;
      const bool slash = side.is_sign(i + 1, U'/') || (i > 0 && side.is_sign(i - 1, U'/'));
      const std::string_view text = side.tokens[i].lower;
      if (!slash && std::ranges::count(text, '.') == 0) continue;
      for (std::size_t at = 0; at < text.size();) {
        std::uint64_t value = 0;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && value < 100; ++at) {
          value = value * 10 + static_cast<std::uint64_t>(text[at] - '0');
        }
        if (value >= 1 && value <= 12) found.push_back({value, side.tokens[i].range, true, i});
        while (at < text.size() && text[at] != '.') ++at;
        ++at;
      }
    }
  }
  static std::vector<DatePart> weekdays(const Side& side, bool unsure) {
    std::vector<DatePart> found;
    for (const Hit& hit : side.hits) {
      const bool sure = hit.meaning.sense == Sense::kWeekday;
      if ((!sure && !(unsure && hit.meaning.sense == Sense::kWeekdayUnsure)) || side.locked[hit.first]) continue;
      if (!unsure && is_in_name(side, hit.first)) continue;
      found.push_back({hit.meaning.value, side.range(hit.first, hit.count), true, hit.first});
    }
    return found;
  }

  static bool has(const std::vector<DatePart>& parts, std::uint64_t value) {
    return std::ranges::any_of(parts, [value](const DatePart& part) { return part.value == value; });
  }
  static const DatePart* not_in(const std::vector<DatePart>& parts, const std::vector<DatePart>& others) {
    for (const DatePart& part : parts) {
      if (!has(others, part.value)) return &part;
    }
    return nullptr;
  }

  bool is_copied(const DatePart& part) const {
    const std::uint64_t hash = source_.tokens[part.token].hash;
    return std::ranges::any_of(target_.tokens, [hash](const Token& token) { return token.hash == hash; });
  }

  void compare(const std::vector<DatePart>& from, const std::vector<DatePart>& to,
               const std::vector<DatePart>& all_from, const std::vector<DatePart>& all_to, bool month) {
    const DatePart* invented = not_in(to, all_from);
    for (const DatePart& part : from) {
      if (has(all_to, part.value)) {
        const auto same = [&](const DatePart& other) { return other.value == part.value; };
        report_.fact(FactKind::kDate, Verdict::kKept, part.range, std::ranges::find_if(all_to, same)->range);
        continue;
      }
      const bool changed = invented != nullptr;
      if (!changed && is_copied(part)) continue;  // "April Jones"
      const bool doubtful = !changed && !month;
      const ByteRange there = changed ? invented->range : ByteRange{};
      report_.fact(FactKind::kDate, doubtful ? Verdict::kDoubtful : Verdict::kWrong, part.range, there);
      report_.find(FindingKind::kDate, doubtful ? Severity::kWarning : Severity::kCritical, part.range, there,
                   changed ? report_.source(part.range) + " became " + report_.target(there)
                           : report_.source(part.range) + " is lost");
      invented = nullptr;
    }
    if (invented == nullptr || has(from, invented->value)) return;
    const bool critical = month && invented->beside_digits;
    report_.fact(FactKind::kDate, critical ? Verdict::kWrong : Verdict::kDoubtful, {}, invented->range);
    report_.find(FindingKind::kDate, critical ? Severity::kCritical : Severity::kWarning, {}, invented->range,
                 report_.target(invented->range) + " is not in the source");
  }

  const Side &source_, &target_;
  Report& report_;
};

}  // namespace

void check_dates(const Side& source, const Side& target, Report& report) { Dates(source, target, report).check(); }

}  // namespace dragoman::check
