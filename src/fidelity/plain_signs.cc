// One walk; a sign's form depends on what stands beside it.
#include "fidelity/plain_signs.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "fidelity/clock.h"
#include "fidelity/entities.h"
#include "fidelity/scan.h"
#include "markup/tags.h"

namespace dragoman::fidelity {
namespace {

// Models take signs that they lack for the euro's. A code is copied, and the sign is put back over it (money_signs.h).
constexpr std::array<std::pair<char32_t, std::string_view>, 9> kCodes = {{{0xA3, "GBP"},
                                                                          {0xA5, "JPY"},
                                                                          {0x20A9, "KRW"},
                                                                          {0x20AA, "ILS"},
                                                                          {0x20AB, "VND"},
                                                                          {0x20B1, "PHP"},
                                                                          {0x20B9, "INR"},
                                                                          {0x20BA, "TRY"},
                                                                          {0x20BD, "RUB"}}};
constexpr std::array<std::pair<char32_t, std::string_view>, 9> kFractions = {{{0xBC, "1/4"},
                                                                              {0xBD, "1/2"},
                                                                              {0xBE, "3/4"},
                                                                              {0x2153, "1/3"},
                                                                              {0x2154, "2/3"},
                                                                              {0x215B, "1/8"},
                                                                              {0x215C, "3/8"},
                                                                              {0x215D, "5/8"},
                                                                              {0x215E, "7/8"}}};

template <std::size_t N>
std::string_view entry(const std::array<std::pair<char32_t, std::string_view>, N>& table, char32_t c) {
  const auto found = std::ranges::find(table, c, &std::pair<char32_t, std::string_view>::first);
  return found == table.end() ? std::string_view() : found->second;
}

/// What stands for a sign of figures and money at [at, next) that the engine cannot write; "" for itself.
std::string plain_figure(std::string_view text, char32_t c, std::size_t at, std::size_t next) {
  const bool digit_before = is_digit(character_before(text, at)), digit_behind = is_digit(character_at(text, next));
  if (c == 0xD7) return digit_before && digit_behind ? "x" : "";
  if (c == 0x2212) return digit_behind ? "-" : "";
  if (const std::string_view code = entry(kCodes, c); !code.empty()) return digit_behind ? std::string(code) + " " : "";
  const std::string_view fraction = entry(kFractions, c);
  return fraction.empty() ? "" : (digit_before ? " " : "") + std::string(fraction);
}

/// "<br>", "<br/>": it divides words.
bool is_line_break(std::string_view tag) {
  return tag.size() > 3 && (tag[1] | 0x20) == 'b' && (tag[2] | 0x20) == 'r' &&
         !is_letter(static_cast<unsigned char>(tag[3]));
}

/// What stands for an ASCII sign.
std::string_view plain_ascii(std::string_view text, char c, std::size_t at) {
  return c == '.' && divides_clock(text, at) ? ":" : "";  // "6.40am" is taken for a fraction
}

/// What stands for the sign at [at, next); "" for itself.
std::string_view plain_sign(std::string_view text, char32_t c, std::size_t at, std::size_t next) {
  if (c >= 0x201C && c <= 0x201F) return "\"";
  if (c >= 0x2018 && c <= 0x201B) return "'";
  // "US–China": of words joined by a sign that it cannot read, a model loses one.
  const char32_t before = character_before(text, at), behind = character_at(text, next);
  if (c == 0x2013 && ((is_letter(before) && is_letter(behind)) || (is_digit(before) && is_digit(behind)))) return "-";
  // Of dashes among blanks models leave out many, of hyphens there none.
  const bool apart = is_blank(before) && is_blank(behind);
  if (c == 0x2013) return apart ? "-" : "";
  const bool dash = c == 0x2014 || c == 0x2015;
  return !dash ? "" : apart ? "-" : " - ";
}

/// What stands for a tag or an entity at `at` that the text shows, and its end; end 0: none, or the engine reads it best as it is.
struct Shown {
  std::size_t end = 0;
  std::string form;
};
Shown shown_markup(std::string_view text, char32_t c, std::size_t at) {
  if (c == '<') {
    const std::size_t end = markup::shown_tag_end(text, at);
    if (end == 0 || !markup::is_markup_shown(text, at, end)) return {};
    // Models make words of tags. They are put back as signs are that a translation dropped.
    const bool between_words = is_word(character_before(text, at)) && is_word(character_at(text, end));
    return {end, is_line_break(text.substr(at, end - at)) && between_words ? " " : ""};
  }
  if (const std::size_t end = quoted_blank_end(text, at))
    return {end + (text.substr(end).starts_with(' ') ? 1 : 0), ""};
  const Entity entity = c == '&' ? entity_at(text, at) : Entity();
  if (entity.end == 0) return {};
  Shown shown = {entity.end, {}};
  if (entity.spells) {
    text::append_code_point(shown.form, entity.character == 0x2019 ? U'\'' : entity.character);
    return shown;
  }
  // What is glued to an entity is no word to a model.
  shown.end = entities_end(text, at);
  const bool before = is_word(character_before(text, at)), behind = is_word(character_at(text, shown.end));
  if (!before && !behind) return {};
  shown.form = before && behind ? " " : "";
  return shown;
}

/// The end of "Copyright ©" at `at`, which says it twice, and models say more then; 0 if it does not stand there.
std::size_t copyright_end(std::string_view text, std::size_t at) {
  constexpr std::string_view kWord = "Copyright", kSign = "\xC2\xA9";
  if ((text[at] | 0x20) != 'c' || base::lower_ascii(text.substr(at, kWord.size())) != "copyright") return 0;
  const std::size_t sign = at + kWord.size() + 1;
  const bool both =
      sign < text.size() && is_blank(character_at(text, sign - 1)) && text.substr(sign).starts_with(kSign);
  return both && !is_word(character_before(text, at)) ? sign + kSign.size() : 0;
}

bool is_break_mark(char32_t c) { return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF; }

}  // namespace

std::vector<Replacement> without_break_marks(std::string_view text) {
  std::vector<Replacement> out;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    char32_t c = text::code_point_at(text, at, at);
    if (!is_break_mark(c)) {
      before = c;
      continue;
    }
    while (is_break_mark(c = character_at(text, at))) text::code_point_at(text, at, at);
    const bool in_word = (is_letter(before) || is_letter(c)) && !text::is_blankless(before) && !text::is_blankless(c);
    if (in_word) out.push_back({{begin, at}, ""});
  }
  return out;
}

std::vector<Replacement> plain_signs(std::string_view text, const CanWrite& can_write) {
  std::vector<Replacement> out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at;
    const char32_t c = text::code_point_at(text, at, next);
    if (Shown shown = shown_markup(text, c, at); shown.end > 0) {
      out.push_back({{at, shown.end}, std::move(shown.form)});
      at = shown.end;
      continue;
    }
    if (const std::size_t end = copyright_end(text, at)) {
      out.push_back({{at, end}, "\xC2\xA9"});
      at = end;
      continue;
    }
    std::string form(c >= 0x80 ? plain_sign(text, c, at, next) : plain_ascii(text, static_cast<char>(c), at));
    if (c >= 0x80 && form.empty() && can_write && !can_write(c)) form = plain_figure(text, c, at, next);
    if (!form.empty()) out.push_back({{at, next}, std::move(form)});
    at = next;
  }
  return out;
}

std::string_view code_of_sign(std::string_view sign) {
  std::size_t next = 0;
  return sign.empty() ? sign : entry(kCodes, text::code_point_at(sign, 0, next));
}

}  // namespace dragoman::fidelity
