// dragoman-voice-espeak: says sentences with espeak-ng, for the program that started it. Requests come in on standard input, sound and
// the places of words go out on standard output, as frames: docs/formats/voice-helper.md. It ends when its input does.
#include <espeak-ng/speak_lib.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::uint32_t kLongestRequest = 64 * 1024;
constexpr int kBufferMs = 200;
constexpr double kWordsAMinute = 165;  // at speed 1: a news reader's pace

bool write_all(const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t done = ::write(STDOUT_FILENO, bytes, size);
    if (done <= 0) return false;
    bytes += done;
    size -= static_cast<std::size_t>(done);
  }
  return true;
}

bool read_all(char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t done = ::read(STDIN_FILENO, bytes, size);
    if (done <= 0) return false;
    bytes += done;
    size -= static_cast<std::size_t>(done);
  }
  return true;
}

void put_u32(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>((value >> shift) & 0xFF);
}

bool send(char kind, std::string_view payload) {
  std::string frame(1, kind);
  put_u32(frame, static_cast<std::uint32_t>(payload.size()));
  frame += payload;
  return write_all(frame.data(), frame.size());
}

bool receive(char& kind, std::string& payload) {
  char head[5];
  if (!read_all(head, sizeof head)) return false;
  kind = head[0];
  std::uint32_t size = 0;
  for (int i = 0; i < 4; ++i) size |= static_cast<std::uint32_t>(static_cast<unsigned char>(head[1 + i])) << (8 * i);
  if (size > kLongestRequest) return false;
  payload.resize(size);
  return read_all(payload.data(), size);
}

/// Byte offset of each character, and the end: espeak-ng counts characters from 1.
std::vector<std::uint32_t> g_offsets;
bool g_broken = false;

std::uint32_t offset_of(int character) {
  if (g_offsets.empty()) return 0;
  const auto last = static_cast<int>(g_offsets.size()) - 1;
  return g_offsets[static_cast<std::size_t>(std::clamp(character, 0, last))];
}

int on_sound(short* samples, int count, espeak_EVENT* events) {
  std::string words;
  for (const espeak_EVENT* event = events; event->type != espeakEVENT_LIST_TERMINATED; ++event) {
    if (event->type != espeakEVENT_WORD) continue;
    put_u32(words, static_cast<std::uint32_t>(std::max(event->sample, 0)));
    put_u32(words, offset_of(event->text_position - 1));
    put_u32(words, offset_of(event->text_position - 1 + event->length));
  }
  if (!words.empty() && !send('W', words)) g_broken = true;
  if (samples != nullptr && count > 0) {
    std::string sound;
    sound.reserve(static_cast<std::size_t>(count) * 2);
    for (int i = 0; i < count; ++i) {
      const auto value = static_cast<std::uint16_t>(samples[i]);
      sound += static_cast<char>(value & 0xFF);
      sound += static_cast<char>(value >> 8);
    }
    if (!send('A', sound)) g_broken = true;
  }
  return g_broken ? 1 : 0;
}

/// "VOICE\nPERCENT\nTEXT": the voice's name, the speed in percent, one sentence.
bool say(const std::string& payload) {
  const std::size_t first = payload.find('\n'), second = payload.find('\n', first + 1);
  if (first == std::string::npos || second == std::string::npos)
    return send('X', "a request has voice, speed and text");
  const std::string voice = payload.substr(0, first), text = payload.substr(second + 1);
  const double speed = std::strtod(payload.c_str() + first + 1, nullptr) / 100;
  if (espeak_SetVoiceByName(voice.c_str()) != EE_OK) return send('X', "espeak-ng has no voice named " + voice);
  espeak_SetParameter(espeakRATE, static_cast<int>(std::clamp(speed, 0.25, 3.0) * kWordsAMinute), 0);
  // Its full volume clips; a news reader's voice has some room above it.
  espeak_SetParameter(espeakVOLUME, 80, 0);
  g_offsets.clear();
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) g_offsets.push_back(at);
  }
  g_offsets.push_back(static_cast<std::uint32_t>(text.size()));
  const espeak_ERROR made =
      espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr, nullptr);
  if (made != EE_OK) return send('X', "espeak-ng cannot say this text");
  espeak_Synchronize();
  return !g_broken && send('E', "");
}

/// "LANGUAGE\tNAME\tIDENTIFIER" a line; a voice's languages stand behind each other, each with a byte of priority before it.
bool list() {
  std::string out;
  const espeak_VOICE** voices = espeak_ListVoices(nullptr);
  for (; voices != nullptr && *voices != nullptr; ++voices) {
    if (std::string_view((*voices)->identifier).substr(0, 3) == "mb/") continue;  // need MBROLA's own data
    for (const char* at = (*voices)->languages; at != nullptr && *at != '\0'; at += std::strlen(at) + 1) {
      ++at;
      out += std::string(at) + "\t" + (*voices)->name + "\t" + (*voices)->identifier + "\n";
    }
  }
  return send('V', out);
}

}  // namespace

int main() {
  const int rate = espeak_Initialize(AUDIO_OUTPUT_RETRIEVAL, kBufferMs, nullptr, espeakINITIALIZE_DONT_EXIT);
  if (rate <= 0) {
    send('X', "espeak-ng does not find its data; install the package espeak-ng-data");
    return 1;
  }
  espeak_SetSynthCallback(on_sound);
  const char* path = nullptr;
  if (!send('H', "dragoman-voice 1\nespeak-ng " + std::string(espeak_Info(&path)) + "\n" + std::to_string(rate) + "\n"))
    return 1;
  char kind = 0;
  for (std::string payload; receive(kind, payload);) {
    const bool fine = kind == 'S' ? say(payload) : kind == 'L' ? list() : send('X', "this request is not known");
    if (!fine) return 1;
  }
  return 0;
}
