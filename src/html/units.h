// Units: a run cut into pieces that are translated one by one, as SourceBlocks with their place in the source.
#pragma once
#include <vector>
#include "document/block.h"
#include "html/flow.h"

namespace dragoman::html {

/// Where a block stands, and how it is written there.
struct Site {
  enum class Kind : std::uint8_t { kText, kAttribute, kKept, kScript };  ///< kKept: never written
  Kind kind = Kind::kText;
  bool nbsp_reference = false;       ///< the source writes no-break spaces as "&nbsp;"
  bool lead = false, trail = false;  ///< blanks at the very ends, inside of marks: written outside of them
  char quote = 0;                    ///< of an attribute; 0: the value had none
  Place place = {};                  ///< what is replaced
  NodeId element = kNoNode;          ///< nearest element round the block that is no mark of it, or the attribute's
  std::string_view attribute = {};   ///< its name
};

struct Unit {
  document::SourceBlock block;
  std::vector<NodeId> mark_nodes;  ///< the element of each mark, or kNoNode
  Site site;
};

/// Appends the units of a run whose sentences have been cut; what has no letter or digit gives none.
void add_units(const PageView& view, const Flow& flow, NodeId element, std::vector<Unit>& units);

/// White space collapsed, unseen signs dropped, both ends trimmed.
std::string collapsed(std::string_view text);

}  // namespace dragoman::html
