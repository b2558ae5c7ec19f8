// Capitals for emphasis: "He said NOTHING", "SUBSCRIBE NOW". Models know running text, and leave words in capitals as they are or
// maim them; so such words are given to the engine in small letters, and their translations are put into capitals again.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "markup/transfer.h"

namespace dragoman::fidelity {

/// What is known of words. Both may be empty.
struct WordForms {
  std::function<std::string(std::string_view)> usual = {};  ///< the form in the document's running text; "" for none
  std::function<bool(std::string_view)> knows_word =
      {};                ///< whether the engine knows the word in this very letter case
  std::string language;  ///< ISO code
};

struct EmphasisedWord {
  ByteRange range;
  std::string form;  ///< as running text has it; as long as the range
};

/// Words of `text` in capitals that are no acronyms: alone, if the word is a common one in small letters; several side by side,
/// if one of them is. Acronyms ("NATO", "BBC") are words that nobody knows otherwise. Linear.
std::vector<EmphasisedWord> find_emphasis(std::string_view text, const WordForms& forms);

/// The translations of these words (ranges of the source, ascending) in capitals.
markup::AlignedText with_capitals(std::string_view source, const markup::AlignedText& translation,
                                  const std::vector<ByteRange>& words, std::string_view target_language);

}  // namespace dragoman::fidelity
