// Loops: words that a small model says again and again, "O que é o que é o que é".
#pragma once
#include <cstddef>
#include <string_view>

namespace dragoman::fidelity {

/// How often a sequence of words in `target` is followed by itself at once, beyond how often that is so in `source`. One word said
/// twice counts, too, if it is of two letters or more. Linear for a sentence.
std::size_t count_loops(std::string_view source, std::string_view target);

}  // namespace dragoman::fidelity
