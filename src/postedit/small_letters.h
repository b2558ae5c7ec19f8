// Title Case once more: "King Visits Kenya to Mend Ties". What an engine copies of such a line is a name, or a word that it took for
// one; which of the two shows when it is given the word in small letters.
#pragma once
#include <vector>
#include "dragoman/range.h"
#include "postedit/draft.h"
#include "postedit/headline_case.h"

namespace dragoman::postedit {

/// Words of `draft.form` with a capital that `target` has just so, and that neither the document nor the vocabulary knows as names.
/// The first word is left out: its capital is the sentence's.
std::vector<ByteRange> copied_capitals(const Draft& draft, const markup::AlignedText& target, const WordCases& cases,
                                       const WordRanks& ranks);

/// The draft with these words of its form in small letters.
Draft with_small(const Draft& draft, const std::vector<ByteRange>& words, const std::string& language);

/// Those of `words` that `target` no longer has in any letter case: they were no names.
std::vector<ByteRange> translated_words(const Draft& draft, const std::vector<ByteRange>& words,
                                        const markup::AlignedText& target, const std::string& language);

}  // namespace dragoman::postedit
