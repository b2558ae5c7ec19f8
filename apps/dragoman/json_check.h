// A check of a sentence pair as JSON: the same members in the report of `dragoman check`, in `translate --json` and in the report of
// a page (docs/formats/check-report.md).
#pragma once
#include <array>
#include <cstddef>
#include <string_view>

#include "dragoman/check.h"
#include "json_text.h"

namespace dragoman::cli {

/// One side of the pair.
struct CheckedSide {
  std::string_view text;
  std::size_t offset = 0;  ///< where it begins in the text in which the JSON's ranges count
};

/// {"begin", "end", "text"}; null for an empty range.
JsonText json_checked_range(const CheckedSide& side, ByteRange range);
/// Findings by severity.
using FindingCounts = std::array<std::size_t, 3>;
void count(const PairCheck& check, FindingCounts& counts);
/// Adds "critical", "warning" and "note".
JsonObject& add_counts(JsonObject& out, const FindingCounts& counts);
/// Adds "findings" and "facts".
void add_check(JsonObject& out, const PairCheck& check, const CheckedSide& source, const CheckedSide& target);

}  // namespace dragoman::cli
