// A term is looked for word by word, in small letters; its place is the one that the alignment vouches for.
#include "postedit/terms.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "base/part.h"
#include "fidelity/plain_letters.h"
#include "markup/edits.h"
#include "text/casing.h"
#include "text/utf8.h"

namespace dragoman::postedit {
namespace {

using markup::AlignedText;

constexpr std::size_t kEnding = 3;  // bytes in which two forms of a word may differ at their ends
constexpr std::size_t kStem = 3;    // bytes that they share at least
constexpr float kBias = 4;  // natural log: how much the engine is drawn to a term before its sentence is at its end

struct Word {
  ByteRange range;
  std::string lower;
};

std::vector<Word> words_in(std::string_view text) {
  std::vector<Word> words;
  for (const ByteRange range : text::words_of(text)) words.push_back({range, text::to_lower(part(text, range), "")});
  return words;
}

bool is_form_of(std::string_view one, std::string_view other) {
  const auto differ = std::ranges::mismatch(one, other);
  const auto shared = static_cast<std::size_t>(differ.in1 - one.begin());
  return shared >= kStem && one.size() - shared <= kEnding && other.size() - shared <= kEnding;
}

/// Where `words` say those that are wanted, from left to right, apart; `inflected`: in other forms, too.
std::vector<ByteRange> places_of(const std::vector<Word>& words, const std::vector<Word>& wanted, bool inflected) {
  std::vector<ByteRange> places;
  if (wanted.empty()) return places;
  const auto same = [inflected](const Word& a, const Word& b) {
    return a.lower == b.lower || (inflected && is_form_of(a.lower, b.lower));
  };
  for (auto from = words.begin();;) {
    from = std::search(from, words.end(), wanted.begin(), wanted.end(), same);
    if (from == words.end()) return places;
    const auto last = from + static_cast<std::ptrdiff_t>(wanted.size() - 1);
    places.push_back({from->range.begin, last->range.end});
    from = last + 1;
  }
}

std::vector<ByteRange> places_of(const std::vector<Word>& words, const TermMatch& term) {
  return places_of(words, words_in(term.term.target), term.inflected);
}

bool stands_at(const AlignedText& target, const TermMatch& term, std::span<const ByteRange> places) {
  return std::ranges::any_of(target.links, [&](const markup::Link& link) {
    return overlap(link.source, term.range) &&
           std::ranges::any_of(places, [&](ByteRange place) { return overlap(place, link.target); });
  });
}

/// The one place that stands for `range` of the source: words that look there with most of their letters (the ending of the word
/// beside may look there, too), with no other word between them.
std::optional<ByteRange> place_of(ByteRange range, const AlignedText& target) {
  std::optional<ByteRange> place;
  bool apart = false;  // another word stands behind the place
  for (const ByteRange word : text::words_of(target.text)) {
    std::size_t there = 0, elsewhere = 0;
    for (const markup::Link& link : target.links) {
      if (!overlap(link.target, word) || link.source.begin >= link.source.end) continue;
      (overlap(link.source, range) ? there : elsewhere) += link.target.end - link.target.begin;
    }
    const bool mine = there > 0 && there >= elsewhere;
    if (mine && place && apart) return std::nullopt;
    if (mine) place = ByteRange{place ? place->begin : word.begin, word.end};
    apart = apart || (place && !mine && elsewhere > 0);
  }
  return place;
}

bool begins_text(std::string_view text, std::size_t at) { return !text::has_letters(text.substr(0, at)); }

/// The term as it is written at `at`: a small letter at the beginning of a sentence becomes a capital.
std::string written(const std::string& term, std::string_view text, std::size_t at) {
  const std::vector<ByteRange> words = text::words_of(term);
  if (words.empty() || words.front().begin > 0 || !begins_text(text, at)) return term;
  if (text::casing_of(part(term, words.front())) != text::Casing::kLower) return term;
  return text::with_capital(term, "");
}

/// Blanks are written by every model.
bool is_writable(std::string_view phrase, const std::function<bool(char32_t)>& can_write) {
  for (std::size_t at = 0; can_write && at < phrase.size();) {
    const char32_t c = text::code_point_at(phrase, at, at);
    if (!text::is_space(c) && !can_write(c)) return false;
  }
  return true;
}

}  // namespace

std::vector<TermMatch> missing_terms(const AlignedText& target, std::span<const TermMatch> terms) {
  std::vector<TermMatch> missing;
  if (terms.empty()) return missing;
  const std::vector<Word> words = words_in(target.text);
  for (const TermMatch& term : terms) {
    const std::vector<ByteRange> places = places_of(words, term);
    const auto asked = static_cast<std::size_t>(std::ranges::count_if(
        terms, [&term](const TermMatch& other) { return other.term.target == term.term.target; }));
    if (words_in(term.term.target).empty() ? target.text.find(term.term.target) != std::string::npos
                                           : places.size() >= asked || stands_at(target, term, places)) {
      continue;
    }
    missing.push_back(term);
  }
  return missing;
}

bool says_in_place(const AlignedText& target, const TermMatch& term) {
  constexpr std::size_t kShortWord = 4;  // bytes: an article may look there as well
  const std::optional<ByteRange> place = place_of(term.range, target);
  if (!place) return false;
  const std::vector<Word> words = words_in(target.text);
  return std::ranges::any_of(places_of(words, term), [&](ByteRange said) {
    return overlap(said, *place) && std::ranges::none_of(words, [&](const Word& word) {
             return overlap(word.range, *place) && !overlap(word.range, said) && word.lower.size() > kShortWord;
           });
  });
}

const Term* whole_term(std::string_view sentence, const std::vector<TermMatch>& terms) {
  return terms.size() == 1 && terms.front().term.source == sentence ? &terms.front().term : nullptr;
}

void set_terms(Draft& draft, std::vector<TermMatch> terms) {
  for (TermMatch& term : terms) {
    const bool inside = std::ranges::any_of(draft.locked, [&](ByteRange lock) { return overlap(lock, term.range); });
    if (inside) continue;
    if (term.term.keeps_source()) {
      draft.locked.push_back(term.range);
    } else {
      draft.terms.push_back(std::move(term));
    }
  }
  std::ranges::sort(draft.locked, {}, &ByteRange::begin);
}

std::vector<SayableTerm> sayable_terms(std::span<const TermMatch> terms,
                                       const std::function<bool(char32_t)>& can_write) {
  std::vector<SayableTerm> out;
  for (const TermMatch& term : terms) {
    std::string said = fidelity::in_plain_letters(term.term.target, can_write);
    if (is_writable(said, can_write)) out.push_back({term, std::move(said)});
  }
  return out;
}

TranslateOptions made_to_say(std::span<const SayableTerm> terms, const TranslateOptions& options) {
  TranslateOptions out = options;
  for (const SayableTerm& term : terms) {
    out.constraints.push_back({PhraseConstraint::Kind::kForce, term.said, kBias});
  }
  return out;
}

AlignedText in_own_letters(const AlignedText& target, std::span<const SayableTerm> terms) {
  const std::vector<Word> words = words_in(target.text);
  std::vector<markup::Edit> edits;
  for (const SayableTerm& one : terms) {
    const std::string& own = one.term.term.target;
    if (one.said == own) continue;
    for (const ByteRange place : places_of(words, words_in(one.said), false)) {
      if (std::ranges::any_of(edits, [&](const markup::Edit& edit) { return overlap(edit.target, place); })) continue;
      if (!stands_at(target, one.term, {&place, 1})) continue;  // the source's own "Erdogan"
      edits.push_back({place, one.term.range, written(own, target.text, place.begin)});
      break;
    }
  }
  if (edits.empty()) return target;
  std::ranges::sort(edits, {}, [](const markup::Edit& edit) { return edit.target.begin; });
  return markup::with_edits(target, std::move(edits));
}

Draft with_terms_locked(const Draft& draft) {
  Draft out = draft;
  for (const TermMatch& term : draft.terms) out.locked.push_back(term.range);
  std::ranges::sort(out.locked, {}, &ByteRange::begin);
  return out;
}

SaidTerms say_terms(const AlignedText& target, std::span<const TermMatch> terms) {
  SaidTerms out;
  std::vector<markup::Edit> edits;
  for (const TermMatch& term : terms) {
    const std::optional<ByteRange> place = place_of(term.range, target);
    const bool free =
        place && std::ranges::none_of(edits, [&](const markup::Edit& edit) { return overlap(edit.target, *place); });
    if (free) {
      edits.push_back({*place, term.range, written(term.term.target, target.text, place->begin)});
    } else {
      out.lost.push_back(term);
    }
  }
  std::ranges::sort(edits, {}, [](const markup::Edit& edit) { return edit.target.begin; });
  out.target = markup::with_edits(target, std::move(edits));
  return out;
}

}  // namespace dragoman::postedit
