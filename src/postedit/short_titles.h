// Titles and labels of a few words: "Storm in London", "comida". Models learned from sentences, and make of such a line what they
// like ("Storm in Rio de Janeiro"); the same words with a full stop, or with another letter in front, are often no riddle to them.
// Threads: pure functions.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "postedit/draft.h"
#include "postedit/line.h"

namespace dragoman::postedit {

/// One to seven words in letters that have cases, and no sign at the end that ends a sentence.
bool is_short_title(std::string_view text);

/// What is plainly wrong with the translation of such a line: common words that were copied, places lost or made up (a lost one
/// and another instead count more), many more words than the line has. 0: nothing that shows.
std::size_t title_faults(const Draft& draft, const markup::AlignedText& target, const LineContext& context);

/// How sure the engine is: the mean log-probability of the tokens that it wrote; 0 for none.
float mean_log_prob(const markup::AlignedText& target);

/// A first translation that is worth other tries.
bool is_doubtful_title(std::size_t faults, float mean_log_prob);

struct ToldTitle {
  const markup::AlignedText& target;  ///< fit to print
  std::size_t faults = 0;             ///< title_faults() and what else is known
  float mean_log_prob = 0;            ///< of the engine's own words
};
/// Whether `then` has fewer faults, or as many, no more copied words, and the engine is surer of it. What may be a name, and was
/// copied, must be so in both.
bool is_better_title(const Draft& draft, const ToldTitle& now, const ToldTitle& then, const LineContext& context);

/// The draft as it may be given to the engine instead: with a full stop, its first letter small (unless it is a name's) or a
/// capital, and both. Each one's form may be a byte longer than its source.
std::vector<Draft> other_forms(const Draft& draft, const LineContext& context);

/// The engine's words about one of these forms as words about the draft: without the stop, with the draft's first letter.
markup::AlignedText as_title(markup::AlignedText target, const Draft& draft, const LineContext& context);

}  // namespace dragoman::postedit
