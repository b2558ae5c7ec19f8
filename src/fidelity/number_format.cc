// Both tables are read once. A number is read strictly in its own format: groups of three, one fraction; blanks of all
// kinds and apostrophes may group in any language, since they mean nothing else.
#include "fidelity/number_format.h"

#include <algorithm>
#include <map>
#include <vector>

#include "fidelity/data_lines.h"
#include "fidelity/scan.h"
#include "text/letters.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::fidelity {
namespace {

char32_t separator(std::string_view name) {
  if (name == "nbsp") return 0xA0;
  if (name == "thin") return 0x202F;
  std::size_t next = 0;
  return text::code_point_at(name, 0, next);
}

using Formats = std::map<std::string, NumberFormat, std::less<>>;
const Formats& formats() {
  static const Formats table = [] {
    Formats made;
    for_each_line(embedded_file("number-formats.txt"), [&](const std::vector<std::string_view>& words) {
      if (words.size() == 3) made[std::string(words[0])] = {separator(words[1]), separator(words[2])};
    });
    return made;
  }();
  return table;
}

using NumberWords = std::map<std::string, NumberWord, std::less<>>;
const NumberWords& words() {
  static const NumberWords table = [] {
    NumberWords made;
    for_each_line(embedded_file("number-words.txt"), [&](const std::vector<std::string_view>& line) {
      if (line.size() < 3) return;
      NumberWord word;
      if (line[1] == "-") {
        word.kind = NumberWord::Kind::kJoiner;
      } else if (line[1] == "th") {
        word.kind = NumberWord::Kind::kOrdinal;
      } else if (line[1] == "label") {
        word.kind = NumberWord::Kind::kLabel;
      } else if (line[1] == "range") {
        word.kind = NumberWord::Kind::kRange;
      } else if (line[1] == "digits") {
        word.kind = NumberWord::Kind::kTakesDigits;
      } else if (line[1].front() == '*') {
        word.kind = NumberWord::Kind::kThousand;
      } else {
        for (const char digit : line[1]) word.value = word.value * 10 + static_cast<unsigned>(digit - '0');
      }
      for (std::size_t i = 2; i < line.size(); ++i) made[std::string(line[0]) + " " + std::string(line[i])] = word;
    });
    return made;
  }();
  return table;
}

std::string_view language_of(std::string_view tag) { return tag.substr(0, tag.find('-')); }

bool may_group(char32_t c, NumberFormat format) {
  return c == format.group || c == 0xA0 || c == 0x202F || c == 0x2009 || c == '\'' || c == 0x2019 || c == 0x066C;
}

}  // namespace

NumberFormat number_format(std::string_view language) {
  for (const std::string_view tag : {language, language_of(language)}) {
    const auto found = formats().find(tag);
    if (found != formats().end()) return found->second;
  }
  return {};
}

namespace {

std::optional<NumberWord> find_word(std::string_view language, std::string_view word) {
  if (word.size() > 32) return std::nullopt;
  std::string key = std::string(language_of(language)) + " ";
  for (std::size_t at = 0; at < word.size();)
    text::append_code_point(key, text::lower(text::code_point_at(word, at, at)));
  const auto found = words().find(key);
  return found == words().end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<NumberWord> number_word(std::string_view language, std::string_view word) {
  const std::optional<NumberWord> found = find_word(language, word);
  const bool beside = found && (found->kind == NumberWord::Kind::kLabel || found->kind == NumberWord::Kind::kRange);
  return beside ? std::nullopt : found;
}

std::string range_word(std::string_view language) {
  const std::string key = std::string(language_of(language)) + " ";
  for (auto at = words().lower_bound(key); at != words().end() && at->first.starts_with(key); ++at) {
    if (at->second.kind == NumberWord::Kind::kRange) return at->first.substr(key.size());
  }
  return "";
}

bool labels_numbers(std::string_view language, std::string_view word) {
  const std::optional<NumberWord> found = find_word(language, word);
  return found && found->kind == NumberWord::Kind::kLabel;
}

namespace {

/// Calls `each` for the parts of the day that a language has: from and to which hour, and the words.
template <class Each>
void for_each_day_part(std::string_view language, Each each) {
  for_each_line(embedded_file("day-parts.txt"), [&](const std::vector<std::string_view>& line) {
    if (line.size() < 4 || line[0] != language_of(language)) return;
    std::string words;
    for (std::size_t i = 3; i < line.size(); ++i) words += (words.empty() ? "" : " ") + std::string(line[i]);
    each(digits_value(line[1]), digits_value(line[2]), words);
  });
}

}  // namespace

std::string day_part(std::string_view language, unsigned hour) {
  std::string found;
  for_each_day_part(language, [&](unsigned from, unsigned to, const std::string& words) {
    if (hour >= from && hour < to) found = words;
  });
  return found;
}

std::size_t day_part_end(std::string_view language, std::string_view text, std::size_t at) {
  std::size_t end = at;
  const std::size_t begin = text.find_first_not_of(' ', at);
  if (begin == std::string_view::npos || begin == at) return end;
  for_each_day_part(language, [&](unsigned, unsigned, const std::string& words) {
    const std::size_t stop = begin + words.size();
    const bool whole = stop >= text.size() || static_cast<unsigned char>(text[stop] | 0x20) < 'a';
    if (text.substr(begin).starts_with(words) && whole) end = stop;
  });
  return end;
}

std::size_t hour_word_end(std::string_view language, std::string_view text, std::size_t at) {
  std::size_t end = at;
  for_each_line(embedded_file("day-parts.txt"), [&](const std::vector<std::string_view>& line) {
    if (line.size() != 3 || line[0] != language_of(language) || line[1] != "hours") return;
    const std::size_t stop = at + 1 + line[2].size();
    if (text.substr(at).starts_with(' ') && text.substr(at + 1).starts_with(line[2]) &&
        text::stands_apart(text, {at + 1, stop}))
      end = stop;
  });
  return end;
}

std::optional<Reading> read_number(std::string_view text, NumberFormat format) {
  Reading reading;
  std::size_t since = 0;  // digits since the last separator
  bool fraction = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::code_point_at(text, at, at);
    if (const int digit = text::digit_value(c); digit >= 0) {
      (fraction ? reading.fraction : reading.whole) += static_cast<char>('0' + digit);
      ++since;
      continue;
    }
    if (fraction || reading.whole.empty() || (reading.grouped ? since != 3 : since > 3 && !(c == format.decimal)))
      return std::nullopt;
    if (c == format.decimal || c == 0x066B) {
      fraction = true;
    } else if (may_group(c, format)) {
      reading.grouped = true;
    } else {
      return std::nullopt;
    }
    since = 0;
  }
  if (reading.whole.empty() || since == 0 || (reading.grouped && !fraction && since != 3)) return std::nullopt;
  while (!reading.fraction.empty() && reading.fraction.back() == '0') reading.fraction.pop_back();
  return reading;
}

std::string localised(std::string_view text, NumberFormat from, NumberFormat to) {
  const std::optional<Reading> reading = read_number(text, from);
  if (!reading) return std::string(text);
  std::string out;
  bool fraction = false;
  std::size_t left = reading->whole.size();
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::code_point_at(text, at, at);
    if (const int digit = text::digit_value(c); digit >= 0) {
      out += static_cast<char>('0' + digit);
      if (!fraction && --left > 0 && left % 3 == 0 && reading->grouped) text::append_code_point(out, to.group);
    } else if (c == from.decimal || c == 0x066B) {
      fraction = true;
      text::append_code_point(out, to.decimal);
    }
  }
  return out;
}

}  // namespace dragoman::fidelity
