// Finding numbers: digits, what may stand inside a number, and what beside it changes how it is read.
#include "fidelity/numbers.h"

#include <algorithm>

#include "fidelity/addresses.h"
#include "fidelity/clock.h"
#include "fidelity/number_format.h"
#include "fidelity/scan.h"

namespace dragoman::fidelity {
namespace {

bool is_blank_separator(char32_t c) { return c == 0xA0 || c == 0x202F || c == 0x2009; }
bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019; }
bool is_separator(char32_t c) { return c == '.' || c == ',' || c == 0x066B || c == 0x066C; }

class NumberFinder {
 public:
  NumberFinder(std::string_view text, std::string_view language)
      : text_(text),
        language_(language),
        addresses_(find_addresses(text)),
        apostrophes_(is_apostrophe(number_format(language).group)) {
    std::erase_if(addresses_, [](const Address& address) { return address.kind == AddressKind::kCharacters; });
  }

  std::vector<Number> find() {
    std::vector<Number> found;
    std::size_t address = 0;
    for (std::size_t at = 0; at < text_.size();) {
      while (address < addresses_.size() && addresses_[address].range.end <= at) ++address;
      if (address < addresses_.size() && addresses_[address].range.begin <= at) {
        at = addresses_[address].range.end;
        continue;
      }
      std::size_t next = 0;
      if (text::digit_value(text::code_point_at(text_, at, next)) < 0) {
        at = next;
        continue;
      }
      found.push_back(read(at));
      at = found.back().range.end;
    }
    return found;
  }

 private:
  Number read(std::size_t begin) const {
    Number number;
    std::size_t end = begin;
    for (std::size_t next = begin; end < text_.size(); end = next) {
      const char32_t c = text::code_point_at(text_, end, next);
      const int digit = text::digit_value(c);
      if (digit >= 0) {
        number.digits += static_cast<char>('0' + digit);
        continue;
      }
      if (c == '.' && divides_clock(text_, end)) break;
      const bool groups = is_blank_separator(c) || (apostrophes_ && is_apostrophe(c));
      if (!(is_separator(c) && is_digit(character_at(text_, next))) && !(groups && is_group(next))) break;
    }
    number.range = {begin, end};
    look_behind(number);
    return number;
  }
  /// Exactly three digits from `at`.
  bool is_group(std::size_t at) const {
    for (int i = 0; i < 3; ++i) {
      if (at >= text_.size() || !is_digit(text::code_point_at(text_, at, at))) return false;
    }
    return !is_digit(character_at(text_, at));
  }

  void look_behind(Number& number) const {
    const std::string_view rest = text_.substr(number.range.end);
    const char32_t next = character_at(rest, 0);
    number.ordinal = next == U'º' || next == U'ª' || next == U'°';
    for (const std::string_view suffix : {"st", "nd", "rd", "th"}) {
      number.ordinal = number.ordinal || (rest.starts_with(suffix) && !is_word(character_at(rest, suffix.size())));
    }
    const char32_t before = character_before(text_, number.range.begin);
    const bool minutes = (before == ':' || before == '.') && is_digit(character_before(text_, number.range.begin - 1));
    if (!minutes) number.hour = hour_of(number.digits, rest);
    const std::size_t word = is_blank(next) ? std::min(rest.size(), rest.find_first_not_of(' ')) : 0;
    const std::size_t end = word_end(rest, word);
    if (end > word && end - word < 16) {
      const auto meaning = number_word(language_, rest.substr(word, end - word));
      if (meaning && meaning->kind == NumberWord::Kind::kThousand) number.thousands = number.range.end + end;
    }
  }
  /// The hour of the day, for "9 p.m.", "9:30pm".
  static std::string hour_of(const std::string& digits, std::string_view rest) {
    if (digits.size() > 2) return {};
    if (rest.size() > 3 && (rest[0] == ':' || rest[0] == '.' || rest[0] == 'h') && is_ascii_digit(rest[1]) &&
        is_ascii_digit(rest[2])) {
      rest.remove_prefix(3);
    }
    const std::size_t blanks = rest.starts_with("\u00A0") ? 2 : rest.starts_with(' ') ? 1 : 0;
    rest.remove_prefix(blanks);
    if (rest.empty()) return {};
    const char half = static_cast<char>(rest[0] | 0x20);
    rest.remove_prefix(1);
    if (rest.starts_with('.')) rest.remove_prefix(1);
    if ((half != 'a' && half != 'p') || rest.empty() || (rest[0] | 0x20) != 'm' || is_word(character_at(rest, 1)))
      return {};
    const int hour = std::stoi(digits) % 12 + (half == 'p' ? 12 : 0);
    return std::to_string(hour);
  }

  std::string_view text_, language_;
  std::vector<Address> addresses_;
  bool apostrophes_;  // between thousands
};

}  // namespace

std::vector<Number> find_numbers(std::string_view text, std::string_view language) {
  return NumberFinder(text, language).find();
}

}  // namespace dragoman::fidelity
