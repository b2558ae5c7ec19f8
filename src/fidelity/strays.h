// Strays: quotation marks, dashes and brackets that models write for signs which they cannot read, "Siga "@dailynews". They stand beside
// what was put back there, and the source has none of the kind.
#pragma once
#include <string_view>
#include <vector>

#include "markup/transfer.h"

namespace dragoman::fidelity {

/// `kept`: ranges of the source that stand in the translation as they are, each linked to its place (markup::restore_locked).
/// Takes a quotation mark, a dash or a bracket from either side of them, where the source has none there and fewer of the kind in all,
/// and blanks between them and a comma or a stop.
markup::AlignedText without_strays(std::string_view source, const markup::AlignedText& translation,
                                   const std::vector<ByteRange>& kept);

/// The opposite: a kept part that stands in quotation marks, "&nbsp;", has both of them where one was lost.
markup::AlignedText with_closed_quotes(std::string_view source, const markup::AlignedText& translation,
                                       const std::vector<ByteRange>& kept);

/// And a kept part behind which the source has a stop or a comma has it, where the translation lost one of the kind and goes on
/// with none; what the source sets apart by a blank does not stick to a word beside it.
markup::AlignedText with_signs_beside(std::string_view source, const markup::AlignedText& translation,
                                      const std::vector<ByteRange>& kept);

}  // namespace dragoman::fidelity
