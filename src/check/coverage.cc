// Coverage: a clause of the source that the target has not (gap.h).
#include "check/checks.h"
#include "check/gap.h"

namespace dragoman::check {

void check_coverage(const Links& links, Report& report) {
  if (links.lexicon.empty() || links.target.tokens.empty()) return;
  const Gap gap = measure_gap(links, report.said_otherwise());
  constexpr double kDoubtful = -1.5;
  const double score = gap.score();
  if (gap.words == 0 || score < kDoubtful) return;
  // Without the signs at its ends.
  std::size_t first = gap.first, last = gap.last;
  const std::vector<Token>& tokens = links.source.tokens;
  while (first < last && tokens[first].kind == TokenKind::kSign) ++first;
  while (last > first && tokens[last - 1].kind == TokenKind::kSign) --last;
  if (first == last) return;
  const ByteRange range = links.source.range(first, last - first);
  report.find(FindingKind::kDropped, score < 0 ? Severity::kWarning : Severity::kCritical, range, {},
              report.source(range) + " has no counterpart");
}

}  // namespace dragoman::check
