// One look at each "%", "{" and "$"; a percent sign behind a number ("50 % sure") is none.
#include "formats/placeholders.h"
#include "base/ascii.h"

#include <algorithm>

namespace dragoman::formats {
namespace {

constexpr std::size_t kLongestPlaceholder = 64;
constexpr std::string_view kPercentFlags = "-+#0'";
constexpr std::string_view kConversions = "diouxXeEfFgGaAcCsSpnm@L";

bool is_placeholder_name(char c) {
  return base::is_ascii_digit(c) || base::is_ascii_letter(c) || c == '_' || c == '.' || c == '-';
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && base::is_ascii_digit(text[at])) ++at;
  return at;
}

/// Length of "%s" and its kin at `at`; 0 if none stands there.
std::size_t percent(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (end < text.size() && text[end] == '%') return 2;
  if (end < text.size() && text[end] == '(') {  // Python: "%(name)s"
    const std::size_t close = text.substr(0, end + kLongestPlaceholder).find(')', end);
    return close == std::string_view::npos || close + 1 >= text.size() || !base::is_ascii_letter(text[close + 1])
               ? 0
               : close + 2 - at;
  }
  const std::size_t number = skip_digits(text, end);
  if (number > end && number < text.size() && text[number] == '$') end = number + 1;  // "%1$s"
  while (end < text.size() && kPercentFlags.find(text[end]) != std::string_view::npos) ++end;
  end = skip_digits(text, end);
  if (end < text.size() && text[end] == '.') end = skip_digits(text, end + 1);
  while (end < text.size() && (text[end] == 'l' || text[end] == 'h' || text[end] == 'z' || text[end] == 'j')) ++end;
  if (end < text.size() && kConversions.find(text[end]) != std::string_view::npos) {
    // "50%d" may be one, "100%correct" is not.
    const bool word_goes_on = end + 1 < text.size() && base::is_ascii_letter(text[end + 1]);
    if (!word_goes_on) return end + 1 - at;
  }
  return number > at + 1 ? number - at : 0;  // Qt's "%1"
}

/// Length of "{name}", "{{name}}", "${name}" at `at`.
std::size_t braces(std::string_view text, std::size_t at) {
  std::size_t open = at + (text[at] == '$' ? 1 : 0);
  if (open >= text.size() || text[open] != '{') return 0;
  const bool twice = open + 1 < text.size() && text[open + 1] == '{';
  const std::size_t begin = open + (twice ? 2 : 1);
  std::size_t end = begin;
  while (end < text.size() && end - begin < kLongestPlaceholder &&
         (is_placeholder_name(text[end]) || text[end] == ' ' || text[end] == ':' || text[end] == '#'))
    ++end;
  if (text.substr(end, twice ? 2 : 1) != (twice ? "}}" : "}")) return 0;
  return end + (twice ? 2 : 1) - at;
}

}  // namespace

std::vector<ByteRange> placeholders(std::string_view text) {
  std::vector<ByteRange> out;
  for (std::size_t at = text.find_first_of("%{$"); at != std::string_view::npos; at = text.find_first_of("%{$", at)) {
    const std::size_t length = text[at] == '%' ? percent(text, at) : braces(text, at);
    if (length > 0) out.push_back({at, at + length});
    at += std::max<std::size_t>(length, 1);
  }
  return out;
}

bool has_message_grammar(std::string_view text) {
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    std::size_t comma = at + 1;
    while (comma < text.size() && comma - at < kLongestPlaceholder &&
           (is_placeholder_name(text[comma]) || text[comma] == ' '))
      ++comma;
    if (comma >= text.size() || text[comma] != ',') continue;
    std::size_t kind = comma + 1;
    while (kind < text.size() && text[kind] == ' ') ++kind;
    for (const std::string_view known : {"plural", "select", "selectordinal", "choice"}) {
      if (text.substr(kind, known.size()) == known) return true;
    }
  }
  return false;
}

void lock_placeholders(document::SourceBlock& block) {
  if (block.keep != KeepReason::kNone) return;
  if (has_message_grammar(block.text)) {
    block.keep = KeepReason::kCode;
    block.note = "a message with a grammar of its own (plural, select) has to be translated by hand";
    return;
  }
  for (const ByteRange range : placeholders(block.text)) block.locked.push_back(range);
}

}  // namespace dragoman::formats
