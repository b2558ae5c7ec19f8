// Only letters beyond ASCII are asked for, so that most texts cost a look.
#include "fidelity/plain_letters.h"

#include "fidelity/scan.h"
#include "text/letters.h"

namespace dragoman::fidelity {
namespace {

bool opens_sentence(std::string_view text, std::size_t at) {
  const std::size_t before = text.substr(0, at).find_last_not_of(" \"'([");
  return before == std::string_view::npos || std::string_view(".!?:\n").find(text[before]) != std::string_view::npos;
}

/// Whether a word that opens a sentence at `at` with `c` is rather a name.
bool is_rather_name(std::string_view text, std::size_t at, char32_t c, const CountPieces& count_pieces) {
  if (!count_pieces) return false;
  std::size_t rest = at;
  text::code_point_at(text, at, rest);
  const std::size_t end = word_end(text, at);
  const auto pieces = [&](char32_t first) {
    std::string word;
    text::append_code_point(word, first);
    return count_pieces(word.append(text.substr(rest, end - rest)));
  };
  const std::size_t small = pieces(text::lower(c)), plain = pieces(text::base_letter(c));
  const char32_t next = end < text.size() && text[end] == ' ' ? character_at(text, end + 1) : 0;
  return small > 1 && plain > 0 && (plain < small || text::lower(next) != next);
}

/// What stands for `c`; `c` itself if it is read, or nothing does.
char32_t plain_letter(char32_t c, bool opens, const CanRead& can_read) {
  if (c < 0x80 || !is_letter(c) || can_read(c)) return c;
  const char32_t small = text::lower(c);
  if (opens && small != c && can_read(small)) return small;
  const char32_t base = text::base_letter(c);
  return base != c && can_read(base) ? base : c;
}

}  // namespace

std::vector<Replacement> plain_letters(std::string_view text, const CanRead& can_read,
                                       const CountPieces& count_pieces) {
  std::vector<Replacement> out;
  if (!can_read) return out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at;
    const char32_t c = text::code_point_at(text, at, next);
    if (c >= 0x80) {
      const bool opens =
          is_letter(c) && !can_read(c) && opens_sentence(text, at) && !is_rather_name(text, at, c, count_pieces);
      const char32_t plain = plain_letter(c, opens, can_read);
      if (plain != c) {
        out.push_back({{at, next}, ""});
        text::append_code_point(out.back().text, plain);
      }
    }
    at = next;
  }
  return out;
}

std::string in_plain_letters(std::string_view word, const CanRead& can_read) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = text::code_point_at(word, at, at);
    text::append_code_point(out, can_read ? plain_letter(c, false, can_read) : c);
  }
  return out;
}

}  // namespace dragoman::fidelity
