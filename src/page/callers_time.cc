// Each function in a coat that looks at the clock before and after; null functions have a meaning and stay null.
#include "page/callers_time.h"

#include <utility>

namespace dragoman::page {

template <class Function>
Function CallersTime::of(Function function) {
  if (!function) return function;
  return [this, function = std::move(function)](auto&&... values) {
    const Clock::time_point begun = Clock::now();
    auto out = function(std::forward<decltype(values)>(values)...);
    spent_ += Clock::now() - begun;
    return out;
  };
}

TranslateText CallersTime::watched(TranslateText translate) {
  return of(
      TranslateText([this, translate = std::move(translate)](std::string_view text, const TranslateOptions& options) {
        TranslateOptions mine = options;
        if (options.on_sentence) {
          mine.on_sentence = [&](const SentencePair& pair, std::string_view target) {
            const Clock::time_point begun = Clock::now();
            options.on_sentence(pair, target);
            spent_ -= Clock::now() - begun;
          };
        }
        return translate(text, mine);
      }));
}

EngineVocabulary CallersTime::watched(EngineVocabulary vocabulary) {
  return {of(std::move(vocabulary.can_write)), of(std::move(vocabulary.can_read)),
          of(std::move(vocabulary.word_pieces))};
}

Advise CallersTime::watched(Advise advise) { return of(std::move(advise)); }

}  // namespace dragoman::page
