#include "check/side.h"

#include <algorithm>

namespace dragoman::check {
namespace {

/// What every address has: a sign of its own, or a full stop inside a word.
bool may_have_addresses(std::string_view text) {
  if (text.find_first_of("@#\\/") != text.npos) return true;
  for (std::size_t at = text.find('.'); at != text.npos; at = text.find('.', at + 1)) {
    const bool word_before = at > 0 && static_cast<unsigned char>(text[at - 1]) > ' ';
    const bool letter_behind = at + 1 < text.size() && (text[at + 1] | 32) >= 'a' && (text[at + 1] | 32) <= 'z';
    if (word_before && letter_behind) return true;
  }
  return false;
}

}  // namespace

Side::Side(std::string_view all, const LanguageWords& language)
    : text(all), words(&language), tokens(tokens_of(all)), hits(language.read(all, tokens)) {
  first_hit.assign(tokens.size() + 1, 0);
  for (const Hit& hit : hits) ++first_hit[hit.first + 1];
  for (std::size_t i = 1; i < first_hit.size(); ++i) first_hit[i] += first_hit[i - 1];
  locked.assign(tokens.size(), false);
  for (std::size_t i = 2; i < tokens.size(); ++i) {
    // "Mr. Brown": the full stop ends no sentence.
    if (tokens[i].opens && is_sign(i - 1, U'.') && !tokens[i - 1].blank_before && has(i - 2, Sense::kTitle))
      tokens[i].opens = false;
  }
  if (!may_have_addresses(text)) return;
  addresses = fidelity::find_addresses(text);
  std::erase_if(addresses, [&](const fidelity::Address& address) {
    return address.kind == fidelity::AddressKind::kCharacters || address.kind == fidelity::AddressKind::kFormula ||
           address.kind == fidelity::AddressKind::kSpelling;
  });
  for (const fidelity::Address& address : addresses) lock(address.range);
}

void Side::lock(ByteRange range) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].range.begin < range.end && range.begin < tokens[i].range.end) locked[i] = true;
  }
}

const Hit* Side::sense_at(std::size_t token, Sense sense) const {
  const Hit* found = nullptr;
  if (token >= tokens.size()) return found;
  for (const Hit& hit : hits_at(token)) {
    if (hit.meaning.sense == sense && (found == nullptr || hit.count > found->count)) found = &hit;
  }
  return found;
}

bool Side::has(Sense sense, std::uint64_t value) const {
  return std::ranges::any_of(hits, [&](const Hit& hit) { return hit.meaning == Meaning{sense, value}; });
}

std::vector<Stretch> sentences_of(const Side& side) {
  std::vector<Stretch> sentences;
  std::size_t first = 0;
  for (std::size_t i = 1; i < side.tokens.size(); ++i) {
    const bool stop = side.is_sign(i - 1, U'.') || side.is_sign(i - 1, U'!') || side.is_sign(i - 1, U'?');
    if (!stop || !side.tokens[i].opens || !has_capital(side.tokens[i])) continue;
    sentences.push_back({first, i});
    first = i;
  }
  sentences.push_back({first, side.tokens.size()});
  return sentences;
}

}  // namespace dragoman::check
