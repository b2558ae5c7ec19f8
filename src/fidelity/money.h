// Money: an amount with its sign needs no word for the currency beside it. Models write the word, and where the sign is put
// back the amount has both: "£300.000 libras esterlinas". And they write the dollar's sign for other currencies' that have it in theirs.
#pragma once
#include <string_view>

#include "markup/transfer.h"

namespace dragoman::fidelity {

/// Takes the currency's words from behind amounts that have its sign, and blanks out of signs like "US $". Nothing changes
/// where the source has such a word itself, or for languages that data/currencies.txt lacks.
markup::AlignedText without_doubled_currency(std::string_view source, const markup::AlignedText& translation,
                                             std::string_view source_language, std::string_view target_language);

/// Amounts of the source have its currency: "R$ 2,5 bilhões" that became "$2.5 billion" is "R$2.5 billion". Signs of one currency ("$" and
/// "US$") stay as each language writes them, as do those that data/currencies.txt lacks.
markup::AlignedText with_own_currency(std::string_view source, const markup::AlignedText& translation,
                                      std::string_view source_language, std::string_view target_language);

}  // namespace dragoman::fidelity
