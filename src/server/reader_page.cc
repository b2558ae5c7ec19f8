#include "server/reader_page.h"

#include <algorithm>

#include "base/markup_text.h"
#include "base/part.h"
#include "document/label.h"
#include "dragoman/language_names.h"
#include "server/interface_page.h"

namespace dragoman::server {
namespace {

using Words = std::map<std::string, std::string, std::less<>>;

std::string direction_of(const std::string& tag) {
  const Result<Language> language = Language::parse(tag);
  return language && is_right_to_left(*language) ? "rtl" : "ltr";
}

/// One side of a story.
class StoryWriter {
 public:
  StoryWriter(const std::vector<Block>& blocks, std::string_view address, bool original, std::string other)
      : blocks_(blocks), address_(address), original_(original), other_(std::move(other)) {}

  void add(const StoryItem& item) {
    move_to(item);
    if (item.block == StoryItem::kNoBlock) return picture(item);
    const Block& block = blocks_[item.block];
    const std::string tag = tag_of(item, block.role);
    out_ += "<" + tag + attributes_of(block) + ">" + inline_html(block) + "</" + tag + ">\n";
  }
  void add_html(const std::string& html) { out_ += html; }
  std::string done() {
    move_to({});
    return std::move(out_);
  }

 private:
  /// Ends and begins lists, tables and figures.
  void move_to(const StoryItem& item) {
    const bool same = item.group_id == group_ && item.group == tag_;
    if (row_ != 0 && (!same || item.row != row_)) out_ += tag_ == "table" ? "</tr>\n" : "</li>\n";
    if (!same && !tag_.empty()) out_ += "</" + tag_ + ">\n";
    if (!same && !item.group.empty()) out_ += "<" + item.group + ">\n";
    if (item.row != 0 && (!same || item.row != row_)) out_ += item.group == "table" ? "<tr>" : "<li>";
    tag_ = item.group;
    group_ = item.group_id;
    row_ = item.row;
  }
  static std::string tag_of(const StoryItem& item, BlockRole role) {
    if (item.group == "table" && item.row != 0) return item.head ? "th" : "td";
    if (item.group == "figure" && role == BlockRole::kCaption) return "figcaption";
    switch (role) {
      case BlockRole::kHeadline: return "h1";
      case BlockRole::kSubheading: return "h" + std::to_string(std::clamp(item.level, 2U, 6U));
      case BlockRole::kQuote: return "blockquote";
      default: return "p";
    }
  }
  std::string attributes_of(const Block& block) const {
    std::string out = " class=\"" + std::string(role_name(block.role)) + "\"";
    // What stayed in its own language says so.
    if (!original_ && block.kept != KeepReason::kNone && block.kept != KeepReason::kTargetLanguage && !other_.empty())
      out += " lang=\"" + base::escape_markup(other_) + "\" dir=\"" + direction_of(other_) + "\"";
    return out;
  }
  std::string inline_html(const Block& block) const {
    const std::string& text = original_ ? block.source : block.target;
    std::string out;
    std::vector<const BlockMark*> open;
    std::size_t at = 0;
    const auto write_to = [&](std::size_t end) {
      for (; !open.empty() && range_of(*open.back()).end <= end; open.pop_back()) {
        const std::size_t close = std::max(at, range_of(*open.back()).end);
        out += base::escape_markup(part(text, {at, close})) + "</" + open.back()->element + ">";
        at = close;
      }
      if (end > at) out += base::escape_markup(part(text, {at, end}));
      at = std::max(at, end);
    };
    std::vector<BlockMark> marks = block.marks;
    std::ranges::stable_sort(marks, [&](const BlockMark& left, const BlockMark& right) {
      const ByteRange a = range_of(left), b = range_of(right);
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    for (const BlockMark& mark : marks) {
      const ByteRange range = range_of(mark);
      if (range.begin < at || range.begin >= range.end || range.end > text.size()) continue;
      if (!open.empty() && range.begin < range_of(*open.back()).end && range.end > range_of(*open.back()).end) continue;
      write_to(range.begin);
      const std::string address = mark.element == "a" ? safe_address(mark.address, address_) : "";
      out += "<" + mark.element;
      if (!address.empty()) out += " rel=\"noreferrer nofollow\" href=\"" + base::escape_markup(address) + "\"";
      out += ">";
      open.push_back(&mark);
    }
    write_to(text.size());
    return out;
  }
  ByteRange range_of(const BlockMark& mark) const { return original_ ? mark.source : mark.target; }
  void picture(const StoryItem& item) {
    const std::string address = safe_address(item.picture, address_, true);
    if (address.empty() || original_) return;
    const bool known = item.alt_block < blocks_.size();
    out_ += "<img loading=\"lazy\" referrerpolicy=\"no-referrer\" src=\"" + base::escape_markup(address) + "\" alt=\"" +
            base::escape_markup(known ? blocks_[item.alt_block].target : item.alt) + "\">\n";
  }

  const std::vector<Block>& blocks_;
  std::string_view address_;
  bool original_;
  std::string other_;  // the source's language
  std::string out_, tag_;
  std::size_t group_ = 0, row_ = 0;
};

}  // namespace

std::string story_html(const StoryParts& parts, std::string_view interface) {
  const std::vector<StoryItem>& story = parts.items;
  const std::size_t label_before = label_place(story, parts.blocks);
  const std::string label = document::label_text(parts.to);
  StoryWriter target(parts.blocks, parts.address, false, parts.from);
  StoryWriter source(parts.blocks, parts.address, true, "");
  const auto add_label = [&] {
    target.add_html("<p class=\"label\" lang=\"" + base::escape_markup(document::label_language(label, parts.to)) +
                    "\">" + base::escape_markup(label) + "</p>\n");
  };
  for (std::size_t i = 0; i < story.size(); ++i) {
    if (i == label_before) {
      target.add({});
      add_label();
    }
    target.add(story[i]);
    source.add(story[i]);
  }
  if (label_before == story.size()) add_label();
  const auto side = [&](const std::string& language, const std::string& html) {
    return " lang=\"" + base::escape_markup(language) + "\" dir=\"" + direction_of(language) + "\">\n" + html;
  };
  const Words& words = interface_words("reader", interface);
  return "<article class=\"story plain\"" + side(parts.to, target.done()) + "</article>\n" +
         "<details class=\"original\"><summary>" + base::escape_markup(words.at("view_original")) +
         "</summary>\n<div class=\"story plain\"" + side(parts.from, source.done()) + "</div></details>\n";
}

}  // namespace dragoman::server
