// The words of menus and buttons, which every news site has and no engine knows without a sentence: "Opinion" is no legal one, "Store" no
// command. What they mean is data (data/menu/*.txt), one file a language.
// Threads: read only, made once.
#pragma once
#include <optional>
#include <string_view>

#include "dragoman/range.h"

namespace dragoman::document {

struct MenuWord {
  ByteRange range;               ///< of the text: the words, without signs at its ends ("Menu »")
  std::string_view counterpart;  ///< as its language writes it at the beginning of a label
  bool keeps_capital = false;    ///< the language has capitals inside sentences, too
};

/// A text that is a menu's word and nothing else but signs at its ends, whatever its letter case. Languages: BCP 47; a region's own words go
/// before the language's.
std::optional<MenuWord> find_menu_word(std::string_view text, std::string_view source, std::string_view target);

/// Whether a language, BCP 47, has capitals inside sentences ("nouns" in its file), as German has.
bool capitalises_nouns(std::string_view language);

}  // namespace dragoman::document
