// First names: models write "John Doria" for "João Doria". A person is called the same in every language.
#pragma once
#include <string>

#include "markup/transfer.h"

namespace dragoman::fidelity {

/// `target` with the source's first names before the surnames that it copied: where the one word before a copied surname is
/// another than the source's, has a capital and looks at it. First names are those of data/news/*.txt. Linear but for the search of
/// each name.
markup::AlignedText with_first_names(const std::string& source, const markup::AlignedText& target);

}  // namespace dragoman::fidelity
