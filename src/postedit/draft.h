// A sentence on its way to print: what can be mended without asking the engine again, and what is still wrong then.
#pragma once
#include <cstddef>
#include <string>
#include <vector>
#include "dragoman/range.h"
#include "markup/transfer.h"
#include "postedit/line.h"
#include "postedit/sentences.h"

namespace dragoman::postedit {

/// All places are offsets of `source`, the sentence itself, so that the work on it costs what it is long, not what its line is
/// long.
struct Draft {
  std::string source;                 ///< the sentence
  std::string form;                   ///< what the engine was given of it
  std::vector<ByteRange> locked;      ///< what stays of it
  std::vector<ByteRange> emphasised;  ///< what was in capitals, and is again in print
  markup::AlignedText target;         ///< the engine's, then mended
  std::vector<TermMatch> terms = {};  ///< what must be said of it
};

/// A sentence of `line` as the engine left it. `sentence`'s places count in the line.
Draft draft_of(const SourceLine& line, const PreparedLine& prepared, Sentence sentence);

struct Mended {
  markup::AlignedText target;
  std::vector<ByteRange> lost_locks;  ///< into the source; `target` is not fit to print while there are any
  std::vector<ByteRange> lost_words;  ///< into the source: stretches beside locks, of which `target` says nothing
  std::vector<TermMatch> missing;     ///< terms that `target` does not say
  std::size_t familiar = 0;           ///< words to a friend, where nobody is to be spoken to so
  std::size_t faults =
      0;  ///< that remain: numbers lost or invented, locks, words beside them or negations lost, loops, terms
          ///< missing, words to a friend
  bool odd_signs = false;  ///< a label whose signs are not the source's
  std::string note;        ///< about the last of them, for people
};

/// Inventions out; dates, numbers, no-break spaces and locks put back; the target's variety.
Mended mend(const Draft& draft, const LineContext& context);
/// The same for a target that was joined from parts around its locks, which are right as they are.
markup::AlignedText mend_joined(const Draft& draft, const markup::AlignedText& target, const LineContext& context);

}  // namespace dragoman::postedit
