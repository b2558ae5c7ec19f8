// RIFF WAVE, 16 bits, mono. A stream states the greatest lengths there are, which players read as "to the end".
#include "speech/writers.h"

namespace dragoman::speech {
namespace {

constexpr std::uint32_t kHeader = 36;  // bytes between the RIFF length and the samples

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
}

class Wav : public SoundWriter {
 public:
  explicit Wav(Bytes bytes) : bytes_(std::move(bytes)) {}

  Status begin(unsigned rate, std::uint64_t samples) {
    const std::uint64_t size = samples * 2;
    const bool known = samples > 0 && size < 0xFFFFFFFFU - kHeader;
    std::string out = "RIFF";
    put(out, known ? static_cast<std::uint32_t>(size) + kHeader : 0xFFFFFFFFU, 4);
    out += "WAVEfmt ";
    put(out, 16, 4);
    put(out, 1, 2);  // PCM
    put(out, 1, 2);  // mono
    put(out, rate, 4);
    put(out, rate * 2, 4);
    put(out, 2, 2);
    put(out, 16, 2);
    out += "data";
    put(out, known ? static_cast<std::uint32_t>(size) : 0xFFFFFFFFU - kHeader, 4);
    return bytes_(out) ? Status() : Status(not_taken());
  }

  Status write(std::span<const std::int16_t> samples) override {
    std::string out;
    out.reserve(samples.size() * 2);
    for (const std::int16_t sample : samples) put(out, static_cast<std::uint16_t>(sample), 2);
    return bytes_(out) ? Status() : Status(not_taken());
  }

  Status finish() override { return {}; }

 private:
  Bytes bytes_;
};

}  // namespace

Result<std::unique_ptr<SoundWriter>> open_wav(unsigned rate, std::uint64_t samples, SoundWriter::Bytes bytes) {
  auto wav = std::make_unique<Wav>(std::move(bytes));
  if (Status begun = wav->begin(rate, samples); !begun) return begun.error();
  return std::unique_ptr<SoundWriter>(std::move(wav));
}

}  // namespace dragoman::speech
