// What the parts of the XLIFF reader share. The source's text stays; a translation goes into <target>, with the source's inline
// elements, and says in the standard's own attributes that a machine made it.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>
#include "document/block.h"
#include "formats/nested.h"
#include "formats/xml_reader.h"

namespace dragoman::formats {

/// A <source> (or <seg-source>) with its blocks, and where its translation goes.
struct XliffUnit {
  struct Segment {
    std::size_t block = 0;
    XmlRange range;  ///< of the source, replaced by the block's translation
  };
  std::vector<Segment> segments;
  std::optional<Nested> nested;        ///< HTML in the source's text; then no segments
  XmlRange content;                    ///< what the target is a copy of
  std::size_t source = 0;              ///< node
  std::optional<std::size_t> target;   ///< node of an empty or unfinished one, which is replaced
  std::optional<std::size_t> segment;  ///< 2.x: the node that has the state
  std::size_t first = 0, count = 0;    ///< its blocks
};

/// The inline content of an element as one block; `range` becomes what the block stands on, white space at its ends
/// excluded. Nothing if there is no text. `preserve`: xml:space.
std::optional<document::SourceBlock> read_xliff_text(const Xml& xml, std::size_t element, bool preserve,
                                                     XmlRange& range);

}  // namespace dragoman::formats
