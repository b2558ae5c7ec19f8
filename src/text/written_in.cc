// A quotation runs from a mark that opens one to the next that closes it, in the same text; a mark that nothing closes is none.
#include "text/written_in.h"

#include <array>
#include <utility>

#include "base/part.h"
#include "dragoman/language.h"
#include "text/casing.h"
#include "text/utf8.h"

namespace dragoman::text {
namespace {

constexpr std::size_t kWordsThatShow = 2;
constexpr std::size_t kMostBytes = std::size_t{16} << 10;  // of a text that are looked at

std::string without_quotations(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kMarks = {
      {{"\"", "\""}, {"“", "”"}, {"«", "»"}, {"„", "“"}}};
  std::string out(text);
  for (const auto& [open, close] : kMarks) {
    for (std::size_t at = 0; (at = out.find(open, at)) != std::string::npos;) {
      const std::size_t end = out.find(close, at + open.size());
      if (end == std::string::npos) break;
      out.replace(at, end + close.size() - at, " ");
    }
  }
  return out;
}

std::string shown_by(std::string_view text) {
  const std::optional<Language> language = detect_language(text);
  return language ? language->code : "";
}

}  // namespace

std::string own_words(std::string_view text) {
  const std::string rest = without_quotations(text);
  std::string out;
  std::size_t at = 0;
  for (const ByteRange word : words_of(rest)) {
    const Casing casing = casing_of(part(rest, word));
    if (casing == Casing::kLower || casing == Casing::kNone) continue;
    out += rest.substr(at, word.begin - at);
    at = word.end;
  }
  return out + rest.substr(at);
}

bool is_written_in(std::string_view text, std::string_view code, std::string_view other) {
  if (text.size() > kMostBytes) {
    std::size_t end = kMostBytes;
    while (end > 0 && is_continuation(text[end])) --end;
    text = text.substr(0, end);
  }
  if (shown_by(text) != code) return false;
  const std::string own = own_words(text);
  const std::size_t words = count_words(own);
  if (words == 0) return true;
  // Among names statistics see English, in "Fernando Henrique critica Temer" too.
  if (words < kWordsThatShow) return count_function_words(text, code, other) > 0;
  const std::string shown = shown_by(own);
  return shown.empty() ? count_function_words(own, code, other) > count_function_words(own, other, code)
                       : shown == code;
}

}  // namespace dragoman::text
