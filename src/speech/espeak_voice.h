// EspeakVoice: the voices of espeak-ng, through a bounded pool of helpers.
#pragma once
#include <memory>

#include "dragoman/speech.h"

namespace dragoman::speech {

/// The helper is looked for now, and started when it is needed. Error: kNotFound.
Result<std::unique_ptr<Voice>> open_espeak(const SpeechEngineOptions& options);

}  // namespace dragoman::speech
