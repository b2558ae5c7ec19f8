// One walk; a sign's form depends on what stands beside it.
#include "fidelity/plain_signs.h"

#include "fidelity/clock.h"
#include "fidelity/scan.h"
#include "markup/tags.h"

namespace dragoman::fidelity {
namespace {

bool is_blank_at(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == ' ' || text[at] == '\n';
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
std::string_view plain_form(std::string_view text, char32_t c, std::size_t at, std::size_t next) {
  if (c >= 0x201C && c <= 0x201F) return "\"";
  if (c >= 0x2018 && c <= 0x201B) return "'";
  // Models take the pound's sign for the euro's; the code is copied, and the lock on the sign puts it back.
  if (c == 0xA3 && next < text.size() && text[next] >= '0' && text[next] <= '9') return "GBP ";
  // "US–China": of words joined by a sign that it cannot read, a model loses one.
  if (c == 0x2013 && is_letter(character_before(text, at)) && is_letter(character_at(text, next))) return "-";
  const bool dash = c == 0x2014 || c == 0x2015;
  if (!dash) return {};
  const bool apart = (at == 0 || is_blank_at(text, at - 1)) && is_blank_at(text, next);
  return apart ? "-" : " - ";
}

}  // namespace

std::vector<Replacement> plain_signs(std::string_view text) {
  std::vector<Replacement> out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at;
    const char32_t c = text::code_point_at(text, at, next);
    const std::size_t tag = c == '<' ? markup::shown_tag_end(text, at) : 0;
    if (tag > 0 && markup::is_markup_shown(text, at, tag)) {
      // Models make words of tags. They are put back as signs are that a translation dropped.
      const bool between_words = is_word(character_before(text, at)) && is_word(character_at(text, tag));
      out.push_back({{at, tag}, is_line_break(text.substr(at, tag - at)) && between_words ? " " : ""});
      at = tag;
      continue;
    }
    const std::string_view form =
        c >= 0x80 ? plain_form(text, c, at, next) : plain_ascii(text, static_cast<char>(c), at);
    if (!form.empty()) out.push_back({{at, next}, std::string(form)});
    at = next;
  }
  return out;
}

}  // namespace dragoman::fidelity
