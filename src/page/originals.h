// Originals: each translated block's sentences on both sides as JSON, for a reader that flips between them.
#pragma once
#include <span>
#include <string>
#include "dragoman/page.h"

namespace dragoman::page {

/// {"blocks":[{"block":3,"role":"caption","sentences":[["source","target"],...]},...]}: blocks that were translated, numbered
/// as in TranslatedPage::blocks. Contains no "<", so that it may stand in a script element.
std::string originals_json(std::span<const Block> blocks);

}  // namespace dragoman::page
