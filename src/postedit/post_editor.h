// Automatic post-editing: lines through the engine, and each sentence made fit to print: what must arrive intact does, what the
// engine made up goes, and what is still wrong is tried again, within bounds.
//
// Threads: const calls from any thread.
#pragma once
#include <span>
#include <string>
#include <vector>
#include "dragoman/result.h"
#include "dragoman/translator.h"
#include "postedit/line.h"
#include "postedit/sentences.h"

namespace dragoman::postedit {

struct EditedLine {
  std::vector<Sentence> sentences;  ///< source order, places in the line; empty if `failure` says something
  /// With options.n_best > 1: the same sentences in the engine's further hypotheses, [rank - 1][sentence], each mended as far as
  /// that goes without asking the engine again.
  std::vector<std::vector<Sentence>> alternatives = {};
  std::string note = {};     ///< about a repair or a doubt: a sentence for people
  std::string failure = {};  ///< why nothing can be printed: the line stays as it is
};

/// Whether the target language can be written in these numerals (LineContext::numerals). Error: kBadArgument.
Status check_numerals(std::string_view numerals, std::string_view target);

class PostEditor {
 public:
  /// `document`: the text of the whole document, by which senses of words are settled; "" = each line by itself.
  PostEditor(TranslateText engine, LineContext context, std::string document);

  /// One call of the engine for all lines, and at most two more for the sentences that went wrong.
  /// `options`: as for the engine; alignments are always on. Errors: the engine's.
  Result<std::vector<EditedLine>> edit(std::span<const SourceLine> lines, const TranslateOptions& options) const;

 private:
  const TranslateText engine_;
  const LineContext context_;
};

}  // namespace dragoman::postedit
