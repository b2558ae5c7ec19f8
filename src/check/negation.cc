// Negation: a "not" may be said otherwise ("unable to", "sem"), but it may not go. Negations are counted; those that only
// agree with another one ("não ... nada") are not, and softer words may stand for them.
#include "check/negation.h"

#include <algorithm>
#include <string>

#include "check/checks.h"
#include "text/casing.h"

namespace dragoman::check {
namespace {

struct Negations {
  int hard = 0, soft = 0;
  ByteRange first;
};

/// Every word that may be a negation: "nunca" behind its subject, "nada mais".
int count_all(const Side& side) {
  int found = 0;
  for (std::size_t i = 0; i < side.tokens.size(); ++i) {
    found +=
        side.has(i, Sense::kNegation) || (is_word(side.tokens[i]) && side.tokens[i].lower.ends_with("n't")) ? 1 : 0;
  }
  return found;
}

/// "no-cors", "No 41", "“none”": names and numbers.
bool is_name(const Side& side, std::size_t at, std::size_t count) {
  const auto joint = [&](std::size_t i) {
    return i + 1 < side.tokens.size() && side.is_sign(i, U'-') && !side.tokens[i].blank_before &&
           !side.tokens[i + 1].blank_before;
  };
  const auto quote = [&](std::size_t i) {
    return i < side.tokens.size() &&
           (side.is_sign(i, U'"') || (side.tokens[i].sign >= 0x2018 && side.tokens[i].sign <= 0x201F));
  };
  const std::size_t behind = at + count;
  const bool numbered = behind < side.tokens.size() && side.tokens[behind].kind == TokenKind::kNumber &&
                        side.tokens[at].shape == Shape::kCapital;
  return numbered || joint(behind) || (at > 0 && (joint(at - 1) || (quote(at - 1) && quote(behind))));
}

/// `sure`: without those that a name may have.
Negations count(const Side& side, bool sure = false) {
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
    if (sure && hit != nullptr && is_name(side, i, hit->count)) {
      i += hit->count;
      continue;
    }
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

/// Negations of the source that the target has not.
int lost_negations(const Negations& from, const Negations& to) { return from.hard - to.hard; }
/// Whether softer words may stand for them.
bool are_said_softly(int lost, const Negations& from, const Negations& to) {
  return std::max(0, to.soft - from.soft) >= lost;
}

}  // namespace

bool loses_negation(std::string_view source, std::string_view target, std::string_view source_language,
                    std::string_view target_language) {
  constexpr std::size_t kLongest = std::size_t{8} << 10;
  if (source.size() > kLongest || target.size() > kLongest) return false;
  if (text::to_lower(source, "") == text::to_lower(target, "")) return false;  // it was not translated
  const auto words = [](std::string_view tag) {
    return LanguageWords::load_own(std::string(tag.substr(0, tag.find('-'))));
  };
  const auto own = words(source_language), other = words(target_language);
  if (!own->knows_negations() || !other->knows_negations()) return false;
  const Negations from = count(Side(source, *own), true);
  if (from.hard == 0) return false;
  const Side there(target, *other);
  Negations to = count(there);
  to.hard = count_all(there);  // an alarm costs another translation
  const int lost = lost_negations(from, to);
  return lost > 0 && !are_said_softly(lost, from, to);
}

void check_negation(const Side& source, const Side& target, Report& report) {
  const Negations from = count(source), to = count(target);
  const int lost = lost_negations(from, to);
  if (lost > 0) {
    const bool said = are_said_softly(lost, from, to);
    report.find(FindingKind::kNegation, said ? Severity::kWarning : Severity::kCritical, from.first, to.first,
                report.source(from.first) + " has no counterpart");
  } else if (lost < 0 && from.hard == 0) {
    const bool said = from.soft - to.soft >= -lost;
    report.find(FindingKind::kNegation, said ? Severity::kNote : Severity::kWarning, {}, to.first,
                report.target(to.first) + " has no counterpart");
  }
}

}  // namespace dragoman::check
