// A leaf gives a block for its text, and one for each text or title of an image or link in it.
#include "formats/markdown_blocks.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "formats/article_forms.h"
#include "formats/markdown_lines.h"
#include "formats/markdown_tables.h"
#include "formats/markdown_tokens.h"
#include "formats/plain_text.h"
#include "html/entities.h"
#include "text/utf8.h"

namespace dragoman::formats {
namespace {

using Item = MarkdownItem;
using Leaf = MarkdownLeaf;
using Kind = InlineToken::Kind;
using Place = MarkdownPlace;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

class LeafBlocks {
 public:
  LeafBlocks(std::string_view source, const Leaf& leaf, MarkdownBlocks& out)
      : source_(source), leaf_(leaf), items_(leaf.items), out_(out) {}

  void add() {
    const std::size_t before = out_.blocks.size();
    if (leaf_.placed && leaf_.kind == Leaf::Kind::kParagraph && looks_like_table(part(source_, leaf_.source))) {
      add_kept(KeepReason::kCode, "it looks like a table, but is not read as one");
    } else if (leaf_.placed) {
      add_lines();
    } else {
      add_kept(KeepReason::kFailed, "the places of its marks in the source are not certain");
    }
    const bool has_words = out_.blocks.size() != before;
    bool image = false;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].kind != Item::Kind::kOpen || items_[i].partner < 0) continue;
      const auto close = static_cast<std::size_t>(items_[i].partner);
      image = image || items_[i].span == SpanKind::kImage;
      if (items_[i].span == SpanKind::kImage && leaf_.placed) add_alt(i, close);
      add_title(title_of(items_[i], items_[close]));
    }
    out_.image_before = image && !has_words;
    if (out_.image_before && leaf_.placed && leaf_.top_level() && !out_.image_end) out_.image_end = leaf_.source.end;
    // A caption may stand in the image's own paragraph, behind it.
    if (image && has_words && items_.front().kind == Item::Kind::kOpen) out_.after_image[before] = true;
  }

 private:
  /// A block for each of the leaf's texts.
  void add_lines() {
    leaf_begin_ = leaf_.source.begin;
    for (const MarkdownStretch& stretch : stretches_of(source_, leaf_, items_)) {
      const Item &first = items_[stretch.first], &last = items_[stretch.last - 1];
      ByteRange whole = {first.source.begin, stretch.last == items_.size() ? leaf_.source.end : last.source.end};
      const bool escaped = whole.begin > leaf_.source.begin && source_[whole.begin - 1] == '\\';
      if (escaped && first.kind == Item::Kind::kText) --whole.begin;
      const std::size_t before = out_.places.size();
      add_run(stretch.first, stretch.last, without_blanks(stretch.first, stretch.last, whole), Place::Kind::kRun);
      if (out_.places.size() == before) continue;
      out_.places.back().begins_line = stretch.begins_line;
      out_.places.back().quoted = stretch.quoted;
    }
  }

  /// A range of the source without blanks at its ends, which belong to its frame; items are cut alike.
  ByteRange without_blanks(std::size_t begin, std::size_t end, ByteRange range) {
    Item &first = items_[begin], &last = items_[end - 1];
    if (first.kind == Item::Kind::kText && range.begin >= first.source.begin) {
      range.begin = trimmed(source_, {range.begin, first.source.end}).begin;
      first.source.begin = range.begin;
    }
    if (last.kind == Item::Kind::kText) {
      last.source.end = trimmed(source_, last.source).end;
      range.end = std::max(range.begin, last.source.end);
    }
    return range;
  }

  void add_run(std::size_t first, std::size_t last, ByteRange source, Place::Kind kind) {
    Place place;
    place.kind = kind;
    place.leaf = leaf_.kind;
    place.top_level = leaf_.top_level();
    place.source = source;
    place.leaf_begin = leaf_begin_;
    const std::vector<InlineToken> tokens = markdown_tokens(source_, items_, first, last);
    std::vector<int> marks_of;
    document::SourceBlock block = make_block(tokens, &marks_of);
    if (block.text.empty()) return;
    describe_marks(tokens, marks_of, block, place);
    for (std::size_t i = first; i < last; ++i) {
      const LinkTail& tail = items_[i].tail;
      if (items_[i].kind != Item::Kind::kClose || tail.kind == LinkTail::Kind::kInline ||
          tail.label.begin == tail.label.end)
        continue;
      place.labels.push_back(one_line(part(source_, tail.label)));
    }
    block.role = kind == Place::Kind::kAlt ? BlockRole::kAttribute : role();
    push(std::move(block), std::move(place));
  }

  BlockRole role() const {
    if (leaf_.kind == Leaf::Kind::kHeading) return leaf_.level == 1 ? BlockRole::kHeadline : BlockRole::kSubheading;
    if (leaf_.kind == Leaf::Kind::kCell) return BlockRole::kTableCell;
    if (leaf_.in_quote) return BlockRole::kQuote;
    return leaf_.in_list ? BlockRole::kListItem : BlockRole::kText;
  }

  void describe_marks(const std::vector<InlineToken>& tokens, const std::vector<int>& marks_of,
                      const document::SourceBlock& block, Place& place) const {
    place.delimiters.assign(block.marks.size(), '\0');
    place.shown.resize(block.marks.size());
    place.breaks.assign(block.marks.size(), false);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind != Kind::kOpen || marks_of[i] < 0 || !tokens[i].name.starts_with('\x01')) continue;
      const SpanKind span = items_[std::stoul(tokens[i].name.substr(1))].span;
      place.delimiters[marks_of[i]] = span == SpanKind::kEmphasis ? 'e'
                                      : span == SpanKind::kStrong ? 's'
                                      : span == SpanKind::kStrike ? 'd'
                                                                  : 'l';
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (marks_of[i] < 0) continue;
      const document::Mark& mark = block.marks[marks_of[i]];
      if (mark.kind == document::Mark::Kind::kSpan) continue;
      const std::size_t end = tokens[tokens[i].match > static_cast<int>(i) ? tokens[i].match : i].source.end;
      std::string& shown = place.shown[marks_of[i]];
      shown = shape_within({tokens[i].source.begin, end}) + (mark.open.source.end > end ? " " : "");
      const std::string_view around = mark.open.literal;
      place.breaks[marks_of[i]] = !around.empty();
      if (around.empty()) continue;
      const std::size_t before = around.find('<');
      shown = (before > 0 ? " " : "") + shown + (around.size() > before + end - tokens[i].source.begin ? " " : "");
    }
  }

  /// The shape of the items within a range, or of the part of an item that it is.
  std::string shape_within(ByteRange range) const {
    const auto first =
        std::ranges::partition_point(items_, [&](const Item& item) { return item.source.end <= range.begin; });
    auto last = first;
    while (last != items_.end() && last->source.begin < range.end) ++last;
    if (first == last) return {};
    if (first->source.begin < range.begin || std::prev(last)->source.end > range.end)
      return std::string(part(source_, range));
    return shape_of(source_, items_, static_cast<std::size_t>(first - items_.begin()),
                    static_cast<std::size_t>(last - items_.begin()));
  }

  void add_alt(std::size_t open, std::size_t close) {
    if (close == open + 1) return;
    const std::size_t before = out_.blocks.size();
    add_run(open + 1, close, {items_[open].source.end, items_[close].source.begin}, Place::Kind::kAlt);
    if (out_.blocks.size() == before) return;
    const LinkTail& tail = items_[close].tail;
    if (tail.kind == LinkTail::Kind::kShortcut || tail.kind == LinkTail::Kind::kCollapsed) {
      out_.places.back().tail = items_[close].source;
      out_.places.back().tail_literal = "][" + one_line(part(source_, tail.label)) + "]";
    }
  }

  /// md4c shows the title's place only where it holds no escapes and no entities.
  ByteRange title_of(const Item& open, const Item& close) const {
    if (leaf_.placed && close.tail.title.begin < close.tail.title.end) return close.tail.title;
    if (open.title.begin < open.title.end || !open.has_title || !leaf_.placed) return open.title;
    const auto found = out_.definitions.find(folded_label(part(source_, close.tail.label)));
    return found == out_.definitions.end() ? ByteRange{} : found->second;
  }

  void add_title(ByteRange range) {
    if (range.begin == range.end || range.begin == 0) return;
    if (!out_.titles.insert(range.begin).second) return;  // several links may share one definition
    Place place;
    place.kind = Place::Kind::kTitle;
    place.source = range;
    place.quote = source_[range.begin - 1];
    document::SourceBlock block;
    block.role = BlockRole::kAttribute;
    BlockText text;
    text.add(title_words(part(source_, range)));
    block.text = text.take();
    if (!block.text.empty()) push(std::move(block), std::move(place));
  }

  static std::string title_words(std::string_view raw) {
    std::string out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      const std::size_t reference = raw[i] == '&' ? html::decode_reference(raw, i, false, out) : 0;
      if (reference != 0) {
        i += reference - 1;
        continue;
      }
      if (raw[i] == '\\' && i + 1 < raw.size() && static_cast<unsigned char>(raw[i + 1]) < 0x80 &&
          std::ispunct(raw[i + 1]) != 0)
        ++i;
      out += raw[i];
    }
    return out;
  }

  void add_kept(KeepReason reason, std::string note) {
    BlockText text;
    for (const Item& item : items_) text.add(item.anchored ? words_of(source_, item) : std::string(" "));
    document::SourceBlock block;
    block.text = text.take();
    if (block.text.empty()) return;
    block.role = role();
    block.keep = reason;
    block.note = std::move(note);
    push(std::move(block), {});
  }

  void push(document::SourceBlock block, Place place) {
    out_.after_image.push_back(out_.image_before && place.kind == Place::Kind::kRun);
    out_.blocks.push_back(std::move(block));
    out_.places.push_back(std::move(place));
  }

  std::string_view source_;
  const Leaf& leaf_;
  std::vector<Item> items_;  // signs of lines taken off
  std::size_t leaf_begin_ = 0;
  MarkdownBlocks& out_;
};

}  // namespace

std::string words_of(std::string_view source, const Item& item) {
  if (item.kind == Item::Kind::kNull) return std::string(kReplacement);
  const std::string_view bytes = part(source, item.source);
  std::string out;
  if (item.kind == Item::Kind::kEntity && html::decode_reference(bytes, 0, false, out) == bytes.size()) return out;
  return std::string(bytes);
}

std::string shape_of(std::string_view source, const std::vector<Item>& items, std::size_t first, std::size_t last) {
  std::string out;
  for (std::size_t i = first; i < last; ++i) {
    const Item& item = items[i];
    switch (item.kind) {
      case Item::Kind::kText:
      case Item::Kind::kEntity:
      case Item::Kind::kNull: out += words_of(source, item); break;
      case Item::Kind::kSoftBreak: out += ' '; break;
      case Item::Kind::kHardBreak:
        out +=
            "\x02"
            "br\x03";
        break;
      case Item::Kind::kHtml: out += "\x02" + std::string(part(source, item.source)) + "\x03"; break;
      case Item::Kind::kOpen:
        out += "\x02" + std::to_string(static_cast<int>(item.span));
        // An image's words are a block of their own, and may change while the paragraph is checked.
        if (item.span == SpanKind::kImage && item.partner > static_cast<int>(i))
          i = static_cast<std::size_t>(item.partner) - 1;
        break;
      case Item::Kind::kClose: out += '\x03'; break;
    }
  }
  return out;
}

void add_leaf(std::string_view source, const Leaf& leaf, MarkdownBlocks& out) { LeafBlocks(source, leaf, out).add(); }

}  // namespace dragoman::formats
