// Blocks of a page: its text runs cut into units, its readable attributes and its structured data, in reading order.
#pragma once
#include <vector>
#include "document/block.h"
#include "dragoman/page.h"
#include "html/json_ld.h"
#include "html/stamp.h"
#include "html/tree.h"
#include "html/units.h"

namespace dragoman::html {

struct PageBlocks {
  /// A script of JSON-LD; its blocks stand together from `first` on.
  struct Script {
    JsonLd json;
    std::size_t first = 0;
  };
  std::vector<document::SourceBlock> blocks;
  std::vector<Site> sites;  ///< of each block
  std::vector<Script> scripts;
  std::vector<std::vector<NodeId>> mark_nodes;  ///< of each block, the elements of its marks
};

PageBlocks read_blocks(const Tree& tree, const PageReadOptions& options, bool xhtml);

}  // namespace dragoman::html
