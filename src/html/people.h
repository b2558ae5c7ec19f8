// People: who is named alone (a heading, an entry of a list, a cell, a link) keeps the name.
#pragma once
#include <vector>
#include "document/block.h"

namespace dragoman::html {

/// Keeps blocks that are nothing but somebody's name: by its first name, or because a sentence of the page has the same name.
void keep_people(std::vector<document::SourceBlock>& blocks);

}  // namespace dragoman::html
