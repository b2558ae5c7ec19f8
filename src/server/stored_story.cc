#include "server/stored_story.h"

#include <algorithm>

#include "dragoman/fetch.h"

namespace dragoman::server {
namespace {

using json::JsonText;

/// What readers see of a page that nobody can look at any more: its texts.
std::vector<StoryItem> items_from(const std::vector<Block>& blocks) {
  std::vector<StoryItem> out;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const BlockRole role = blocks[i].role;
    if (role == BlockRole::kMetadata || role == BlockRole::kLabel || role == BlockRole::kNavigation ||
        role == BlockRole::kAttribute)
      continue;
    if (blocks[i].source.empty()) continue;
    // The title element says what the headline says.
    const auto again = [&](const Block& later) {
      return later.role == BlockRole::kHeadline && later.source == blocks[i].source;
    };
    if (role == BlockRole::kHeadline &&
        std::any_of(blocks.begin() + static_cast<std::ptrdiff_t>(i) + 1, blocks.end(), again))
      continue;
    StoryItem& item = out.emplace_back();
    item.block = i;
    item.level = role == BlockRole::kSubheading ? 2 : 0;
  }
  return out;
}

/// The story's parts as the source has them, if these are still the blocks that were made of it.
std::vector<StoryItem> items_of(const ArticleSource& source, const ArticleVersion& version) {
  if (source.version != version.source_version) return items_from(version.blocks);
  const Result<Page> page = Page::read(source.bytes, {.name = source.name, .media_type = source.media_type});
  if (!page) return items_from(version.blocks);
  const std::vector<Block> blocks = page->blocks();
  const bool same = std::ranges::equal(blocks, version.blocks, {}, &Block::source, &Block::source);
  return same ? page->story() : items_from(version.blocks);
}

}  // namespace

Result<StoredStory> stored_story(const Articles& articles, const ArticleOverview& article,
                                 const ArticleVersion& version) {
  const Result<ArticleSource> source = articles.source(article.article.id);
  if (!source) return source.error();
  StoredStory out;
  out.parts.items = items_of(*source, version);
  out.parts.blocks = version.blocks;
  out.parts.from = version.source_language;
  out.parts.to = version.language;
  if (is_web_address(article.article.address)) out.parts.address = article.article.address;
  out.state = version.state;
  for (const TranslationOverview& one : article.translations) {
    if (one.shown == Shown::kYes) out.languages.push_back(one.language);
  }
  for (const StoryItem& item : out.parts.items) {
    if (item.block >= version.blocks.size() || version.blocks[item.block].role != BlockRole::kHeadline) continue;
    out.title = version.blocks[item.block].target;
    break;
  }
  return out;
}

void add_stored_story(json::JsonObject& out, const StoredStory& story) {
  const Result<PairChecker> checker = PairChecker::load(story.parts.from, story.parts.to);
  std::vector<JsonText> blocks;
  for (const Block& block : story.parts.blocks)
    blocks.push_back(block_json(blocks.size(), block, checker ? &*checker : nullptr, story.parts.address));
  json::JsonObject head = story_object(story.parts);
  head.add("languages", json::json_array({story.languages.begin(), story.languages.end()}));
  head.add("state", state_name(story.state));
  out.add("story", head.done()).add("blocks", json::json_array(blocks));
}

}  // namespace dragoman::server
