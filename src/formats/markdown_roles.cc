// Markdown says what is a heading, a list, a quotation; what else a news page has is told by place and form.
#include <algorithm>

#include "document/news_forms.h"
#include "formats/article_forms.h"
#include "formats/markdown_blocks.h"
#include "formats/plain_text.h"

namespace dragoman::formats {
namespace {

using document::SourceBlock;
using Place = MarkdownPlace;

/// Whether one emphasis holds all of the text.
bool is_emphasised(const SourceBlock& block, const Place& place) {
  for (std::size_t i = 0; i < block.marks.size(); ++i) {
    const char delimiter = place.delimiters[i];
    if ((delimiter == 'e' || delimiter == 's') && block.marks[i].text == ByteRange{0, block.text.size()}) return true;
  }
  return false;
}

void by_form(SourceBlock& block, const Place& place, bool after_image) {
  if (document::is_credit_line(block.text)) {
    block.role = BlockRole::kCredit;
    block.keep = KeepReason::kName;
  } else if (const auto names = document::find_byline(block.text)) {
    block.role = BlockRole::kByline;
    block.locked = *names;
  } else if (document::is_date_line(block.text)) {
    block.role = BlockRole::kDateline;
  } else if (after_image) {
    const auto credit = document::find_credit(block.text);
    if (credit) block.locked.push_back(*credit);
    if (credit || is_emphasised(block, place)) block.role = BlockRole::kCaption;
  } else {
    if (const auto agency = document::find_dateline_agency(block.text)) block.locked.push_back(*agency);
    if (const auto credit = document::find_introduced_credit(block.text)) block.locked.push_back(*credit);
  }
}

}  // namespace

void give_roles(std::string_view source, MarkdownBlocks& out) {
  bool headline = false, text = false;
  for (std::size_t i = 0; i < out.blocks.size(); ++i) {
    SourceBlock& block = out.blocks[i];
    const Place& place = out.places[i];
    if (place.kind != Place::Kind::kRun || place.leaf != MarkdownLeaf::Kind::kParagraph) {
      // A page has one headline; what else is set as large is a heading in it.
      if (block.role == BlockRole::kHeadline && place.leaf == MarkdownLeaf::Kind::kHeading) {
        if (headline) block.role = BlockRole::kSubheading;
        headline = true;
      }
      continue;
    }
    const bool own = part(source, place.source).find(kLabelComment) != std::string_view::npos;
    if (own || document::is_sure_label(block.text) || (place.top_level && document::is_label_line(block.text))) {
      block.role = BlockRole::kLabel;
    } else if (block.role == BlockRole::kText && place.top_level) {
      by_form(block, place, out.after_image[i]);
      if (block.role != BlockRole::kText) continue;
      const bool first = headline && !text;
      text = true;
      if (first && (is_emphasised(block, place) || !ends_sentence(block.text))) block.role = BlockRole::kStandfirst;
    }
  }
}

}  // namespace dragoman::formats
