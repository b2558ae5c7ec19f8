// Plan: for each block, whether it is translated, and if not, why. Languages are judged block by block: pages quote other
// languages, and templates state the wrong one.
#pragma once
#include <string>
#include <vector>
#include "document/document.h"
#include "dragoman/page.h"

namespace dragoman::page {

struct Languages {
  std::string source, target;          ///< ISO codes that the engine translates between
  std::string page;                    ///< of most of the page's text; "" = unknown
  std::string stated;                  ///< by the page for itself, ISO code; "" = nothing
  std::string source_tag, target_tag;  ///< with what is known of regions
  bool same = false;                   ///< source and target are one language in one script
  bool earlier =
      false;  ///< an earlier run translated the page into the target: a short block is its work, whatever it looks like
};

/// Of each block; kNone: translate it. A page in the target language of which only menus and the like seem to be in another
/// one is left alone as a whole.
std::vector<KeepReason> reasons_to_keep(const std::vector<document::SourceBlock>& blocks, const Languages& languages);

/// Whether a block belongs to the story, and not to what stands around it or behind it.
bool is_story(BlockRole role);

}  // namespace dragoman::page
