// Strays: quotation marks, dashes and brackets that models write for signs which they cannot read, "Siga "@dailynews". They stand beside
// what was put back there, and the source has none of the kind.
#pragma once
#include <string_view>
#include <vector>

#include "markup/transfer.h"

namespace dragoman::fidelity {

/// `kept`: ranges of the source that stand in the translation as they are, each linked to its place (markup::restore_locked).
/// Takes a quotation mark, a dash or a bracket from either side of them, where the source has none there and fewer of the kind in all.
markup::AlignedText without_strays(std::string_view source, const markup::AlignedText& translation,
                                   const std::vector<ByteRange>& kept);

/// The opposite: a kept part that stands in quotation marks, "&nbsp;", has both of them where one was lost.
markup::AlignedText with_closed_quotes(std::string_view source, const markup::AlignedText& translation,
                                       const std::vector<ByteRange>& kept);

}  // namespace dragoman::fidelity
