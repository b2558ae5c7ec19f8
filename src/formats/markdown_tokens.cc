// Raw HTML within a text is paired like any other tag, but stays what it is; templates' tags ("{{< figure >}}", "{% raw %}"), footnote
// marks and attribute lists are no Markdown, and are carried as points.
#include "formats/markdown_tokens.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "formats/markdown_blocks.h"
#include "formats/plain_text.h"

namespace dragoman::formats {
namespace {

using Item = MarkdownItem;
using Kind = InlineToken::Kind;

/// "b" of "<b class=x>", lower case; "" for comments and the like.
std::string html_tag_name(std::string_view tag) {
  std::string name;
  for (const char c : tag.substr(tag.starts_with("</") ? 2 : 1)) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (!((low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || c == '-')) break;
    name += low;
  }
  return name;
}

bool is_void(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kVoid = {"br", "img",   "wbr",    "input",
                                                            "hr", "embed", "source", "track"};
  return std::ranges::find(kVoid, name) != kVoid.end();
}

/// Elements whose text is never translated.
bool is_locked(std::string_view tag, std::string_view name) {
  static constexpr std::array<std::string_view, 10> kLocked = {"code", "kbd", "samp",   "pre",   "var",
                                                               "math", "svg", "script", "style", "textarea"};
  return std::ranges::find(kLocked, name) != kLocked.end() || tag.find("translate=\"no\"") != std::string_view::npos ||
         tag.find("notranslate") != std::string_view::npos;
}

/// "^[A *note* within the text.]" of Pandoc: its length, 0 if none begins here or if there are brackets in it.
std::size_t note_length(std::string_view text) {
  constexpr std::size_t kLongestNote = 1000;  // bytes
  if (!text.starts_with(kNoteSign)) return 0;
  text = text.substr(0, std::min(kLongestNote, text.find("\n\n")));
  const std::size_t end = text.find_first_of("[]", kNoteSign.size());
  return end == std::string_view::npos || end == kNoteSign.size() || text[end] != ']' ? 0 : end + 1;
}

class TokenMaker {
 public:
  TokenMaker(std::string_view source, const std::vector<Item>& items) : source_(source), items_(items) {}

  std::vector<InlineToken> make(std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) i = take(i, last);
    pair_tokens(tokens_);
    lock();
    return std::move(tokens_);
  }

 private:
  std::string_view bytes(ByteRange range) const { return part(source_, range); }

  std::size_t take(std::size_t i, std::size_t last) {
    const Item& item = items_[i];
    switch (item.kind) {
      case Item::Kind::kText: add_text(item.source); break;
      case Item::Kind::kEntity:
      case Item::Kind::kNull: tokens_.push_back({Kind::kText, item.source, words_of(source_, item)}); break;
      case Item::Kind::kSoftBreak: tokens_.push_back({Kind::kText, item.source, " "}); break;
      case Item::Kind::kHardBreak:
        tokens_.push_back({Kind::kText, {}, " "});  // words on both sides are two words
        tokens_.push_back({Kind::kPoint, item.source});
        break;
      case Item::Kind::kHtml:
        if (is_line_break(bytes(item.source))) return add_line_break(i, last);
        add_html(item.source);
        break;
      case Item::Kind::kOpen: return open(i, last);
      case Item::Kind::kClose: close(i); break;
    }
    return i;
  }

  void add_text(ByteRange range) {
    std::size_t from = range.begin;
    for (std::size_t at = range.begin; at < range.end;) {
      bool shows = false;
      const char c = source_[at];
      if (const std::size_t sign = note_sign(at)) {
        if (from < at) tokens_.push_back({Kind::kText, {from, at}, std::string(bytes({from, at}))});
        add_note_sign({at, at + sign});
        from = at += sign;
        continue;
      }
      const std::size_t raw = c == '{' || c == '[' ? raw_length(bytes({at, range.end}), shows) : 0;
      if (raw == 0) {
        ++at;
        continue;
      }
      const std::size_t begin = is_attribute_list(bytes({at, at + raw})) ? blanks_before(at, from) : at;
      if (from < begin) tokens_.push_back({Kind::kText, {from, begin}, std::string(bytes({from, begin}))});
      tokens_.push_back(
          {shows ? Kind::kLocked : Kind::kPoint, {begin, at + raw}, shows ? std::string(bytes({at, at + raw})) : ""});
      at += raw;
      from = at;
    }
    if (from < range.end) tokens_.push_back({Kind::kText, {from, range.end}, std::string(bytes({from, range.end}))});
  }

  /// "{#id}", "{: .class}" behind a blank belong to the block; without it to the link or emphasis before them.
  static bool is_attribute_list(std::string_view raw) {
    return raw.starts_with("{#") || raw.starts_with("{:") || raw.starts_with("{.");
  }
  std::size_t blanks_before(std::size_t at, std::size_t from) const {
    while (at > from && source_[at - 1] == ' ') --at;
    return at;
  }

  /// Bytes of what begins a note at `at`, or ends the one that is begun; 0 for neither.
  std::size_t note_sign(std::size_t at) {
    if (note_end_ == at) return 1;
    const bool inside = note_end_ && at < *note_end_;
    const std::size_t length = source_[at] == '^' && !inside ? note_length(source_.substr(at)) : 0;
    if (length == 0) return 0;
    note_end_ = at + length - 1;
    return kNoteSign.size();
  }

  /// A note's words are a sentence of their own, or several, beside the text's.
  void add_note_sign(ByteRange sign) {
    const bool opens = source_[sign.begin] == '^';
    if (opens && sign.begin > 0 && !is_blank(source_[sign.begin - 1])) tokens_.push_back({Kind::kText, {}, " "});
    InlineToken token;
    token.name = "\x02note";
    token.kind = opens ? Kind::kOpen : Kind::kClose;
    token.source = sign;
    tokens_.push_back(std::move(token));
  }

  /// "<br>" with the blanks round it, a line's end behind it included: words on both sides are two words. Returns the last item taken.
  std::size_t add_line_break(std::size_t i, std::size_t last) {
    const ByteRange tag = items_[i].source;
    ByteRange whole = tag;
    const bool text_before = i > 0 && items_[i - 1].kind == Item::Kind::kText;
    while (text_before && whole.begin > items_[i - 1].source.begin && is_blank(source_[whole.begin - 1])) --whole.begin;
    const bool has_next = i + 1 < last;
    if (has_next && items_[i + 1].kind == Item::Kind::kSoftBreak) {
      whole.end = items_[++i].source.end;
    } else if (has_next && items_[i + 1].kind == Item::Kind::kText) {
      while (whole.end < items_[i + 1].source.end && is_blank(source_[whole.end])) ++whole.end;
    }
    tokens_.push_back({Kind::kText, {}, " "});
    InlineToken token;
    token.kind = Kind::kPoint;
    token.source = tag;
    token.literal = bytes(whole);
    tokens_.push_back(std::move(token));
    return i;
  }

  void add_html(ByteRange range) {
    const std::string_view tag = bytes(range);
    InlineToken token;
    token.source = range;
    token.name = html_tag_name(tag);
    const bool alone = token.name.empty() || is_void(token.name) || tag.ends_with("/>");
    token.kind = alone ? Kind::kPoint : tag.starts_with("</") ? Kind::kClose : Kind::kOpen;
    tokens_.push_back(std::move(token));
  }

  /// What shows as it is, or is a block of its own, is one token from its beginning to its end.
  std::size_t open(std::size_t i, std::size_t last) {
    const Item& item = items_[i];
    const auto end = static_cast<std::size_t>(item.partner);
    if (item.partner < 0 || end >= last) return i;
    const Item& close = items_[end];
    const ByteRange whole = {item.source.begin, close.source.end};
    const bool footnote =
        item.span == SpanKind::kLink && close.tail.kind == LinkTail::Kind::kShortcut && bytes(whole).starts_with("[^");
    if (item.span == SpanKind::kImage || footnote) {
      tokens_.push_back({Kind::kPoint, whole});
      return end;
    }
    if (item.span == SpanKind::kCode || item.span == SpanKind::kMath || close.tail.kind == LinkTail::Kind::kAutolink) {
      std::string shown;
      for (std::size_t inside = i + 1; inside < end; ++inside) {
        if (inside > i + 1 && items_[inside].source.begin > items_[inside - 1].source.end) shown += ' ';
        shown += bytes(items_[inside].source);
      }
      tokens_.push_back({Kind::kLocked, whole, one_line(shown)});
      return end;
    }
    InlineToken token;
    token.kind = Kind::kOpen;
    token.source = item.source;
    token.name = "\x01" + std::to_string(i);
    tokens_.push_back(std::move(token));
    return i;
  }

  void close(std::size_t i) {
    const Item& item = items_[i];
    if (item.partner < 0) return;
    InlineToken token;
    token.kind = Kind::kClose;
    token.source = item.source;
    token.name = "\x01" + std::to_string(item.partner);
    // A link that is named by its text keeps its name when the text changes.
    const bool named = item.tail.kind == LinkTail::Kind::kShortcut || item.tail.kind == LinkTail::Kind::kCollapsed;
    if (item.span == SpanKind::kLink && named) token.literal = "][" + one_line(bytes(item.tail.label)) + "]";
    tokens_.push_back(std::move(token));
  }

  /// Pairs of locked elements become one token, then the rest is paired anew.
  void lock() {
    std::vector<InlineToken> out;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      InlineToken& token = tokens_[i];
      const int match = std::exchange(token.match, -1);
      if (token.kind == Kind::kOpen && match >= 0 && bytes(token.source).starts_with('<') &&
          is_locked(bytes(token.source), token.name)) {
        const auto end = static_cast<std::size_t>(match);
        std::string shown;
        for (std::size_t inside = i; inside < end; ++inside) shown += tokens_[inside].text;
        InlineToken locked;
        locked.kind = is_blank(shown) ? Kind::kPoint : Kind::kLocked;
        locked.source = {token.source.begin, tokens_[end].source.end};
        locked.text = one_line(shown);
        out.push_back(std::move(locked));
        i = end;
      } else {
        out.push_back(std::move(token));
      }
    }
    tokens_ = std::move(out);
    pair_tokens(tokens_);
  }

  std::string_view source_;
  const std::vector<Item>& items_;
  std::vector<InlineToken> tokens_;
  std::optional<std::size_t> note_end_;  // where the last note that was begun ends
};

}  // namespace

bool is_line_break(std::string_view tag) {
  return tag.starts_with('<') && !tag.starts_with("</") && html_tag_name(tag) == "br";
}

int tag_depth(std::string_view tag) {
  const std::string name = tag.starts_with('<') ? html_tag_name(tag) : "";
  if (name.empty() || is_void(name) || tag.ends_with("/>")) return 0;
  return tag.starts_with("</") ? -1 : 1;
}

std::size_t raw_length(std::string_view text, bool& shows) {
  text = text.substr(0, 1000);  // what never ends must not be sought to the document's end again and again
  const auto to = [&](std::string_view end) {
    const std::size_t at = text.find(end);
    return at == std::string_view::npos ? 0 : at + end.size();
  };
  shows = false;
  if (text.starts_with("{{")) return to("}}");
  if (text.starts_with("{%")) return to("%}");
  if (text.starts_with("{#") || text.starts_with("{:") || text.starts_with("{.")) return to("}");
  if (text.starts_with("[^")) {
    const std::size_t end = text.find(']');
    return end == std::string_view::npos || end < 3 || text.substr(0, end).find(' ') != std::string_view::npos
               ? 0
               : end + 1;
  }
  shows = text.starts_with("[[");
  return shows ? to("]]") : 0;
}

std::string one_line(std::string_view label) {
  BlockText text;
  text.add(label);
  return text.take();
}

std::vector<InlineToken> markdown_tokens(std::string_view source, const std::vector<Item>& items, std::size_t first,
                                         std::size_t last) {
  return TokenMaker(source, items).make(first, last);
}

}  // namespace dragoman::formats
