#include "translate/pivot.h"

#include <algorithm>

namespace dragoman::translate {
namespace {

/// The source of the token in between that shares most bytes with `range`; empty if none does.
ByteRange source_of(ByteRange range, const std::vector<TokenLink>& between) {
  ByteRange best;
  std::size_t most = 0;
  // Targets ascend, so the search begins where they reach the range.
  auto link = std::partition_point(between.begin(), between.end(),
                                   [range](const TokenLink& l) { return l.target.end <= range.begin; });
  for (; link != between.end() && link->target.begin < range.end; ++link) {
    const std::size_t begin = std::max(range.begin, link->target.begin);
    const std::size_t end = std::min(range.end, link->target.end);
    if (end > begin && end - begin > most) {
      most = end - begin;
      best = link->source;
    }
  }
  return best;
}

}  // namespace

void carry_back(Translated& result, const Translated& before) {
  const std::vector<TokenLink>& between = before.hypotheses.front().tokens;
  for (Hypothesis& hypothesis : result.hypotheses) {
    for (TokenLink& link : hypothesis.tokens) link.source = source_of(link.source, between);
  }
  result.source_tokens = before.source_tokens;
  result.copied = result.copied && before.copied;
}

void shift(ByteRange& range, std::size_t by) {
  if (range.begin == range.end) return;
  range.begin += by;
  range.end += by;
}

std::vector<ByteRange> shifted(std::vector<ByteRange> ranges, std::size_t by) {
  for (ByteRange& range : ranges) shift(range, by);
  return ranges;
}

void shift_sources(Hypothesis& hypothesis, std::size_t by) {
  for (TokenLink& link : hypothesis.tokens) shift(link.source, by);
}

}  // namespace dragoman::translate
