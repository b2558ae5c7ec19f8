// VoiceConfig: what stands in the .onnx.json beside a Piper voice, as far as saying a sentence needs it. docs/formats/piper-voice.md.
// Threads: plain values.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::piper {

/// Ids of a phoneme, a code point of IPA; a few have none, most one.
using PhonemeTable = std::map<char32_t, std::vector<std::uint32_t>>;

struct VoiceConfig {
  std::string language;  ///< BCP 47: "en-US"
  std::string espeak;    ///< the voice of espeak-ng that its phonemes come from: "en-us"
  std::string quality;   ///< "medium"; may be empty
  unsigned rate = 0;     ///< samples a second
  float noise = 0.667F, length = 1, noise_width = 0.8F;  ///< scales: of the sound, of time, of the rhythm
  unsigned speakers = 1;
  PhonemeTable phonemes;  ///< has '^', '$' and '_': begin, end, and what stands between any two
};

/// `name` goes into errors. Errors: kBadModel (no JSON, values that cannot be), kUnsupportedModel (no phonemes of espeak-ng), kTooLong.
Result<VoiceConfig> read_voice_config(std::string_view json, std::string_view name);

}  // namespace dragoman::piper
