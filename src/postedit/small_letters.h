// Title Case once more: "King Visits Kenya to Mend Ties". What an engine copies of such a line, or writes with a capital, is a name,
// or a word that it took for one; which of the two shows when it is given the word in small letters.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/range.h"
#include "postedit/draft.h"
#include "postedit/headline_case.h"

namespace dragoman::postedit {

/// Whether a word with a capital is a name by the document, or by the vocabulary, where it is seldom small. `low`: it, small.
bool is_name_word(std::string_view word, const std::string& low, const WordCases& cases, const WordRanks& ranks);
/// Whether a word with a capital is more common without.
bool is_common_word(std::string_view word, const std::string& low, const WordRanks& ranks);

/// Words of `draft.form` with a capital that neither the document nor the vocabulary knows as names, and that `target` has just so;
/// in Title Case those besides that it has translated with a capital ("Storm", "Tempestade"), but for neighbours, which may be a name
/// together. Of a first word, which has the sentence's own capital, only if it is more common without. In running text (`style`)
/// nothing but what was in capitals.
std::vector<ByteRange> doubtful_capitals(const Draft& draft, HeadlineStyle style, const markup::AlignedText& target,
                                         const WordCases& cases, const WordRanks& ranks);

/// The draft with these words of its form in small letters.
Draft with_small(const Draft& draft, const std::vector<ByteRange>& words, const std::string& language);

/// Those of `words` that were no names, by what the engine says of them in small letters, `now`: what was copied is no longer there in
/// any letter case, what was translated is the same word without its capital.
std::vector<ByteRange> translated_words(const Draft& draft, const std::vector<ByteRange>& words,
                                        const markup::AlignedText& before, const markup::AlignedText& now,
                                        const std::string& source_language, const std::string& target_language);

/// `target` with those of its words in small letters that look at one of `words`, but for its first word; nothing if one of them was
/// copied, since that needs another translation.
std::optional<markup::AlignedText> lowered(const Draft& draft, const std::vector<ByteRange>& words,
                                           const markup::AlignedText& target, const std::string& language);

}  // namespace dragoman::postedit
