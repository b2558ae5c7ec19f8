// The writers of sound, one a format; SoundWriter::open() chooses.
#pragma once
#include <memory>

#include "dragoman/speech.h"

namespace dragoman::speech {

Result<std::unique_ptr<SoundWriter>> open_wav(unsigned rate, std::uint64_t samples, SoundWriter::Bytes bytes);
Result<std::unique_ptr<SoundWriter>> open_opus(unsigned rate, SoundWriter::Bytes bytes);
Result<std::unique_ptr<SoundWriter>> open_mp3(unsigned rate, SoundWriter::Bytes bytes);

/// The error of a writer whose bytes nobody takes.
Error not_taken();

}  // namespace dragoman::speech
