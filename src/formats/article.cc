// Plain article text: paragraphs divided by blank lines, told apart by place and form.
//
//   Headline                          the first line
//
//   Standfirst                        the second, if it is no sentence or stands before a caption or byline
//
//   Caption. AGENCY/Photographer      ends with a credit, which is locked
//   Label                             of an earlier translation; is replaced
//
//   PLACE, date (AGENCY) - Text       the dateline is a block of its own
//
// Lines that follow each other are one paragraph if they were wrapped by hand: if a line could not have held the next
// line's first word. What is translated is written back wrapped to the same width.
#include <algorithm>
#include <utility>
#include <vector>

#include "document/news_forms.h"
#include "document/splices.h"
#include "formats/article_forms.h"
#include "formats/formats.h"
#include "formats/placed.h"
#include "formats/plain_text.h"

namespace dragoman::formats {
namespace {

using document::Placement;
using document::SourceBlock;
using document::Splices;
using document::Stamp;

constexpr std::size_t kLongestGroup = 100'000;  // lines without a blank line between that are looked at together
constexpr std::size_t kLongestSubheading = 90;  // bytes

/// Where a block stands. Parallel to the blocks.
struct ArticlePlace {
  ByteRange source;         ///< the bytes that its text replaces
  Line first, last;         ///< its lines
  std::size_t width = 0;    ///< it is wrapped by hand to that many columns; 0: it is one line
  std::string indent = {};  ///< before each line but the first
};

class Article final : public document::Document {
 public:
  explicit Article(std::string source) : source_(std::move(source)), line_end_(line_end_of(source_)) {}
  PageFormat format() const override { return PageFormat::kArticle; }
  const std::vector<SourceBlock>& blocks() const override { return blocks_; }
  const std::string& stated_language() const override { return language_; }
  Result<std::string> write(std::span<const Placement> placements, const Stamp* stamp) const override;

 private:
  friend class ArticleReader;
  std::string wrapped(std::string words, const ArticlePlace& place) const;
  void put_label(Splices& splices, const Stamp& stamp) const;
  void replace_label(Splices& splices, std::size_t i, const Stamp& stamp) const;
  void insert_label(Splices& splices, const Stamp& stamp) const;
  void remove_lines(Splices& splices, const ArticlePlace& place) const;
  const ArticlePlace* label_anchor(LabelPlace place) const;
  bool preceded_by_blank(const ArticlePlace& place) const;
  bool followed_by_blank(const ArticlePlace& place) const;

  std::string source_;
  std::string line_end_;
  std::string language_;
  std::vector<SourceBlock> blocks_;
  std::vector<ArticlePlace> places_;
};

// -- reading

class ArticleReader {
 public:
  explicit ArticleReader(Article& article) : article_(article), text_(article.source_) {}

  bool read() {
    std::vector<Line> group;
    for (std::size_t at = mark_length(text_); at < text_.size();) {
      const Line line = line_at(text_, at);
      at = line.next;
      const bool blank = is_blank(part(text_, {line.begin, line.end}));
      if (!blank) group.push_back(line);
      if (blank || group.size() == kLongestGroup) read_group(std::exchange(group, {}));
      if (article_.blocks_.size() > kMostBlocks) return false;
    }
    read_group(group);
    give_roles();
    return article_.blocks_.size() <= kMostBlocks;
  }

 private:
  void read_group(const std::vector<Line>& group) {
    const std::size_t width = wrap_width(text_, group);
    for (std::size_t first = 0; first < group.size();) {
      std::size_t last = first;
      while (last + 1 < group.size() && belong_together(group[first], group[last], group[last + 1], width)) ++last;
      add_paragraph(group[first], group[last], first == last ? 0 : width);
      first = last + 1;
    }
  }

  std::string_view line_text(const Line& line) const { return part(text_, trimmed(text_, {line.begin, line.end})); }

  bool is_own_form(std::string_view line) const {
    return document::is_label_line(line) || document::is_byline(line) || document::is_credit_line(line) ||
           document::is_date_line(line);
  }

  bool belong_together(const Line& first, const Line& line, const Line& next, std::size_t width) const {
    if (list_sign(line_text(next)) != 0) return false;
    if (is_own_form(line_text(next)) || is_own_form(line_text(line))) return false;
    if (document::find_credit(line_text(line))) return false;  // a caption ends there; often a label follows
    // Within a list item what is set in deeper belongs to it, however short the line.
    const bool item = list_sign(line_text(first)) != 0;
    const bool deeper = trimmed(text_, {next.begin, next.end}).begin - next.begin >
                        trimmed(text_, {first.begin, first.end}).begin - first.begin;
    return (item && deeper) || is_wrapped(text_, line, next, width);
  }

  void add_paragraph(const Line& first, const Line& last, std::size_t width) {
    ByteRange range = trimmed(text_, {first.begin, last.end});
    if (range.begin == range.end) return;
    const std::size_t sign = list_sign(part(text_, {range.begin, first.end}));
    range.begin += sign;
    ArticlePlace place = {range, first, last, width, {}};
    if (first.begin != last.begin) {
      const std::size_t second = first.next;
      place.indent = part(text_, {second, trimmed(text_, {second, last.end}).begin});
      if (width == 0) place.width = columns(part(text_, {first.begin, first.end}));
    }
    SourceBlock block;
    block.role = sign != 0 ? BlockRole::kListItem : BlockRole::kText;
    add(std::move(block), std::move(place));
  }

  void add(SourceBlock block, ArticlePlace place) {
    BlockText text;
    text.add(part(text_, place.source));
    block.text = text.take();
    if (block.text.empty()) return;
    article_.blocks_.push_back(std::move(block));
    article_.places_.push_back(std::move(place));
  }

  void give_roles() {
    std::vector<SourceBlock>& blocks = article_.blocks_;
    for (SourceBlock& block : blocks) by_form(block, &block == &blocks.front());
    for (std::size_t i = 0; i + 1 < blocks.size(); ++i) by_date_below(i);
    std::size_t seen = 0;  // blocks that are headline, standfirst or text
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (blocks[i].role == BlockRole::kLabel) continue;
      const BlockRole role = blocks[i].role;
      if (seen == 0 && role != BlockRole::kByline && role != BlockRole::kCredit && role != BlockRole::kDateline) {
        blocks[i].role = BlockRole::kHeadline;
        blocks[i].locked.clear();
        ++seen;
      } else if (blocks[i].role == BlockRole::kText) {
        if (seen++ == 1 && is_standfirst(i)) {
          blocks[i].role = BlockRole::kStandfirst;
        } else if (is_subheading(i)) {
          blocks[i].role = BlockRole::kSubheading;
        }
      }
    }
    split_dateline();
  }

  static void by_form(SourceBlock& block, bool opens) {
    const bool may_be_label = !opens && block.role != BlockRole::kListItem;
    if (document::is_sure_label(block.text) || (may_be_label && document::is_label_line(block.text))) {
      block.role = BlockRole::kLabel;
    } else if (document::is_credit_line(block.text)) {
      block.role = BlockRole::kCredit;
      block.keep = KeepReason::kName;
    } else if (document::is_byline(block.text)) {
      block.role = BlockRole::kByline;
      block.locked = *document::find_byline(block.text);
    } else if (document::is_date_line(block.text)) {
      block.role = BlockRole::kDateline;
    } else if (const auto credit = document::find_credit(block.text)) {
      block.role = BlockRole::kCaption;
      block.locked.push_back(*credit);
    }
  }

  /// "Jane Doe in Basra" right above a date: a byline without its opening word.
  void by_date_below(std::size_t i) {
    constexpr std::string_view kBy = "By ";
    SourceBlock& block = article_.blocks_[i];
    const bool above = article_.blocks_[i + 1].role == BlockRole::kDateline &&
                       article_.places_[i].last.next == article_.places_[i + 1].first.begin;
    if (!above || i == 0 || block.role != BlockRole::kText) return;
    const auto names = document::find_byline(std::string(kBy) + block.text);
    if (!names) return;
    block.role = BlockRole::kByline;
    for (const ByteRange name : *names) block.locked.push_back({name.begin - kBy.size(), name.end - kBy.size()});
  }

  bool is_standfirst(std::size_t i) const {
    const std::vector<SourceBlock>& blocks = article_.blocks_;
    if (document::find_dateline(blocks[i].text)) return false;
    if (!ends_sentence(blocks[i].text)) return i + 1 < blocks.size();
    if (i + 1 == blocks.size()) return false;
    const SourceBlock& next = blocks[i + 1];
    return (next.role != BlockRole::kText && next.role != BlockRole::kListItem) || document::find_dateline(next.text);
  }

  /// A short line without a final stop between paragraphs.
  bool is_subheading(std::size_t i) const {
    const std::vector<SourceBlock>& blocks = article_.blocks_;
    if (i + 1 >= blocks.size() || blocks[i].text.size() > kLongestSubheading || ends_sentence(blocks[i].text))
      return false;
    if (blocks[i].text.ends_with(',') || blocks[i].text.ends_with(':') || article_.places_[i].width != 0) return false;
    return blocks[i + 1].role == BlockRole::kText && blocks[i + 1].text.size() > blocks[i].text.size();
  }

  /// The first paragraph of the text may begin with a dateline: two blocks, so that no sentence runs over the dash.
  void split_dateline() {
    std::vector<SourceBlock>& blocks = article_.blocks_;
    const auto first = std::ranges::find(blocks, BlockRole::kText, &SourceBlock::role);
    if (first == blocks.end()) return;
    const auto i = first - blocks.begin();
    const ArticlePlace whole = article_.places_[i];
    // Places are sought in the source itself, so that both parts know where they stand.
    const auto line =
        document::find_dateline(part(text_, {whole.source.begin, std::min(whole.source.end, whole.first.end)}));
    if (!line) return;
    const std::size_t begin = whole.source.begin;
    ArticlePlace head = whole, rest = whole;
    head.source = {begin, begin + line->end};
    head.last = head.first;
    head.width = 0;
    rest.source.begin = begin + line->text;
    SourceBlock dateline;
    dateline.role = BlockRole::kDateline;
    BlockText text;
    text.add(part(text_, {begin, begin + line->agency.begin}));
    if (line->agency.begin != line->agency.end) {
      const std::size_t at = text.place();
      text.add(part(text_, {begin + line->agency.begin, begin + line->agency.end}));
      dateline.locked.push_back({at, text.size()});
    } else {
      text.add(part(text_, head.source));
    }
    dateline.text = text.take();
    BlockText body;
    body.add(part(text_, rest.source));
    blocks[i].text = body.take();
    article_.places_[i] = std::move(rest);
    blocks.insert(blocks.begin() + i, std::move(dateline));
    article_.places_.insert(article_.places_.begin() + i, std::move(head));
  }

  Article& article_;
  std::string_view text_;
};

// -- writing

bool is_label(const SourceBlock& block, const Stamp& stamp) {
  return block.role == BlockRole::kLabel || block.text == stamp.label;
}

Result<std::string> Article::write(std::span<const Placement> placements, const Stamp* stamp) const {
  Splices splices(source_);
  for (std::size_t i = 0; i < blocks_.size() && i < placements.size(); ++i) {
    if (!changes(blocks_[i], placements[i]) || (stamp != nullptr && is_label(blocks_[i], *stamp))) continue;
    BlockText text;
    text.add(flatten(blocks_[i], placements[i]).text);
    splices.replace(places_[i].source, wrapped(text.take(), places_[i]));
  }
  if (stamp != nullptr && !blocks_.empty()) put_label(splices, *stamp);
  return splices.render();
}

/// The words over lines as the paragraph had them; on one line where a line of its own would read as a label, which the next
/// run would take away.
std::string Article::wrapped(std::string words, const ArticlePlace& place) const {
  if (place.width == 0) return words;
  const std::size_t before = place.source.begin - place.first.begin;
  std::string lines = wrap(words, place.width - std::min(before, place.width / 2), line_end_, place.indent);
  for (std::size_t at = 0; at < lines.size(); at = line_at(lines, at).next) {
    if (document::is_label_line(part(lines, {at, line_at(lines, at).end}))) return words;
  }
  return lines;
}

/// An earlier label is replaced where it stands, whatever the options say; others are taken out.
void Article::put_label(Splices& splices, const Stamp& stamp) const {
  bool shown = stamp.label_place == LabelPlace::kNone || stamp.label.empty();
  const bool wanted = !shown;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    if (!is_label(blocks_[i], stamp)) continue;
    if (std::exchange(shown, true)) {
      remove_lines(splices, places_[i]);
    } else if (blocks_[i].text != stamp.label) {
      replace_label(splices, i, stamp);
    }
  }
  if (wanted && !shown) insert_label(splices, stamp);
}

/// The new label may be no line that is a label by its form: it is set off by blank lines, where the old one was not, or a
/// second run would take it for a paragraph's last line.
void Article::replace_label(Splices& splices, std::size_t i, const Stamp& stamp) const {
  const ArticlePlace& place = places_[i];
  const bool apart = i == 0 || blocks_[i - 1].role == BlockRole::kCaption || preceded_by_blank(place);
  splices.replace(place.source, (apart ? "" : line_end_) + stamp.label + (followed_by_blank(place) ? "" : line_end_));
}

void Article::insert_label(Splices& splices, const Stamp& stamp) const {
  const ArticlePlace* anchor = label_anchor(stamp.label_place);
  if (anchor == nullptr) {
    splices.insert(mark_length(source_), stamp.label + line_end_ + line_end_);
    return;
  }
  // Blank lines round it, or lines that seem to be wrapped would make it part of a paragraph; a caption's end is plain to see.
  const bool caption =
      blocks_[anchor - places_.data()].role == BlockRole::kCaption && stamp.label_place == LabelPlace::kAuto;
  const std::string before = caption ? line_end_ : line_end_ + line_end_;
  splices.insert(anchor->last.end, before + stamp.label + (followed_by_blank(*anchor) ? "" : line_end_));
}

/// The block below which the label stands; nullptr: above everything.
const ArticlePlace* Article::label_anchor(LabelPlace place) const {
  if (place == LabelPlace::kTop) return nullptr;
  if (place == LabelPlace::kEnd) return &places_.back();
  const ArticlePlace* headline = nullptr;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const BlockRole role = blocks_[i].role;
    if (role == BlockRole::kHeadline || (role == BlockRole::kStandfirst && place == LabelPlace::kAuto)) {
      headline = &places_[i];
    } else if (role == BlockRole::kCaption && place == LabelPlace::kAuto) {
      return &places_[i];
    } else if (role == BlockRole::kText) {
      break;
    }
  }
  return headline;
}

/// Whether a blank line, or nothing, stands before it.
bool Article::preceded_by_blank(const ArticlePlace& place) const {
  std::string_view before = std::string_view(source_).substr(0, place.first.begin);
  before.remove_suffix(before.ends_with("\r\n") ? 2 : before.empty() ? 0 : 1);
  return is_blank(before.substr(before.find_last_of("\r\n") + 1));
}

/// Whether a blank line, or nothing, stands behind it.
bool Article::followed_by_blank(const ArticlePlace& place) const {
  if (place.last.next >= source_.size()) return true;
  const Line next = line_at(source_, place.last.next);
  return is_blank(part(source_, {next.begin, next.end}));
}

/// The lines themselves, and the blank lines behind them if blank lines stand before them, too.
void Article::remove_lines(Splices& splices, const ArticlePlace& place) const {
  std::size_t end = place.last.next;
  const std::string_view before = std::string_view(source_).substr(0, place.first.begin);
  if (before.empty() || before.ends_with(line_end_ + line_end_)) {
    while (end < source_.size() && is_blank(part(source_, {end, line_at(source_, end).end})))
      end = line_at(source_, end).next;
  }
  splices.replace({place.first.begin, end}, "");
}

}  // namespace

ReadResult read_article(std::string_view bytes, const PageReadOptions& options) {
  Result<std::string> source = to_utf8(bytes, options);
  if (!source) return source.error();
  const std::size_t size = source->size();
  auto article = std::make_unique<Article>(std::move(*source));
  if (!ArticleReader(*article).read()) return too_many_blocks(options.name, size);
  return std::unique_ptr<document::Document>(std::move(article));
}

}  // namespace dragoman::formats
