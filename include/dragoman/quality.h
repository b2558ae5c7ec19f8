// Quality: how good a sentence's translation is likely to be, from what the engine thought of it and what a check found, without a
// reference. It ranks: the lower, the sooner somebody should look.
//
// Threads: pure functions.
#pragma once
#include <optional>
#include <string_view>
#include "dragoman/check.h"
#include "dragoman/export.h"
#include "dragoman/translator.h"

namespace dragoman {

/// Below it the original should stand beside the translation: some 7 % of the sentences of flores-dev.
inline constexpr float kDoubtfulQuality = 0.6F;

/// The chrF (0 to 1) to be expected of a translation against a person's, less what findings take off: 0.1 for a critical one, 0.02 for a
/// warning, two of each at most, and 0.03 for a sentence less than the source has. A linear fit to the engine's probabilities, to how
/// many source tokens its own look at, and to the words (their length, capitals, those of the target that no word of the source is known
/// to stand for), taken on flores-dev English<->Portuguese (docs/decisions/0010-reranking.md): for other pairs it ranks, and its level
/// means less. `hypothesis`: with tokens and scores (TranslateOptions::align and scores); tokens of log-probability 0, which
/// post-editing wrote, are left out. `check`: of the same pair. Nothing: there is no token to go by.
DRAGOMAN_API std::optional<float> estimate_quality(std::string_view source, const Hypothesis& hypothesis,
                                                   const PairCheck& check);

}  // namespace dragoman
