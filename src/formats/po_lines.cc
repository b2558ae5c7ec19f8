// One walk over tags, blanks and the rest. Between blocks ("<p>", "<li>") blanks are nobody's text and stay as they are anyway.
#include "formats/po_lines.h"

#include <algorithm>
#include <charconv>

#include "formats/plain_text.h"
#include "html/elements.h"
#include "html/lexer.h"

namespace dragoman::formats {
namespace {

constexpr std::string_view kOpen = "<br data-dragoman-line=\"", kClose = "\">", kSecond = "<br data-dragoman-line>";

/// Whether blanks beside a tag are no text: what ends a line of text.
bool is_block_tag(const html::Token& token) {
  const bool tag = token.kind == html::Token::Kind::kOpen || token.kind == html::Token::Kind::kClose;
  return tag && (html::traits_of(html::lower_case(token.name)) & html::kInline) == 0;
}

bool has_line_end(std::string_view space) { return space.find_first_not_of(' ') != std::string_view::npos; }

}  // namespace

MessageLines::MessageLines(std::string_view message) {
  html::Lexer lexer(message);
  bool edge = true;  // of a block, or the message
  html::Token token = lexer.next();
  while (token.kind != html::Token::Kind::kEnd) {
    const html::Token next = lexer.next();
    if (token.kind == html::Token::Kind::kText) {
      add_text(part(message, token.range), edge, next.kind == html::Token::Kind::kEnd || is_block_tag(next));
      edge = false;
    } else {
      html_ += part(message, token.range);
      // A "<br>" takes the blanks behind it along.
      edge = is_block_tag(token) || html::equal_names(token.name, "br");
    }
    token = next;
  }
}

/// `begins`, `ends`: at an edge of a block.
void MessageLines::add_text(std::string_view text, bool begins, bool ends) {
  for (std::size_t at = 0; at < text.size();) {
    const bool blank = is_blank(text[at]);
    std::size_t end = at + 1;
    while (end < text.size() && is_blank(text[end]) == blank) ++end;
    const std::string_view piece = text.substr(at, end - at);
    const bool outside = !blank || (begins && at == 0) || (ends && end == text.size()) || !has_line_end(piece);
    if (outside) {
      html_ += piece;
    } else {
      add_space(piece);
    }
    at = end;
  }
}

void MessageLines::add_space(std::string_view space) {
  html_.append(kOpen).append(std::to_string(spaces_.size())).append(kClose);
  if (std::ranges::count(space, '\n') > 1) html_ += kSecond;
  spaces_.emplace_back(space);
}

std::optional<std::string> MessageLines::restored(std::string_view html) const {
  std::string out;
  std::vector<bool> seen(spaces_.size(), false);
  std::size_t count = 0;
  const auto skip_blanks = [&](std::size_t at) {
    while (at < html.size() && is_blank(html[at])) ++at;
    return at;
  };
  for (std::size_t at = 0; at < html.size();) {
    const std::string_view rest = html.substr(at);
    const bool first = rest.starts_with(kOpen);
    if (!first && !rest.starts_with(kSecond)) {
      out += html[at++];
      continue;
    }
    while (!out.empty() && is_blank(out.back())) out.pop_back();
    if (!first) {
      if (count > 0) out += spaces_[count - 1];
      at = skip_blanks(at + kSecond.size());
      continue;
    }
    std::size_t index = 0;
    const char* number = rest.data() + kOpen.size();
    const auto [end, error] = std::from_chars(number, rest.data() + rest.size(), index);
    if (error != std::errc() || index >= spaces_.size() || seen[index]) return std::nullopt;
    seen[index] = true;
    at = skip_blanks(at + static_cast<std::size_t>(end - rest.data()) + kClose.size());
    out += spaces_[index];
    ++count;
  }
  if (count != spaces_.size()) return std::nullopt;
  return out;
}

}  // namespace dragoman::formats
