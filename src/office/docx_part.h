// One part of a Word document that holds paragraphs: the story itself, a header, a footer, notes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "formats/formats.h"
#include "formats/xml_parts.h"

namespace dragoman::office {

/// Names of paragraph styles ("heading 1") by the identifiers that paragraphs use ("berschrift1").
using StyleNames = std::map<std::string, std::string, std::less<>>;
StyleNames style_names(const formats::Xml& styles);

/// Where the visible label can go in the story.
struct LabelSpots {
  std::string prefix = {};                          ///< "w:"
  std::optional<std::uint32_t> top = {}, end = {};  ///< none: a part that has no place for it
  std::optional<std::uint32_t> headline = {};       ///< behind headline and standfirst
  std::size_t next_bookmark = 1;                    ///< an identifier that no bookmark has
};

/// `story`: the part is the document itself.
formats::ReadResult read_docx_part(std::string_view bytes, const PageReadOptions& options, const StyleNames& styles,
                                   bool story);

/// styles.xml, which has no text, but says what language text is in that says nothing itself.
formats::ReadResult read_docx_styles(std::string_view bytes, const PageReadOptions& options);
/// The language that styles.xml states, or "".
std::string docx_language(const formats::Xml& styles);

/// docProps/core.xml: title, subject and description.
formats::ReadResult read_docx_core(std::string_view bytes, const PageReadOptions& options);

/// The hidden bookmark by which the label's paragraph is known again.
inline constexpr std::string_view kLabelBookmark = "_dragoman_label";
/// The direction of each paragraph in which something changed.
void stamp_docx_directions(const formats::Xml& xml, const formats::XmlChanges& changes, const document::Stamp& stamp,
                           document::Splices& splices);
/// Puts the label into the story.
void stamp_docx_label(const LabelSpots& spots, const document::Stamp& stamp, document::Splices& splices);

/// Adds the mark of machine translation to `parts`: a property in docProps/custom.xml, with what a new part needs besides.
/// The three texts are those of [Content_Types].xml, _rels/.rels and docProps/custom.xml ("": there is none).
struct DocxLists {
  std::string content_types = {}, relations = {}, properties = {};
};
std::map<std::string, std::string, std::less<>> docx_mark(const DocxLists& lists, const document::Stamp& stamp);

}  // namespace dragoman::office
