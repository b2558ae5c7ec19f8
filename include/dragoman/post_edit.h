// Post-editing: an engine's translation made fit to print. Numbers, dates, addresses, handles and characters that the model cannot
// write arrive intact; what the engine made up goes; the target language is written in one variety; a sentence that went wrong is
// translated again, within bounds. What a publication has settled, terms and whole sentences, is used if its memory is named.
//
//   Translator translator({*model});
//   Result<TranslateText> translate = post_edited(translating_with(translator),
//                                                 {.from = "en", .to = "pt-BR", .document = article,
//                                                  .vocabulary = vocabulary_of(translator)});
//   if (!translate) return report(translate.error());
//   Result<Translation> out = (*translate)(article, {});
//
// Threads: the function may be called from any thread. Pages (page.h) post-edit by themselves: give them the bare engine.
#pragma once
#include <string>
#include "dragoman/export.h"
#include "dragoman/memory.h"
#include "dragoman/rerank.h"
#include "dragoman/result.h"
#include "dragoman/translator.h"

namespace dragoman {

struct PostEditOptions {
  std::string from = {};  ///< source language, BCP 47
  std::string to =
      {};  ///< target language; its region says which variety: "pt-PT"; without one, the language's default
  /// The whole text, or its first tens of KB: what it is about settles senses of words, and how it writes them the letter case of
  /// headlines. "" = each line is taken by itself.
  std::string document = {};
  EngineVocabulary vocabulary = {};
  Advise advise = {};  ///< advising_with(memory, languages); empty: nothing is settled
  /// Digits and separators of figures: "native" (the target language's own), "latn", or another numbering system of CLDR
  /// ("arab", "deva"); "" = as the engine writes them.
  std::string numerals = {};
  Rerank rerank = Rerank::kOff;  ///< how one of several hypotheses is chosen; widens TranslateOptions::beam
  bool formal =
      false;  ///< people are spoken to formally, as far as the target's rules are known: no "tu" in Portuguese
};

/// `engine`, post-edited. What becomes of a line depends on that line and the options alone, never on the lines given with it.
/// Lines that are in the target language already come back as they are, marked SentencePair::copied. A line
/// that could not be mended does, too, marked as not complete besides. Of an n-best list each hypothesis is mended, the first one
/// with second tries besides. Calls for soft alignments are passed through: they are the engine's own. Hypothesis::tokens are those of the edited text; what post-editing wrote has log_prob 0, and
/// source_tokens are not filled. on_sentence is called for some paragraphs at a time. A sentence, or a line, that `advise` has
/// a translation for comes out as that, byte for byte, marked SentencePair::remembered; errors of `advise` are errors of the call.
/// Copies `engine`. Errors: kBadLanguage, kBadArgument (numerals).
DRAGOMAN_API Result<TranslateText> post_edited(TranslateText engine, const PostEditOptions& options);

}  // namespace dragoman
