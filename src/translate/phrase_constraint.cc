// Forbidding goes by text: a full stop may come as "▁.", ".", ".\"" or within "U.S.", and only the text is the same.
#include "translate/phrase_constraint.h"

#include <algorithm>
#include <limits>

#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::translate {
namespace {

using engine::TokenId;
using text::CharacterClass;

constexpr std::string_view kSpaceSign = "\xE2\x96\x81";  // ▁, what pieces have for a blank
constexpr float kNever = -std::numeric_limits<float>::infinity();

/// Whether `c` is a part of words: a letter that stands beside another one makes one word with it.
bool makes_words(char32_t c) {
  const CharacterClass kind = text::character_class(c);
  return (kind == CharacterClass::kLetter || kind == CharacterClass::kDigit || kind == CharacterClass::kMark) &&
         !text::is_blankless(c);
}
char32_t first_of(std::string_view text) {
  std::size_t next = 0;
  return text.empty() ? U' ' : text::code_point_at(text, 0, next);
}
char32_t last_of(std::string_view text) {
  if (text.empty()) return U' ';
  std::size_t begin = text.size() - 1, next = 0;
  while (begin > 0 && text::is_continuation(text[begin])) --begin;
  return text::code_point_at(text, begin, next);
}

/// Whether a phrase that stands between these two is there as words of its own.
bool stands_alone(std::string_view before, std::string_view phrase, std::string_view behind) {
  return !(makes_words(last_of(before)) && makes_words(first_of(phrase))) &&
         !(makes_words(last_of(phrase)) && makes_words(first_of(behind)));
}

bool has_phrase(std::string_view text, std::string_view phrase) {
  for (std::size_t at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
    if (stands_alone(text.substr(0, at), phrase, text.substr(at + phrase.size()))) return true;
  }
  return false;
}

}  // namespace

std::string PhraseConstraints::text_of(std::span<const TokenId> ids) const {
  std::string text;
  for (const TokenId id : ids) text += vocabulary_->piece(id);
  for (std::size_t at = 0; (at = text.find(kSpaceSign, at)) != std::string::npos;) {
    text.replace(at, kSpaceSign.size(), " ");
  }
  return text;
}

void PhraseConstraints::forbid_text(const std::vector<TokenId>& phrase) {
  Forbidden one{text_of(phrase), {}};
  one.text.erase(0, one.text.find_first_not_of(' '));
  while (one.text.ends_with(' ')) one.text.pop_back();
  if (one.text.empty()) return;
  for (TokenId id = 0; id < vocabulary_->size(); ++id) {
    if (id == vocabulary_->end_id() || id == vocabulary_->unknown_id()) continue;
    const std::string_view piece = vocabulary_->piece(id);
    // A piece without a blank in front may go on with the word before it; bar() sees to that.
    if (piece.size() >= one.text.size() && has_phrase(text_of({&id, 1}), one.text)) one.said.push_back(id);
  }
  longest_ = std::max(longest_, one.text.size());
  forbidden_.push_back(std::move(one));
}

std::vector<TokenId> PhraseConstraints::joined(std::string_view phrase) const {
  if (phrase.empty() || makes_words(first_of(phrase))) return {};
  const text::EncodedText behind = vocabulary_->encode("a" + std::string(phrase));
  for (std::size_t i = 0; i < behind.ids.size(); ++i) {
    if (behind.ranges[i].begin != 1) continue;
    return {behind.ids.begin() + static_cast<std::ptrdiff_t>(i), behind.ids.end()};
  }
  return {};
}

const std::string* PhraseConstraints::contradiction(const std::vector<TokenId>& forced) const {
  const std::string text = text_of(forced);
  for (const Forbidden& phrase : forbidden_) {
    if (has_phrase(text, phrase.text)) return &phrase.text;
  }
  return nullptr;
}

void PhraseConstraints::bar(const Forbidden& phrase, std::string_view tail, std::span<const TokenId> candidates,
                            std::span<float> logits) const {
  const auto never = [&](std::size_t at) { logits[at] = kNever; };
  const bool goes_on = makes_words(last_of(tail)) && makes_words(first_of(phrase.text));
  for (const TokenId id : phrase.said) {
    const int at = engine::find_candidate(candidates, id);
    const std::string_view piece = vocabulary_->piece(id);
    if (at >= 0 && !(goes_on && piece.starts_with(phrase.text))) never(static_cast<std::size_t>(at));
  }
  // The tail may have begun to say it: pieces that say the rest.
  for (std::size_t done = std::min(phrase.text.size() - 1, tail.size()); done > 0; --done) {
    const std::string_view begun = std::string_view(phrase.text).substr(0, done);
    if (!tail.ends_with(begun)) continue;
    const std::string_view before = tail.substr(0, tail.size() - done),
                           rest = std::string_view(phrase.text).substr(done);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (candidates[i] == vocabulary_->end_id() || candidates[i] == vocabulary_->unknown_id()) continue;
      const std::string text = text_of(candidates.subspan(i, 1));
      if (text.starts_with(rest) && stands_alone(before, phrase.text, text.substr(rest.size()))) never(i);
    }
  }
}

void PhraseConstraints::adjust(std::span<const TokenId> prefix, std::span<const TokenId> candidates,
                               std::span<float> logits) const {
  engine::SequenceConstraint::adjust(prefix, candidates, logits);
  if (forbidden_.empty()) return;
  // The pieces that the longest phrase can reach back to, and a character before it.
  std::size_t from = prefix.size();
  for (std::size_t bytes = 0; from > 0 && bytes < longest_ + 8; bytes += vocabulary_->piece(prefix[from]).size())
    --from;
  const std::string tail = text_of(prefix.subspan(from));
  for (const Forbidden& phrase : forbidden_) bar(phrase, tail, candidates, logits);
}

bool PhraseConstraints::may_follow(TokenId id) const {
  if (id == vocabulary_->end_id()) return true;
  const char32_t first = first_of(vocabulary_->piece(id));
  // Hyphens and apostrophes make compounds of the words beside them.
  constexpr std::u32string_view kTies = U"-\u2010\u2011'\u2019";
  return !makes_words(first) && kTies.find(first) == std::u32string_view::npos;
}

}  // namespace dragoman::translate
