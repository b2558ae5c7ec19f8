// The form of these numbers is part of the file's format: a change needs a new version of it.
#include "memory/index_words.h"

#include <algorithm>

#include "memory/hash.h"
#include "memory/plain.h"
#include "memory/tokens.h"
#include "text/utf8.h"

namespace dragoman::memory {
namespace {

constexpr std::size_t kBeginning = 6;    // characters of a word
constexpr std::size_t kShort = 12;       // tokens up to which neighbours are indexed
constexpr std::size_t kMostWords = 256;  // of a sentence
constexpr std::uint64_t kBits = (std::uint64_t{1} << 48) - 1;

std::string_view beginning(std::string_view word) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < word.size() && count < kBeginning; ++count) text::code_point_at(word, at, at);
  return word.substr(0, at);
}

}  // namespace

IndexWords index_words(std::string_view text, std::int64_t scope) {
  IndexWords out;
  const std::string small = folded(text);
  const std::vector<Token> tokens = tokens_of(small, false);
  out.length = tokens.size();
  const auto seed = static_cast<std::uint64_t>(scope);
  std::uint64_t before = 0;
  bool character_before = false;
  const auto keep = [&](std::uint64_t hash) { out.words.push_back(static_cast<std::int64_t>(hash & kBits)); };
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::kNumber || token.kind == TokenKind::kSign) continue;
    const bool character = token.kind == TokenKind::kCharacter;
    const std::uint64_t hash = hash_of(beginning(token.in(small)), seed);
    if (!character) keep(hash);
    if (before != 0 && (tokens.size() <= kShort || (character && character_before))) keep(mixed(before * 31 + hash));
    before = hash;
    character_before = character;
  }
  if (out.words.empty() && before != 0) keep(before);  // a single character
  std::sort(out.words.begin(), out.words.end());
  out.words.erase(std::unique(out.words.begin(), out.words.end()), out.words.end());
  if (out.words.size() > kMostWords) out.words.resize(kMostWords);
  return out;
}

}  // namespace dragoman::memory
