// Markdown as blocks and back: front matter by itself, leaves by md4c, raw HTML blocks through the HTML room.
#include <memory>
#include <set>
#include <utility>

#include "document/label.h"
#include "document/splices.h"
#include "formats/formats.h"
#include "formats/front_matter.h"
#include "formats/markdown_blocks.h"
#include "formats/markdown_write.h"
#include "formats/nested.h"
#include "formats/placed.h"
#include "formats/plain_text.h"
#include "html/html_document.h"

namespace dragoman::formats {
namespace {

using document::Placement;
using document::SourceBlock;
using document::Splices;
using document::Stamp;
using Place = MarkdownPlace;

/// A block of raw HTML that is a document of its own.
struct RawHtml {
  Nested nested;
  ByteRange source;
};

class Markdown final : public document::Document {
 public:
  explicit Markdown(std::string source) : source_(std::move(source)), line_end_(line_end_of(source_)) {}
  PageFormat format() const override { return PageFormat::kMarkdown; }
  const std::vector<SourceBlock>& blocks() const override { return out_.blocks; }
  const std::string& stated_language() const override { return language_; }

  Status read(const PageReadOptions& options);
  Result<std::string> write(std::span<const Placement> placements, const Stamp* stamp) const override;

 private:
  void read_front();
  void add_html(const MarkdownLeaf& leaf, const PageReadOptions& options);
  void keep_modules();
  void write_block(std::size_t i, const Placement& placement, Splices& splices) const;
  bool is_label(std::size_t i, const Stamp* stamp) const;
  void stamp_front(Splices& splices, const Stamp& stamp) const;
  void put_label(Splices& splices, const Stamp& stamp) const;
  void insert_label(Splices& splices, LabelPlace place, const std::string& label) const;
  std::optional<std::size_t> label_anchor(LabelPlace place) const;
  std::size_t end_of_leaf(std::size_t inside, bool heading) const;
  bool has_text_before(std::size_t at) const;
  std::size_t body() const { return front_ ? front_->end : mark_length(source_); }

  std::string source_;
  std::string line_end_;
  std::string language_;
  MarkdownOptions options_;
  std::optional<FrontMatter> front_;
  MarkdownBlocks out_;
  std::vector<RawHtml> html_;
};

// -- reading

Status Markdown::read(const PageReadOptions& options) {
  front_ = read_front_matter(source_, mark_length(source_));
  if (front_) read_front();
  options_.math = has_math(source_);
  options_.definitions = source_.find("]:") != std::string::npos;
  const auto leaves = read_leaves(source_, body(), options_);
  if (!leaves) return Error{ErrorCode::kTooLong, 0, "the Markdown document is too large to be read; split it"};
  out_.definitions = definition_titles(source_, body());
  for (const MarkdownLeaf& leaf : *leaves) {
    if (leaf.kind == MarkdownLeaf::Kind::kHtml) {
      add_html(leaf, options);
    } else if (leaf.kind != MarkdownLeaf::Kind::kCode) {
      add_leaf(source_, leaf, out_);
    }
    if (out_.blocks.size() > kMostBlocks) return too_many_blocks(options.name, leaf.source.begin);
  }
  give_roles(source_, out_);
  if (options.name.ends_with(".mdx")) keep_modules();
  return {};
}

void Markdown::read_front() {
  if (front_->language) language_ = part(source_, *front_->language);
  for (FrontValue& value : front_->values) {
    Place place;
    place.kind = Place::Kind::kFront;
    place.source = value.source;
    place.quote = value.style;
    SourceBlock block;
    block.text = std::move(value.text);
    block.role = value.role;
    document::drop_labels(block);
    out_.blocks.push_back(std::move(block));
    out_.places.push_back(std::move(place));
    out_.after_image.push_back(false);
  }
}

void Markdown::add_html(const MarkdownLeaf& leaf, const PageReadOptions& options) {
  if (leaf.items.empty() || !leaf.items.front().anchored) return;
  // In a quotation or a list the block's lines have something before them that is no HTML: left alone.
  for (std::size_t i = 1; i < leaf.items.size(); ++i) {
    if (!is_blank(part(source_, {leaf.items[i - 1].source.end, leaf.items[i].source.begin}))) return;
  }
  const ByteRange range = {leaf.items.front().source.begin, leaf.items.back().source.end};
  out_.image_before = part(source_, range).find("<img") != std::string_view::npos;
  std::optional<Nested> nested = nest(html::read_html_fragment(part(source_, range), options), {}, out_.blocks);
  if (!nested) return;
  out_.places.resize(out_.blocks.size());
  out_.after_image.resize(out_.blocks.size(), false);
  html_.push_back({std::move(*nested), range});
}

/// MDX: "import" and "export" at the beginning of a paragraph are code.
void Markdown::keep_modules() {
  for (std::size_t i = 0; i < out_.blocks.size(); ++i) {
    const std::string& text = out_.blocks[i].text;
    if (out_.places[i].kind != Place::Kind::kRun || !out_.places[i].top_level) continue;
    if (text.starts_with("import ") || text.starts_with("export ")) out_.blocks[i].keep = KeepReason::kCode;
  }
}

// -- writing

bool Markdown::is_label(std::size_t i, const Stamp* stamp) const {
  if (out_.places[i].kind != Place::Kind::kRun) return false;
  return out_.blocks[i].role == BlockRole::kLabel || (stamp != nullptr && out_.blocks[i].text == stamp->label);
}

Result<std::string> Markdown::write(std::span<const Placement> placements, const Stamp* stamp) const {
  Splices splices(source_);
  // What stands inside another block comes behind it, and must be written first.
  for (std::size_t i = std::min(placements.size(), out_.blocks.size()); i-- > 0;) {
    if (!is_label(i, stamp)) write_block(i, placements[i], splices);
  }
  for (const RawHtml& html : html_) {
    if (placements.size() != out_.blocks.size()) break;
    Result<std::optional<std::string>> inner = written(html.nested, out_.blocks, placements);
    if (!inner) return inner.error();
    if (*inner) splices.replace(html.source, std::move(**inner));
  }
  if (stamp != nullptr && !out_.blocks.empty()) {
    stamp_front(splices, *stamp);
    put_label(splices, *stamp);
  }
  return splices.render();
}

void Markdown::write_block(std::size_t i, const Placement& placement, Splices& splices) const {
  const Place& place = out_.places[i];
  const SourceBlock& block = out_.blocks[i];
  if (place.kind == Place::Kind::kNone || !changes(block, placement)) return;
  BlockText words;
  words.add(flatten(block, placement).text);
  if (words.text().empty() && block.role != BlockRole::kLabel) return;
  if (place.kind == Place::Kind::kTitle) {
    splices.replace(place.source, markdown_title(words.text(), place.quote));
  } else if (place.kind == Place::Kind::kFront) {
    splices.replace(place.source, front_value(words.text(), place.quote, front_->toml));
  } else {
    splices.replace(place.source, markdown_run(source_, block, place, placement, splices, options_));
    if (place.tail.begin < place.tail.end) splices.replace(place.tail, place.tail_literal);
  }
}

void Markdown::stamp_front(Splices& splices, const Stamp& stamp) const {
  if (!front_) return;
  const std::string mark = front_mark(stamp.source_language, stamp.target_language, stamp.translator, front_->toml);
  if (front_->language) {
    splices.replace(*front_->language, stamp.target_language);
  } else {
    splices.insert(
        front_->first_line,
        (front_->toml ? "lang = \"" + stamp.target_language + "\"" : "lang: " + stamp.target_language) + line_end_);
  }
  if (front_->mark) {
    splices.replace(*front_->mark, mark);
  } else {
    splices.insert(front_->first_line, mark + line_end_);
  }
}

/// An earlier label is replaced where it stands; others are taken out.
void Markdown::put_label(Splices& splices, const Stamp& stamp) const {
  const std::string label = "*" + markdown_words(stamp.label) + "*" + std::string(kLabelComment);
  bool shown = stamp.label_place == LabelPlace::kNone || stamp.label.empty();
  const bool wanted = !shown;
  for (std::size_t i = 0; i < out_.blocks.size(); ++i) {
    if (!is_label(i, &stamp)) continue;
    const ByteRange range = out_.places[i].source;
    if (!std::exchange(shown, true)) {
      splices.replace(range, label);
      continue;
    }
    // With the blank line behind it, if it is a paragraph by itself.
    std::size_t end = range.end;
    if (out_.places[i].top_level) {
      end = line_at(source_, end).next;
      while (end < source_.size() && is_blank(part(source_, {end, line_at(source_, end).end})))
        end = line_at(source_, end).next;
    }
    splices.replace({range.begin, end}, "");
  }
  if (wanted && !shown) insert_label(splices, stamp.label_place, label);
}

void Markdown::insert_label(Splices& splices, LabelPlace place, const std::string& label) const {
  const auto blank_at = [&](std::size_t at) {
    return at >= source_.size() || is_blank(part(source_, {at, line_at(source_, at).end}));
  };
  if (const std::optional<std::size_t> anchor = label_anchor(place)) {
    const std::size_t next = *anchor < source_.size() ? line_at(source_, *anchor).next : *anchor;
    splices.insert(*anchor, line_end_ + line_end_ + label + (blank_at(next) ? "" : line_end_));
  } else {
    splices.insert(body(),
                   (front_ ? line_end_ : "") + label + line_end_ + (front_ && blank_at(body()) ? "" : line_end_));
  }
}

/// The end of the line behind which the label stands; nothing: before everything.
std::optional<std::size_t> Markdown::label_anchor(LabelPlace place) const {
  if (place == LabelPlace::kTop) return std::nullopt;
  if (place == LabelPlace::kEnd) return trimmed(source_, {body(), source_.size()}).end;
  std::optional<std::size_t> anchor;
  for (std::size_t i = 0; i < out_.blocks.size(); ++i) {
    const Place& where = out_.places[i];
    const BlockRole role = out_.blocks[i].role;
    if (where.kind != Place::Kind::kRun || !where.top_level) continue;
    const bool headline = role == BlockRole::kHeadline && !anchor;
    const bool under_it = place == LabelPlace::kAuto && (role == BlockRole::kStandfirst || role == BlockRole::kCaption);
    if (headline || under_it) anchor = end_of_leaf(where.source.end, where.leaf == MarkdownLeaf::Kind::kHeading);
    if (role == BlockRole::kText || role == BlockRole::kCaption) break;
  }
  const bool image = place == LabelPlace::kAuto && out_.image_end && !has_text_before(*out_.image_end);
  if (image) anchor = std::max(anchor.value_or(0), end_of_leaf(*out_.image_end, false));
  return anchor;
}

/// Whether running text stands before that place.
bool Markdown::has_text_before(std::size_t at) const {
  for (std::size_t i = 0; i < out_.blocks.size(); ++i) {
    const bool run = out_.places[i].kind == Place::Kind::kRun && out_.places[i].top_level;
    if (run && out_.blocks[i].role == BlockRole::kText) return out_.places[i].source.begin < at;
  }
  return false;
}

/// The end of the last line of the leaf; a heading may have a line of "=" or "-" under it.
std::size_t Markdown::end_of_leaf(std::size_t inside, bool heading) const {
  if (inside >= source_.size()) return source_.size();
  const Line line = line_at(source_, inside);
  if (heading && line.ended() && line.next < source_.size()) {
    const Line under = line_at(source_, line.next);
    const std::string_view signs = part(source_, trimmed(source_, {under.begin, under.end}));
    if (!signs.empty() && (signs.find_first_not_of('=') == std::string_view::npos ||
                           signs.find_first_not_of('-') == std::string_view::npos))
      return under.end;
  }
  return line.end;
}

}  // namespace

ReadResult read_markdown(std::string_view bytes, const PageReadOptions& options) {
  Result<std::string> source = to_utf8(bytes, options);
  if (!source) return source.error();
  auto markdown = std::make_unique<Markdown>(std::move(*source));
  if (Status read = markdown->read(options); !read) return read.error();
  return std::unique_ptr<document::Document>(std::move(markdown));
}

}  // namespace dragoman::formats
