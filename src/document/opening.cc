// Two tables of the same keys, one a language; the longest opening of the source language that stands there is taken.
#include <algorithm>
#include <map>
#include <string>
#include <vector>
#include "base/part.h"
#include "document/data_file.h"
#include "document/date_words.h"
#include "document/embedded.h"
#include "document/letters.h"
#include "document/news_forms.h"
#include "document/news_words.h"

namespace dragoman::document {
namespace {

struct Table {
  std::vector<NamedLine> openings;   ///< of lines of one part
  std::vector<NamedLine> sign_offs;  ///< of further parts
  std::vector<NamedLine> dated;      ///< before a date
  std::vector<NamedLine> of_publication;
  std::vector<std::string_view> months;
  std::string_view join = {};             ///< "and"
  std::string_view place = {};            ///< "in"
  std::vector<std::string_view> origins;  ///< "from", behind a comma
};
using Tables = std::map<std::string, Table, std::less<>>;

const Tables& all_tables() {
  static const Tables kAll = [] {
    Tables all;
    for (const char* code : {"en", "pt", "es", "fr", "de", "ar"}) {
      const std::string_view file = embedded_file("news/" + std::string(code) + ".txt");
      Table& table = all[code];
      for (const std::string_view line : section_lines(file, "openings")) table.openings.push_back(named_line(line));
      for (const std::string_view line : section_lines(file, "sign-offs")) table.sign_offs.push_back(named_line(line));
      for (const std::string_view line : section_lines(file, "dated")) table.dated.push_back(named_line(line));
      for (const std::string_view line : section_lines(file, "of-publication"))
        table.of_publication.push_back(named_line(line));
      table.months = section_lines(file, "months");
      const auto joins = section_lines(file, "joins");
      if (!joins.empty()) table.join = joins.front();
      const auto places = section_lines(file, "places");
      if (!places.empty()) table.place = places.front();
      table.origins = section_lines(file, "origins");
    }
    return all;
  }();
  return kAll;
}

const Table& table_of(std::string_view language) {
  static const Table kNone;
  const auto found = all_tables().find(language.substr(0, language.find('-')));
  return found == all_tables().end() ? kNone : found->second;
}

const std::vector<NamedLine>& openings_of(std::string_view language) { return table_of(language).openings; }

/// Latin letters of one or two bytes; others stay.
std::string latin_capitals(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    const bool accented = i > 0 && out[i - 1] == '\xC3' && byte >= 0xA0 && byte <= 0xBE && byte != 0xB7;
    if ((byte >= 'a' && byte <= 'z') || accented) out[i] = static_cast<char>(byte - 0x20);
  }
  return out;
}

/// "POR" for "BY": the counterpart of words in capitals is in capitals, and of small ones in small ones.
std::string in_case_of(std::string_view shown, std::string_view counterpart) {
  std::size_t at = 0, end = 0;
  if (is_lower(next_code_point(shown, at))) {
    next_code_point(counterpart, end);
    return folded(counterpart.substr(0, end)) + std::string(counterpart.substr(end));
  }
  const std::string_view first = shown.substr(0, shown.find(' '));
  const bool capitals = first.size() > 1 && latin_capitals(first) == first;
  return capitals ? latin_capitals(counterpart) : std::string(counterpart);
}

/// The longest of `openings` at the begin of `text`, which is in lower case, with a blank behind it; nullptr if none stands there.
const NamedLine* longest_at(std::string_view text, const std::vector<NamedLine>& openings) {
  const NamedLine* best = nullptr;
  for (const NamedLine& opening : openings) {
    const std::size_t size = opening.value.size();
    if (size >= text.size() || text[size] != ' ') continue;  // most lines: no need to fold the opening
    const bool there = text.starts_with(folded(opening.value));
    if (there && (best == nullptr || best->value.size() < size)) best = &opening;
  }
  return best;
}

std::string_view value_of(std::string_view name, const std::vector<NamedLine>& openings) {
  const auto found = std::ranges::find(openings, name, &NamedLine::name);
  return found == openings.end() ? std::string_view() : found->value;
}

/// Where the part of a line that begins at `begin` ends: before ";", "|", or a stop with one of the openings behind it.
std::size_t part_end(std::string_view text, std::string_view low, std::size_t begin, const Table& table) {
  for (std::size_t at = begin; at < text.size(); ++at) {
    if (text[at] == ';' || text[at] == '|') return at;
    if (text[at] != '.' || low.size() != text.size() || text.substr(at + 1, 1) != " ") continue;
    const std::string_view behind = low.substr(at + 2);
    if (longest_at(behind, table.openings) != nullptr || longest_at(behind, table.sign_offs) != nullptr) return at;
  }
  return text.size();
}

/// The parts of a line, without blanks, brackets and stops. `low`: the line in small letters.
std::vector<ByteRange> parts_of(std::string_view text, std::string_view low, const Table& table) {
  std::vector<ByteRange> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = part_end(text, low, begin, table);
    const ByteRange inner = trim(text, {begin, end}, "()[].");
    if (inner.begin < inner.end) parts.push_back(inner);
    begin = end + 1;
  }
  return parts;
}

/// Reads one line of bylines.
class SignOff {
 public:
  SignOff(std::string_view text, std::string_view source, std::string_view target, const PlaceNames& places)
      : text_(text), low_(folded(text)), source_(table_of(source)), target_(table_of(target)), places_(places) {}
  bool read(bool bare) {
    const std::vector<ByteRange> parts = parts_of(text_, low_, source_);
    several_ = parts.size() > 1;
    return low_.size() == text_.size() && std::ranges::all_of(parts, [&](ByteRange one) { return read(one, bare); });
  }
  std::vector<Opening> changes() && { return std::move(changes_); }

 private:
  bool read(ByteRange range, bool bare);
  bool read_names(ByteRange range);
  bool read_newsroom(ByteRange range);
  std::size_t read_place(const std::vector<ByteRange>& words, std::size_t first);
  std::string_view place_word(std::string_view low) const;
  void read_name(ByteRange range, const BylineName& name);
  void change(ByteRange range, std::string_view counterpart) {
    changes_.push_back({range, in_case_of(part(text_, range), counterpart)});
  }

  std::string_view text_;
  std::string low_;
  const Table &source_, &target_;
  const PlaceNames& places_;
  bool several_ = false;
  std::vector<Opening> changes_;
};

bool SignOff::read(ByteRange range, bool bare) {
  const std::string_view low = part(low_, range);
  const NamedLine* opening = longest_at(low, source_.openings);
  std::string_view counterpart = opening == nullptr ? "" : value_of(opening->name, target_.openings);
  if (opening == nullptr && (several_ || bare)) {
    opening = longest_at(low, source_.sign_offs);
    counterpart = opening == nullptr ? "" : value_of(opening->name, target_.sign_offs);
  }
  if (opening == nullptr) return bare && read_names(range);
  // "Reporting by A; editing by B": only what opens the line must have a capital.
  std::size_t at = range.begin;
  const bool lower = is_lower(next_code_point(text_, at));
  if (counterpart.empty() || (lower && changes_.empty())) return false;
  const std::size_t end = range.begin + opening->value.size();
  change({range.begin, end}, counterpart);
  return read_names({end, range.end});
}

/// What is written for "in" or "from"; "" for another word.
std::string_view SignOff::place_word(std::string_view low) const {
  if (low == source_.place) return target_.place;
  const bool origin = std::ranges::find(source_.origins, low) != source_.origins.end();
  return origin && !target_.origins.empty() ? target_.origins.front() : std::string_view();
}

/// "from the newsroom" and nothing behind it.
bool SignOff::read_newsroom(ByteRange range) {
  const auto said = [&](const NamedLine& one) {
    return one.name == kNewsroom && folded(one.value) == part(low_, range);
  };
  const std::string_view counterpart = value_of(kNewsroom, target_.openings);
  if (std::ranges::none_of(source_.openings, said) || counterpart.empty()) return false;
  change(range, counterpart);
  return true;
}

/// The place's name from the word `first` up to a comma, a divider or "and"; the index of the first word behind it.
std::size_t SignOff::read_place(const std::vector<ByteRange>& words, std::size_t first) {
  std::size_t end = first;
  for (bool ends = false; end < words.size() && !ends; ++end) {
    const std::string_view low = part(low_, words[end]);
    if (low == source_.join || low == source_.place || low == "&" || low == "/") break;
    ends = low.ends_with(',');
  }
  if (end == first) return first;
  const ByteRange name = trim(text_, {words[first].begin, words[end - 1].end}, ",");
  if (!is_name_like(part(text_, name))) return first;
  const std::optional<std::string> known = places_ ? places_(part(text_, name)) : std::nullopt;
  if (known) changes_.push_back({name, *known});
  return end;
}

/// What may be a place ("By Jane Doe, Lisbon") is one, if it is known.
void SignOff::read_name(ByteRange range, const BylineName& name) {
  const std::optional<std::string> known = !name.writer && places_ ? places_(part(text_, range)) : std::nullopt;
  if (known) changes_.push_back({range, *known});
}

/// Names with commas, dividers and "and" between them, a place behind them, perhaps after "in" or "from", and no other words.
bool SignOff::read_names(ByteRange range) {
  constexpr std::string_view kBy = "By ";
  range = trim(text_, range);
  const std::vector<BylineName> names = read_byline(std::string(kBy) + std::string(part(text_, range)));
  if (names.empty()) return false;
  std::vector<ByteRange> words = words_of(part(text_, range));
  for (ByteRange& word : words) word = {range.begin + word.begin, range.begin + word.end};
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t shift = range.begin - kBy.size(), begin = words[i].begin - shift;
    const auto name = std::ranges::find_if(
        names, [&](const BylineName& one) { return one.range.begin <= begin && begin < one.range.end; });
    if (name != names.end()) {
      if (name->range.begin == begin) read_name({name->range.begin + shift, name->range.end + shift}, *name);
      continue;
    }
    const std::string_view shown = part(text_, words[i]);
    if (is_divider(shown) || shown == "&") continue;
    if (read_newsroom({words[i].begin, range.end})) return true;
    const std::string low = folded(shown);
    if (low == source_.join && !target_.join.empty()) {
      change(words[i], target_.join);
    } else if (const std::string_view place = place_word(low); !place.empty()) {
      change(words[i], place);
      const std::size_t behind = read_place(words, i + 1);
      if (behind == i + 1) return false;
      i = behind - 1;
    } else {
      return false;
    }
  }
  return true;
}

/// Whether a text begins with a date in words: "March 5", "5th March", "5 de março".
bool begins_with_date(std::string_view text, const std::vector<std::string_view>& months) {
  constexpr std::size_t kNear = 64;
  const std::vector<ByteRange> words = words_of(text.substr(0, kNear));
  const auto is_day = [&](std::size_t i) {
    return i < words.size() && date_word(part(text, words[i])) == DateWord::kNumber;
  };
  const auto is_month = [&](std::size_t i) {
    const std::string low = i < words.size() ? folded(part(text, trim(text, words[i], ".,"))) : "";
    return std::ranges::find(months, low) != months.end();
  };
  const auto is_filler = [&](std::size_t i) { return i < words.size() && part(text, words[i]).size() == 2; };
  return is_day(0) ? is_month(1) || (is_filler(1) && is_month(2)) : is_month(0) && is_day(1);
}

/// "Last updated March 5": a line of nothing but a date, the longest opening before it.
std::optional<Opening> find_dated(std::string_view text, std::string_view low, ByteRange all, const Table& source,
                                  const Table& target) {
  const NamedLine* const opening = longest_at(part(low, all), source.dated);
  if (opening == nullptr) return std::nullopt;
  const ByteRange range{all.begin, all.begin + opening->value.size()};
  const std::string_view counterpart = value_of(opening->name, target.dated);
  const bool date = is_date_line(text) && begins_with_date(part(text, {range.end, all.end}), source.months);
  if (counterpart.empty() || !date) return std::nullopt;
  return Opening{range, in_case_of(part(text, range), counterpart)};
}

}  // namespace

std::optional<Opening> find_opening(std::string_view text, std::string_view source_language,
                                    std::string_view target_language) {
  constexpr std::size_t kLongestLine = 200;  // of a byline
  const ByteRange all = trim(text, {0, text.size()});
  if (all.end - all.begin > kLongestLine) return std::nullopt;
  if (openings_of(source_language).empty() || openings_of(target_language).empty()) return std::nullopt;
  const std::string low = folded(text);
  if (low.size() != text.size()) return std::nullopt;
  if (auto dated = find_dated(text, low, all, table_of(source_language), table_of(target_language))) return dated;
  const NamedLine* best = nullptr;
  const std::vector<NamedLine>& openings = openings_of(source_language);
  for (const NamedLine& opening : openings) {
    const std::size_t size = opening.value.size(), end = all.begin + size;
    if (low.compare(all.begin, size, folded(opening.value)) != 0 || (best != nullptr && best->value.size() >= size))
      continue;
    const bool alone = end == all.end;
    const bool goes_on = !alone && (text[end] == ' ' || text[end] == ':');
    if (opening.name == kNewsroom ? alone : goes_on) best = &opening;
  }
  if (best == nullptr || (best->name != kNewsroom && !is_byline(text))) return std::nullopt;
  const ByteRange range{all.begin, all.begin + best->value.size()};
  const std::string_view counterpart = value_of(best->name, openings_of(target_language));
  if (counterpart.empty()) return std::nullopt;
  return Opening{range, in_case_of(part(text, range), counterpart)};
}

bool is_before_publication(std::string_view words) {
  constexpr std::size_t kLongestWords = 40;  // bytes
  if (words.size() > kLongestWords) return false;
  const std::string low = folded(words);
  return std::ranges::any_of(all_tables(), [&](const auto& one) {
    return std::ranges::any_of(one.second.of_publication,
                               [&](const NamedLine& line) { return folded(line.value) == low; });
  });
}

std::optional<Opening> find_before_publication(std::string_view text, std::size_t name,
                                               std::string_view source_language, std::string_view target_language) {
  const ByteRange range = trim(text, {0, name});
  const std::string low = folded(part(text, range));
  for (const NamedLine& line : table_of(source_language).of_publication) {
    if (folded(line.value) != low) continue;
    const std::string_view counterpart = value_of(line.name, table_of(target_language).of_publication);
    if (!counterpart.empty()) return Opening{range, in_case_of(part(text, range), counterpart)};
  }
  return std::nullopt;
}

std::vector<Opening> find_sign_off(std::string_view text, bool bare, std::string_view source_language,
                                   std::string_view target_language, const PlaceNames& places) {
  constexpr std::size_t kLongestLine = 300;
  if (text.size() > kLongestLine) return {};
  SignOff line(text, source_language, target_language, places);
  return line.read(bare) ? std::move(line).changes() : std::vector<Opening>();
}

}  // namespace dragoman::document
