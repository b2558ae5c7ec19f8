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
  /// How common the engine knows the word to be in this very letter case, 1 for the most common; 0: not at all.
  std::function<std::size_t(std::string_view)> rank = {};
  std::string language;  ///< ISO code
};

/// The bytes of a word without a short ending behind an apostrophe, "EDITOR" of "EDITOR’S": the word that others know.
std::size_t stem_size(std::string_view word);

/// Ranks of a word in three letter cases.
struct CaseRanks {
  std::size_t high = 0, capital = 0, low = 0;
};
/// Whether a word in capitals that begins a sentence is an acronym: "US TROOPS LEAVE", not "MAN DIES". A pronoun of the same letters
/// stands elsewhere, so what counts beside it is the capital form.
bool opens_as_acronym(const CaseRanks& ranks);

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

/// A translation begins with a capital where the source does: "Tennis", "Tênis". Not for what stands there as the source writes it
/// ("iPhone"), nor where the source begins with a figure. `kept`: parts of the source that arrive as they are.
markup::AlignedText with_first_capital(std::string_view source, markup::AlignedText translation,
                                       const std::vector<ByteRange>& kept, std::string_view target_language);

}  // namespace dragoman::fidelity
