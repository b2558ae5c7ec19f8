// One sign in the message, before a letter or digit; what stands round it tells whether it is one.
#include "formats/accelerators.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "base/part.h"
#include "formats/placeholders.h"

namespace dragoman::formats {
namespace {

bool is_small_latin(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital_latin(char c) { return c >= 'A' && c <= 'Z'; }
bool is_key(char c) { return base::is_ascii_letter(c) || base::is_ascii_digit(c); }
bool is_inside_word(char c) { return is_key(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
char small(char c) { return is_capital_latin(c) ? static_cast<char>(c + 32) : c; }

/// The word round a place: from behind the blank before it to the next blank.
ByteRange word_at(std::string_view text, std::size_t at) {
  const std::size_t before = text.substr(0, at).find_last_of(" \n\t");
  return {before == std::string_view::npos ? 0 : before + 1, std::min(text.find_first_of(" \n\t", at), text.size())};
}

bool is_accelerator(std::string_view message, std::size_t at) {
  const char sign = message[at], next = at + 1 < message.size() ? message[at + 1] : ' ';
  if (!is_key(next)) return false;
  const ByteRange word = word_at(message, at);
  const std::string_view shown = part(message, word);
  if (shown.find_first_of("=/@\\") != std::string_view::npos || shown.find(';') != std::string_view::npos) return false;
  if (at == word.begin || !is_inside_word(message[at - 1])) return true;
  // Within a word: "E&xit", "Cu_t", but "AT&T", "Q&A", "file_name".
  if (!is_small_latin(next)) return false;
  return sign == '&' || is_capital_latin(shown.front());
}

}  // namespace

std::optional<Accelerator> take_accelerator(std::string& message) {
  const std::vector<ByteRange> placed = placeholders(message);
  for (const char sign : {'&', '_'}) {
    const std::size_t at = message.find(sign);
    if (at == std::string::npos || message.find(sign, at + 1) != std::string::npos) continue;
    const bool locked =
        std::ranges::any_of(placed, [at](ByteRange range) { return range.begin <= at && at < range.end; });
    if (locked || !is_accelerator(message, at)) continue;
    const Accelerator found = {sign, message[at + 1]};
    message.erase(at, 1);
    return found;
  }
  return std::nullopt;
}

std::size_t ellipsis_length(std::string_view words) {
  const bool ends = words.size() > 3 && (words.ends_with("...") || words.ends_with("\xE2\x80\xA6"));
  return ends ? 3 : 0;
}

std::string with_accelerator(std::string_view translation, Accelerator accelerator) {
  const std::vector<ByteRange> placed = placeholders(translation);
  const auto is_free = [&](std::size_t at) {
    return std::ranges::none_of(placed, [at](ByteRange range) { return range.begin <= at && at < range.end; });
  };
  std::optional<std::size_t> first, same, begins;
  for (std::size_t at = 0; at < translation.size(); ++at) {
    if (!is_key(translation[at]) || !is_free(at)) continue;
    const bool begin = at == 0 || !is_inside_word(translation[at - 1]);
    if (!first && !base::is_ascii_digit(translation[at])) first = at;
    if (small(translation[at]) != small(accelerator.letter)) continue;
    if (!same) same = at;
    if (begin && !begins) begins = at;
  }
  std::string out(translation);
  const std::optional<std::size_t> at = begins ? begins : same ? same : first;
  if (at) return out.insert(*at, 1, accelerator.sign);
  const char key = is_small_latin(accelerator.letter) ? static_cast<char>(accelerator.letter - 32) : accelerator.letter;
  std::size_t end = out.size() - ellipsis_length(out);
  while (end > 0 && out[end - 1] == ':') --end;
  return out.insert(end, std::string("(") + accelerator.sign + key + ")");
}

}  // namespace dragoman::formats
