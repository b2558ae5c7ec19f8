// Alignment: for each atom of the translation, the atom of the source that it translates.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "markup/atoms.h"
#include "markup/transfer.h"

namespace dragoman::markup {

inline constexpr int kNoAtom = -1;

/// Links of `translation` inside both texts, in target order; those that are not are dropped or cut.
std::vector<Link> sound_links(std::string_view source, const AlignedText& translation);

/// One entry for each target atom: the index of its source atom or kNoAtom. A word's tokens vote, by their length; signs
/// that only divide words are never an answer. Without any link, words are paired by their place in the text.
std::vector<int> align_atoms(std::string_view source, const std::vector<Atom>& source_atoms, std::string_view target,
                             const std::vector<Atom>& target_atoms, const std::vector<Link>& links);

}  // namespace dragoman::markup
