// First look: what the beginning of a document shows of its kind: its root element, tags in a text, JSON, or that it is no
// text at all. Nothing here knows formats; page/recognise does.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace dragoman::page {

/// The beginning in lower case as one byte per character: without the zeros of UTF-16, byte order marks and white space.
std::string beginning(std::string_view bytes, std::size_t most);

/// The first start tag of a document in angle brackets.
struct FirstElement {
  std::string name = {};   ///< with its prefix: "rdf:rdf"; "" if text or nothing comes first
  bool whole = false;      ///< the tag has its ">"
  bool typed = false;      ///< an XML declaration or a document type stands before it
  bool cut_short = false;  ///< the text ends before an element is reached
};
/// Behind XML declaration, comments and document type, an internal subset included. `start`: as beginning() gives it.
FirstElement first_element(std::string_view start);

/// Whether a text has HTML's tags between its words, as a piece cut out of a page has. A text that speaks of "the <p> tag", or of
/// x < y, has none.
bool has_tags(std::string_view start);

/// Whether bytes are JSON, or begin as only JSON does ({"key": ...).
bool is_json(std::string_view bytes);

inline constexpr std::string_view kBinaryData = "binary data", kPdf = "a PDF document";
/// What bytes are that are no text: "a PNG picture", "a PDF document", kBinaryData; "" for text, with a control character
/// here and there too.
std::string_view binary_kind(std::string_view bytes);

}  // namespace dragoman::page
