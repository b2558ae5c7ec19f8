// Negation: a "not" may be said otherwise ("unable to", "sem"), but it may not go. Negations are counted; those that only
// agree with another one ("não ... nada") are not, and softer words may stand for them.
#include <algorithm>

#include "check/checks.h"

namespace dragoman::check {
namespace {

struct Negations {
  int hard = 0, soft = 0;
  ByteRange first;
};

Negations count(const Side& side) {
  Negations found;
  bool before = false;           // in this clause
  std::size_t words_before = 0;  // in it
  for (std::size_t i = 0; i < side.tokens.size();) {
    const Token& token = side.tokens[i];
    if (const Hit* const none = side.sense_at(i, Sense::kNoNegation)) {
      i += none->count;
      continue;
    }
    if (token.kind == TokenKind::kSign && (token.sign == U'.' || token.sign == U';' || token.sign == U':'))
      before = false;
    words_before = token.kind == TokenKind::kSign ? 0 : words_before + 1;
    const bool contracted = is_word(token) && token.lower.ends_with("n't");
    const Hit* const hit = side.sense_at(i, Sense::kNegation);
    if (hit != nullptr || contracted) {
      // "não ... nada" is one negation; "nada" behind a verb without "não" is none that a writer would set.
      const bool agrees =
          side.has(i, Sense::kConcord) && (before || (words_before > 2 && !side.has(i - 1, Sense::kFunction)));
      if (!agrees) {
        ++found.hard;
        if (found.hard == 1) found.first = token.range;
      }
      before = before || !agrees;
    } else if (side.has(i, Sense::kSoftNegation) || side.words->has_negating_affix(token.fold)) {
      ++found.soft;
    }
    ++i;
  }
  return found;
}

}  // namespace

void check_negation(const Side& source, const Side& target, Report& report) {
  const Negations from = count(source), to = count(target);
  const int lost = from.hard - to.hard;
  if (lost > 0) {
    const bool said = std::max(0, to.soft - from.soft) >= lost;
    report.find(FindingKind::kNegation, said ? Severity::kWarning : Severity::kCritical, from.first, to.first,
                report.source(from.first) + " has no counterpart");
  } else if (lost < 0 && from.hard == 0) {
    const bool said = from.soft - to.soft >= -lost;
    report.find(FindingKind::kNegation, said ? Severity::kNote : Severity::kWarning, {}, to.first,
                report.target(to.first) + " has no counterpart");
  }
}

}  // namespace dragoman::check
