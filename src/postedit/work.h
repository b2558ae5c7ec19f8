// A sentence on its way through the post-editor, in one of the engine's hypotheses.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>
#include "dragoman/range.h"
#include "postedit/draft.h"
#include "postedit/line.h"

namespace dragoman::postedit {

/// A sentence with its place in its line.
struct Work {
  std::size_t line = 0;
  std::size_t rank = 0;  // of the engine's hypothesis; second tries are for the first one
  ByteRange place;
  Draft draft;
  Mended mended;
  bool copied = false, complete = true;
  float log_prob = 0;
  std::size_t tokens = 0;  // that log_prob is the sum of
  bool settled = false;    // the publication's own translation: nothing is mended
};

/// What the publication has settled about a sentence: all of it, or terms in it. Errors: the context's.
Status advise(Work& work, const LineContext& context);

std::vector<const Draft*> drafts_of(std::span<Work* const> works);

/// A hypothesis of a second try, mended as the first one was.
Mended mended_with(const Work& work, const markup::AlignedText& hypothesis, const LineContext& context);
/// It in place of the first one, whose scores go with it.
void take_up(Work& work, const markup::AlignedText& hypothesis, Mended mended);

/// Of each sentence's hypotheses, all mended, the best one takes the first rank, as the context's mode has it (choose.h); what the
/// publication has settled stays. The others keep their order.
void choose_hypotheses(std::span<Work> works, const LineContext& context);

/// For people: why a sentence is translated in parts.
std::string note_of_parts(const Work& work);

}  // namespace dragoman::postedit
