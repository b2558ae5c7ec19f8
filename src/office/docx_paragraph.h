// A paragraph of a Word document as blocks: its text without the seams between runs, and marks for what is set apart in it.
#pragma once
#include <cstddef>

#include "formats/xml_parts.h"

namespace dragoman::office {

struct ParagraphRules {
  BlockRole role = BlockRole::kText;
  KeepReason keep = KeepReason::kNone;
};

/// Adds the blocks of the paragraph that is node `paragraph`. `left`: as docx_tokens() has it.
/// Returns how many blocks it was.
std::size_t add_docx_paragraph(formats::XmlParts& parts, std::size_t paragraph, const ParagraphRules& rules,
                               std::size_t& left);

}  // namespace dragoman::office
