// Blocks of a translated page as JSON, the way they are kept with each version; docs/formats/articles-database.md.
// Threads: pure functions.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/page.h"

namespace dragoman::articles {

std::string blocks_json(const std::vector<Block>& blocks);
/// `file`: for the message. Errors: kBadMemory (ranges that lie outside of their texts included).
Result<std::vector<Block>> blocks_from(std::string_view json, std::string_view file);
/// A text without white space at its ends: how sentences of corrections are compared.
std::string_view trimmed(std::string_view text);
/// Whether one of the sentences, or a whole block, says this in the source.
bool has_sentence(const std::vector<Block>& blocks, std::string_view source);

}  // namespace dragoman::articles
