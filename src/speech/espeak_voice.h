// Espeak: what espeak-ng does for us, through a bounded pool of helpers: voices of its own, and phonemes for others.
// Threads: any.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/speech.h"
#include "piper/word_phonemes.h"

namespace dragoman::speech {

struct Phonemes {
  std::vector<piper::HeardClause> clauses;
  std::vector<piper::HeardWord> words;
};

class Espeak {
 public:
  virtual ~Espeak() = default;
  virtual std::vector<VoiceInfo> voices() = 0;
  /// `voice`: a name of espeak-ng's. Errors of both: as Voice::say().
  virtual Result<VoiceSound> say(std::string_view text, const std::string& voice, double speed,
                                 const std::stop_token& stop) = 0;
  virtual Result<Phonemes> phonemes(std::string_view text, const std::string& voice, const std::stop_token& stop) = 0;
};

/// The helper is looked for now, and started when it is needed. Error: kNotFound.
Result<std::shared_ptr<Espeak>> open_espeak(const SpeechEngineOptions& options);
std::unique_ptr<Voice> espeak_voice(std::shared_ptr<Espeak> espeak);

}  // namespace dragoman::speech
