// Word times: what the engine says of when it begins a word, brought onto the words that are written.
#pragma once
#include <vector>

#include "dragoman/speech.h"
#include "speakable/speakable.h"

namespace dragoman::speech {

/// Where the voice begins and ends in the sound, without the silence round it.
struct Voiced {
  std::size_t begin = 0, end = 0;  ///< samples; equal if there is none
};
Voiced voiced_part(const std::vector<std::int16_t>& samples, unsigned rate);

/// A word in the sound.
struct TimedPiece {
  ByteRange written;
  std::size_t begin = 0, end = 0;  ///< samples
};

/// A piece begins with the first event inside it; one without an event begins between its neighbours, by its share of the letters. A
/// piece ends where the next one begins, the last with the voice.
std::vector<TimedPiece> time_pieces(const speakable::Spoken& spoken, const VoiceSound& sound, unsigned rate);

}  // namespace dragoman::speech
