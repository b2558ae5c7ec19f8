// A paragraph or heading of an OpenDocument text as blocks. Spans that only say when something was typed, or in which
// language, are no marks: words go through them.
#pragma once
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "formats/xml_parts.h"

namespace dragoman::office {

inline constexpr std::string_view kOdfText = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
inline constexpr std::string_view kOdfOffice = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

struct OdtParagraphRules {
  BlockRole role = BlockRole::kText;
  KeepReason keep = KeepReason::kNone;
  const std::set<std::string, std::less<>>* plain_styles = nullptr;  ///< of spans that show nothing
};

/// Adds the blocks of the element that is node `paragraph`; returns how many it was.
std::size_t add_odt_paragraph(formats::XmlParts& parts, std::size_t paragraph, const OdtParagraphRules& rules);

}  // namespace dragoman::office
