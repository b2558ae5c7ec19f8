// Each number that found no equal is put back: over the wrong number that its tokens became, over the number word they
// became, or between the words that stood round it. Where the translation may be right in another form (ordinals, Roman
// numerals), nothing is done.
#include <algorithm>
#include <map>
#include <optional>

#include "base/part.h"

#include "fidelity/clock.h"
#include "fidelity/number_format.h"
#include "fidelity/number_match.h"
#include "fidelity/numbers.h"
#include "fidelity/roman.h"
#include "fidelity/scan.h"
#include "markup/alignment.h"
#include "markup/edits.h"
#include "text/utf8.h"

namespace dragoman::fidelity {
namespace {

using markup::AlignedText;
using markup::Edit;
using markup::Link;

constexpr std::size_t kLongestUnit = 12, kLongestUnitWord = 3;  // bytes beside a number in brackets, letters of a unit
constexpr std::size_t kLongestPhrase = 48;                      // bytes of a number written as words

class Repair {
 public:
  Repair(const std::string& source, const AlignedText& given, std::string_view from, std::string_view to)
      : source_(source),
        given_{given.text, markup::sound_links(source, given)},
        from_(from),
        to_(to),
        from_format_(number_format(from)),
        to_format_(number_format(to)),
        numbers_(find_numbers(source, from)),
        found_(find_numbers(given.text, to)),
        match_(match_numbers(numbers_, found_, given_)) {}

  RepairedNumbers repair() {
    if (numbers_.empty() && found_.empty()) return {given_, {}};
    collect_links();
    for (std::size_t s = 0; s < numbers_.size(); ++s) {
      if (match_.target_of[s] != kNoNumber) {
        rewrite(s);
      } else if (!is_roman_there(s) && !overwrite_number(s) && !overwrite_words(s) && !is_said_otherwise(s)) {
        insert(s);
      }
    }
    for (std::size_t t = 0; t < found_.size(); ++t) {
      if (match_.source_of[t] == kNoNumber && !comes_from_words(t))
        report(NumberFinding::Kind::kInvented, {}, found_[t].range);
    }
    return {markup::with_edits(given_, std::move(edits_)), std::move(findings_)};
  }

 private:
  void add_edit(Edit edit) {
    if (edit.target.begin < edit.target.end) replaced_[edit.target.begin] = edit.target.end;
    edits_.push_back(std::move(edit));
  }
  /// Inside of what is replaced, not at its ends.
  bool is_replaced(std::size_t at) const {
    const auto behind = replaced_.lower_bound(at);
    return behind != replaced_.begin() && std::prev(behind)->second > at;
  }
  void report(NumberFinding::Kind kind, ByteRange source, ByteRange target) {
    findings_.push_back({kind, source, target});
  }
  void replace(std::size_t s, ByteRange target, NumberFinding::Kind kind) {
    add_edit({target, numbers_[s].range, localised(part(source_, numbers_[s].range), from_format_, to_format_)});
    report(kind, numbers_[s].range, target);
  }

  /// By source number: the target ranges of its tokens.
  void collect_links() {
    places_.resize(numbers_.size());
    became_.resize(numbers_.size());
    for (std::size_t t = 0; t < found_.size(); ++t) {
      if (match_.aligned[t] != kNoNumber) became_[static_cast<std::size_t>(match_.aligned[t])].push_back(t);
    }
    for (const Link& link : given_.links) {
      const auto s = std::partition_point(numbers_.begin(), numbers_.end(),
                                          [&](const Number& each) { return each.range.end <= link.source.begin; });
      if (s == numbers_.end() || s->range.begin >= link.source.end) continue;
      ByteRange& place = places_[static_cast<std::size_t>(s - numbers_.begin())];
      place = place.begin == place.end
                  ? link.target
                  : ByteRange{std::min(place.begin, link.target.begin), std::max(place.end, link.target.end)};
    }
  }

  /// The digits are there: are the separators the target's?
  void rewrite(std::size_t s) {
    const Number& there = found_[static_cast<std::size_t>(match_.target_of[s])];
    const ByteRange here = there.range;
    // "40 mil" for 40,000 is right, but whoever compares digits cannot know.
    if (there.thousands != 0 && numbers_[s].digits == there.digits + "000") {
      return replace(s, {here.begin, there.thousands}, NumberFinding::Kind::kRewritten);
    }
    if (!numbers_[s].hour.empty() && numbers_[s].digits != there.digits) return rewrite_clock(s, here);
    if (!numbers_[s].hour.empty() && there.hour.empty() && say_day_part(s, here)) return;
    if (!numbers_[s].hour.empty() && numbers_[s].hour == there.hour && says_half_day(s, here)) return;
    if (!there.hour.empty() && numbers_[s].digits != there.digits) return rewrite_clock_of_24(s, there);
    if (!there.hour.empty() && numbers_[s].hour.empty() && drop_half_day(s, there)) return;
    // "26/02" for "2/26".
    if ("0" + numbers_[s].digits == there.digits) return replace(s, here, NumberFinding::Kind::kRewritten);
    const std::string_view before = part(source_, numbers_[s].range), now = part(given_.text, here);
    if (numbers_[s].digits != there.digits || localised(before, from_format_, to_format_) == now) return;
    const std::optional<Reading> meant = read_number(before, from_format_);
    if (!meant || read_number(now, to_format_) == meant || (!meant->grouped && is_label(numbers_[s].range))) return;
    replace(s, here, NumberFinding::Kind::kRewritten);
  }
  /// "21:30" for "9:30 p.m." is right; but digits never change, so it becomes "9:30 da noite" where the language can say so.
  void rewrite_clock(std::size_t s, ByteRange hour) {
    const std::string words = day_part(to_, static_cast<unsigned>(std::stoul(numbers_[s].hour)));
    if (words.empty()) return;
    std::size_t end = hour.end;
    std::string text = numbers_[s].digits;
    const char sign = end < given_.text.size() ? given_.text[end] : ' ';
    const bool minutes = (sign == ':' || sign == 'h' || sign == '.') && is_digit(character_at(given_.text, end + 1));
    if (minutes) {
      const std::size_t begin = ++end;
      while (is_digit(character_at(given_.text, end))) ++end;
      const bool asked = is_digit(character_at(source_, numbers_[s].range.end + 1));
      const auto next = static_cast<std::size_t>(match_.target_of[s]) + 1;
      if (asked || part(given_.text, {begin, end}) != "00") {
        text += ":" + std::string(part(given_.text, {begin, end}));
      } else if (next < found_.size() && found_[next].range.begin == begin) {
        match_.source_of[next] = static_cast<int>(s);  // the full hour's zeros go with the clock of 24
      }
    } else if (sign == 'h') {
      ++end;
    }
    if (is_word(character_at(given_.text, end)) || character_at(given_.text, end) == ':') return;
    const std::size_t stop = hour_word_end(to_, given_.text, end);
    text += part(given_.text, {end, stop});
    end = stop;
    end = day_part_end(to_, given_.text, end);  // "20:30 da tarde": the engine's own is not always right
    if (has_half_day(given_.text, end)) end = half_day_end(given_.text, end);
    add_edit({{hour.begin, end}, numbers_[s].range, text + " " + words});
    report(NumberFinding::Kind::kRewritten, numbers_[s].range, {hour.begin, end});
  }
  /// "8:02" for "8:02 pm" lost half a day: the part of the day is said behind the source's digits, unless the target says it in
  /// its own way. False: nothing was done.
  bool say_day_part(std::size_t s, ByteRange hour) {
    if (numbers_[s].hour == numbers_[s].digits) return false;  // before noon both clocks read the same
    const std::string words = day_part(to_, static_cast<unsigned>(std::stoul(numbers_[s].hour)));
    if (words.empty()) return false;
    std::size_t end = hour.end;
    const char sign = end < given_.text.size() ? given_.text[end] : ' ';
    if (sign == 'h' && !is_digit(character_at(given_.text, end + 1))) return false;
    if ((sign == ':' || sign == 'h' || sign == '.') && is_digit(character_at(given_.text, end + 1))) {
      ++end;
      while (is_digit(character_at(given_.text, end))) ++end;
    }
    if (const std::size_t stop = day_part_end(to_, given_.text, end); stop > end) {
      if (std::string_view(given_.text).substr(0, stop).ends_with(words)) return false;
      add_edit({{end, stop}, numbers_[s].range, " " + words});  // "10:30 da tarde" for "10:30 p.m."
      report(NumberFinding::Kind::kRewritten, numbers_[s].range, {hour.begin, stop});
      return true;
    }
    constexpr std::size_t kNear = 24;  // bytes behind the time in which the part of the day would stand
    const std::string_view behind = std::string_view(given_.text).substr(end, kNear);
    const bool said = behind.find(words.substr(0, words.find(' ') + 1)) != std::string_view::npos;
    if (said || hour_word_end(to_, given_.text, end) > end || is_word(character_at(given_.text, end))) return false;
    const std::string minutes = given_.text.substr(hour.end, end - hour.end);
    add_edit({{hour.begin, end}, numbers_[s].range, numbers_[s].digits + minutes + " " + words});
    report(NumberFinding::Kind::kRewritten, numbers_[s].range, {hour.begin, end});
    return true;
  }
  /// "6:32 PM" in both: where the language has words for the part of the day, they stand in the mark's place.
  bool says_half_day(std::size_t s, ByteRange hour) {
    const std::string words = day_part(to_, static_cast<unsigned>(std::stoul(numbers_[s].hour)));
    if (words.empty()) return false;
    std::size_t end = hour.end;
    const char sign = end < given_.text.size() ? given_.text[end] : ' ';
    if ((sign == ':' || sign == '.') && is_digit(character_at(given_.text, end + 1))) {
      for (++end; is_digit(character_at(given_.text, end));) ++end;
    }
    const std::size_t behind = half_day_end(given_.text, end);
    add_edit({{end, behind}, numbers_[s].range, " " + words});
    report(NumberFinding::Kind::kRewritten, numbers_[s].range, {hour.begin, behind});
    return true;
  }
  /// "9:00 p.m." for "9h00" made an evening of a morning: a source with a clock of 24 and no word of the day's part has no mark.
  bool drop_half_day(std::size_t s, const Number& there) {
    const std::string& digits = numbers_[s].digits;
    if (there.hour == digits || "0" + there.hour == digits || digits == "12") return false;
    std::size_t behind = numbers_[s].range.end;
    while (behind < source_.size() &&
           (is_digit(character_at(source_, behind)) || source_[behind] == ':' || source_[behind] == 'h'))
      ++behind;
    if (day_part_end(from_, source_, behind) > behind) return false;
    std::size_t end = there.range.end;
    const char sign = end < given_.text.size() ? given_.text[end] : ' ';
    if ((sign == ':' || sign == '.') && is_digit(character_at(given_.text, end + 1))) {
      for (++end; is_digit(character_at(given_.text, end));) ++end;
    }
    const std::size_t stop = half_day_end(given_.text, end);
    add_edit({{end, stop}, numbers_[s].range, ""});
    report(NumberFinding::Kind::kRewritten, numbers_[s].range, {there.range.begin, stop});
    return true;
  }
  /// "9:30 p.m." for "21h30" is right too, and becomes "21:30" again; a full hour stays as the target says it.
  void rewrite_clock_of_24(std::size_t s, const Number& there) {
    std::size_t end = there.range.end;
    const char sign = end < given_.text.size() ? given_.text[end] : ' ';
    if ((sign != ':' && sign != '.') || !is_digit(character_at(given_.text, end + 1))) return;
    const std::size_t minutes = ++end;
    while (is_digit(character_at(given_.text, end))) ++end;
    const std::string text = numbers_[s].digits + ":" + given_.text.substr(minutes, end - minutes);
    end = half_day_end(given_.text, end);
    add_edit({{there.range.begin, end}, numbers_[s].range, text});
    report(NumberFinding::Kind::kRewritten, numbers_[s].range, {there.range.begin, end});
  }
  /// A version, a chapter or an identifier is written the same in all languages: "Windows 3.1", "3.1 Trade", "10.1016/0169".
  bool is_label(ByteRange number) const {
    const char32_t before = character_before(source_, number.begin), after = character_at(source_, number.end);
    if (before == ':' || before == '/' || before == '_' || is_letter(before)) return true;
    if (after == '/' && is_digit(character_at(source_, number.end + 1))) return true;
    if (number.begin == 0 && after == ' ' && is_capital(character_at(source_, number.end + 1))) return true;
    if (before == '.' && is_letter(character_before(source_, number.begin - 1))) return true;  // "V.1.0"
    const ByteRange word = word_before(number.begin);
    return follows_name(word, number.begin) || labels_numbers(from_, part(source_, word));
  }
  /// The word that ends before the blanks before `at`; empty for none.
  ByteRange word_before(std::size_t at) const {
    while (at > 0 && source_[at - 1] == ' ') --at;
    std::size_t begin = at;
    while (begin > 0 && is_word(character_before(source_, begin))) {
      do --begin;
      while (begin > 0 && text::is_continuation(source_[begin]));
    }
    return {begin, at};
  }
  bool follows_name(ByteRange word, std::size_t number) const {
    const char32_t first = character_at(source_, word.begin);
    if (word.begin == word.end || word.end == number) return word.begin < word.end;
    return is_capital(first) && (word.begin != 0 || ends_group(number));
  }
  /// Whether nothing that is counted follows a number: "Minecraft 1.8 - The Update", but "Some 1.8 million".
  bool ends_group(std::size_t number) const {
    while (is_digit(character_at(source_, number)) || character_at(source_, number) == '.') ++number;
    const std::size_t next = std::min(source_.find_first_not_of(' ', number), source_.size());
    constexpr std::string_view kEnds = "-:|()[";
    return next == source_.size() || kEnds.find(source_[next]) != kEnds.npos ||
           source_.compare(next, 3, "\xE2\x80\x93") == 0 || source_.compare(next, 3, "\xE2\x80\x94") == 0;
  }

  /// Its value stands there as a Roman numeral; behind some words it may become digits again.
  bool is_roman_there(std::size_t s) {
    if (numbers_[s].digits.size() > 2) return false;
    if (!romans_) romans_ = find_romans(given_.text, to_);
    const auto same = std::ranges::find_if(
        *romans_, [&](const Roman& each) { return !each.used && std::to_string(each.value) == numbers_[s].digits; });
    if (same == romans_->end()) return false;
    same->used = true;
    if (same->takes_digits) replace(s, same->range, NumberFinding::Kind::kRewritten);
    return true;
  }
  /// Its tokens became another number.
  bool overwrite_number(std::size_t s) {
    for (const std::size_t t : became_[s]) {
      if (match_.source_of[t] != kNoNumber) continue;
      match_.source_of[t] = static_cast<int>(s);
      if (!numbers_[s].hour.empty() && say_day_part(s, found_[t].range)) return true;
      replace(s, found_[t].range, NumberFinding::Kind::kChanged);
      return true;
    }
    return false;
  }

  /// Its tokens became words for a number: "três", "trinta e um".
  bool overwrite_words(std::size_t s) {
    const ByteRange place = places_[s];
    if (place.begin >= place.end || place.end - place.begin > kLongestPhrase) return false;
    std::size_t begin = place.begin, end = place.end;
    while (begin > 0 && is_word(character_before(given_.text, begin))) --begin;
    end = std::max(end, word_end(given_.text, end));
    ByteRange words{given_.text.size(), 0};
    for (std::size_t at = begin; at < end;) {
      if (!is_word(character_at(given_.text, at))) {
        ++at;
        continue;
      }
      const std::size_t stop = word_end(given_.text, at);
      const std::optional<NumberWord> meaning = number_word(to_, part(given_.text, {at, stop}));
      if (!meaning) return false;
      if (meaning->kind == NumberWord::Kind::kOrdinal) return false;
      words = {std::min(words.begin, at), stop};
      at = stop;
    }
    if (words.begin >= words.end) return false;
    replace(s, words, NumberFinding::Kind::kChanged);
    return true;
  }

  /// An ordinal ("primeiro") or a code ("Covid") in its place.
  bool is_said_otherwise(std::size_t s) {
    if (numbers_[s].ordinal) return true;
    // Part of a code: no place is sound but beside the code's letters, which are not ours to judge.
    const std::size_t begin = numbers_[s].range.begin, end = numbers_[s].range.end;
    const bool glued = is_letter(character_before(source_, begin)) || is_letter(character_at(source_, end));
    const bool hyphened = begin > 1 && source_[begin - 1] == '-' && is_capital(character_before(source_, begin - 1));
    if (!glued && !hyphened) return false;
    report(NumberFinding::Kind::kLost, numbers_[s].range, {});
    return true;
  }
  static bool is_capital(char32_t c) { return is_letter(c) && text::lower(c) != c; }

  /// "(250 mi)", "(2004)": brackets round a number, and units beside it, went with it and come back with it.
  ByteRange bracketed(ByteRange number) const {
    const std::size_t from = number.begin - std::min(number.begin, kLongestUnit);
    const std::size_t in = std::string_view(source_).substr(from, number.begin - from).rfind('(');
    const std::size_t open = in == source_.npos ? in : from + in, close = near_bracket(number.end);
    if (open == source_.npos || close == source_.npos || source_[close] != ')') return number;
    std::size_t letters = 0;
    bool others = false;
    for (std::size_t at = open + 1; at < close;) {
      const bool inside = at >= number.begin && at < number.end;
      const char32_t c = text::code_point_at(source_, at, at);
      letters = is_letter(c) ? letters + 1 : 0;
      others = others || letters > kLongestUnitWord || (!inside && (is_digit(c) || c == '.' || c == ','));
    }
    const ByteRange group{open, close + 1};
    return others || (group.end - group.begin > number.end - number.begin + 2 && is_linked(group)) ? number : group;
  }
  std::size_t near_bracket(std::size_t at) const {
    const std::size_t found = std::string_view(source_).substr(at, kLongestUnit).find_first_of("()");
    return found == source_.npos ? found : at + found;
  }
  bool is_linked(ByteRange range) const {
    return std::ranges::any_of(given_.links, [&](const Link& link) {
      const char32_t first = character_at(source_, link.source.begin);
      return link.source.begin >= range.begin && link.source.end <= range.end && (is_letter(first) || is_digit(first));
    });
  }
  std::string localised_group(std::size_t s, ByteRange group) const {
    const ByteRange number = numbers_[s].range;
    return source_.substr(group.begin, number.begin - group.begin) +
           localised(part(source_, number), from_format_, to_format_) +
           source_.substr(number.end, group.end - number.end);
  }

  void insert(std::size_t s) {
    if (given_.links.empty()) return report(NumberFinding::Kind::kLost, numbers_[s].range, {});
    if (!insertions_) insertions_.emplace(source_, given_);
    const ByteRange group = bracketed(numbers_[s].range);
    Edit edit = insertions_->insertion(group, localised_group(s, group));
    edit.blank_before = edit.blank_before || is_word(character_before(given_.text, edit.target.begin));
    edit.blank_behind = edit.blank_behind || is_word(character_at(given_.text, edit.target.begin));
    if (is_replaced(edit.target.begin)) return report(NumberFinding::Kind::kLost, numbers_[s].range, {});
    add_edit(std::move(edit));
    report(NumberFinding::Kind::kInserted, numbers_[s].range, {});
  }

  /// Digits for what the source says in words: "two" -> 2, "century".
  bool comes_from_words(std::size_t t) const {
    auto link = std::partition_point(given_.links.begin(), given_.links.end(),
                                     [&](const Link& each) { return each.target.end <= found_[t].range.begin; });
    for (; link != given_.links.end() && link->target.begin < found_[t].range.end; ++link) {
      std::size_t begin = link->source.begin;
      while (begin > 0 && is_word(character_before(source_, begin))) --begin;
      while (begin < link->source.end && !is_word(character_at(source_, begin))) ++begin;
      const std::string_view word = part(source_, {begin, std::max(begin, word_end(source_, begin))});
      if (number_word(from_, word) || is_roman(word)) return true;
    }
    return false;
  }

  const std::string& source_;
  const AlignedText given_;
  std::string_view from_, to_;
  NumberFormat from_format_, to_format_;
  std::vector<Number> numbers_, found_;  // of the source, of the target
  NumberMatch match_;
  std::vector<ByteRange> places_;
  std::vector<std::vector<std::size_t>> became_;  // by source number: the target numbers that look at it
  std::vector<Edit> edits_;
  std::map<std::size_t, std::size_t> replaced_;  // begin -> end of what they replace
  std::vector<NumberFinding> findings_;
  std::optional<markup::Insertions> insertions_;
  std::optional<std::vector<Roman>> romans_;  // of the target
};

}  // namespace

RepairedNumbers repair_numbers(const std::string& source, const AlignedText& translation,
                               std::string_view source_language, std::string_view target_language) {
  return Repair(source, translation, source_language, target_language).repair();
}

}  // namespace dragoman::fidelity
