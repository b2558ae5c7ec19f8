// The callbacks gather items leaf by leaf; a leaf ends where the next block begins or the one it stands in ends.
#include "formats/markdown_items.h"

#include <md4c.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/ascii.h"
#include "formats/markdown_input.h"

namespace dragoman::formats {
namespace {

using Item = MarkdownItem;
using Leaf = MarkdownLeaf;

class LeafReader {
 public:
  LeafReader(std::string_view source, std::size_t begin, bool math)
      : source_(source), given_(source, begin, math), end_(begin) {}

  std::optional<std::vector<Leaf>> read(std::size_t begin, const MarkdownOptions& options) {
    const std::string_view body = given_.text().substr(begin);
    if (body.size() >= std::numeric_limits<MD_SIZE>::max()) return std::nullopt;
    MD_PARSER parser = {};
    parser.flags =
        MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | (options.math ? MD_FLAG_LATEXMATHSPANS : 0U);
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      return as_self(self)->enter_block(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) { return as_self(self)->leave_block(type); };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
      return as_self(self)->span(type, detail, true);
    };
    parser.leave_span = [](MD_SPANTYPE type, void* detail, void* self) {
      return as_self(self)->span(type, detail, false);
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return as_self(self)->text(type, text, size);
    };
    if (md_parse(body.data(), static_cast<MD_SIZE>(body.size()), &parser, this) != 0) return std::nullopt;
    return std::move(leaves_);
  }

 private:
  static LeafReader* as_self(void* self) { return static_cast<LeafReader*>(self); }

  int enter_block(MD_BLOCKTYPE type, void* detail) {
    finish();
    type_ = type;
    if (type == MD_BLOCK_QUOTE) ++quotes_;
    if (type == MD_BLOCK_LI) ++items_;
    if (type == MD_BLOCK_H) level_ = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
    return 0;
  }

  int leave_block(MD_BLOCKTYPE type) {
    finish();
    type_ = MD_BLOCK_DOC;
    if (type == MD_BLOCK_QUOTE) --quotes_;
    if (type == MD_BLOCK_LI) --items_;
    return 0;
  }

  void finish() {
    if (!leaf_) return;
    place_items(source_, end_, *leaf_);
    for (const Item& item : leaf_->items) end_ = item.anchored ? std::max(end_, item.source.end) : end_;
    if (leaf_->placed) end_ = std::max(end_, leaf_->source.end);
    leaves_.push_back(std::move(*leaf_));
    leaf_.reset();
    open_.clear();
  }

  void begin() {
    if (leaf_) return;
    leaf_.emplace();
    leaf_->in_quote = quotes_ > 0;
    leaf_->in_list = items_ > 0;
    if (type_ == MD_BLOCK_H) {
      leaf_->kind = Leaf::Kind::kHeading;
      leaf_->level = level_;
    } else if (type_ == MD_BLOCK_TH || type_ == MD_BLOCK_TD) {
      leaf_->kind = Leaf::Kind::kCell;
    } else if (type_ == MD_BLOCK_HTML) {
      leaf_->kind = Leaf::Kind::kHtml;
    } else if (type_ == MD_BLOCK_CODE) {
      leaf_->kind = Leaf::Kind::kCode;
    }
  }

  std::optional<ByteRange> place_of(const char* text, std::size_t size) const {
    // Comparing addresses of two objects has no meaning in the language but by std::less.
    const std::less<> before;
    const std::string_view given = given_.text();
    if (text == nullptr || before(text, given.data()) || before(given.data() + given.size(), text + size))
      return std::nullopt;
    const auto at = static_cast<std::size_t>(text - given.data());
    return ByteRange{given_.place(at), given_.place(at + size)};
  }

  int span(MD_SPANTYPE type, void* detail, bool enter) {
    begin();
    Item item;
    item.kind = enter ? Item::Kind::kOpen : Item::Kind::kClose;
    MD_ATTRIBUTE title = {};
    switch (type) {
      case MD_SPAN_EM: item.span = SpanKind::kEmphasis; break;
      case MD_SPAN_STRONG: item.span = SpanKind::kStrong; break;
      case MD_SPAN_DEL: item.span = SpanKind::kStrike; break;
      case MD_SPAN_CODE: item.span = SpanKind::kCode; break;
      case MD_SPAN_LATEXMATH:
      case MD_SPAN_LATEXMATH_DISPLAY: item.span = SpanKind::kMath; break;
      case MD_SPAN_IMG:
        item.span = SpanKind::kImage;
        if (detail != nullptr) title = static_cast<MD_SPAN_IMG_DETAIL*>(detail)->title;
        break;
      default:
        item.span = SpanKind::kLink;
        if (detail != nullptr) title = static_cast<MD_SPAN_A_DETAIL*>(detail)->title;
    }
    const auto index = static_cast<int>(leaf_->items.size());
    if (enter) {
      item.has_title = title.size != 0;
      if (item.has_title) item.title = place_of(title.text, title.size).value_or(ByteRange{});
      open_.push_back(index);
    } else if (!open_.empty()) {
      item.partner = open_.back();
      leaf_->items[open_.back()].partner = index;
      open_.pop_back();
    }
    leaf_->items.push_back(item);
    return 0;
  }

  int text(MD_TEXTTYPE type, const char* text, std::size_t size) {
    begin();
    Item item;
    switch (type) {
      case MD_TEXT_NULLCHAR: item.kind = Item::Kind::kNull; break;
      case MD_TEXT_BR: item.kind = Item::Kind::kHardBreak; break;
      case MD_TEXT_SOFTBR: item.kind = Item::Kind::kSoftBreak; break;
      case MD_TEXT_ENTITY: item.kind = Item::Kind::kEntity; break;
      case MD_TEXT_HTML: item.kind = Item::Kind::kHtml; break;
      default: item.kind = Item::Kind::kText;
    }
    const bool has_place = type != MD_TEXT_NULLCHAR && type != MD_TEXT_BR && type != MD_TEXT_SOFTBR;
    const std::optional<ByteRange> place = has_place ? place_of(text, size) : std::nullopt;
    if (place) {
      item.anchored = true;
      item.source = *place;
    } else if (has_place) {
      // md4c's own: a line's end within code or a tag, or a code block's indentation.
      if (item.kind == Item::Kind::kHtml) html_goes_on_ = true;
      return 0;
    }
    // A tag that runs over a line's end is one item.
    const bool same_tag = std::exchange(html_goes_on_, false) && item.kind == Item::Kind::kHtml &&
                          !leaf_->items.empty() && leaf_->items.back().kind == Item::Kind::kHtml &&
                          leaf_->kind != Leaf::Kind::kHtml;
    if (same_tag) {
      leaf_->items.back().source.end = item.source.end;
    } else {
      leaf_->items.push_back(item);
    }
    return 0;
  }

  std::string_view source_;
  MarkdownInput given_;  // what md4c reads
  std::size_t end_;      // of what has been placed
  MD_BLOCKTYPE type_ = MD_BLOCK_DOC;
  int level_ = 0, quotes_ = 0, items_ = 0;
  bool html_goes_on_ = false;
  std::optional<Leaf> leaf_;
  std::vector<int> open_;
  std::vector<Leaf> leaves_;
};

}  // namespace

std::optional<std::vector<Leaf>> read_leaves(std::string_view source, std::size_t begin,
                                             const MarkdownOptions& options) {
  return LeafReader(source, begin, options.math).read(begin, options);
}

bool has_math(std::string_view source) {
  const auto is_word = [&](char c) { return base::is_ascii_letter(c) || (c >= '0' && c <= '9'); };
  // A formula has a command, an index or a power in it; a price does not.
  const auto is_formula = [&](std::string_view text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      if (text[i] == '^' || (text[i] == '\\' && base::is_ascii_letter(text[i + 1])) ||
          (text[i] == '_' && i > 0 && is_word(text[i - 1])))
        return true;
    }
    return false;
  };
  for (std::size_t at = source.find('$'); at != std::string_view::npos; at = source.find('$', at + 1)) {
    if (source.substr(at, 2) == "$$") return true;
    const std::size_t end = source.find_first_of("$\n", at + 1);
    if (end == std::string_view::npos) return false;
    const bool opens = at == 0 || (!is_word(source[at - 1]) && source[at - 1] != '\\');
    const bool closes =
        source[end] == '$' && source[end - 1] != ' ' && (end + 1 == source.size() || !is_word(source[end + 1]));
    if (opens && closes && is_formula(source.substr(at + 1, end - at - 1))) return true;
    if (source[end] == '\n') at = end;
  }
  return false;
}

}  // namespace dragoman::formats
