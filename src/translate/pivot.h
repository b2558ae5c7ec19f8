// Pivot: links through a chain of models. A target token's source is found by way of the text in between.
#pragma once
#include <vector>

#include "translate/packed.h"

namespace dragoman::translate {

/// `result` translates the best hypothesis of `before`: makes its source ranges point into the text that `before`
/// translated.
void carry_back(Translated& result, const Translated& before);

/// Moves a range by `by`; an empty one (it points nowhere) stays.
void shift(ByteRange& range, std::size_t by);
/// The ranges so moved.
std::vector<ByteRange> shifted(std::vector<ByteRange> ranges, std::size_t by);
void shift_sources(Hypothesis& hypothesis, std::size_t by);

}  // namespace dragoman::translate
