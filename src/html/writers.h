// Writers: who wrote the story keeps the name wherever a short text of the page has it (a portrait's alt text, "More from Jane Doe",
// a link to her stories), and not in the byline only.
//
// A name alone is what engines translate first: "Rose White" becomes "Rosa Branco". In whole sentences they leave it alone.
#pragma once
#include <span>
#include <string>
#include <vector>
#include "document/block.h"

namespace dragoman::html {

/// Names are those of `authors` and of bylines ("By ...") among the blocks, of two to four words. A text that is one is kept, of a
/// short one that is no sentence that part is locked.
void keep_writers(std::span<const std::string> authors, std::vector<document::SourceBlock>& blocks);

}  // namespace dragoman::html
