// Running text in XML markup: XHTML in Atom, NITF and XHTML in NewsML-G2. Elements either divide the text into blocks, stand in it
// as marks, or are left alone; which does what is a table of names, the same for all vocabularies.
#pragma once
#include <cstddef>
#include "formats/xml_parts.h"

namespace dragoman::formats {

/// Adds the blocks of an element's content.
void add_xml_body(XmlParts& parts, std::size_t element, const FieldRules& rules);

}  // namespace dragoman::formats
