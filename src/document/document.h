// Document: a page of any format as blocks, and the way back to bytes.
//
// Each format has a reader that returns one of these (src/html, src/formats). Reading and writing know nothing of the
// engine; translating knows nothing of the format.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "document/block.h"
#include "document/stamp.h"
#include "dragoman/page.h"
#include "dragoman/result.h"

namespace dragoman::document {

/// An element of HTML that does nothing but show, or a link: what a mark is to whoever shows the block.
struct ShownElement {
  std::string_view name = {};     ///< "a", "em"; "" for any other
  std::string_view address = {};  ///< of a link, as the source has it
};

/// All blocks that are read as text.
std::vector<StoryItem> story_of(std::span<const SourceBlock> blocks);

class Document {
 public:
  virtual ~Document() = default;
  virtual PageFormat format() const = 0;
  /// In reading order. Blocks never overlap, except that a mark's opening tag may hold attributes that are blocks.
  virtual const std::vector<SourceBlock>& blocks() const = 0;
  /// BCP 47 as the document states it, or "".
  virtual const std::string& stated_language() const = 0;
  /// Whether it says of itself that we translated it: an earlier run's marks stand in it.
  virtual bool stamped() const { return false; }
  /// The document with each block replaced (placements[i] for blocks()[i]) and stamped; UTF-8. With a stamp of null
  /// and nothing changed, the source comes out byte for byte (in UTF-8).
  virtual Result<std::string> write(std::span<const Placement> placements, const Stamp* stamp) const = 0;
  /// As Page::story(). What is no HTML has no pictures, and no parts that are not its story.
  virtual std::vector<StoryItem> story() const { return story_of(blocks()); }
  /// What mark `mark` of block `block` shows.
  virtual ShownElement shown(std::size_t block, std::size_t mark) const {
    (void)block, (void)mark;
    return {};
  }
};

}  // namespace dragoman::document
