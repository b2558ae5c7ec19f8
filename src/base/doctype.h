// Document type declarations of XML and HTML. One with an internal subset, "<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>", holds
// declarations of its own, with ">" in them and in their quotation marks.
// Threads: pure functions. Time: linear in the declaration, or in the text if it is never closed.
#pragma once
#include <string_view>

namespace dragoman::base {

/// Where the bracket of an internal subset opens in the declaration that begins at `at`; npos if it has none.
inline std::size_t subset_begin(std::string_view text, std::size_t at) {
  const std::size_t sign = text.find_first_of("[>", at);
  return sign != std::string_view::npos && text[sign] == '[' ? sign : std::string_view::npos;
}

/// Behind the bracket that closes the subset opened at `at`; npos if none does.
inline std::size_t subset_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kNone = std::string_view::npos;
  bool declares = false;  // in a declaration: only there do quotation marks mean anything
  for (++at; at < text.size(); ++at) {
    const bool comment = text.substr(at, 4) == "<!--", program = text.substr(at, 2) == "<?";
    if (comment || program || (declares && (text[at] == '"' || text[at] == '\''))) {
      const std::string_view end = comment ? "-->" : program ? "?>" : text.substr(at, 1);
      at = text.find(end, at + (comment ? 4 : end.size()));
      if (at == kNone) return kNone;
      at += end.size() - 1;
    } else if (text[at] == ']' && !declares) {
      return at + 1;
    } else if (text[at] == '<') {
      if (text.substr(at, 2) != "<!") return kNone;  // an element: the bracket opened nothing
      declares = true;
    } else if (text[at] == '>') {
      declares = false;
    }
  }
  return kNone;
}

/// Behind the ">" of the declaration that begins at `at`; npos if it is not closed.
inline std::size_t doctype_end(std::string_view text, std::size_t at) {
  const std::size_t subset = subset_begin(text, at);
  const std::size_t from = subset == std::string_view::npos ? at : subset_end(text, subset);
  const std::size_t end = from == std::string_view::npos ? from : text.find('>', from);
  return end == std::string_view::npos ? end : end + 1;
}

}  // namespace dragoman::base
