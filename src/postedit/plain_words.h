// Plain words: the engine behind a curtain. It is given the text in signs, letters and words that it reads best
// (fidelity/plain_signs.h, plain_letters.h, senses.h), and everything it says about places in the text is told in the text's own offsets.
#pragma once
#include <string>
#include <string_view>
#include "dragoman/translator.h"

namespace dragoman::postedit {

/// `translate`, seeing plain signs and words. `language`: the source's, BCP 47. `document`: the text of the whole document, by
/// which senses are settled; "" = each line by itself. Copies everything.
TranslateText with_plain_words(TranslateText translate, std::string language, std::string document,
                               EngineVocabulary vocabulary);

/// The form in which the engine is given a locked part inside a sentence.
std::string in_plain_form(std::string_view locked, const EngineVocabulary& vocabulary);

}  // namespace dragoman::postedit
