// Names of the formats, and which writer is whose.
#include <array>

#include "speech/writers.h"

namespace dragoman {
namespace {

struct Named {
  SoundFormat format;
  std::string_view name, media_type;
};
constexpr std::array<Named, 3> kFormats{{{SoundFormat::kWav, "wav", "audio/wav"},
                                         {SoundFormat::kOpus, "opus", "audio/ogg; codecs=opus"},
                                         {SoundFormat::kMp3, "mp3", "audio/mpeg"}}};

const Named& entry(SoundFormat format) { return kFormats.at(static_cast<std::size_t>(format)); }

}  // namespace

std::string_view sound_format_name(SoundFormat format) { return entry(format).name; }
std::string_view sound_media_type(SoundFormat format) { return entry(format).media_type; }

std::optional<SoundFormat> sound_format_of(std::string_view name) {
  if (name == "ogg") return SoundFormat::kOpus;
  for (const Named& one : kFormats) {
    if (one.name == name) return one.format;
  }
  return std::nullopt;
}

Error speech::not_taken() {
  return {ErrorCode::kIo, 0, "the sound cannot be written where it should go; look for space and permission there"};
}

Result<std::unique_ptr<SoundWriter>> SoundWriter::open(SoundFormat format, unsigned rate, std::uint64_t samples,
                                                       Bytes bytes) {
  switch (format) {
    case SoundFormat::kOpus: return speech::open_opus(rate, std::move(bytes));
    case SoundFormat::kMp3: return speech::open_mp3(rate, std::move(bytes));
    case SoundFormat::kWav: break;
  }
  return speech::open_wav(rate, samples, std::move(bytes));
}

}  // namespace dragoman
