// Terms: words that a publication has settled, where a translation says them otherwise. An engine that is made to say a term does it
// with the grammar round it; where it will not, or cannot write it, the term is written over the words that stand for it, and where
// no words do, what is beside it is translated by itself.
#pragma once
#include <functional>
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

/// A term that an engine can be asked to say, and how: "Erdogan" where its vocabulary has no "ğ".
struct SayableTerm {
  TermMatch term;
  std::string said;
};
/// Those of `terms` that the engine can write, in plain letters at least. An empty `can_write`: it writes all.
std::vector<SayableTerm> sayable_terms(std::span<const TermMatch> terms,
                                       const std::function<bool(char32_t)>& can_write);

/// `options` for an engine that must say them.
TranslateOptions made_to_say(std::span<const SayableTerm> terms, const TranslateOptions& options);

/// What the engine said in plain letters for a term, in the term's own.
markup::AlignedText in_own_letters(const markup::AlignedText& target, std::span<const SayableTerm> terms);

/// `draft` with all its terms locked: what is translated round them loses none.
Draft with_terms_locked(const Draft& draft);

struct SaidTerms {
  markup::AlignedText target;
  std::vector<TermMatch> lost;  ///< no one place in the translation stands for these
};
/// The terms written over what stands for them, with a capital where the sentence begins.
SaidTerms say_terms(const markup::AlignedText& target, std::span<const TermMatch> terms);

}  // namespace dragoman::postedit
