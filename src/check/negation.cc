// Negation: a "not" may be said otherwise ("unable to", "sem"), but it may not go. Negations are counted; those that only
// agree with another one ("não ... nada") are not, and softer words may stand for them.
#include "check/negation.h"

#include <algorithm>
#include <string>
#include <vector>

#include "check/checks.h"
#include "text/casing.h"

namespace dragoman::check {
namespace {

struct Negations {
  int hard = 0, soft = 0;
  int limiting = 0;  ///< "not only"
  int limits = 0;    ///< "only" alone
  int until = 0;     ///< of the hard ones, those with an "until" behind them
  int without = 0;   ///< of the hard ones, prepositions
  int listed = 0;    ///< "nor" behind another: they answer for one, and none is asked for on their account
  ByteRange first, first_limiting;
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

bool ends_clause(const Token& token) {
  return token.kind == TokenKind::kSign && (token.sign == U'.' || token.sign == U';' || token.sign == U':');
}

/// The token behind a negation that limits it, "only"; `at` when there is none.
std::size_t limit_behind(const Side& side, std::size_t at) {
  constexpr std::size_t kNear = 5;
  for (std::size_t i = at + 1; i < side.tokens.size() && i <= at + kNear; ++i) {
    if (side.tokens[i].kind == TokenKind::kSign) break;
    if (side.has(i, Sense::kLimit)) return i;
  }
  return at;
}

bool has_until_behind(const Side& side, std::size_t at) {
  constexpr std::size_t kNear = 25;
  for (std::size_t i = at + 1; i < side.tokens.size() && i <= at + kNear && !ends_clause(side.tokens[i]); ++i) {
    if (side.has(i, Sense::kUntil)) return true;
  }
  return false;
}

/// One walk. `sure`: without those that a name may have. `links`: of the pair; may be null.
class Counter {
 public:
  Counter(const Side& side, bool sure, const Links* links) : side_(side), sure_(sure), links_(links) {}

  Negations count(Stretch stretch) {
    for (std::size_t i = stretch.first; i < std::min(stretch.last, side_.tokens.size());) i += step(i);
    return found_;
  }

 private:
  /// How many tokens are done.
  std::size_t step(std::size_t i) {
    const Token& token = side_.tokens[i];
    if (const Hit* const none = side_.sense_at(i, Sense::kNoNegation)) return none->count;
    if (ends_clause(token)) before_ = false;
    words_before_ = token.kind == TokenKind::kSign ? 0 : words_before_ + 1;
    const Hit *const hit = side_.sense_at(i, Sense::kNegation), *const soft = side_.sense_at(i, Sense::kSoftNegation);
    if (soft != nullptr && soft->count > 1) {
      ++found_.soft;
      return soft->count;
    }
    if (sure_ && hit != nullptr && is_name(side_, i, hit->count)) return hit->count;
    if (hit != nullptr || (is_word(token) && token.lower.ends_with("n't")) || is_hyphened_affix(i)) {
      negation(i);
    } else if (soft != nullptr || has_affix(i)) {
      ++found_.soft;
    } else if (side_.has(i, Sense::kLimit) && i >= limited_) {
      ++found_.limits;
    }
    return 1;
  }

  void negation(std::size_t i) {
    // "não ... nada" is one negation; "nada" behind a verb without "não" is none that a writer would set. "E nada" is another.
    const bool behind_word = i > 0 && !side_.has(i - 1, Sense::kFunction);
    const bool joined = i > 0 && side_.has(i - 1, Sense::kJoiner);
    if (side_.has(i, Sense::kConcord) && !joined && (before_ || (words_before_ > 2 && behind_word))) return;
    if (before_ && !joined && side_.has(i, Sense::kListed)) {
      ++found_.listed;
      return;
    }
    before_ = true;
    const std::size_t limit = limit_behind(side_, i);
    if (limit > i) {
      limited_ = limit + 1;
      if (found_.limiting++ == 0) found_.first_limiting = side_.range(i, limit + 1 - i);
      return;
    }
    if (found_.hard++ == 0) found_.first = side_.tokens[i].range;
    found_.without += side_.has(i, Sense::kWithout) ? 1 : 0;
    found_.until += has_until_behind(side_, i) ? 1 : 0;
  }

  /// How a token of this side is linked.
  Link link_of(std::size_t i) const {
    if (links_ == nullptr) return Link::kNone;
    return &side_ == &links_->source ? links_->of_source[i] : links_->of_target[i];
  }
  /// "Non-smoking", where the other side has the smoking: nothing but a negation stands for the rest.
  bool is_hyphened_affix(std::size_t i) const {
    if (i + 2 >= side_.tokens.size() || !side_.is_sign(i + 1, U'-') || link_of(i + 2) < Link::kLexicon) return false;
    const std::string& rest = side_.tokens[i + 2].fold;
    return side_.words->without_negating_affix(side_.tokens[i].fold + rest) == rest;
  }

  /// "Unrelated" answers for "not" before a word that "related" may stand for. "Understand" has no such rest, and "unavailable" none that
  /// its own counterpart would stand for.
  bool has_affix(std::size_t i) const {
    const std::string_view rest = side_.words->without_negating_affix(side_.tokens[i].fold);
    if (rest.empty() || links_ == nullptr || links_->lexicon.empty()) return !rest.empty();
    const Lexicon& lexicon = links_->lexicon;
    const bool here = &side_ == &links_->source;
    const WordId own = here ? lexicon.source_id(rest) : lexicon.target_id(rest);
    const std::int32_t partner = here ? links_->partner[i] : links_->source_partner[i];
    if (own == kUnknown || partner < 0) return own != kUnknown;
    const auto there = static_cast<std::size_t>(partner);
    const WordId from = here ? own : links_->source_ids[there], to = here ? links_->target_ids[there] : own;
    return from != kUnknown && to != kUnknown && std::ranges::binary_search(lexicon.links(from), to);
  }

  const Side& side_;
  bool sure_;
  const Links* links_;
  Negations found_;
  bool before_ = false;           // in this clause
  std::size_t words_before_ = 0;  // in it
  std::size_t limited_ = 0;       // behind the last word that limits a negation
};

Negations count(const Side& side, bool sure = false, const Links* links = nullptr, Stretch stretch = {}) {
  return Counter(side, sure, links).count(stretch);
}

/// Negations of the source that the target has not.
int lost_negations(const Negations& from, const Negations& to) {
  int lost = from.hard - to.hard;
  if (lost <= 0) return lost;
  lost -= std::min(lost, to.listed);
  lost -= std::clamp(to.limiting - from.limiting, 0, lost);
  // "Not until 1818" is "only in 1818".
  return lost - std::clamp(to.limits - from.limits, 0, std::min(lost, from.until));
}
/// "Not only" that became "only".
bool loses_limiting(const Negations& from, const Negations& to) {
  return from.limiting > to.limiting && to.hard <= from.hard && to.limits > from.limits;
}
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
  const Side here(source, *own);
  const Negations from = count(here, true);
  if (from.hard == 0) return false;
  const Side there(target, *other);
  Negations to = count(there);
  to.hard = count_all(there);  // an alarm costs another translation
  const int lost = lost_negations(from, to);
  return lost > 0 && !are_said_softly(lost, from, to);
}

namespace {

/// What became of the negations of a stretch.
void compare(const Negations& from, const Negations& to, Report& report) {
  const int lost = lost_negations(from, to);
  if (lost > 0) {
    // A "without" has many other words.
    const bool said = are_said_softly(lost, from, to) || lost <= from.without - to.without;
    report.find(FindingKind::kNegation, said ? Severity::kWarning : Severity::kCritical, from.first, to.first,
                report.source(from.first) + " has no counterpart");
  } else if (loses_limiting(from, to)) {
    report.find(FindingKind::kNegation, Severity::kCritical, from.first_limiting, {},
                report.source(from.first_limiting) + " lost its negation");
  } else if (lost < 0 && from.hard == 0) {
    const bool said = from.soft - to.soft >= -lost || from.limiting > to.limiting;
    report.find(FindingKind::kNegation, said ? Severity::kNote : Severity::kWarning, {}, to.first,
                report.target(to.first) + " has no counterpart");
  }
}

}  // namespace

// What one sentence lost another may have for something else: where both sides have as many sentences, each is counted by itself.
void check_negation(const Links& links, Report& report) {
  const std::vector<Stretch> here = sentences_of(links.source), there = sentences_of(links.target);
  if (here.size() != there.size() || here.size() == 1) {
    return compare(count(links.source, false, &links), count(links.target, false, &links), report);
  }
  for (std::size_t i = 0; i < here.size(); ++i) {
    compare(count(links.source, false, &links, here[i]), count(links.target, false, &links, there[i]), report);
  }
}

}  // namespace dragoman::check
