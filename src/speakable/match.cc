// Elements take what they can, from left to right, and nothing is tried twice: patterns are written so that the longest is right.
#include "speakable/match.h"

#include <algorithm>
#include <cstdlib>

#include "text/numerals.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::speakable {
namespace {

using Kind = Element::Kind;
using text::code_point_at;

constexpr std::size_t kMostDigits = 15;  // beyond, figures are said one by one

bool has(const std::u32string& signs, char32_t c) { return signs.find(c) != std::u32string::npos; }

/// Appends the digits that stand at `at`; returns where they end.
std::size_t take_digits(std::string_view text, std::size_t at, std::string& digits) {
  while (at < text.size()) {
    std::size_t next = 0;
    const int value = text::digit_value(code_point_at(text, at, next));
    if (value < 0) break;
    digits += static_cast<char>('0' + value);
    at = next;
  }
  return at;
}

/// One sign of `signs` and digits behind it: where they end, or 0.
std::size_t sign_and_digits(std::string_view text, std::size_t at, const std::u32string& signs, std::string& digits) {
  if (at >= text.size()) return 0;
  std::size_t next = 0;
  if (!has(signs, code_point_at(text, at, next))) return 0;
  const std::size_t end = take_digits(text, next, digits);
  return end == next ? 0 : end;
}

std::int64_t value_of(const std::string& digits) {
  return digits.size() > kMostDigits ? -1 : std::strtoll(digits.c_str(), nullptr, 10);
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    std::size_t next = 0;
    const char32_t c = code_point_at(text, at, next);
    if (!text::is_space(c) || c == U'\n') break;
    at = next;
  }
  return at;
}

/// Word `word` of the pattern at `at`: small letters fit capitals too. Where it ends, or npos.
std::size_t take_word(std::string_view text, std::size_t at, std::string_view word) {
  for (std::size_t i = 0; i < word.size();) {
    if (at >= text.size()) return std::string_view::npos;
    const char32_t wanted = code_point_at(word, i, i), given = code_point_at(text, at, at);
    if (given != wanted && text::lower(given) != wanted) return std::string_view::npos;
  }
  return at;
}

std::string roman_of(int value) {
  static constexpr std::pair<int, std::string_view> kSigns[] = {
      {1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
      {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};
  std::string out;
  for (const auto& [number, sign] : kSigns) {
    for (; value >= number; value -= number) out += sign;
  }
  return out;
}

/// Canonical ones only, so that "DIM" and "IIII" are words.
std::optional<Slot> read_roman(std::string_view text, std::size_t at) {
  std::size_t end = at;
  int value = 0;
  for (; end < text.size() && end - at < 15 && text::roman_digit(text[end]) > 0; ++end) {
    const int one = text::roman_digit(text[end]), behind = end + 1 < text.size() ? text::roman_digit(text[end + 1]) : 0;
    value += one < behind ? -one : one;
  }
  if (end == at || value <= 0 || roman_of(value) != text.substr(at, end - at)) return std::nullopt;
  return Slot{{at, end}, value, std::to_string(value)};
}

std::optional<Slot> read_plain_digits(const Element& element, std::string_view text, std::size_t at) {
  Slot slot{{at, at}};
  slot.range.end = take_digits(text, at, slot.digits);
  slot.value = value_of(slot.digits);
  if (slot.digits.empty() || (element.length > 0 && slot.digits.size() != element.length)) return std::nullopt;
  if (element.most > 0 && (slot.value < element.least || slot.value > element.most)) return std::nullopt;
  return slot;
}

std::optional<Slot> read_capital(std::string_view text, std::size_t at) {
  std::size_t end = at;
  if (at >= text.size() || !is_capital(code_point_at(text, at, end))) return std::nullopt;
  for (std::size_t next = end; end < text.size(); end = next) {
    if (!is_word_character(code_point_at(text, end, next))) break;
  }
  return Slot{{at, end}};
}

std::optional<Slot> read_slot(const Habits& habits, const Element& element, std::string_view text, std::size_t at) {
  switch (element.kind) {
    case Kind::kDigits: return read_plain_digits(element, text, at);
    case Kind::kWhole: return read_figures(habits, text, at, false);
    case Kind::kNumber: return read_figures(habits, text, at, true);
    case Kind::kRoman: return read_roman(text, at);
    case Kind::kRegnal: {
      auto slot = read_roman(text, at);
      const bool fits = slot && slot->range.end - at > 1 &&
                        text.substr(at, slot->range.end - at).find_first_not_of("IVX") == std::string_view::npos;
      return fits ? slot : std::nullopt;
    }
    case Kind::kCapital: return read_capital(text, at);
    case Kind::kList: {
      const Entry* entry = habits.list(element.words[0]).at(text, at);
      if (entry == nullptr) return std::nullopt;
      Slot slot{{at, at + entry->key.size()}};
      slot.entry = entry;
      return slot;
    }
    default: return std::nullopt;
  }
}

/// Whether `word` ends where blanks before `at` begin.
bool stands_before(const Habits& habits, std::string_view text, std::size_t at, const std::string& word) {
  std::size_t end = at;
  while (end > 0) {
    const std::size_t previous = before(text, end);
    std::size_t next = 0;
    if (!text::is_space(code_point_at(text, previous, next))) break;
    end = previous;
  }
  const std::string_view head = text.substr(0, end);
  if (word == "^") return head.find_first_not_of("\"'([ ") == std::string_view::npos;
  if (word.starts_with('@')) {
    return std::ranges::any_of(habits.list(std::string_view(word).substr(1)).in_order(),
                               [&](const Entry& entry) { return stands_before(habits, text, at, entry.key); });
  }
  if (word == "<Name>") {
    std::size_t begin = end, next = 0;
    while (begin > 0 && is_word_character(code_point_at(head, before(head, begin), next))) begin = before(head, begin);
    return begin < end && is_capital(code_point_at(head, begin, next)) && end < at;
  }
  if (head.size() < word.size()) return false;
  const std::size_t begin = end - word.size();
  if (text::is_continuation(text[begin]) || take_word(text, begin, word) != end) return false;
  std::size_t next = 0;
  return begin == 0 || !is_word_character(code_point_at(text, before(text, begin), next)) ||
         !is_word_character(code_point_at(text, begin, next));
}

bool stands_behind(const Habits& habits, std::string_view text, std::size_t at, const std::string& word) {
  const std::size_t begin = skip_blanks(text, at);
  if (word == "^") return begin == text.size();
  if (begin == text.size()) return false;
  std::size_t next = 0;
  const char32_t first = code_point_at(text, begin, next);
  if (word == "<d>") return text::digit_value(first) >= 0;
  if (word == "<Name>") return begin > at && is_capital(first);
  if (word.starts_with('@')) return habits.list(std::string_view(word).substr(1)).at(text, begin) != nullptr;
  const std::size_t end = take_word(text, begin, word);
  if (end == std::string_view::npos) return false;
  return end == text.size() || !is_word_character(code_point_at(text, end, next)) ||
         !is_word_character(code_point_at(text, before(text, end), next));
}

/// A word or number does not go on where the rule ends.
bool ends_well(const Habits& habits, std::string_view text, std::size_t end) {
  if (end >= text.size()) return true;
  std::size_t next = 0, behind = 0;
  const char32_t last = code_point_at(text, before(text, end), next), first = code_point_at(text, end, next);
  if (is_word_character(last) && is_word_character(first)) return false;
  if (text::digit_value(last) < 0 || next >= text.size()) return true;
  const bool joins = has(habits.decimal, first) || has(habits.group, first);
  return !joins || text::digit_value(code_point_at(text, next, behind)) < 0;
}

/// Takes one element; where it ends, or npos.
std::size_t take(const Habits& habits, const Element& element, std::string_view text, std::size_t at, Match& found) {
  constexpr std::size_t kNone = std::string_view::npos;
  if (element.kind == Kind::kBlank || element.kind == Kind::kGap) {
    const std::size_t end = skip_blanks(text, at);
    return end == at && element.kind == Kind::kBlank ? kNone : end;
  }
  if (element.kind == Kind::kWords) {
    for (const std::string& word : element.words) {
      if (const std::size_t end = take_word(text, at, word); end != kNone) return end;
    }
    return kNone;
  }
  if (at >= text.size()) return kNone;
  std::optional<Slot> slot = read_slot(habits, element, text, at);
  if (!slot) return kNone;
  found.slots.push_back(std::move(*slot));
  return found.slots.back().range.end;
}

}  // namespace

double Slot::number() const { return std::strtod((digits + "." + decimals + "0").c_str(), nullptr); }

bool is_word_character(char32_t c) {
  const text::CharacterClass kind = text::character_class(c);
  return kind == text::CharacterClass::kLetter || kind == text::CharacterClass::kDigit ||
         kind == text::CharacterClass::kMark;
}

bool is_capital(char32_t c) { return text::lower(c) != c; }

std::size_t before(std::string_view text, std::size_t at) {
  --at;
  while (at > 0 && text::is_continuation(text[at])) --at;
  return at;
}

std::string lowered(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) text::append_code_point(out, text::lower(code_point_at(text, at, at)));
  return out;
}

std::optional<Slot> read_figures(const Habits& habits, std::string_view text, std::size_t at, bool decimals) {
  Slot slot{{at, at}};
  std::size_t end = take_digits(text, at, slot.digits);
  if (slot.digits.empty()) return std::nullopt;
  if (slot.digits.size() <= 3 && slot.digits[0] != '0') {
    for (;;) {
      std::string group;
      const std::size_t behind = sign_and_digits(text, end, habits.group, group);
      if (behind == 0 || group.size() != 3) break;
      slot.digits += group;
      end = behind;
    }
  }
  if (const std::size_t behind = decimals ? sign_and_digits(text, end, habits.decimal, slot.decimals) : 0;
      behind != 0) {
    end = behind;
  }
  slot.range.end = end;
  slot.value = value_of(slot.digits);
  return slot;
}

std::optional<Match> match(const Habits& habits, const Pattern& pattern, std::string_view text, std::size_t at) {
  Match found{at, {}};
  for (const Element& element : pattern.elements) {
    found.end = take(habits, element, text, found.end, found);
    if (found.end == std::string_view::npos) return std::nullopt;
  }
  if (found.end == at || !ends_well(habits, text, found.end)) return std::nullopt;
  const auto any = [&](const std::vector<std::string>& words, const auto& stands, std::size_t place) {
    return words.empty() || std::ranges::any_of(words, [&](const auto& w) { return stands(habits, text, place, w); });
  };
  if (!any(pattern.after, stands_before, at) || !any(pattern.before, stands_behind, found.end)) return std::nullopt;
  return found;
}

}  // namespace dragoman::speakable
