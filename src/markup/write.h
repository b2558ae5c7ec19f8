// Writing: from target ranges of all marks to the pieces of a placement.
#pragma once
#include "document/block.h"
#include "markup/layout.h"

namespace dragoman::markup {

/// Whether the layout keeps the promises of transfer(): spans with text have text, children lie inside their parents,
/// siblings apart.
bool is_sound(const Layout& layout);

/// The pieces; the layout must be sound.
std::vector<document::Piece> write_pieces(const document::SourceBlock& block, const Layout& layout);

}  // namespace dragoman::markup
