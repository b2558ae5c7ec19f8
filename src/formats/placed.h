// What every writer asks of a placement, whatever its format.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "document/block.h"

namespace dragoman::formats {

/// The pieces that give the block as it is: what an engine that changes nothing would place.
std::vector<document::Piece> source_pieces(const document::SourceBlock& block);
/// Whether writing the placement would say what the source says: then its bytes stay.
bool changes(const document::SourceBlock& block, const document::Placement& placement);
/// Locks what the form of a text says must stay: a caption's credit, a byline's names, the agency of a dateline. A text
/// that is nothing else is kept. What `keep` says already stays.
void lock_news_forms(document::SourceBlock& block);
/// White space (blank, tab, line break) collapsed to single blanks, and trimmed.
std::string collapsed(std::string_view text);

}  // namespace dragoman::formats
