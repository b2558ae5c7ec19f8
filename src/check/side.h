// Side: one text of a pair, read once for all checks.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "check/language_words.h"
#include "check/tokens.h"
#include "fidelity/addresses.h"

namespace dragoman::check {

/// Tokens [first, last).
struct Stretch {
  std::size_t first = 0, last = static_cast<std::size_t>(-1);
};

struct Side {
  std::string_view text;
  const LanguageWords* words = nullptr;
  std::vector<Token> tokens;
  std::vector<Hit> hits;                     ///< by first token
  std::vector<std::uint32_t> first_hit;      ///< by token; one more at the end
  std::vector<fidelity::Address> addresses;  ///< without the kind kCharacters
  std::vector<bool> locked;                  ///< by token: inside an address or a credit

  Side(std::string_view text, const LanguageWords& words);

  std::span<const Hit> hits_at(std::size_t token) const {
    return std::span(hits).subspan(first_hit[token], first_hit[token + 1] - first_hit[token]);
  }
  /// The longest phrase of that sense at a token, or null.
  const Hit* sense_at(std::size_t token, Sense sense) const;
  bool has(std::size_t token, Sense sense) const { return sense_at(token, sense) != nullptr; }
  bool has(Sense sense, std::uint64_t value) const;
  ByteRange range(std::size_t first, std::size_t count) const {
    return {tokens[first].range.begin, tokens[first + count - 1].range.end};
  }
  std::string_view word(ByteRange range) const { return part(text, range); }
  bool is_sign(std::size_t token, char32_t sign) const {
    return token < tokens.size() && check::is_sign(tokens[token], sign);
  }
  /// Marks the tokens of a range as locked.
  void lock(ByteRange range);
};

/// The sentences of a line; at least one.
std::vector<Stretch> sentences_of(const Side& side);

}  // namespace dragoman::check
