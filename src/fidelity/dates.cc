// The source's dates are found by their months, the translation's by their signs; same day, month and year make a pair.
#include "fidelity/dates.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/part.h"
#include "fidelity/data_lines.h"
#include "fidelity/scan.h"
#include "markup/edits.h"
#include "text/casing.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kMostDates = 256;  // of a sentence; each is sought in all of the translation

struct DateWords {
  std::string form;
  std::vector<std::string> also;              // further forms, as good
  std::array<std::string, 12> months, lower;  // as they are written, and in small letters
};

const DateWords* date_words(std::string_view language) {
  static const std::map<std::string, DateWords, std::less<>> table = [] {
    std::map<std::string, DateWords, std::less<>> made;
    for_each_line(embedded_file("dates.txt"), [&](const std::vector<std::string_view>& line) {
      std::string form(line.size() > 1 ? line[1] : "");
      std::ranges::replace(form, '_', ' ');
      if (line.size() == 2) return made[std::string(line[0])].also.push_back(std::move(form));
      if (line.size() != 14) return;
      DateWords& words = made[std::string(line[0])];
      words.form = std::move(form);
      for (std::size_t i = 0; i < 12; ++i) {
        words.months[i] = line[i + 2];
        words.lower[i] = text::to_lower(words.months[i], line[0]);
      }
    });
    return made;
  }();
  const auto found = table.find(language.substr(0, language.find('-')));
  return found == table.end() ? nullptr : &found->second;
}

struct Date {
  std::string day, year;  // as written, without a leading zero
  unsigned month = 0;     // 1..12
  ByteRange range;
};

std::string without_zero(std::string_view digits) {
  return std::string(digits.size() == 2 && digits[0] == '0' ? digits.substr(1) : digits);
}

/// 1..12 for a month's name or its beginning, 0 for anything else.
unsigned month_of(std::string_view word, const DateWords& words, std::string_view language) {
  constexpr std::size_t kShortest = 3;
  const std::string lower = text::to_lower(word, language);
  if (lower.size() < kShortest) return 0;
  for (unsigned i = 0; i < 12; ++i) {
    if (words.lower[i].starts_with(lower)) return i + 1;
  }
  return 0;
}

bool is_day(std::string_view word) { return word.size() <= 2 && word.find_first_not_of("0123456789") == word.npos; }
bool is_year(std::string_view word) { return word.size() == 4 && word.find_first_not_of("0123456789") == word.npos; }

/// The words of a text without joining words of two letters ("de"), which say nothing in a date.
std::vector<ByteRange> date_parts(std::string_view text) {
  std::vector<ByteRange> parts = text::words_of(text);
  std::erase_if(parts,
                [&](ByteRange range) { return range.end - range.begin == 2 && !is_ascii_digit(text[range.begin]); });
  return parts;
}

/// "Jul 17, 2014", "17 July 2014", "17 de julho de 2014", "5.mar.2024": a month with a day beside it and a year behind both.
std::vector<Date> dates_in_words(std::string_view given, std::string_view language) {
  std::vector<Date> dates;
  const DateWords* const words = date_words(language);
  if (words == nullptr || given.find_first_of("0123456789") == given.npos) return dates;
  std::string source(given);
  for (const Replacement& blank : plain_dates(given, language)) source.replace(blank.source.begin, 1, blank.text);
  const std::vector<ByteRange> parts = date_parts(source);
  const auto word = [&](std::size_t i) { return part(source, parts[i]); };
  for (std::size_t i = 0; i + 2 < parts.size() && dates.size() < kMostDates; ++i) {
    const bool day_first = is_day(word(i));
    const std::string_view day = word(day_first ? i : i + 1);
    if (!is_day(day) || !is_year(word(i + 2))) continue;  // the cheap looks first: every sentence comes by
    const unsigned month = month_of(word(day_first ? i + 1 : i), *words, language);
    if (month == 0) continue;
    dates.push_back({without_zero(day), std::string(word(i + 2)), month, {parts[i].begin, parts[i + 2].end}});
  }
  return dates;
}

/// The date in digits at `at`: day and month in either order, or year first. Nothing if none begins there.
std::optional<Date> date_in_digits(std::string_view text, std::size_t at, const Date& wanted) {
  std::array<std::string_view, 3> parts;
  std::size_t end = at;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t begin = end;
    while (end < text.size() && is_ascii_digit(text[end])) ++end;
    parts[i] = text.substr(begin, end - begin);
    if (parts[i].empty()) return std::nullopt;
    if (i == 2) break;
    if (end >= text.size() || std::string_view("/.-").find(text[end]) == std::string_view::npos) return std::nullopt;
    ++end;
  }
  const std::string month = std::to_string(wanted.month);
  const bool year_first = parts[0] == wanted.year;
  if (!year_first && parts[2] != wanted.year) return std::nullopt;
  const std::string one = without_zero(parts[year_first ? 1 : 0]), other = without_zero(parts[year_first ? 2 : 1]);
  const bool same = (one == wanted.day && other == month) || (one == month && other == wanted.day);
  if (!same) return std::nullopt;
  Date found = wanted;
  found.range = {at, end};
  return found;
}

/// A date without a year gets the form up to day and month.
std::string in_form(const Date& date, std::string form, const DateWords& words) {
  std::string out = std::move(form);
  if (date.year.empty()) out.resize(std::max(out.find("{d}"), out.find("{m}")) + 3);
  const std::array<std::pair<std::string_view, std::string_view>, 3> fields = {
      {{"{d}", date.day}, {"{m}", words.months[date.month - 1]}, {"{y}", date.year}}};
  for (const auto& [name, value] : fields) {
    if (const std::size_t at = out.find(name); at != std::string::npos) out.replace(at, name.size(), value);
  }
  return out;
}

std::string in_words(const Date& date, const DateWords& words) { return in_form(date, words.form, words); }

/// Whether it stands in `text` as the language writes it.
bool is_in_form(std::string_view text, const Date& date, const DateWords& words) {
  const std::string_view shown = part(text, date.range);
  return shown == in_words(date, words) ||
         std::ranges::any_of(words.also, [&](const std::string& form) { return shown == in_form(date, form, words); });
}

bool is_same(const Date& a, const Date& b) { return a.day == b.day && a.month == b.month && a.year == b.year; }

/// "March 3", "3 March 2021" and nothing else.
std::optional<Date> only_date(std::string_view text, std::string_view language) {
  const DateWords* const words = date_words(language);
  const std::vector<ByteRange> parts = date_parts(text);
  if (words == nullptr || parts.size() < 2 || parts.size() > 3) return std::nullopt;
  const auto word = [&](std::size_t i) { return text.substr(parts[i].begin, parts[i].end - parts[i].begin); };
  const bool day_first = is_day(word(0));
  const std::string_view day = word(day_first ? 0 : 1);
  const unsigned month = month_of(word(day_first ? 1 : 0), *words, language);
  if (month == 0 || !is_day(day) || (parts.size() == 3 && !is_year(word(2)))) return std::nullopt;
  return Date{without_zero(day), std::string(parts.size() == 3 ? word(2) : ""), month, {0, text.size()}};
}

/// Months with a day beside them, "March 31", "31 de março", whatever follows. Words apart from each other by more than blanks and
/// a joining word are no date.
std::vector<Date> days_in_words(std::string_view text, std::string_view language) {
  std::vector<Date> days;
  const DateWords* const words = date_words(language);
  if (words == nullptr) return days;
  const std::vector<ByteRange> parts = date_parts(text);
  const auto word = [&](std::size_t i) { return text.substr(parts[i].begin, parts[i].end - parts[i].begin); };
  for (std::size_t i = 0; i + 1 < parts.size() && days.size() < kMostDates; ++i) {
    const std::string_view gap = text.substr(parts[i].end, parts[i + 1].begin - parts[i].end);
    if (gap.find_first_of(",;:/()-\n") != std::string_view::npos) continue;
    const bool day_first = is_day(word(i));
    const std::string_view name = word(day_first ? i + 1 : i), day = word(day_first ? i : i + 1);
    if (!is_day(day)) continue;
    const unsigned month = month_of(name, *words, language);
    // Where months have capitals, "may 5" is a verb.
    const bool verb =
        text::casing_of(words->months[0]) == text::Casing::kCapital && text::casing_of(name) == text::Casing::kLower;
    if (month != 0 && !verb) days.push_back({without_zero(day), "", month, {parts[i].begin, parts[i + 1].end}});
  }
  return days;
}

/// "SEPT. 11" that the translation has from the source, with a month's name that is none in its own language.
std::vector<Date> copied_days(std::string_view translation, std::string_view source_language,
                              std::string_view target_language) {
  std::vector<Date> copied = days_in_words(translation, source_language);
  const std::vector<Date> own = days_in_words(translation, target_language);
  std::erase_if(copied, [&](const Date& date) {
    return std::ranges::any_of(
        own, [&](const Date& each) { return each.range.begin < date.range.end && date.range.begin < each.range.end; });
  });
  return copied;
}

/// By month: whether a word of the text names it.
std::array<bool, 13> months_said(std::string_view text, const std::vector<ByteRange>& parts, const DateWords& words,
                                 std::string_view language) {
  std::array<bool, 13> said = {};
  for (const ByteRange word : parts) said[month_of(part(text, word), words, language)] = true;
  return said;
}

/// The source's day beside a month that the source does not name ("13 de julho" for "JAN. 13"); nothing unless there is just one.
std::optional<ByteRange> misread_day(const std::vector<Date>& there, const Date& date,
                                     const std::array<bool, 13>& said_in_source) {
  std::optional<ByteRange> place;
  for (const Date& one : there) {
    if (one.day != date.day || said_in_source[one.month]) continue;
    if (place) return std::nullopt;
    place = one.range;
  }
  return place;
}

/// Where `day` stands as a number of its own, once; nothing if it is not so.
std::optional<ByteRange> only_place_of(std::string_view text, const std::vector<ByteRange>& parts,
                                       std::string_view day) {
  std::optional<ByteRange> place;
  for (const ByteRange word : parts) {
    if (part(text, word) != day) continue;
    constexpr std::string_view kJoins = "/:.,-%$";
    const bool joined = (word.begin > 0 && kJoins.find(text[word.begin - 1]) != kJoins.npos) ||
                        (word.end + 1 < text.size() && kJoins.find(text[word.end]) != kJoins.npos &&
                         is_ascii_digit(text[word.end + 1]));
    if (joined || place) return std::nullopt;
    place = word;
  }
  return place;
}

}  // namespace

markup::AlignedText with_lost_months(std::string_view source, const markup::AlignedText& translation,
                                     std::string_view source_language, std::string_view target_language) {
  const DateWords* const words = date_words(target_language);
  if (words == nullptr) return translation;
  std::vector<markup::Edit> edits;
  const std::vector<Date> days = days_in_words(source, source_language);
  if (days.empty()) return translation;
  const std::vector<ByteRange> parts = text::words_of(translation.text);
  const std::array<bool, 13> said = months_said(translation.text, parts, *words, target_language);
  std::vector<Date> copied = copied_days(translation.text, source_language, target_language);
  const std::vector<Date> there = days_in_words(translation.text, target_language);
  const std::array<bool, 13> in_source =
      months_said(source, text::words_of(source), *date_words(source_language), source_language);
  const auto put = [&](std::optional<ByteRange> place, const Date& date) {
    const auto taken = [&](const markup::Edit& edit) {
      return edit.target.begin < place->end && place->begin < edit.target.end;
    };
    if (place && std::ranges::none_of(edits, taken)) edits.push_back({*place, date.range, in_words(date, *words)});
  };
  for (const Date& date : days) {
    const auto same = std::ranges::find_if(copied, [&](const Date& one) { return is_same(one, date); });
    if (same != copied.end()) {
      put(same->range, date);
      copied.erase(same);
    } else if (!said[date.month]) {
      const std::optional<ByteRange> misread = misread_day(there, date, in_source);
      put(misread ? misread : only_place_of(translation.text, parts, date.day), date);
    }
  }
  return edits.empty() ? translation : markup::with_edits(translation, std::move(edits));
}

std::optional<std::string> date_in_language(std::string_view date, std::string_view source_language,
                                            std::string_view target_language) {
  const DateWords* const words = date_words(target_language);
  const std::optional<Date> known = only_date(date, source_language);
  if (words == nullptr || !known) return std::nullopt;
  return in_words(*known, *words);
}

markup::AlignedText write_dates_in_words(std::string_view source, const markup::AlignedText& translation,
                                         std::string_view source_language, std::string_view target_language) {
  const DateWords* const words = date_words(target_language);
  if (words == nullptr) return translation;
  std::vector<markup::Edit> edits;
  std::size_t from = 0;
  for (const Date& date : dates_in_words(source, source_language)) {
    for (std::size_t at = from; at < translation.text.size(); ++at) {
      const bool begins =
          is_ascii_digit(translation.text[at]) && (at == 0 || !is_ascii_digit(translation.text[at - 1]));
      const std::optional<Date> found = begins ? date_in_digits(translation.text, at, date) : std::nullopt;
      if (!found) continue;
      edits.push_back({found->range, date.range, in_words(date, *words)});
      from = found->range.end;
      break;
    }
  }
  return edits.empty() ? translation : markup::with_edits(translation, std::move(edits));
}

markup::AlignedText with_dates_in_form(std::string_view source, const markup::AlignedText& translation,
                                       std::string_view source_language, std::string_view target_language) {
  const DateWords* const words = date_words(target_language);
  if (words == nullptr) return translation;
  std::vector<Date> wanted = dates_in_words(source, source_language);
  if (wanted.empty()) return translation;
  std::vector<markup::Edit> edits;
  std::vector<Date> there = dates_in_words(translation.text, target_language);
  for (Date& copy : dates_in_words(translation.text, source_language)) there.push_back(std::move(copy));
  std::ranges::stable_sort(there, {}, [](const Date& date) { return date.range.begin; });
  for (Date& date : there) {
    const auto same = std::ranges::find_if(wanted, [&](const Date& one) { return is_same(one, date); });
    const bool overlaps = !edits.empty() && date.range.begin < edits.back().target.end;
    if (same == wanted.end() || overlaps) continue;
    const std::string zero = "0" + date.day, shown(part(translation.text, date.range));
    if (shown.starts_with(zero) || shown.find(" " + zero) != std::string::npos) date.day = zero;
    if (!is_in_form(translation.text, date, *words)) edits.push_back({date.range, same->range, in_words(date, *words)});
    wanted.erase(same);
  }
  return edits.empty() ? translation : markup::with_edits(translation, std::move(edits));
}

std::vector<Replacement> plain_dates(std::string_view text, std::string_view language) {
  const DateWords* const words = date_words(language);
  std::vector<Replacement> out;
  if (words == nullptr) return out;
  constexpr std::size_t kYear = 4, kLongestMonth = 32;
  const auto digits_before = [text](std::size_t at) {
    std::size_t begin = at;
    while (begin > 0 && is_ascii_digit(text[begin - 1]) && at - begin <= kYear) --begin;
    return at - begin;
  };
  for (std::size_t stop = text.find('.'); stop != text.npos; stop = text.find('.', stop + 1)) {
    const std::size_t day = digits_before(stop), next = stop + 1;
    if (day == 0 || day > 2 || !is_letter(character_at(text, next))) continue;
    const std::size_t end = next + word_end(text.substr(next, kLongestMonth), 0);
    if (end >= text.size() || text[end] != '.' || is_word(character_before(text, stop - day))) continue;
    const std::size_t year = end + 1;
    if (!is_year(text.substr(year, kYear)) || is_word(character_at(text, year + kYear))) continue;
    if (month_of(part(text, {next, end}), *words, language) == 0) continue;
    out.push_back({{stop, next}, " "});
    out.push_back({{end, year}, " "});
  }
  return out;
}

}  // namespace dragoman::fidelity
