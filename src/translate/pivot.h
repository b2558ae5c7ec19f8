// Pivot: links through a chain of models. A target token's source is found by way of the text in between.
#pragma once
#include <vector>

#include "translate/cache.h"

namespace dragoman::translate {

/// `result` translates the best hypothesis of `before`: makes its source ranges point into the text that `before`
/// translated.
void carry_back(Translated& result, const Translated& before);

/// The ranges moved by `by`; empty ones (they point nowhere) stay.
std::vector<ByteRange> shifted(std::vector<ByteRange> ranges, std::size_t by);
void shift_sources(Hypothesis& hypothesis, std::size_t by);

}  // namespace dragoman::translate
