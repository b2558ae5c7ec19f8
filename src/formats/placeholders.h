// Placeholders of program messages: "%s", "%1$d", "%(name)s", "{0}", "{{name}}", "${name}", "%@". A message without one of them, or with
// one more, breaks the program that shows it; so they are locked.
#pragma once
#include <string_view>
#include <vector>
#include "document/block.h"

namespace dragoman::formats {

/// Their ranges, in order, apart from each other.
std::vector<ByteRange> placeholders(std::string_view text);
/// Whether a message has a grammar of its own ("{count, plural, one {...} other {...}}"): not text that one can translate.
bool has_message_grammar(std::string_view text);
/// Locks the placeholders of a block; keeps it as a whole if its text is a grammar.
void lock_placeholders(document::SourceBlock& block);

}  // namespace dragoman::formats
