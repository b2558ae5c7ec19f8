// A document that is no HTML is its own story: all that is read as text, in its order.
#include "document/document.h"

namespace dragoman::document {
namespace {

bool is_read(BlockRole role) {
  return role != BlockRole::kLabel && role != BlockRole::kNavigation && role != BlockRole::kAttribute &&
         role != BlockRole::kMetadata;
}

}  // namespace

std::vector<StoryItem> story_of(std::span<const SourceBlock> blocks) {
  std::vector<StoryItem> items;
  std::size_t groups = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!is_read(blocks[i].role)) continue;
    StoryItem item;
    item.block = i;
    if (blocks[i].role == BlockRole::kSubheading) item.level = 2;
    if (blocks[i].role == BlockRole::kListItem) {
      // Entries that follow each other are one list.
      const bool goes_on = !items.empty() && items.back().group == "ul";
      item.group = "ul";
      item.group_id = goes_on ? items.back().group_id : ++groups;
      item.row = i + 1;
    }
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace dragoman::document
