// Outer quotes: a quotation mark that opens or closes a sentence. Models forget them, above all where a quotation goes over several
// sentences, each of which has one mark only or none.
#pragma once
#include <string_view>

#include "markup/transfer.h"

namespace dragoman::fidelity {

/// Double marks at the sentence's ends stand there in the translation, too, if it lacks as many as that sets right: none is added
/// where marks inside the sentence got lost. They are straight, as engines write them; of two stops at the end the second was one.
markup::AlignedText with_outer_quotes(std::string_view source, const markup::AlignedText& translation);

}  // namespace dragoman::fidelity
