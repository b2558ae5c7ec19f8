// Attribute values in quotes may hold '>', so tags are walked state by state; everything else is searched for.
#include "html/lexer.h"
#include <algorithm>
#include <array>
#include "base/ascii.h"
#include "base/doctype.h"

namespace dragoman::html {
namespace {

constexpr std::array<std::string_view, 9> kRawTexts = {"script", "style",  "textarea", "title",   "noscript",
                                                       "xmp",    "iframe", "noembed",  "noframes"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c; }

/// Where "</name" followed by a blank, '/' or '>' begins; npos if nowhere.
std::size_t find_end_tag(std::string_view source, std::size_t from, std::string_view name) {
  for (std::size_t at = source.find("</", from); at != std::string_view::npos; at = source.find("</", at + 2)) {
    const std::size_t behind = at + 2 + name.size();
    if (behind >= source.size()) return std::string_view::npos;
    if (!equal_names(source.substr(at + 2, name.size()), name)) continue;
    if (is_html_space(source[behind]) || source[behind] == '/' || source[behind] == '>') return at;
  }
  return std::string_view::npos;
}

bool tag_name_at(std::string_view source, std::size_t at, std::string_view name) {
  const std::size_t behind = at + name.size();
  return behind < source.size() && equal_names(source.substr(at, name.size()), name) &&
         (is_html_space(source[behind]) || source[behind] == '/' || source[behind] == '>');
}

/// A script goes on over an end tag if it has "<!--" and then "<script": old pages hid scripts that write scripts.
std::size_t script_end(std::string_view source, std::size_t from) {
  bool escaped = false, doubly = false;
  for (std::size_t at = from; at < source.size(); ++at) {
    if (source[at] == '-' && escaped && source.substr(at, 3) == "-->") escaped = doubly = false;
    if (source[at] != '<') continue;
    if (!escaped && source.substr(at, 4) == "<!--") {
      escaped = true;
      at += 1;  // "<!-->" ends at once
    } else if (source.substr(at, 2) == "</" && tag_name_at(source, at + 2, "script")) {
      if (!doubly) return at;
      doubly = false;
    } else if (escaped && tag_name_at(source, at + 1, "script")) {
      doubly = true;
    }
  }
  return std::string_view::npos;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool equal_names(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::size_t tag_end(std::string_view source, std::size_t at) {
  enum { kBetween, kName, kBehindName, kBeforeValue, kUnquoted } state = kBetween;
  for (++at; at < source.size(); ++at) {
    const char c = source[at];
    if (c == '>') return at + 1;
    if (is_html_space(c)) {
      if (state == kName) state = kBehindName;
      if (state == kUnquoted) state = kBetween;
    } else if (state == kBeforeValue && (c == '"' || c == '\'')) {
      at = source.find(c, at + 1);
      if (at == std::string_view::npos) return source.size();
      state = kBetween;
    } else if (state == kBeforeValue) {
      state = kUnquoted;
    } else if (state != kUnquoted) {
      state = c == '/' ? kBetween : c == '=' && state != kBetween ? kBeforeValue : kName;
    }
  }
  return source.size();
}

std::size_t comment_end(std::string_view source, std::size_t at) {
  if (source.substr(at, 4) == "<!--") {
    if (source.substr(at + 4, 1) == ">") return at + 5;
    if (source.substr(at + 4, 2) == "->") return at + 6;
    for (std::size_t end = source.find("--", at + 4); end != std::string_view::npos; end = source.find("--", end + 1)) {
      if (source.substr(end + 2, 1) == ">") return end + 3;
      if (source.substr(end + 2, 2) == "!>") return end + 4;
    }
    return source.size();
  }
  const std::size_t end = source.find('>', at);
  return end == std::string_view::npos ? source.size() : end + 1;
}

std::size_t Lexer::raw_end() const {
  if (raw_ == "plaintext") return source_.size();
  std::size_t from = at_, end = 0;
  while (true) {
    end = raw_ == "script" ? script_end(source_, from) : find_end_tag(source_, from, raw_);
    const std::size_t section = xml_ ? source_.find(kCdata, from) : std::string_view::npos;
    if (section >= end) break;  // an end tag inside of a CDATA section is none
    from = source_.find(kCdataEnd, section);
    if (from == std::string_view::npos) break;
  }
  return std::min(end, source_.size());
}

Token Lexer::text(std::size_t end) {
  const Token token{Token::Kind::kText, {at_, end}, {}, false, false};
  at_ = end;
  return token;
}

Token Lexer::tag(Token::Kind kind, std::size_t name_at) {
  std::size_t name_end = name_at;
  while (name_end < source_.size() && !is_html_space(source_[name_end]) && source_[name_end] != '/' &&
         source_[name_end] != '>') {
    ++name_end;
  }
  const std::size_t end = tag_end(source_, name_end - 1);
  Token token{kind, {at_, end}, source_.substr(name_at, name_end - name_at), false, false};
  token.self_closing = end >= 2 && end <= source_.size() && source_[end - 1] == '>' && source_[end - 2] == '/';
  at_ = end;
  if (kind == Token::Kind::kOpen) {
    const auto raw = std::find_if(kRawTexts.begin(), kRawTexts.end(),
                                  [&](std::string_view name) { return equal_names(name, token.name); });
    if (raw != kRawTexts.end()) raw_ = *raw;
    if (equal_names(token.name, "plaintext")) raw_ = "plaintext";
  }
  return token;
}

Token Lexer::markup() {
  const std::string_view rest = source_.substr(at_);
  if (rest.size() > 1 && base::is_ascii_letter(rest[1])) return tag(Token::Kind::kOpen, at_ + 1);
  if (rest.size() > 2 && rest[1] == '/' && base::is_ascii_letter(rest[2])) return tag(Token::Kind::kClose, at_ + 2);
  const bool comment = rest.size() > 1 && (rest[1] == '!' || rest[1] == '?' || (rest[1] == '/' && rest.size() > 2));
  if (!comment) return {};
  std::size_t end = comment_end(source_, at_);
  if (first_doctype_ && equal_names(rest.substr(0, 9), "<!doctype")) {
    first_doctype_ = false;  // one is looked at: an unclosed subset is searched to the end of the page
    const std::size_t whole = base::doctype_end(source_, at_);
    if (whole != std::string_view::npos) end = whole;
  }
  if (xml_ && rest.starts_with(kCdata)) {
    const std::size_t close = source_.find(kCdataEnd, at_);
    end = close == std::string_view::npos ? source_.size() : close + kCdataEnd.size();
  }
  const Token token{Token::Kind::kComment, {at_, end}, {}, false, false};
  at_ = token.range.end;
  return token;
}

Token Lexer::next() {
  if (at_ >= source_.size()) return {};
  if (!raw_.empty()) {
    const std::size_t end = raw_end();
    raw_.clear();
    if (end > at_) {
      Token token = text(end);
      token.raw = true;
      return token;
    }
  }
  std::size_t from = at_;
  if (source_[at_] == '<') {
    const Token token = markup();
    if (token.kind != Token::Kind::kEnd) return token;
    from = at_ + 1;  // a plain '<'
  }
  for (std::size_t end = source_.find('<', from); end != std::string_view::npos; end = source_.find('<', end + 1)) {
    const char c = end + 1 < source_.size() ? source_[end + 1] : ' ';
    if (base::is_ascii_letter(c) || c == '!' || c == '?' || c == '/') return text(end);
  }
  return text(source_.size());
}

}  // namespace dragoman::html
