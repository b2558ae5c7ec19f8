// Terms: words that a publication has settled, where a translation says them otherwise. An engine that is made to say a term does it
// with the grammar round it; where it will not, the term is written over the words that stand for it.
#pragma once
#include <span>
#include <string>
#include <vector>
#include "dragoman/memory.h"
#include "dragoman/translator.h"
#include "markup/transfer.h"
#include "postedit/draft.h"

namespace dragoman::postedit {

/// Those of `terms` that `target` does not say, or less often than they are asked for. A term found with another ending may have
/// another ending here, too.
std::vector<TermMatch> missing_terms(const markup::AlignedText& target, std::span<const TermMatch> terms);

/// Whether `term` is what stands for its place in the source, and nothing else does: not so where an engine that was made to say it
/// said it besides.
bool says_in_place(const markup::AlignedText& target, const TermMatch& term);

/// The term that is all of the sentence, letter for letter: then there is nothing to translate; nullptr for none.
const Term* whole_term(std::string_view sentence, const std::vector<TermMatch>& terms);

/// Terms of a sentence that stay as they are are locked, the others are to be said.
void set_terms(Draft& draft, std::vector<TermMatch> terms);

/// `options` for an engine that must say them.
TranslateOptions made_to_say(std::span<const TermMatch> terms, const TranslateOptions& options);

struct SaidTerms {
  markup::AlignedText target;
  std::vector<TermMatch> lost;  ///< no one place in the translation stands for these
};
/// The terms written over what stands for them, with a capital where the sentence begins.
SaidTerms say_terms(const markup::AlignedText& target, std::span<const TermMatch> terms);

}  // namespace dragoman::postedit
