// Reading the gaps: each pending event eats its bytes from the front, and the gap must end exactly where the next text begins.
// Only a link's tail can be read in more than one way; then the ways are tried in the order of the specification.
#include <algorithm>
#include <vector>

#include "formats/markdown_items.h"
#include "formats/plain_text.h"

namespace dragoman::formats {
namespace {

using Item = MarkdownItem;
using Leaf = MarkdownLeaf;

constexpr std::size_t kLongestTitle = 10'000;
constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::size_t kFarthestBack = 4096;  // bytes before a leaf's first text in which its first delimiter is sought
constexpr std::size_t kMostSteps = 50'000;   // of all tries for a leaf, besides ten for each item

bool is_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/// Blanks, and at most line ends with the beginnings of the next lines (blanks and quote signs).
std::size_t skip_space(std::string_view text, std::size_t at) {
  bool line_begins = false;
  while (at < text.size()) {
    if (text[at] == '\n' || text[at] == '\r') {
      line_begins = true;
    } else if (text[at] != ' ' && text[at] != '\t' && !(line_begins && text[at] == '>')) {
      break;
    }
    ++at;
  }
  return at;
}

std::size_t run_length(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] == text[at]) ++end;
  return end - at;
}

/// The end of a destination: "<...>", or to the first blank or the bracket that is too many.
std::size_t skip_destination(std::string_view text, std::size_t at) {
  const bool pointed = at < text.size() && text[at] == '<';
  int depth = 0;
  for (at += pointed ? 1 : 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\' && at + 1 < text.size() && is_punctuation(text[at + 1])) {
      ++at;
    } else if (pointed) {
      if (c == '>') return at + 1;
      if (c == '\n' || c == '\r') return kNowhere;
    } else if (is_blank(c) || (c == ')' && depth == 0)) {
      return at;
    } else if (c == '(' || c == ')') {
      depth += c == '(' ? 1 : -1;
    }
  }
  return pointed ? kNowhere : at;
}

/// `at` is the quotation mark. Returns the end behind the closing one.
std::size_t skip_title(std::string_view text, std::size_t at, ByteRange& title) {
  const char close = text[at] == '(' ? ')' : text[at];
  for (std::size_t i = at + 1; i < std::min(text.size(), at + kLongestTitle); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      ++i;
    } else if (text[i] == close) {
      title = {at + 1, i};
      return i + 1;
    }
  }
  return kNowhere;
}

/// "(destination "title")"; kNowhere if there is none.
std::size_t inline_tail(std::string_view text, std::size_t at, LinkTail& tail) {
  if (at >= text.size() || text[at] != '(') return kNowhere;
  at = skip_space(text, at + 1);
  at = skip_destination(text, at);
  if (at == kNowhere) return kNowhere;
  const std::size_t behind = skip_space(text, at);
  if (behind < text.size() && behind > at && (text[behind] == '"' || text[behind] == '\'' || text[behind] == '(')) {
    at = skip_title(text, behind, tail.title);
    if (at == kNowhere) return kNowhere;
  }
  at = skip_space(text, at);
  return at < text.size() && text[at] == ')' ? at + 1 : kNowhere;
}

/// "[label]"; kNowhere if there is none.
std::size_t label_tail(std::string_view text, std::size_t at, ByteRange& label) {
  if (at >= text.size() || text[at] != '[') return kNowhere;
  for (std::size_t i = at + 1; i < text.size() && i - at < 1200; ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '[') {
      return kNowhere;
    } else if (text[i] == ']') {
      label = {at + 1, i};
      return i + 1;
    }
  }
  return kNowhere;
}

/// Places items [first, last) from `at` on. `target`: where the text behind them begins, or kNowhere if nothing is behind them.
class GapReader {
 public:
  GapReader(std::string_view text, std::vector<Item>& items, std::size_t& left)
      : text_(text), items_(items), left_(left) {}

  /// Returns where it ended, or kNowhere.
  std::size_t read(std::size_t first, std::size_t last, std::size_t at, std::size_t target) {
    std::vector<Choice> choices;
    for (std::size_t i = first;;) {
      if (left_ == 0) return kNowhere;
      --left_;
      std::size_t next = kNowhere;
      if (i == last) {
        if (target == kNowhere || fits(first, last, at, target)) return at;
      } else if (is_link_end(i)) {
        choices.push_back({i, at, 0});
        next = next_way(choices.back());
      } else {
        next = take(i, at);
      }
      if (next != kNowhere && (target == kNowhere || next <= target)) {
        items_[i].source = {at, next};
        at = next;
        ++i;
        continue;
      }
      // Back to the last link that may be read in another way.
      while (!choices.empty() && (next = next_way(choices.back())) == kNowhere) choices.pop_back();
      if (choices.empty()) return kNowhere;
      i = choices.back().item;
      items_[i].source = {choices.back().at, next};
      at = next;
      ++i;
    }
  }

 private:
  struct Choice {
    std::size_t item, at;
    int way;
  };

  bool is_link_end(std::size_t i) const {
    return items_[i].kind == Item::Kind::kClose &&
           (items_[i].span == SpanKind::kLink || items_[i].span == SpanKind::kImage) && items_[i].partner >= 0;
  }

  /// Whether the text at `target` can follow: at once, behind a backslash, or in code behind blanks.
  bool fits(std::size_t first, std::size_t last, std::size_t at, std::size_t target) const {
    if (at == target) return true;
    const bool code = last > first && items_[last - 1].kind == Item::Kind::kOpen &&
                      (items_[last - 1].span == SpanKind::kCode || items_[last - 1].span == SpanKind::kMath);
    if (code) return skip_space(text_, at) >= target;
    return at + 1 == target && text_[at] == '\\' && target < text_.size() && is_punctuation(text_[target]);
  }

  std::size_t next_way(Choice& choice) {
    Item& close = items_[choice.item];
    const Item& open = items_[close.partner];
    while (choice.way < 4) {
      close.tail = {};
      const std::size_t end = way(choice.way++, choice.at, open, close.tail);
      if (end != kNowhere) return end;
    }
    return kNowhere;
  }

  std::size_t way(int which, std::size_t at, const Item& open, LinkTail& tail) const {
    if (open.source.end > open.source.begin && text_[open.source.begin] == '<') {
      tail.kind = LinkTail::Kind::kAutolink;
      return which == 0 && text_.substr(at, 1) == ">" ? at + 1 : kNowhere;
    }
    if (text_.substr(at, 1) != "]") return kNowhere;
    tail.label = {open.source.end, at};
    if (which == 0) return inline_tail(text_, at + 1, tail);
    if (which == 1) {
      tail.kind = LinkTail::Kind::kReference;
      const std::size_t end = label_tail(text_, at + 1, tail.label);
      return end != kNowhere && tail.label.begin < tail.label.end ? end : kNowhere;
    }
    tail.kind = which == 2 ? LinkTail::Kind::kCollapsed : LinkTail::Kind::kShortcut;
    if (which == 2) return text_.substr(at + 1, 2) == "[]" ? at + 3 : kNowhere;
    return at + 1;
  }

  std::size_t take(std::size_t i, std::size_t at) const {
    const Item& item = items_[i];
    switch (item.kind) {
      case Item::Kind::kOpen:
      case Item::Kind::kClose: return take_delimiter(item, at);
      case Item::Kind::kNull: return at < text_.size() && text_[at] == '\0' ? at + 1 : kNowhere;
      case Item::Kind::kSoftBreak:
      case Item::Kind::kHardBreak: return take_break(at, item.kind == Item::Kind::kHardBreak);
      default: return kNowhere;  // text that md4c did not place
    }
  }

  std::size_t take_break(std::size_t at, bool hard) const {
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t')) ++at;
    if (hard && at < text_.size() && text_[at] == '\\') ++at;
    if (at >= text_.size() || (text_[at] != '\n' && text_[at] != '\r')) return kNowhere;
    at = line_at(text_, at).next;
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t' || text_[at] == '>')) ++at;
    return at;
  }

  std::size_t take_delimiter(const Item& item, std::size_t at) const {
    if (at >= text_.size()) return kNowhere;
    const char c = text_[at];
    const bool star = c == '*' || c == '_';
    switch (item.span) {
      case SpanKind::kEmphasis: return star ? at + 1 : kNowhere;
      case SpanKind::kStrong: return star && text_.substr(at + 1, 1) == std::string_view(&c, 1) ? at + 2 : kNowhere;
      case SpanKind::kStrike: return c == '~' && begins_run(at) ? at + run_length(text_, at) : kNowhere;
      case SpanKind::kLink: return c == '[' || c == '<' ? at + 1 : kNowhere;  // ends are read by next_way()
      case SpanKind::kImage: return text_.substr(at, 2) == "![" ? at + 2 : kNowhere;
      case SpanKind::kCode: return take_fence(item, at, '`');
      case SpanKind::kMath: return take_fence(item, at, '$');
    }
    return kNowhere;
  }

  /// These delimiters are whole runs of their sign.
  bool begins_run(std::size_t at) const { return at == 0 || text_[at - 1] != text_[at]; }

  /// Code and formulas end with as many signs as they begin with, blanks before them.
  std::size_t take_fence(const Item& item, std::size_t at, char sign) const {
    if (item.kind == Item::Kind::kOpen)
      return text_[at] == sign && begins_run(at) ? at + run_length(text_, at) : kNowhere;
    at = skip_space(text_, at);
    const std::size_t length =
        item.partner < 0 ? 0 : items_[item.partner].source.end - items_[item.partner].source.begin;
    return at < text_.size() && text_[at] == sign && run_length(text_, at) >= length ? at + length : kNowhere;
  }

  std::string_view text_;
  std::vector<Item>& items_;
  std::size_t& left_;  // steps
};

bool is_code_text(const std::vector<Item>& items, std::size_t i) {
  return i > 0 && items[i - 1].kind == Item::Kind::kText && items[i].kind == Item::Kind::kText;
}

/// Finds where the leaf begins, and places what stands before its first text.
std::size_t place_head(std::string_view source, std::size_t from, Leaf& leaf, std::size_t first, std::size_t& left) {
  const std::size_t target = leaf.items[first].source.begin;
  if (first == 0) {
    const bool escaped = target > from && source[target - 1] == '\\' && leaf.items[0].kind == Item::Kind::kText &&
                         target < source.size() && is_punctuation(source[target]);
    return escaped ? target - 1 : target;
  }
  GapReader reader(source, leaf.items, left);
  const std::size_t lowest = std::max(from, target - std::min(target, kFarthestBack));
  for (std::size_t at = target; at-- > lowest;) {
    if (reader.read(0, first, at, target) != kNowhere) return at;
  }
  return kNowhere;
}

}  // namespace

std::string folded_label(std::string_view label) {
  BlockText text;
  text.add(label);
  std::string out = text.take();
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::map<std::string, ByteRange> definition_titles(std::string_view source, std::size_t begin) {
  std::map<std::string, ByteRange> out;
  for (std::size_t at = begin; at < source.size(); at = line_at(source, at).next) {
    std::size_t i = at;
    while (i < source.size() && (source[i] == ' ' || source[i] == '>')) ++i;
    ByteRange label, title;
    i = label_tail(source, i, label);
    if (i == kNowhere || i >= source.size() || source[i] != ':') continue;
    i = skip_destination(source, skip_space(source, i + 1));
    if (i == kNowhere) continue;
    const std::size_t quote = skip_space(source, i);
    if (quote == i || quote >= source.size() || std::string_view("\"'(").find(source[quote]) == std::string_view::npos)
      continue;
    if (skip_title(source, quote, title) != kNowhere) out.try_emplace(folded_label(part(source, label)), title);
  }
  return out;
}

void place_items(std::string_view source, std::size_t from, Leaf& leaf) {
  std::vector<Item>& items = leaf.items;
  const auto anchor = std::ranges::find(items, true, &Item::anchored);
  if (anchor == items.end()) return;
  std::size_t left = kMostSteps + 10 * items.size();
  auto next = static_cast<std::size_t>(anchor - items.begin());
  leaf.source.begin = place_head(source, from, leaf, next, left);
  if (leaf.source.begin == kNowhere) return;
  std::size_t at = items[next].source.end;
  bool verbatim = leaf.kind == Leaf::Kind::kHtml || leaf.kind == Leaf::Kind::kCode;
  int code = 0;
  for (std::size_t i = 0; i <= next; ++i) {
    if (items[i].kind == Item::Kind::kOpen && (items[i].span == SpanKind::kCode || items[i].span == SpanKind::kMath))
      ++code;
  }
  for (std::size_t first = next + 1; first <= items.size(); first = next + 1) {
    next = first;
    while (next < items.size() && !items[next].anchored) ++next;
    const bool last = next == items.size();
    const std::size_t target = last ? kNowhere : items[next].source.begin;
    // Within code, lines end where they like.
    const bool free = verbatim || (first == next && code > 0 && is_code_text(items, next == items.size() ? 0 : next));
    if (!free && !(last && first == next)) {
      const std::size_t end = GapReader(source, items, left).read(first, next, at, target);
      if (end == kNowhere) return;
      at = end;
      for (std::size_t i = first; i < next; ++i) {
        const bool fence = items[i].span == SpanKind::kCode || items[i].span == SpanKind::kMath;
        if (fence && items[i].kind == Item::Kind::kOpen) ++code;
        if (fence && items[i].kind == Item::Kind::kClose) --code;
      }
    }
    if (!last) at = items[next].source.end;
  }
  leaf.source.end = at;
  leaf.placed = true;
}

}  // namespace dragoman::formats
