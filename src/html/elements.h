// Elements: what each HTML element is to a translator. Names of elements and classes are told apart here only.
#pragma once
#include <cstdint>
#include <string_view>
#include "html/tree.h"

namespace dragoman::html {

/// Bits of traits_of().
enum Trait : std::uint16_t {
  kInline = 1,     ///< stands in a line of text; everything else, custom elements excepted, ends the sentence
  kOpaque = 2,     ///< its content is not text of the page and stays byte for byte
  kVoid = 4,       ///< has no end tag
  kSilent = 8,     ///< in a line it shows no words: an image, a script, a comment's like
  kApart = 16,     ///< in a line it stands for itself (a button, a field, a player): no sentence runs over it
  kEmphasis = 32,  ///< formatting of words; two in a row may share a word
  kListing = 64,   ///< block of code
};
std::uint16_t traits_of(std::string_view tag);
/// Whether HTML, now or once, has an element of that name (in lower case).
bool is_element_name(std::string_view tag);

/// What an element says of its translation.
enum class Wish : std::uint8_t { kNone, kTranslate, kKeep, kKeepCode };
Wish wish_of(const Tree& tree, NodeId id);

/// An initial, by its class.
bool is_drop_cap_class(std::string_view classes);

}  // namespace dragoman::html
