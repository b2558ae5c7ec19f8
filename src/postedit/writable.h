// Characters that an engine can carry from text to text. Words that have others (names, mostly) stay as they are instead of
// coming back maimed.
#pragma once
#include "dragoman/translator.h"
#include "fidelity/addresses.h"

namespace dragoman::postedit {

/// From what the engine says of itself. A letter passes too if its small form does (models without "Í" write "índia"), or if
/// the engine reads it in another form ("1ª" as "1a"): it is then a letter of the text's own language. Remembers its answers:
/// for one thread. `vocabulary` must outlive it.
fidelity::CanWrite passes_through(const EngineVocabulary& vocabulary);

}  // namespace dragoman::postedit
