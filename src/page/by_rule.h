// By rule: lines that need no engine, because every word of them is known.
#pragma once
#include <optional>
#include <string_view>
#include "document/block.h"
#include "postedit/post_editor.h"

namespace dragoman::page {

/// Bylines and sign-offs of openings, names and "and": "Reporting by Jane Doe; Editing by John Roe". Labels of menus: "Opinion". Languages:
/// BCP 47.
std::optional<postedit::EditedLine> line_by_rule(const document::SourceBlock& block, std::string_view source,
                                                 std::string_view target);

}  // namespace dragoman::page
