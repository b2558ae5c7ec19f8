// Second tries, for many sentences at a time. A sentence that came out wrong is translated with a beam, and of its hypotheses the
// one with the fewest faults is taken. One that still lost locked parts is translated around them, piece by piece, so that they
// cannot be touched: less fluent than a whole sentence, and certain.
#pragma once
#include <span>
#include <string>
#include <vector>
#include "dragoman/result.h"
#include "dragoman/translator.h"
#include "markup/transfer.h"
#include "postedit/draft.h"

namespace dragoman::postedit {

/// For each draft, what the engine says under beam search, best first; at least one. Errors: the engine's.
Result<std::vector<std::vector<markup::AlignedText>>> hypotheses_of(std::span<const Draft* const> drafts,
                                                                    const TranslateText& engine,
                                                                    const TranslateOptions& options);

/// For each draft what the engine says first, with scores. Errors: the engine's.
Result<std::vector<markup::AlignedText>> best_of(std::span<const Draft* const> drafts, const TranslateText& engine,
                                                 const TranslateOptions& options);

/// A draft that is translated between its signs: they are locked.
Draft with_signs_locked(const Draft& draft);

/// Each draft around its locked parts. Errors: the engine's.
Result<std::vector<markup::AlignedText>> translate_around(std::span<const Draft* const> drafts,
                                                          const TranslateText& engine, const TranslateOptions& options);

}  // namespace dragoman::postedit
