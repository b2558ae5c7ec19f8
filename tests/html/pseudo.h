// A translation without an engine: letters are turned by 13 places, everything stays in its place, marks included.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "document/block.h"
#include "document/document.h"

namespace dragoman::html {

/// Latin letters of ASCII turned; others as they are.
std::string turned(std::string_view text);
/// The block with its words turned, but for what is locked; or, without `turn`, as it is.
document::Placement pseudo_translation(const document::SourceBlock& block, bool turn = true);
std::vector<document::Placement> pseudo_translations(std::span<const document::SourceBlock> blocks);
std::vector<document::Placement> unchanged(std::span<const document::SourceBlock> blocks);

}  // namespace dragoman::html
