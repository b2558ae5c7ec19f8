// NeuralVoice: the neural voices that are installed. Phonemes come from espeak-ng, sound and the lengths of phonemes from the model, which
// a helper of its own runs; a voice is loaded when it is first wanted and let go when nobody wants it any more.
// Threads: any.
#pragma once
#include <memory>

#include "dragoman/speech.h"
#include "speech/espeak_voice.h"

namespace dragoman::speech {

/// Never null: without the helper, the library or an installed voice it has none.
std::unique_ptr<Voice> neural_voice(std::shared_ptr<Espeak> espeak, const SpeechEngineOptions& options);

}  // namespace dragoman::speech
