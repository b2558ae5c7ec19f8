// Atoms: a text cut into words, single signs and white space. The edges of inline elements lie between atoms.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dragoman/range.h"

namespace dragoman::markup {

enum class AtomKind : std::uint8_t { kWord, kSign, kSpace };

struct Atom {
  ByteRange range;
  AtomKind kind = AtomKind::kWord;
  bool continues = false;  ///< a further piece of the word that the atom before belongs to
};

struct Cutting {
  bool split_hyphens = false;          ///< "Franco-German" is two words and a sign
  bool graphemes = false;              ///< cut words into their characters
  std::vector<std::size_t> cuts = {};  ///< ascending: no atom runs over these places
};

/// The atoms of valid UTF-8 `text`, without gaps.
std::vector<Atom> cut_atoms(std::string_view text, const Cutting& cutting = {});
/// The index of the atom that holds the byte `at`; atoms.size() at the text's end.
std::size_t atom_at(const std::vector<Atom>& atoms, std::size_t at);

/// A number that signs of like use share: the closing quotes of all languages, full stops of all scripts.
std::uint32_t sign_class(char32_t c);
inline constexpr std::uint32_t kStopClass = 1, kCommaClass = 2, kQuoteClass = 3, kOpenClass = 4, kCloseClass = 5,
                               kDashClass = 6, kInvertedClass = 7, kColonClass = 8;
/// Signs that only divide and say nothing of their own: stops, commas, quotes, brackets, dashes.
bool is_divider(char32_t c);

bool is_hyphen(char32_t c);

/// `range` inside `text`, its ends moved back onto code points.
ByteRange clipped(std::string_view text, ByteRange range);
/// Whether a letter or digit (or a mark on one) stands on both sides of `at`.
bool is_inside_word(std::string_view text, std::size_t at);
/// The code point that ends at `at`, 0 at the text's start; likewise the one that begins there.
char32_t character_before(std::string_view text, std::size_t at);
char32_t character_after(std::string_view text, std::size_t at);
bool has_letter(std::string_view text);

}  // namespace dragoman::markup
