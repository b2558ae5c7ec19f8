// A page begins with its title element, descriptions and menus, and ends with links to other stories: the story is what stands between the
// headline that most of the text is under and the last paragraph. What was said once (a title that is the headline) is not said again.
#include <algorithm>
#include <unordered_set>

#include "document/label.h"
#include "dragoman/speech.h"

namespace dragoman {
namespace {

constexpr std::size_t kParagraph = 60;  // bytes: shorter texts may be anything, a label or a button

bool is_said(const Block& block, const ScriptOptions& options) {
  switch (block.role) {
    case BlockRole::kHeadline:
    case BlockRole::kSubheading:
    case BlockRole::kStandfirst:
    case BlockRole::kText:
    case BlockRole::kQuote:
    case BlockRole::kListItem: return true;
    case BlockRole::kCaption: return options.captions;
    case BlockRole::kCredit: return options.credits;
    case BlockRole::kByline:
    case BlockRole::kDateline: return options.bylines;
    default: return false;
  }
}

bool is_paragraph(const Block& block) {
  return (block.role == BlockRole::kText || block.role == BlockRole::kQuote) && block.source.size() >= kParagraph;
}

struct Stretch {
  std::size_t begin = 0, end = 0;
};

/// From the headline that most of the text stands under to the last paragraph; all blocks where there is no paragraph.
Stretch story_of(const std::vector<Block>& blocks) {
  Stretch story{0, blocks.size()};
  std::size_t headline = 0, bytes = 0, most = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].role == BlockRole::kHeadline) {
      headline = i;
      bytes = 0;
    }
    if (!is_paragraph(blocks[i])) continue;
    bytes += blocks[i].source.size();
    story.end = i + 1;
    if (bytes > most) story.begin = headline;
    most = std::max(most, bytes);
  }
  return story;
}

Passage passage_of(const Block& block) {
  Passage passage{block.target.empty() ? block.source : block.target, block.role};
  for (const BlockSentence& sentence : block.sentences) {
    passage.pairs.push_back(
        {sentence.target, block.source.substr(sentence.source.begin, sentence.source.end - sentence.source.begin)});
  }
  return passage;
}

/// "Powered by automated translation." of "Beta V.1.0 - Powered by automated translation".
std::string announcement_in(std::string_view language) {
  std::string label = document::label_text(language);
  if (const std::size_t dash = label.find(" - "); dash != std::string::npos) label.erase(0, dash + 3);
  return label + ".";
}

}  // namespace

std::vector<Passage> script_of(const std::vector<Block>& blocks, const ScriptOptions& options) {
  std::vector<Passage> out;
  const bool marked = std::ranges::any_of(blocks, [](const Block& block) { return block.role == BlockRole::kLabel; });
  if ((options.translated || marked) && options.announcement != "-") {
    Passage first{options.announcement.empty() ? announcement_in(options.language) : options.announcement,
                  BlockRole::kLabel};
    first.announcement = true;
    out.push_back(std::move(first));
  }
  std::unordered_set<std::string> said;
  const Stretch story = story_of(blocks);
  for (std::size_t i = story.begin; i < story.end; ++i) {
    if (!is_said(blocks[i], options)) continue;
    Passage passage = passage_of(blocks[i]);
    if (!passage.text.empty() && said.insert(passage.text).second) out.push_back(std::move(passage));
  }
  return out;
}

}  // namespace dragoman
