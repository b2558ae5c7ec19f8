// The stamp on a page: languages, the machine-readable marks of machine translation, addresses, and the visible label; all by
// splices, so that nothing else moves.
//
// Every inserted element carries data-dragoman; those of an earlier run are replaced, so that a second run gives the same bytes.
// The reader of blocks must pass over elements with that attribute (is_inserted).
#pragma once
#include <span>
#include "document/block.h"
#include "document/splices.h"
#include "document/stamp.h"
#include "html/tree.h"

namespace dragoman::html {

/// Where a block stands.
struct BlockPlace {
  NodeId element = kNoNode;         ///< that holds its text, or whose attribute it is; kNoNode: in a script
  std::string_view attribute = {};  ///< its name, "" for text
  Place text = {};                  ///< the block's own bytes
};

/// Where the first thing of the head can be inserted; behind an html tag that is inserted at the same place.
std::size_t head_begin(const Tree& tree);

/// What is changed in tags that are there: languages, directions, numbers of blocks; an html tag that the page leaves out is
/// written. Before anything else goes into `splices`, because tags inside blocks are copied from there.
void stamp_tags(const Tree& tree, std::span<const BlockPlace> places, const document::Stamp& stamp, bool xhtml,
                document::Splices& splices);

/// The rest: call it after stamp_tags(), and after all blocks are written into `splices`, which stand over tree.source(). `places[i]` belongs to blocks[i].
/// `xhtml`: inserted elements are in XML syntax. With Stamp::label_only it is all that is called.
void apply_stamp(const Tree& tree, std::span<const document::SourceBlock> blocks, std::span<const BlockPlace> places,
                 const document::Stamp& stamp, bool xhtml, document::Splices& splices);

}  // namespace dragoman::html
