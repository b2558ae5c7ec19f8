// Values are compared, not digits: every number of the source must have an equal one in the target, in whatever form, and every
// number in digits of the target one in the source. What has none is paired up, so that the finding can say what became what.
#include <algorithm>
#include <cmath>
#include <optional>

#include "check/checks.h"
#include "check/measures.h"
#include "check/quantities.h"
#include "check/roman.h"
#include "text/letters.h"

namespace dragoman::check {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

bool same(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)); }

/// Times as minutes of twelve hours, since halves of the day are said in many ways.
bool same_time(const Clock& a, const Clock& b) {
  if (a.hour % 12 != b.hour % 12 || a.minute != b.minute) return false;
  return a.half == b.half || a.half == Half::kNotSaid || b.half == Half::kNotSaid || a.hour == b.hour;
}

class Comparison {
 public:
  Comparison(const Side& source, const Side& target, Report& report)
      : source_(source),
        target_(target),
        report_(report),
        from_(read_quantities(source, target.words->format())),
        to_(read_quantities(target, source.words->format())),
        partner_(from_.numbers.size(), kNone),
        taken_(to_.numbers.size(), false) {}

  void compare() {
    match_numbers();
    clocks();
    for (const Quantity& to : to_.numbers) said_.push_back(said_otherwise(to, source_, from_));
    find_stranded();
    for (std::size_t i = 0; i < partner_.size(); ++i) {
      if (partner_[i] != kNone) kept(i);
    }
    missing();
    invented();
  }

 private:
  void match_numbers() {
    for (std::size_t i = 0; i < from_.numbers.size(); ++i) {
      const Quantity& wanted = from_.numbers[i];
      // An equal one with the same unit, not taken yet, is best; then any.
      int best = 0;
      for (std::size_t k = 0; k < to_.numbers.size(); ++k) {
        const Quantity& found = to_.numbers[k];
        if (!equal(wanted, found)) continue;
        const bool unit = wanted.unit == found.unit && same_currency(wanted.currency, found.currency);
        const int score = 1 + (unit ? 2 : 0) + (taken_[k] ? 0 : 1);
        if (score <= best) continue;
        best = score;
        partner_[i] = k;
      }
      if (partner_[i] != kNone) taken_[partner_[i]] = true;
    }
    // The same number twice on one side may be there once on the other.
    for (std::size_t k = 0; k < to_.numbers.size(); ++k) {
      for (std::size_t i = 0; i < from_.numbers.size() && !taken_[k]; ++i) {
        taken_[k] = equal(from_.numbers[i], to_.numbers[k]);
      }
    }
  }
  static bool equal(const Quantity& a, const Quantity& b) {
    if (a.own && b.own) return same(a.value, b.value) || same_decade(a, b);
    // A version, 4.1, is no number in one of the two formats.
    return a.value == b.value || (b.otherwise >= 0 && same(a.value, b.otherwise) && !a.own);
  }
  static bool same_decade(const Quantity& a, const Quantity& b) {
    if (!a.decade && !b.decade) return false;
    const double longer = std::max(a.value, b.value), shorter = std::min(a.value, b.value);
    return shorter < 100 && longer >= 1000 && longer < 2200 && std::fmod(longer, 100) == shorter;
  }

  void kept(std::size_t i) {
    const Quantity &from = from_.numbers[i], &to = to_.numbers[partner_[i]];
    const bool wrong = measure_changed(from, to);
    if (!from.vague) {
      report_.fact(FactKind::kNumber, wrong ? Verdict::kWrong : Verdict::kKept, from.range, to.range);
    }
  }
  bool measure_changed(const Quantity& from, const Quantity& to) {
    const bool had = from.unit != 0 || from.currency != 0, has = to.unit != 0 || to.currency != 0;
    if (!had && !has) return false;
    const bool money = from.currency != 0 && to.currency != 0;
    if (money && same_currency(from.currency, to.currency)) return false;
    if (!money && from.unit != 0 && from.unit == to.unit) return false;
    // Another number with the unit may be meant: "5 to 6 km".
    if ((!had || !has) && (had ? said(target_, from) : said(source_, to))) return false;
    if (had && has) {
      // "Trillions of miles" count nothing.
      const bool loose = from.vague && to.vague && same_dimension(from.unit, to.unit);
      find(FindingKind::kUnit, loose ? Severity::kWarning : Severity::kCritical, from.measure, to.measure,
           report_.source(from.measure) + " became " + report_.target(to.measure));
      return !loose;
    }
    const bool time = is_time(from.unit) || is_time(to.unit);
    if (had) {
      // The letter of "39C" may be a model's.
      const bool doubtful = time || is_one_letter(source_.word(from.measure)) || is_copied(from, to);
      find(FindingKind::kUnit, doubtful ? Severity::kWarning : Severity::kCritical, from.measure, to.range,
           report_.source(from.measure) + " is lost beside " + report_.target(to.range));
    } else {
      // "54" may well become "54 anos"; no translator adds a per cent or a currency.
      const bool hard = to.unit == key_of("percent") || to.currency != 0;
      find(FindingKind::kUnit, hard && !said(source_, to) ? Severity::kCritical : Severity::kWarning, from.range,
           to.measure, report_.target(to.measure) + " is not in the source");
    }
    return had && !time && !is_copied(from, to);
  }
  /// "64 kph" stands there as it is.
  bool is_copied(const Quantity& from, const Quantity& to) const {
    const std::string_view word = source_.word(from.measure);
    const auto same = [&](std::size_t i) {
      return i < target_.tokens.size() && target_.word(target_.tokens[i].range) == word;
    };
    return same(to.last) || (to.first > 0 && same(to.first - 1));
  }
  static bool is_one_letter(std::string_view measure) {
    return measure.size() == 1 && text::is_letter(static_cast<unsigned char>(measure.front()));
  }
  static bool is_time(std::uint64_t unit) {
    for (const std::string_view name : {"duration-second", "duration-minute", "duration-hour", "duration-day",
                                        "duration-week", "duration-month", "duration-year"}) {
      if (unit == key_of(name)) return true;
    }
    return false;
  }
  /// Whether a text names the unit anywhere.
  static bool said(const Side& side, const Quantity& quantity) {
    if (quantity.unit != 0 && side.has(Sense::kUnit, quantity.unit)) return true;
    if (quantity.currency == 0) return false;
    for (const Hit& hit : side.hits) {
      if (hit.meaning.sense == Sense::kCurrency && same_currency(hit.meaning.value, quantity.currency)) return true;
    }
    return false;
  }

  void clocks() {
    std::vector<bool> matched(to_.clocks.size(), false);
    for (const Clock& from : from_.clocks) {
      bool found = false;
      for (std::size_t k = 0; k < to_.clocks.size(); ++k) {
        if (!same_time(from, to_.clocks[k])) continue;
        found = matched[k] = true;
        report_.fact(FactKind::kTime, Verdict::kKept, from.range, to_.clocks[k].range);
        break;
      }
      if (!found && !time_in_numbers(from, to_.numbers, taken_, target_)) lost_time(from, matched);
    }
    for (std::size_t k = 0; k < to_.clocks.size(); ++k) {
      std::vector<bool> ignored(from_.numbers.size(), false);
      const bool known = matched[k] || time_in_numbers(to_.clocks[k], from_.numbers, ignored, source_);
      for (std::size_t i = 0; known && i < ignored.size(); ++i) {
        if (ignored[i] && partner_[i] == kNone) from_.numbers[i].vague = true;
      }
      if (known) continue;
      report_.fact(FactKind::kTime, Verdict::kWrong, {}, to_.clocks[k].range);
      find(FindingKind::kTime, Severity::kCritical, {}, to_.clocks[k].range,
           report_.target(to_.clocks[k].range) + " is not in the source");
    }
  }
  void lost_time(const Clock& from, std::vector<bool>& matched) {
    for (std::size_t k = 0; k < matched.size(); ++k) {
      if (matched[k]) continue;
      matched[k] = true;
      report_.fact(FactKind::kTime, Verdict::kWrong, from.range, to_.clocks[k].range);
      return find(FindingKind::kTime, Severity::kCritical, from.range, to_.clocks[k].range,
                  report_.source(from.range) + " became " + report_.target(to_.clocks[k].range));
    }
    report_.fact(FactKind::kTime, Verdict::kWrong, from.range, {});
    find(FindingKind::kTime, Severity::kCritical, from.range, {}, report_.source(from.range) + " is lost");
  }
  /// A time told by plain numbers, or by noon or midnight; the numbers are marked.
  static bool time_in_numbers(const Clock& clock, const std::vector<Quantity>& numbers, std::vector<bool>& marked,
                              const Side& side) {
    const auto mark = [&](double value) {
      bool found = false;
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (!same(numbers[i].value, value)) continue;
        marked[i] = found = true;
      }
      return found;
    };
    if (clock.hour % 12 == 0 && clock.minute == 0) {
      for (const Hit& hit : side.hits) {
        if (hit.meaning.sense == Sense::kNoon || hit.meaning.sense == Sense::kMidnight) return true;
      }
    }
    const double hour = clock.hour, other = clock.hour > 12 ? hour - 12 : hour + 12;
    // 1.30, and the 1.5 hours of a duration.
    const bool whole = mark(clock.hour + clock.minute / 100.0) || mark(clock.hour + clock.minute / 60.0);
    return whole || ((mark(hour) || mark(other)) && (clock.minute == 0 || mark(clock.minute)));
  }

  /// "A fifth" is 20 %, "two thirds" are 67 %; "a quarter of a point" is 0.25.
  static bool is_fraction(double percent, const Side& side) {
    for (const Hit& hit : side.hits) {
      if (hit.meaning.sense != Sense::kAlias || hit.meaning.value < 2 || hit.meaning.value > 20) continue;
      const Hit* const count = hit.first > 0 ? side.sense_at(hit.first - 1, Sense::kCardinal) : nullptr;
      const double parts = count == nullptr ? 1 : static_cast<double>(count->meaning.value);
      const double part = parts / static_cast<double>(hit.meaning.value);
      if (std::abs(percent - 100 * part) < 1 || same(percent, part)) return true;
    }
    return false;
  }
  /// Said without counting: "both", "terceiro", "XIX", a time's part, a month's number.
  bool said_otherwise(const Quantity& wanted, const Side& side, const Quantities& quantities) const {
    if (wanted.unit == key_of("percent") && is_fraction(wanted.value, side)) return true;
    const bool whole = wanted.value == std::floor(wanted.value) && wanted.value >= 0 && wanted.value < 4000;
    if (!whole) return false;
    const auto value = static_cast<std::uint64_t>(wanted.value);
    const bool may_alias = wanted.spelled || wanted.ordinal || value == 1 || value >= 100 ||
                           (value >= 20 && value % 10 == 0);  // "in their twenties"
    for (const Hit& hit : side.hits) {
      const Sense sense = hit.meaning.sense;
      if (sense == Sense::kAlias && may_alias && hit.meaning.value == value) return true;
    }
    for (const Clock& clock : quantities.clocks) {
      if (clock.hour == value || clock.minute == value) return true;
    }
    return has_roman(side, static_cast<unsigned>(value));
  }

  void missing() {
    const auto has_partner = [this](std::size_t i) { return partner_[i] != kNone || from_.numbers[i].vague; };
    for (std::size_t i = 0; i < partner_.size(); ++i) {
      if (partner_[i] == kNone && !from_.numbers[i].vague) changed_in_its_unit(i);
    }
    for (std::size_t i = 0; i < partner_.size(); ++i) {
      const Quantity& from = from_.numbers[i];
      if (partner_[i] != kNone || from.vague || said_otherwise(from, target_, to_)) continue;
      // Said before, by an equal number that was kept.
      const std::size_t other = counterpart(i);
      if (other == kNone && has_twin(from_.numbers, i, has_partner) && !is_stranded(from.unit)) {
        report_.fact(FactKind::kNumber, Verdict::kDoubtful, from.range, {});
        find(FindingKind::kNumber, Severity::kWarning, whole(from), {},
             report_.source(whole(from)) + " is said in another unit only");
      } else if (other == kNone) {
        lost(from);
      } else {
        taken_[other] = true;
        partner_[i] = other;
        changed(from, to_.numbers[other]);
      }
    }
  }
  /// 1040 km that became 1140 km is not what 645 miles were converted to.
  void changed_in_its_unit(std::size_t i) {
    if (said_otherwise(from_.numbers[i], target_, to_)) return;
    const std::size_t other = counterpart(i);
    if (other == kNone || !is_same_unit(from_.numbers[i], to_.numbers[other])) return;
    taken_[other] = true;
    partner_[i] = other;
    changed(from_.numbers[i], to_.numbers[other]);
  }
  /// The same measure in another unit stands beside a number: "645 miles (1040 km)". `known(i)`: that one is accounted for.
  template <class Known>
  static bool has_twin(const std::vector<Quantity>& numbers, std::size_t i, Known known) {
    constexpr std::size_t kNearBy = 3;  // tokens between them
    constexpr double kRounding = 0.03;
    for (std::size_t other = i == 0 ? 0 : i - 1; other < numbers.size() && other <= i + 1; ++other) {
      if (other == i || !known(other)) continue;
      const bool near_by = numbers[std::max(i, other)].first <= numbers[std::min(i, other)].last + kNearBy;
      // "28.8 billion reais ($5.9 billion)": rates are not known here.
      const std::uint64_t one = numbers[i].currency, two = numbers[other].currency;
      if (near_by && one != 0 && two != 0 && !same_currency(one, two)) return true;
      const double rounding = std::max(kRounding, rounding_of(numbers[i].value) + rounding_of(numbers[other].value));
      if (near_by && is_converted(numbers[i], numbers[other], rounding)) return true;
    }
    return false;
  }
  /// Units that the target names without a number.
  void find_stranded() {
    std::vector<bool> measured(target_.tokens.size(), false);
    for (const Quantity& number : to_.numbers) {
      if (number.vague || number.measure.begin == number.measure.end) continue;
      for (std::size_t i = number.first; i > 0 && target_.tokens[i - 1].range.begin >= number.measure.begin; --i)
        measured[i - 1] = true;
      for (std::size_t i = number.first; i < measured.size() && target_.tokens[i].range.begin < number.measure.end; ++i)
        measured[i] = true;
    }
    for (const Hit& hit : target_.hits) {
      if (hit.meaning.sense == Sense::kUnit && !measured[hit.first]) stranded_.push_back(hit.meaning.value);
    }
  }
  bool is_stranded(std::uint64_t unit) const { return std::ranges::find(stranded_, unit) != stranded_.end(); }
  /// The target's number that stands where this one should: a converted or wrongly formatted one, else the nearest left over.
  std::size_t counterpart(std::size_t i) const {
    const Quantity& from = from_.numbers[i];
    std::size_t best = kNone;
    double nearest = 1e30;
    for (std::size_t k = 0; k < to_.numbers.size(); ++k) {
      const Quantity& to = to_.numbers[k];
      if (taken_[k] || to.vague || said_[k]) continue;
      double distance = std::abs(place(source_, from) - place(target_, to));
      if (to.spelled != from.spelled) distance += 0.3;
      if (is_converted(from, to)) distance -= 3;
      if (is_same_unit(from, to)) distance -= 4;
      if (wrong_format(from, to)) distance -= 2;
      if (distance < nearest) {
        nearest = distance;
        best = k;
      }
    }
    return best;
  }
  /// Not the same measure rounded another way: 64 km/h, 65 km/h.
  static bool is_same_unit(const Quantity& a, const Quantity& b) {
    return a.unit != 0 && a.unit == b.unit && !is_close(a.value, b.value);
  }
  static double place(const Side& side, const Quantity& quantity) {
    return static_cast<double>(quantity.range.begin) / static_cast<double>(side.text.size() + 1);
  }
  static bool wrong_format(const Quantity& from, const Quantity& to) {
    return to.otherwise >= 0 && same(from.value, to.otherwise) && !same(to.value, from.value);
  }

  void changed(const Quantity& from, const Quantity& to) {
    if (is_converted(from, to)) {
      report_.fact(FactKind::kNumber, Verdict::kConverted, from.range, to.range);
      return find(FindingKind::kUnit, Severity::kWarning, whole(from), whole(to),
                  report_.source(whole(from)) + " was converted to " + report_.target(whole(to)));
    }
    report_.fact(FactKind::kNumber, Verdict::kWrong, from.range, to.range);
    const bool format = wrong_format(from, to);
    // "In the 90s" may be degrees.
    const bool loose = from.decade && !to.decade && from.value < 100 && to.unit != 0;
    find(FindingKind::kNumber, loose ? Severity::kWarning : Severity::kCritical, from.range, to.range,
         format
             ? report_.target(to.range) + " is written as the source's language does, and reads as another number here"
             : report_.source(from.range) + " became " + report_.target(to.range));
  }
  static ByteRange whole(const Quantity& quantity) {
    if (quantity.measure.begin == quantity.measure.end) return quantity.range;
    return {std::min(quantity.range.begin, quantity.measure.begin), std::max(quantity.range.end, quantity.measure.end)};
  }
  void lost(const Quantity& from) {
    // Small numbers in words have too many other ways to be said.
    const bool doubtful = from.spelled || (from.value == 1);
    report_.fact(FactKind::kNumber, doubtful ? Verdict::kDoubtful : Verdict::kWrong, from.range, {});
    find(FindingKind::kNumber, doubtful ? Severity::kWarning : Severity::kCritical, from.range, {},
         report_.source(from.range) + " is lost");
  }

  void invented() {
    for (std::size_t k = 0; k < to_.numbers.size(); ++k) {
      const Quantity& to = to_.numbers[k];
      if (taken_[k] || to.vague || said_[k] || is_month(to)) continue;
      const bool twin = has_twin(to_.numbers, k, [this](std::size_t other) { return taken_[other]; });
      const bool doubtful = to.spelled || to.value == 1 || twin;
      report_.fact(FactKind::kNumber, doubtful ? Verdict::kDoubtful : Verdict::kWrong, {}, to.range);
      const Severity severity = twin ? Severity::kWarning : doubtful ? Severity::kNote : Severity::kCritical;
      find(FindingKind::kNumber, severity, {}, to.range, report_.target(to.range) + " is not in the source");
    }
  }
  /// "29/03": the digits of a month that the source names.
  bool is_month(const Quantity& to) const {
    if (to.value < 1 || to.value > 12) return false;
    return source_.has(Sense::kMonth, static_cast<std::uint64_t>(to.value)) ||
           source_.has(Sense::kMonthShort, static_cast<std::uint64_t>(to.value));
  }

  void find(FindingKind kind, Severity severity, ByteRange from, ByteRange to, std::string words) {
    report_.find(kind, severity, from, to, std::move(words));
  }

  const Side &source_, &target_;
  Report& report_;
  Quantities from_, to_;
  std::vector<std::size_t> partner_;  // by source number
  std::vector<bool> taken_;           // by target number
  std::vector<bool> said_;            // by target number: the source says it without counting
  std::vector<std::uint64_t> stranded_;
};

}  // namespace

void check_quantities(const Side& source, const Side& target, Report& report) {
  Comparison(source, target, report).compare();
}

}  // namespace dragoman::check
