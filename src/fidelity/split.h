// Splitting: the way out when a translation lost what it had to keep. The text is cut round those parts, what lies between
// is translated by itself, and all is joined again, so that nothing can be lost.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/range.h"
#include "markup/transfer.h"

namespace dragoman::fidelity {

struct Part {
  ByteRange source;        ///< no white space at its ends
  bool translate = false;  ///< false: goes over as it is
};

/// The parts of `text` in order, cut at `ranges` (ascending, apart); between them is white space only. What has no letters
/// is not translated.
std::vector<Part> split_around(std::string_view text, const std::vector<ByteRange>& ranges);

/// Of `ranges`, those at the text's ends, with nothing but signs and blanks outside them: bullets, arrows, a handle before
/// the text. A sentence loses nothing by being translated without them, and models make words of what they cannot read.
std::vector<ByteRange> edge_ranges(std::string_view text, const std::vector<ByteRange>& ranges);

/// Joins the translations, one for each part with `translate`, in order; their links count from the part's begin. White space
/// between parts is the source's. A stop that a part got only because it looked like a sentence is taken off.
markup::AlignedText join_parts(std::string_view text, const std::vector<Part>& parts,
                               const std::vector<markup::AlignedText>& translations);

}  // namespace dragoman::fidelity
