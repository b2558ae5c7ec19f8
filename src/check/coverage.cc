// Coverage: a clause without a counterpart. Every word is linked to the other side as well as the lexicon can; a dropped clause
// is a stretch of the source in which hardly a word is, while the target is shorter than it should be. A free translation has
// such stretches on both sides, and is as long as ever.
#include <algorithm>
#include <cmath>

#include "check/checks.h"
#include "check/letters.h"

namespace dragoman::check {
namespace {

struct Stretch {
  std::size_t first = 0, last = 0;  ///< tokens [first, last)
  double letters = 0;               ///< of words without a link, less those with one
  std::size_t words = 0;            ///< without a link
};

/// The stretch with the most letters that nothing on the other side accounts for (Kadane's scan).
Stretch barest(const Side& side, const std::vector<Link>& links) {
  constexpr double kLinked = 1.6, kAlike = 0.8, kShared = 0.1;  // what a linked word speaks against, by the letter
  Stretch best, here;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (links[i] == Link::kIgnored) continue;
    const auto letters = static_cast<double>(side.tokens[i].letters);
    const bool bare = links[i] == Link::kNone;
    const double against = links[i] == Link::kShared ? kShared : links[i] == Link::kAlike ? kAlike : kLinked;
    here.letters += bare ? letters : -letters * against;
    here.words += bare ? 1 : 0;
    if (here.letters <= 0) {
      here = {i + 1, i + 1, 0, 0};
      continue;
    }
    here.last = i + 1;
    if (here.letters > best.letters) best = here;
  }
  return best;
}

/// Signs that set clauses apart.
int clause_signs(const Side& side) {
  constexpr std::u32string_view kSigns = U",;:–—()、，；：（）؛،";
  int count = 0;
  for (const Token& token : side.tokens) {
    count += token.kind == TokenKind::kSign && kSigns.find(token.sign) != kSigns.npos ? 1 : 0;
  }
  return count;
}

double bare_letters(const Side& side, const std::vector<Link>& links) {
  double letters = 0;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (links[i] == Link::kNone || links[i] == Link::kShared) letters += static_cast<double>(side.tokens[i].letters);
  }
  return letters;
}

}  // namespace

Gap measure_gap(const Links& links) {
  Gap gap;
  const Stretch bare = barest(links.source, links.of_source);
  gap.bare = bare.letters;
  gap.words = bare.words;
  gap.other = bare_letters(links.target, links.of_target);
  const double expected = letters_of(links.source) * length_ratio(*links.source.words, *links.target.words);
  gap.missing = expected - letters_of(links.target);
  gap.expected = expected;
  gap.all_bare = bare_letters(links.source, links.of_source);
  gap.signs = clause_signs(links.source) - clause_signs(links.target);
  if (bare.last > bare.first) gap.range = links.source.range(bare.first, bare.last - bare.first);
  return gap;
}

void check_coverage(const Links& links, Report& report) {
  if (links.lexicon.empty() || links.target.tokens.empty()) return;
  const Gap gap = measure_gap(links);
  constexpr std::size_t kFewestWords = 2;
  if (gap.words < kFewestWords || gap.score() < 0) return;
  report.find(FindingKind::kDropped, Severity::kCritical, gap.range, {},
              report.source(gap.range) + " has no counterpart");
}

}  // namespace dragoman::check
