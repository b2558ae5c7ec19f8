// What is replaced is found by the fidelity room; here is the way back of each range of the result.
#include "postedit/plain_words.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "fidelity/dates.h"
#include "fidelity/hours.h"
#include "fidelity/money_ranges.h"
#include "fidelity/plain_letters.h"
#include "fidelity/plain_signs.h"
#include "fidelity/rewriting.h"
#include "fidelity/senses.h"
#include "fidelity/weekdays.h"

namespace dragoman::postedit {
namespace {

/// Senses by the document, else by each line for itself. A sentence's words never settle another line's.
std::vector<fidelity::Replacement> plain_senses(std::string_view text, std::string_view document,
                                                std::string_view language) {
  if (!document.empty()) return fidelity::plain_senses(text, document, language);
  std::vector<fidelity::Replacement> all;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    for (fidelity::Replacement& one : fidelity::plain_senses(line, line, language)) {
      one.source = {one.source.begin + at, one.source.end + at};
      all.push_back(std::move(one));
    }
    at = end + 1;
  }
  return all;
}

/// `language` is the code alone where it matters to the rules, so any tag does.
fidelity::Rewritten in_plain_words(std::string_view text, std::string_view document, std::string_view language,
                                   const EngineVocabulary& vocabulary) {
  const auto pieces = [&vocabulary](std::string_view word) {
    return vocabulary.word_pieces ? vocabulary.word_pieces(word).size() : 0;
  };
  std::vector<fidelity::Replacement> all = fidelity::plain_money_ranges(text, language);
  for (const std::vector<fidelity::Replacement>& more :
       std::array{fidelity::plain_signs(text, vocabulary.can_write), fidelity::plain_dates(text, language),
                  fidelity::plain_hours(text, language), fidelity::plain_weekdays(text, language),
                  plain_senses(text, document, language), fidelity::plain_letters(text, vocabulary.can_read, pieces)}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return {text, std::move(all)};
}

void map_back(SentencePair& pair, const fidelity::Rewritten& given) {
  pair.source = given.back_with_ends(pair.source);
  for (ByteRange& token : pair.source_tokens) token = given.back(token);
  for (Hypothesis& hypothesis : pair.hypotheses) {
    for (TokenLink& token : hypothesis.tokens) token.source = given.back(token.source);
  }
}

}  // namespace

std::string in_plain_form(std::string_view locked, const EngineVocabulary& vocabulary) {
  const fidelity::Rewritten signs(locked, fidelity::plain_signs(locked, vocabulary.can_write));
  return fidelity::in_plain_letters(signs.text(), vocabulary.can_read);
}

TranslateText with_plain_words(TranslateText translate, std::string language, std::string document,
                               EngineVocabulary vocabulary) {
  return [translate = std::move(translate), language = std::move(language), document = std::move(document),
          vocabulary = std::move(vocabulary)](std::string_view text,
                                              const TranslateOptions& options) -> Result<Translation> {
    const fidelity::Rewritten given = in_plain_words(text, document, language, vocabulary);
    if (given.same()) return translate(text, options);
    Result<Translation> out = translate(given.text(), options);
    if (!out) return out;
    for (SentencePair& pair : out->sentences) map_back(pair, given);
    return out;
  };
}

}  // namespace dragoman::postedit
