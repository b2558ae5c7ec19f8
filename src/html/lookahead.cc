// A parser's cost for a tag grows with the depth that it stands at, so the depth allowed shrinks on pages with a great many
// tags, as it does in browsers.
#include "html/lookahead.h"

#include <algorithm>
#include <unordered_map>
#include "base/doctype.h"
#include "html/lexer.h"
#include "html/nesting.h"
#include "html/tag_attributes.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

constexpr std::size_t kSteps = 1'000'000'000;  ///< tags times depth
constexpr std::size_t kLeastDepth = 200;
constexpr std::size_t kLongComment = 16;
constexpr std::size_t kLongText = 16;

bool continues(char c) { return text::is_continuation(c); }

/// Characters that every state of the parser takes for letters or for blanks, whatever stands around them.
bool is_plain(std::string_view text) {
  unsigned char before = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool control = (byte < 0x20 && !is_html_space(c)) || byte == 0x7F || (before == 0xC2 && byte < 0xA0);
    if (control || byte >= 0xEF) return false;  // noncharacters begin with EF to F4 in UTF-8
    before = byte;
  }
  return true;
}

/// Elements whose content the parser does not get to see, so that it cannot take it for markup.
bool has_raw_place(std::string_view name) {
  return equal_names(name, "script") || equal_names(name, "style") || equal_names(name, "noscript");
}

class Scout {
 public:
  Scout(std::string_view source, std::size_t max_depth, bool xml) : source_(source), xml_(xml), lexer_(source, 0, xml) {
    const auto tags = static_cast<std::size_t>(std::count(source.begin(), source.end(), '<'));
    limit_ = std::min(max_depth, std::max(kLeastDepth, kSteps / std::max<std::size_t>(tags, 1)));
  }
  Lookahead run();

 private:
  void open(const Token& token);
  void close(const Token& token);
  void content(const Token& token);
  void shorten(ByteRange range);
  void comment(const Token& token);
  void leave_out(std::size_t begin, std::size_t end) {
    if (cutting_ || begin >= end) return;
    found_.text += source_.substr(written_, begin - written_);
    removed_ += static_cast<std::int64_t>(end - begin);
    written_ = end;
    found_.gaps.push_back({static_cast<std::uint32_t>(found_.text.size()), removed_});
  }
  void make_end_tag(const Token& token);
  void end_cut(std::size_t end);
  std::size_t excess(std::string_view tag) const;

  std::string_view source_;
  bool xml_ = false;
  Lexer lexer_;
  std::size_t limit_ = 0;
  Nesting nesting_;
  Lookahead found_;
  std::string_view raw_;  ///< the element whose content comes next, if that is raw text
  std::size_t written_ = 0;
  std::int64_t removed_ = 0;
  bool framed_ = false;  ///< a frameset takes the blanks of a text and nothing else
  bool cutting_ = false;
  std::size_t cut_from_ = 0;
  std::unordered_map<std::string, std::size_t> inside_;  ///< elements opened in the cut
};

/// Where the attributes of a tag begin to be too many for a parser that compares each with each; its size if they are not.
std::size_t Scout::excess(std::string_view tag) const {
  if (tag.size() < 2 * kMostAttributes) return tag.size();
  std::size_t names = 0;
  bool between = false;
  for (std::size_t at = 1; at < tag.size(); ++at) {
    const char c = tag[at];
    if ((c == '"' || c == '\'') && tag[at - 1] == '=') {
      at = std::min(tag.find(c, at + 1), tag.size() - 1);
    } else if (is_html_space(c) || c == '/') {
      between = true;
    } else if (between) {
      between = false;
      if (++names > kMostAttributes) return at;
    }
  }
  return tag.size();
}

/// The parser knows no <div/>: it gets "<div/></div>".
void Scout::make_end_tag(const Token& token) {
  found_.text += source_.substr(written_, token.range.end - written_);
  written_ = token.range.end;
  const std::size_t begin = found_.text.size();
  found_.text += "</" + std::string(token.name) + ">";
  found_.made.push_back(place_of(begin, found_.text.size()));
  removed_ -= static_cast<std::int64_t>(found_.text.size() - begin);
  found_.gaps.push_back({static_cast<std::uint32_t>(found_.text.size()), removed_});
}

void Scout::open(const Token& token) {
  const std::string_view tag = source_.substr(token.range.begin, token.range.end - token.range.begin);
  raw_ = token.name;
  framed_ = framed_ || equal_names(token.name, "frameset");
  if (cutting_) {
    if (!Nesting::is_void(token.name) && !token.self_closing) ++inside_[lower_case(token.name)];
    return;
  }
  const bool foreign = nesting_.has("svg") || nesting_.has("math");
  if (xml_ && token.self_closing && !foreign && !Nesting::is_void(token.name) && !equal_names(token.name, "svg") &&
      !equal_names(token.name, "math")) {
    lexer_.leave_raw_text();
    raw_ = {};
    return make_end_tag(token);
  }
  if (foreign && (token.self_closing || !has_raw_place(token.name))) lexer_.leave_raw_text();
  nesting_.open(token.name, tag, token.self_closing);
  if (foreign && token.self_closing) raw_ = {};
  if (nesting_.depth() > limit_) {
    cutting_ = true;
    cut_from_ = token.range.begin;
    nesting_.close(token.name);
    inside_.clear();
    ++inside_[lower_case(token.name)];
    return;
  }
  if (!tag.ends_with('>')) return;
  const std::size_t from = foreign || attributes_matter(token.name) ? excess(tag) : 1 + token.name.size();
  leave_out(token.range.begin + from, token.range.end - (token.self_closing ? 2 : 1));
}

/// One blank stands for what is cut, so that the parser gives it a place in the tree.
void Scout::end_cut(std::size_t end) {
  cutting_ = false;
  found_.cuts.push_back(place_of(cut_from_, end));
  leave_out(cut_from_ + 1, end);
  found_.text.back() = ' ';
}

void Scout::close(const Token& token) {
  if (cutting_) {
    const auto found = inside_.find(lower_case(token.name));
    if (found != inside_.end() && found->second > 0) return void(--found->second);
    if (!nesting_.has(token.name)) return;
    end_cut(token.range.begin);
  }
  // <br></br>: the parser would make two of it.
  if (xml_ && equal_names(token.name, "br")) return leave_out(token.range.begin, token.range.end);
  nesting_.close(token.name);
}

/// To a parser that makes a token of each character, a text is its leading blanks and that there is more.
void Scout::shorten(ByteRange range) {
  const std::string_view text = source_.substr(range.begin, range.end - range.begin);
  if (framed_ || text.size() < kLongText || !is_plain(text)) return;
  const std::size_t word = text.find_first_not_of(" \t\n\f\r"), first = word == std::string_view::npos ? 0 : word;
  if (text[first] == '&' || text[first] == '<') return;
  std::size_t behind = first + 1, last = text.size() - 1;
  while (behind < last && continues(text[behind])) ++behind;
  while (last > behind && continues(text[last])) --last;
  leave_out(range.begin + behind, range.begin + last);
}

/// Text; what is behind a start tag may not be meant for the parser at all.
void Scout::content(const Token& token) {
  if (cutting_) return;
  if (!has_raw_place(raw_)) {
    if (!token.raw) shorten(token.range);
    return;
  }
  (equal_names(raw_, "noscript") ? found_.noscripts : found_.raws)
      .push_back(place_of(token.range.begin, token.range.end));
  leave_out(token.range.begin, token.range.end);
}

void Scout::comment(const Token& token) {
  const std::string_view whole = source_.substr(token.range.begin, token.range.end - token.range.begin);
  if (!found_.doctype && equal_names(whole.substr(0, 9), "<!doctype")) {
    found_.doctype = place_of(token.range.begin, token.range.end);
    // The parser ends a doctype at the first ">", which may stand in its internal subset.
    const std::size_t subset = base::subset_begin(source_.substr(0, token.range.end), token.range.begin);
    if (subset != std::string_view::npos) return leave_out(subset, token.range.end - 1);
  }
  if (xml_ && whole.starts_with(kCdata)) return leave_out(token.range.begin + 2, token.range.end - 1);
  const bool closed = whole.starts_with("<!--") && whole.ends_with("-->") && whole.size() > kLongComment;
  if (closed) leave_out(token.range.begin + 4, token.range.end - 3);
}

Lookahead Scout::run() {
  for (Token token = lexer_.next(); token.kind != Token::Kind::kEnd; token = lexer_.next()) {
    switch (token.kind) {
      case Token::Kind::kOpen: open(token); continue;  // keeps raw_
      case Token::Kind::kClose: close(token); break;
      case Token::Kind::kText: content(token); break;
      default: comment(token); break;
    }
    raw_ = {};
  }
  if (cutting_) end_cut(source_.size());
  found_.text += source_.substr(written_);
  for (std::size_t at = 0, gap = 0; at <= found_.text.size(); at += Lookahead::kStretch) {
    while (gap < found_.gaps.size() && found_.gaps[gap].at < at) ++gap;
    found_.first_gaps.push_back(static_cast<std::uint32_t>(gap));
  }
  return std::move(found_);
}

}  // namespace

std::size_t Lookahead::source_of(std::size_t at) const {
  std::size_t behind = first_gaps[at / kStretch];
  while (behind < gaps.size() && gaps[behind].at <= at) ++behind;
  return behind == 0 ? at : at + static_cast<std::size_t>(gaps[behind - 1].shift);  // modulo 2^64
}

bool Lookahead::is_made(std::size_t at) const {
  const auto behind = std::upper_bound(made.begin(), made.end(), at,
                                       [](std::size_t place, const Place& one) { return place < one.begin; });
  return behind != made.begin() && at < std::prev(behind)->end;
}

Lookahead look_ahead(std::string_view source, std::size_t max_depth, bool xml) {
  return Scout(source, max_depth, xml).run();
}

}  // namespace dragoman::html
