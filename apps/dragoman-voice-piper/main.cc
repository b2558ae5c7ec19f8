// dragoman-voice-piper LIBRARY: says sentences with a neural voice, for the program that started it. LIBRARY is onnxruntime's. Requests come
// in on standard input, sound and lengths of phonemes go out on standard output, as frames: docs/formats/voice-helper.md. It knows no text and
// no format of models: which phonemes, and which bytes make the model tell their lengths, the program says. It ends when its input does.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "../voice_frames.h"
#include "onnxruntime.h"

namespace {

using dragoman::voice::Onnxruntime;
using dragoman::voice::put_u32;
using dragoman::voice::receive;
using dragoman::voice::send;
using dragoman::voice::u32_at;

constexpr std::uint32_t kNoSpeaker = 0xFFFFFFFF;
constexpr std::size_t kSamplesAFrame = std::size_t{256} << 10;
constexpr std::size_t kLongestModel = std::size_t{1} << 30;

/// "PATH\nDURATIONS\n", and behind it the bytes that are to stand behind the model's own.
bool load(Onnxruntime& runtime, const std::string& payload) {
  const std::size_t first = payload.find('\n'), second = payload.find('\n', first + 1);
  if (first == std::string::npos || second == std::string::npos)
    return send('X', "a request to load has path, tensor and tail");
  const std::string path = payload.substr(0, first), durations = payload.substr(first + 1, second - first - 1);
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file ? static_cast<std::streamoff>(file.tellg()) : -1;
  if (size < 0 || static_cast<std::size_t>(size) > kLongestModel) return send('X', path + " cannot be read");
  const std::size_t tail = payload.size() - second - 1, bytes = static_cast<std::size_t>(size);
  std::string model(bytes + tail, '\0');
  file.seekg(0);
  if (!file.read(model.data(), size)) return send('X', path + " cannot be read");
  std::memcpy(model.data() + bytes, payload.data() + second + 1, tail);
  const std::string wrong = runtime.load(model, durations);
  return wrong.empty() ? send('E', "") : send('X', path + ": " + wrong);
}

float float_at(const std::string& payload, std::size_t at) {
  const std::uint32_t bits = u32_at(payload, at);
  float value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

bool send_sound(const std::vector<float>& samples) {
  for (std::size_t at = 0; at < samples.size(); at += kSamplesAFrame) {
    const std::size_t end = std::min(samples.size(), at + kSamplesAFrame);
    std::string sound;
    sound.reserve((end - at) * 2);
    for (std::size_t i = at; i < end; ++i) {
      const float value = std::isfinite(samples[i]) ? std::clamp(samples[i], -1.0F, 1.0F) : 0.0F;
      const auto sample = static_cast<std::uint16_t>(static_cast<std::int16_t>(std::lround(value * 32767)));
      sound += static_cast<char>(sample & 0xFF);
      sound += static_cast<char>(sample >> 8);
    }
    if (!send('A', sound)) return false;
  }
  return true;
}

/// Three scales (float), the speaker, and the phonemes' ids: four bytes each.
bool say(Onnxruntime& runtime, const std::string& payload) {
  if (payload.size() < 20 || payload.size() % 4 != 0)
    return send('X', "a request to speak has scales, speaker, phonemes");
  dragoman::voice::Utterance utterance{{}, float_at(payload, 0), float_at(payload, 4), float_at(payload, 8)};
  if (const std::uint32_t speaker = u32_at(payload, 12); speaker != kNoSpeaker) utterance.speaker = speaker;
  for (std::size_t at = 16; at < payload.size(); at += 4) utterance.phonemes.push_back(u32_at(payload, at));
  dragoman::voice::Voiced voiced;
  if (const std::string wrong = runtime.speak(utterance, voiced); !wrong.empty()) return send('X', wrong);
  std::string durations;
  for (const float length : voiced.durations) {
    const bool fits = std::isfinite(length) && length >= 0 && length < 1e6F;
    put_u32(durations, fits ? static_cast<std::uint32_t>(std::lround(length)) : 0);
  }
  return send_sound(voiced.samples) && send('D', durations) && send('E', "");
}

}  // namespace

int main(int count, char** words) {
  Onnxruntime runtime;
  const std::string wrong =
      count == 2 ? runtime.open(words[1]) : "it is started with the path of onnxruntime's library";
  if (!wrong.empty()) {
    send('X', wrong);
    return 1;
  }
  if (!send('H', "dragoman-voice 1\nonnxruntime " + runtime.version() + "\n0\n")) return 1;
  char kind = 0;
  for (std::string payload; receive(kind, payload);) {
    const bool fine = kind == 'M'   ? load(runtime, payload)
                      : kind == 'T' ? say(runtime, payload)
                                    : send('X', "this request is not known");
    if (!fine) return 1;
  }
  return 0;
}
