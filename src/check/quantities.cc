// One walk over the tokens. At digits, a time of day is tried first, then a number with what stands round it; at a number word,
// the longest number that the words make.
#include "check/quantities.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <optional>

#include "check/measures.h"
#include "check/roman.h"
#include "check/spelled.h"

namespace dragoman::check {
namespace {

std::optional<double> reading(std::string_view text, fidelity::NumberFormat format) {
  const std::optional<fidelity::Reading> read = fidelity::read_number(text, format);
  if (!read) return std::nullopt;
  constexpr std::size_t kDigits = 300;  // the range of double
  if (read->whole.size() > kDigits) return std::nullopt;
  return std::strtod((read->whole + "." + read->fraction).c_str(), nullptr);
}

class Reader {
 public:
  Reader(const Side& side, fidelity::NumberFormat other) : side_(side), tokens_(side.tokens), other_(other) {}

  Quantities read() {
    for (std::size_t i = 0; i < tokens_.size();) {
      const std::size_t begin = i;
      if (side_.locked[i]) {
        ++i;
      } else if (tokens_[i].kind == TokenKind::kNumber) {
        i = clock(i);
        if (i == begin) i = digits(i);
      } else {
        i = roman(i);
        if (i == begin) i = spelled(i);
      }
    }
    return std::move(out_);
  }

 private:
  bool glued(std::size_t i) const { return i < tokens_.size() && !tokens_[i].blank_before; }
  bool plain(std::size_t i, std::size_t most) const {
    return i < tokens_.size() && tokens_[i].kind == TokenKind::kNumber && tokens_[i].lower.size() <= most &&
           tokens_[i].lower.find_first_not_of("0123456789") == std::string::npos;
  }
  unsigned small(std::string_view digits) const {
    unsigned value = 0;
    for (const char c : digits) value = value * 10 + static_cast<unsigned>(c - '0');
    return value;
  }

  /// A time of day at `i`; its end, or `i`.
  std::size_t clock(std::size_t i) {
    Clock found;
    std::size_t end = i;
    bool sure = false;
    const std::string& text = tokens_[i].lower;
    if (plain(i, 2)) {
      found.hour = small(text);
      end = minutes(i, found, sure);
    } else if (text.size() >= 4 && text.size() <= 5 && (text[text.size() - 3] == '.' || text[text.size() - 3] == ',')) {
      found.hour = small(text.substr(0, text.size() - 3));
      found.minute = small(text.substr(text.size() - 2));
      end = i + 1;
    }
    if (end == i || found.hour > 24 || found.minute > 59) return i;
    const std::size_t half_end = half(end, found);
    if (half_end == end && !sure) return i;
    found.range = side_.range(i, half_end - i);
    if (found.hour > 12) found.half = Half::kAfternoon;
    out_.clocks.push_back(found);
    return half_end;
  }
  /// What stands behind the hour: ":40", "h40", "h".
  std::size_t minutes(std::size_t i, Clock& found, bool& sure) const {
    const std::size_t next = i + 1;
    if (glued(next) && side_.is_sign(next, U':') && glued(next + 1) && plain(next + 1, 2) &&
        tokens_[next + 1].lower.size() == 2) {
      if (glued(next + 2) && side_.is_sign(next + 2, U':') && glued(next + 3)) return i;  // a duration
      if (i >= 2 && glued(i) && side_.is_sign(i - 1, U':')) return i;
      found.minute = small(tokens_[next + 1].lower);
      sure = true;
      return next + 2;
    }
    if (glued(next) && is_word(tokens_[next]) && tokens_[next].lower.front() == 'h') {
      const std::string_view rest = std::string_view(tokens_[next].lower).substr(1);
      if (rest.size() == 2 && rest.find_first_not_of("0123456789") == rest.npos) {
        found.minute = small(rest);
        sure = true;
        return next + 1;
      }
      if (rest.empty()) {
        sure = side_.has(next, Sense::kHours);
        return next + 1;
      }
    }
    return next;
  }
  std::size_t half(std::size_t at, Clock& found) const {
    std::size_t next = at;
    if (side_.has(next, Sense::kHours)) ++next;
    for (const Sense sense : {Sense::kAm, Sense::kPm}) {
      if (const Hit* hit = side_.sense_at(next, sense)) {
        found.half = sense == Sense::kAm ? Half::kMorning : Half::kAfternoon;
        return next + hit->count;
      }
    }
    return at;
  }

  std::size_t digits(std::size_t i) {
    const std::string& text = tokens_[i].lower;
    const std::optional<double> own = reading(text, side_.words->format()), other = reading(text, other_);
    if (!own && !other) return split(i);
    Quantity number;
    number.own = own.has_value();
    number.value = own ? *own : *other;
    number.otherwise = other ? *other : -1;
    number.first = i;
    std::size_t next = i + 1;
    currency_before(i, number);
    next = suffix(next, number);
    next = scales(next, number);
    number.decade = number.decade || decade_before(i);
    number.range = side_.range(i, next - i);
    number.last = next;
    measure_after(next, number);
    smaller_unit(number);
    out_.numbers.push_back(number);
    return number.last;
  }
  /// "5-foot-4", "5 feet 4 inches", "17 pounds 1 ounce": one measure.
  void smaller_unit(Quantity& number) const {
    if (number.unit == 0) return;
    std::size_t at = number.last;
    while (at < tokens_.size() && tokens_[at].range.begin < number.measure.end) ++at;
    const bool hyphen = glued(at) && side_.is_sign(at, U'-');
    if (hyphen || side_.has(at, Sense::kJoiner)) ++at;
    if (!plain(at, 2)) return;
    std::size_t end = at + 1;
    if (side_.is_sign(end, U'-')) ++end;
    const Hit* const unit = side_.sense_at(end, Sense::kUnit);
    double parts = unit == nullptr ? 0 : parts_in(number.unit, unit->meaning.value);
    const bool height = hyphen && parts == 0 && number.unit == key_of("length-foot");
    if (height) parts = parts_in(number.unit, key_of("length-inch"));
    if (parts <= 1 || small(tokens_[at].lower) >= parts) return;
    number.value += static_cast<double>(small(tokens_[at].lower)) / parts;
    number.otherwise = number.value;
    number.last = height ? at + 1 : end + unit->count;
    number.measure.end = tokens_[number.last - 1].range.end;
  }
  /// Versions, dates, addresses of machines: every part is a number.
  std::size_t split(std::size_t i) {
    const std::string_view text = side_.word(tokens_[i].range);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = text.find_first_of("0123456789", at);
      if (begin == text.npos) break;
      at = std::min(text.size(), text.find_first_not_of("0123456789", begin));
      Quantity number;
      number.value = number.otherwise = std::strtod(std::string(text.substr(begin, at - begin)).c_str(), nullptr);
      number.first = i;
      number.last = i + 1;
      number.range = {tokens_[i].range.begin + begin, tokens_[i].range.begin + at};
      out_.numbers.push_back(number);
    }
    return i + 1;
  }

  void currency_before(std::size_t i, Quantity& number) const {
    for (std::size_t back = 3; back >= 1; --back) {
      if (back > i) continue;
      const Hit* const hit = side_.sense_at(i - back, Sense::kCurrency);
      if (hit == nullptr || hit->count != back) continue;
      number.currency = hit->meaning.value;
      number.measure = side_.range(hit->first, hit->count);
      return;
    }
  }
  /// What is written right behind the digits: "5th", "1960s", "3º".
  std::size_t suffix(std::size_t next, Quantity& number) const {
    if (!glued(next) || !is_word(tokens_[next])) return next;
    const std::string& word = tokens_[next].lower;
    if (word == "st" || word == "nd" || word == "rd" || word == "th" || word == "º" || word == "ª" || word == "o") {
      number.ordinal = true;
      return next + 1;
    }
    if (side_.has(next, Sense::kDecade)) {
      number.decade = true;
      return next + 1;
    }
    return next;
  }
  bool decade_before(std::size_t i) const {
    for (std::size_t back = 1; back <= std::min<std::size_t>(i, 3); ++back) {
      const Hit* const hit = side_.sense_at(i - back, Sense::kDecade);
      if (hit != nullptr && hit->count == back) return true;
    }
    return false;
  }
  std::size_t scales(std::size_t next, Quantity& number) const {
    while (next < tokens_.size()) {
      const std::size_t at = side_.is_sign(next, U'-') ? next + 1 : next;  // "a 3-million crowd"
      const Hit* const hit = side_.sense_at(at, Sense::kScale);
      if (hit == nullptr) break;
      // "300 mi" are miles, "5m" metres; beside a currency they are millions.
      const bool short_form = tokens_[at].letters <= 2;
      if (short_form && number.currency == 0 && !(glued(at) && tokens_[at].letters == 2)) break;
      if (hit->meaning.value < 1000 && number.value >= 1000) break;
      number.value *= static_cast<double>(hit->meaning.value);
      if (number.otherwise >= 0) number.otherwise *= static_cast<double>(hit->meaning.value);
      next = at + hit->count;
    }
    return next;
  }
  void measure_after(std::size_t next, Quantity& number) const {
    for (std::size_t at = next; at < tokens_.size() && at <= next + 2; ++at) {
      const Hit* const unit = side_.sense_at(at, Sense::kUnit);
      const Hit* const currency = number.currency == 0 ? side_.sense_at(at, Sense::kCurrency) : nullptr;
      const Hit* const hit =
          currency != nullptr && (unit == nullptr || currency->count >= unit->count) ? currency : unit;
      if (hit != nullptr && (at == next || hit == currency || tokens_[at].letters > 1 || side_.is_sign(next, U'('))) {
        if (hit == unit) number.unit = hit->meaning.value;
        if (hit == currency) number.currency = hit->meaning.value;
        // "libras" and "pounds" weigh and pay; which of the two is for the other side to say.
        if (unit != nullptr && currency != nullptr && unit->count == currency->count) number.unit = unit->meaning.value;
        number.measure = side_.range(hit->first, hit->count);
        return;
      }
      // "90 (F)"
      const bool bracket = at == next && side_.is_sign(at, U'(') && side_.is_sign(at + 2, U')');
      if (!(side_.has(at, Sense::kFunction) || side_.is_sign(at, U'-') || bracket) || at > next) return;
    }
  }

  /// "século XV", "séculos XV e XVI": behind a word that takes Roman numerals, or another of them.
  std::size_t roman(std::size_t i) {
    if (i == 0 || !has_capital(tokens_[i])) return i;
    const unsigned value = roman_value(side_.word(tokens_[i].range));
    if (value == 0) return i;
    const bool behind_word = side_.has(i - 1, Sense::kRoman);
    const bool behind_numeral = i > 1 && !out_.numbers.empty() && out_.numbers.back().last == i - 1 &&
                                out_.numbers.back().roman && !has_capital(tokens_[i - 1]);
    if (!behind_word && !behind_numeral) return i;
    Quantity number;
    number.value = number.otherwise = value;
    number.ordinal = number.roman = true;
    number.first = i;
    number.last = i + 1;
    number.range = tokens_[i].range;
    out_.numbers.push_back(number);
    return i + 1;
  }

  std::size_t spelled(std::size_t i) {
    const std::optional<SpelledNumber> found = read_spelled(side_, i);
    if (!found) return i + 1;
    Quantity number;
    number.value = number.otherwise = found->value;
    number.spelled = true;
    number.first = i;
    number.last = found->last;
    number.range = side_.range(i, found->last - i);
    number.vague = found->vague;
    measure_after(found->last, number);
    if (!found->article) out_.numbers.push_back(number);
    return found->last;
  }

  const Side& side_;
  const std::vector<Token>& tokens_;
  fidelity::NumberFormat other_;
  Quantities out_;
};

}  // namespace

Quantities read_quantities(const Side& side, fidelity::NumberFormat other) { return Reader(side, other).read(); }

}  // namespace dragoman::check
