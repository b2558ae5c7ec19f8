// The leaf is read line by line first, as its soft and hard breaks divide it; then stretches are what lies between the breaks that
// end something.
#include "formats/markdown_lines.h"

#include <algorithm>
#include <string>

#include "formats/article_forms.h"
#include "formats/markdown_blocks.h"
#include "formats/markdown_tokens.h"
#include "formats/plain_text.h"
#include "text/utf8.h"

namespace dragoman::formats {
namespace {

using Item = MarkdownItem;
using Leaf = MarkdownLeaf;

bool is_break(const Item& item) { return item.kind == Item::Kind::kSoftBreak || item.kind == Item::Kind::kHardBreak; }

class StretchReader {
 public:
  StretchReader(std::string_view source, const Leaf& leaf, std::vector<Item>& items)
      : source_(source), leaf_(leaf), items_(items), cut_(items.size(), false) {}

  std::vector<MarkdownStretch> read() {
    if (leaf_.kind != Leaf::Kind::kHeading) cut_at_tags();  // a heading is one, over however many lines
    if (leaf_.kind == Leaf::Kind::kParagraph) cut_at_forms();
    std::size_t first = 0;
    for (std::size_t at = 0; at <= items_.size(); ++at) {
      if (at < items_.size() && !cut_[at]) continue;
      if (first < at) add(first, at);
      first = at + 1;
    }
    return std::move(out_);
  }

 private:
  struct TextLine {
    std::size_t first = 0, last = 0;  ///< items
    LineForm form = {};
    std::size_t begin = 0;  ///< in the source
  };

  /// "<br>" between two sentences or labels, within nothing else.
  void cut_at_tags() {
    int depth = 0;
    std::string line;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const bool tag = items_[i].kind == Item::Kind::kHtml && is_line_break(part(source_, items_[i].source));
      if (tag) {
        cut_[i] = depth == 0 && ends_line(line, i + 1);
        line.clear();
      } else if (const int opened = opens(items_[i]); opened != 0) {
        depth += opened;
      } else if (items_[i].kind != Item::Kind::kHtml) {
        line += is_break(items_[i]) ? " " : words_of(source_, items_[i]);
      }
    }
  }

  /// How many spans or elements an item opens: 1, 0 or -1.
  int opens(const Item& item) const {
    if (item.kind == Item::Kind::kHtml) return tag_depth(part(source_, item.source));
    return item.kind == Item::Kind::kOpen ? 1 : item.kind == Item::Kind::kClose ? -1 : 0;
  }

  /// Whether a line ends what it says: the next one begins with no small letter, and it is short or ends as a sentence.
  bool ends_line(std::string_view line, std::size_t next) const {
    constexpr std::size_t kWrappedLine = 45;
    std::string rest;
    for (; next < items_.size() && is_blank(rest); ++next) {
      const Item& item = items_[next];
      if (item.kind == Item::Kind::kText || item.kind == Item::Kind::kEntity) rest += words_of(source_, item);
      if (item.kind == Item::Kind::kHtml && is_line_break(part(source_, item.source))) break;
    }
    const ByteRange words = trimmed(rest, {0, rest.size()});
    if (words.begin == words.end || is_blank(line)) return true;
    std::size_t behind = words.begin;
    if (is_small(text::code_point_at(rest, behind, behind))) return false;
    return line.size() < kWrappedLine || ends_sentence(part(line, trimmed(line, {0, line.size()})));
  }

  /// The leaf's lines; one that begins or ends within a span has no form.
  void read_lines() {
    int depth = 0;
    TextLine line;
    line.begin = leaf_.source.begin;
    bool inside = false;
    for (std::size_t i = 0; i <= items_.size(); ++i) {
      const bool end = i == items_.size();
      if (!end && !is_break(items_[i])) {
        depth += opens(items_[i]);
        continue;
      }
      line.last = i;
      const std::size_t behind = end ? leaf_.source.end : items_[i].source.begin;
      const bool escaped = line.begin > 0 && source_[line.begin - 1] == '\\';
      if (!inside && depth <= 0 && !escaped && line.begin < behind) {
        const bool only = end && lines_.empty();
        line.form = line_form(part(source_, {line.begin, behind}), leaf_.in_quote && lines_.empty(), only);
      }
      inside = depth > 0;
      lines_.push_back(line);
      if (!end) line = {i + 1, i + 1, {}, items_[i].source.end};
    }
  }

  void cut_at_forms() {
    constexpr std::size_t kMostTerms = 4;
    read_lines();
    bool formed = false;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const TextLine& line = lines_[i];
      if (line.form.sign == 0) continue;
      if (line.first > 0) cut_[line.first - 1] = true;
      if (line.form.alone && line.last < items_.size()) cut_[line.last] = true;
      // Terms stand before their definition, a line each.
      for (std::size_t term = 0; line.form.definition && !formed && i <= kMostTerms && term < i; ++term) {
        cut_[lines_[term].last] = true;
      }
      formed = true;
    }
  }

  /// Takes the sign off a line's items; returns the first that is left, or `last`.
  std::size_t behind_sign(std::size_t first, std::size_t last, std::size_t sign) {
    while (first < last && items_[first].source.end <= sign) ++first;
    if (first < last && items_[first].kind == Item::Kind::kText)
      items_[first].source.begin = std::max(items_[first].source.begin, sign);
    return first;
  }

  std::size_t before_end(std::size_t first, std::size_t last, std::size_t end) {
    while (first < last && items_[last - 1].source.begin >= end) --last;
    if (first < last && items_[last - 1].kind == Item::Kind::kText)
      items_[last - 1].source.end = std::min(items_[last - 1].source.end, end);
    return last;
  }

  void add(std::size_t first, std::size_t last) {
    MarkdownStretch stretch;
    stretch.begins_line = first == 0;
    const auto line = std::ranges::partition_point(lines_, [first](const TextLine& one) { return one.first < first; });
    if (line != lines_.end() && line->first == first && line->form.sign > 0) {
      stretch.begins_line = true;
      stretch.quoted = line->form.quoted;
      first = behind_sign(first, last, line->begin + line->form.sign);
      if (line->form.alone) last = before_end(first, last, line->begin + line->form.end);
    } else {
      stretch.begins_line = stretch.begins_line || is_break(items_[first - 1]);
    }
    const auto is_blank_item = [this](std::size_t at) {
      const Item& item = items_[at];
      return item.kind == Item::Kind::kSoftBreak ||
             (item.kind == Item::Kind::kText && is_blank(part(source_, item.source)));
    };
    while (first > 0 && first < last && is_blank_item(first)) ++first;
    while (last < items_.size() && last > first && is_blank_item(last - 1)) --last;
    if (first >= last) return;
    stretch.first = first;
    stretch.last = last;
    out_.push_back(stretch);
  }

  std::string_view source_;
  const Leaf& leaf_;
  std::vector<Item>& items_;
  std::vector<bool> cut_;  // items that stand between two stretches
  std::vector<TextLine> lines_;
  std::vector<MarkdownStretch> out_;
};

}  // namespace

std::vector<MarkdownStretch> stretches_of(std::string_view source, const Leaf& leaf, std::vector<Item>& items) {
  return StretchReader(source, leaf, items).read();
}

}  // namespace dragoman::formats
