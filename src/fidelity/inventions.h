// Inventions: brackets, and tails behind a bar ("Privacy Policy | News"), that a translation has of its own. Models put notes behind names that they have seen annotated,
// "Jane Doe (em inglês)", and begin some that they never end, "Podcast (". What the source says stays, whatever the brackets.
#pragma once
#include <string_view>
#include <vector>

#include "markup/transfer.h"

namespace dragoman::fidelity {

struct WithoutInventions {
  markup::AlignedText text;
  std::vector<ByteRange> removed;  ///< into the translation as given; ascending
};

/// One sentence on both sides. A bracket is an invention if the source has no bracket for it and no word of the source has
/// its only translation there, or if it is a note of those that models add (data/notes.txt) and the source names no
/// language, even in the place of another bracket, "(2004)". A bracket with words of the source in it that is never closed loses its sign alone.
WithoutInventions remove_inventions(std::string_view source, const markup::AlignedText& translation,
                                    std::string_view source_language, std::string_view target_language);

}  // namespace dragoman::fidelity
