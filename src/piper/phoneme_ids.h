// From phonemes to the ids that a voice takes, and from the lengths that it gives back to the times of words.
// Threads: pure functions.
#pragma once
#include <cstdint>
#include <vector>

#include "dragoman/range.h"
#include "piper/voice_config.h"
#include "piper/word_phonemes.h"

namespace dragoman::piper {

struct PhonemeIds {
  struct Word {
    ByteRange text;
    std::size_t id = 0;  ///< the first of its phonemes, in `ids`
  };
  std::vector<std::uint32_t> ids;
  std::vector<Word> words;
  std::size_t unknown = 0;  ///< phonemes that the voice does not have; they are left out
};

/// Begin, then each phoneme's ids, with what stands between after each, then the end: as voices are trained.
PhonemeIds ids_of(const WordPhonemes& said, const VoiceConfig& config);

struct WordTime {
  ByteRange text;
  std::size_t sample = 0;  ///< where it begins
};

/// `frames`: how long each id lasts, as the model says. Empty where that does not fit the sound: another number of ids, or samples that
/// are no multiple of the frames.
std::vector<WordTime> word_times(const PhonemeIds& said, const std::vector<std::uint32_t>& frames, std::size_t samples);

}  // namespace dragoman::piper
