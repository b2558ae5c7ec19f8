// Untranslated: stretches of the target that are the source's, word for word, in small letters. Names and titles have capitals,
// and words that both languages share are in the target's own vocabulary.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "check/checks.h"
#include "check/letters.h"
#include "text/written_in.h"

namespace dragoman::check {
namespace {

struct Copied {
  std::size_t first = 0, words = 0, small = 0, strange = 0;
};

/// Whether the target's language has the word, as far as is known. Signs of units are everybody's: "480 km/h (133 m/s)".
bool is_own(const Links& links, std::size_t i) {
  return links.target.tokens[i].letters == 1 || links.target.has(i, Sense::kUnit) ||
         links.target.has(i, Sense::kFunction) || (links.target_ids[i] != kUnknown && !links.lexicon.empty());
}

bool equal(const Token& a, const Token& b) {
  return a.kind != TokenKind::kSign && a.hash == b.hash && a.lower == b.lower;
}

/// The longest run of words that stands in the source as it is, beginning at `at`.
Copied copied_at(const Links& links, std::size_t at) {
  const std::vector<Token>&from = links.source.tokens, &to = links.target.tokens;
  Copied best;
  for (std::size_t s = 0; s < from.size(); ++s) {
    if (!equal(from[s], to[at])) continue;
    Copied run{at, 0, 0, 0};
    std::size_t a = s, b = at;
    while (a < from.size() && b < to.size()) {
      if (from[a].kind == TokenKind::kSign && to[b].kind == TokenKind::kSign && from[a].sign == to[b].sign) {
        ++a, ++b;
        continue;
      }
      if (!equal(from[a], to[b])) break;
      ++run.words;
      const bool small = is_word(to[b]) && to[b].shape == Shape::kLower && !links.target.locked[b];
      run.small += small ? 1 : 0;
      run.strange += small && !is_own(links, b) ? 1 : 0;
      ++a, ++b;
    }
    if (run.words > best.words) best = run;
  }
  return best;
}

/// A source that is in the target's language already comes back unchanged.
bool is_target_language(const Side& source, const Side& target) {
  const auto code = [](const Side& side) { return side.words->tag().substr(0, side.words->tag().find('-')); };
  return text::is_written_in(source.text, code(target), code(source));
}

}  // namespace

void check_untranslated(const Links& links, Report& report) {
  std::size_t words = 0, small = 0;
  Copied longest;
  const std::vector<Token>& to = links.target.tokens;
  for (std::size_t i = 0; i < to.size();) {
    if (to[i].kind == TokenKind::kSign) {
      ++i;
      continue;
    }
    ++words;
    const Copied run = copied_at(links, i);
    if (run.words < 3) {
      ++i;
      continue;
    }
    words += run.words - 1;
    small += run.small;
    if (run.strange > longest.strange || (run.strange == longest.strange && run.small > longest.small)) longest = run;
    for (std::size_t left = run.words; left > 0 && i < to.size(); ++i) left -= to[i].kind == TokenKind::kSign ? 0 : 1;
  }
  const bool known = !links.lexicon.empty();
  const bool clause = known && longest.strange >= 2 && longest.words >= 4;
  const bool all = small >= 3 && small * 2 >= words;
  if (!clause && !all) return;
  if (is_target_language(links.source, links.target)) return;
  std::size_t last = longest.first;
  for (std::size_t left = longest.words; left > 0 && last < to.size(); ++last)
    left -= to[last].kind == TokenKind::kSign ? 0 : 1;
  const ByteRange range = links.target.range(longest.first, std::max<std::size_t>(last - longest.first, 1));
  report.find(FindingKind::kUntranslated, Severity::kCritical, {}, range, report.target(range) + " is not translated");
}

void check_length(const Side& source, const Side& target, Report& report) {
  const double from = letters_of(source), to = letters_of(target);
  if (from == 0) return;
  if (to == 0 && target.tokens.empty()) {
    report.find(FindingKind::kEmpty, Severity::kCritical, {0, source.text.size()}, {}, "nothing is there");
    return;
  }
  const std::size_t sentences = sentences_of(source).size(), there = sentences_of(target).size();
  if (there < sentences) {
    report.find(FindingKind::kDropped, Severity::kNote, {0, source.text.size()}, {0, target.text.size()},
                std::to_string(sentences) + " sentences became " + std::to_string(there));
  }
  const double expected = from * length_ratio(*source.words, *target.words);
  // Gale and Church: the difference varies with the root of the length; 6.8 is their measured variance by the letter.
  constexpr double kVariance = 6.8, kFar = 4.2, kFurther = 6;
  const double deviation = (to - expected) / std::sqrt(kVariance * std::max(expected, 20.0));
  if (std::abs(deviation) < kFar) return;
  report.find(FindingKind::kLength, std::abs(deviation) < kFurther ? Severity::kWarning : Severity::kCritical,
              {0, source.text.size()}, {0, target.text.size()}, deviation < 0 ? "far too short" : "far too long");
}

}  // namespace dragoman::check
