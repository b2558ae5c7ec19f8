// dragoman-voice-espeak: says sentences with espeak-ng, for the program that started it. Requests come in on standard input, sound and
// the places of words go out on standard output, as frames: docs/formats/voice-helper.md. It ends when its input does. Neural voices get
// their phonemes from it, too.
#include <espeak-ng/speak_lib.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "../voice_frames.h"

namespace {

using dragoman::voice::put_u32;
using dragoman::voice::receive;
using dragoman::voice::send;

constexpr int kBufferMs = 200;
constexpr double kWordsAMinute = 165;  // at speed 1: a news reader's pace

/// Byte offset of each character, and the end: espeak-ng counts characters from 1.
std::mutex g_guard;  // espeak-ng calls back in a thread of its own
std::vector<std::uint32_t> g_offsets;
bool g_broken = false;
/// Words with their phonemes are collected here while a sentence is said for them only; else null.
std::string* g_words = nullptr;

std::uint32_t offset_of(int character) {
  if (g_offsets.empty()) return 0;
  const auto last = static_cast<int>(g_offsets.size()) - 1;
  return g_offsets[static_cast<std::size_t>(std::clamp(character, 0, last))];
}

/// "BEGIN\tEND\tPHONEMES" a word; nothing is sounded.
void collect(const espeak_EVENT* event) {
  for (; event->type != espeakEVENT_LIST_TERMINATED; ++event) {
    if (event->type == espeakEVENT_WORD) {
      *g_words += (g_words->empty() ? "" : "\n") + std::to_string(offset_of(event->text_position - 1)) + "\t" +
                  std::to_string(offset_of(event->text_position - 1 + event->length)) + "\t";
    } else if (event->type == espeakEVENT_PHONEME && !g_words->empty()) {
      *g_words += std::string_view(event->id.string, strnlen(event->id.string, sizeof event->id.string));
    }
  }
}

int on_sound(short* samples, int count, espeak_EVENT* events) {
  const std::scoped_lock lock(g_guard);
  if (g_words != nullptr) {
    collect(events);
    return 0;
  }
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

/// Where the words of what is said next go, instead of its sound; nullptr: it is sounded.
void collect_into(std::string* words) {
  const std::scoped_lock lock(g_guard);
  g_words = words;
}

void count_characters(std::string_view text) {
  const std::scoped_lock lock(g_guard);
  g_offsets.clear();
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) g_offsets.push_back(at);
  }
  g_offsets.push_back(static_cast<std::uint32_t>(text.size()));
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
  count_characters(text);
  const espeak_ERROR made =
      espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr, nullptr);
  if (made != EE_OK) return send('X', "espeak-ng cannot say this text");
  espeak_Synchronize();
  return !g_broken && send('E', "");
}

/// "PHONEMES\tEND" a clause: what voices are trained with, and about where in the text the clause ends.
std::string clauses_of(const std::string& text) {
  std::string out;
  const void* rest = text.c_str();
  while (rest != nullptr) {
    const char* const phonemes = espeak_TextToPhonemes(&rest, espeakCHARS_UTF8, espeakPHONEMES_IPA);
    const std::size_t end =
        rest == nullptr
            ? text.size()
            : std::min(text.size(), static_cast<std::size_t>(static_cast<const char*>(rest) - text.c_str()));
    out += (out.empty() ? "" : "\n") + std::string(phonemes != nullptr ? phonemes : "") + "\t" + std::to_string(end);
  }
  return out;
}

/// Voices are also trained with names that Debian's espeak-ng does not have ("en-gb"): then a voice of that language speaks.
bool set_voice_like(const std::string& voice) {
  if (espeak_SetVoiceByName(voice.c_str()) == EE_OK) return true;
  espeak_VOICE wanted = {};
  wanted.languages = voice.c_str();
  if (espeak_SetVoiceByProperties(&wanted) != EE_OK) return false;
  const espeak_VOICE* const found = espeak_GetCurrentVoice();
  const std::string code = voice.substr(0, voice.find('-'));
  return found != nullptr && found->languages != nullptr && *found->languages != '\0' &&
         std::string_view(found->languages + 1).substr(0, code.size()) == code;
}

/// "VOICE\nTEXT": the phonemes of a sentence, by its clauses and by its words.
bool phonemes(const std::string& payload) {
  const std::size_t first = payload.find('\n');
  if (first == std::string::npos) return send('X', "a request for phonemes has voice and text");
  const std::string voice = payload.substr(0, first), text = payload.substr(first + 1);
  if (!set_voice_like(voice)) return send('X', "espeak-ng has no voice named " + voice);
  if (!send('I', clauses_of(text))) return false;
  std::string words;
  count_characters(text);
  espeak_SetParameter(espeakRATE, 450, 0);  // the less sound, the sooner
  collect_into(&words);
  const espeak_ERROR made =
      espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr, nullptr);
  espeak_Synchronize();
  collect_into(nullptr);
  if (made != EE_OK) return send('X', "espeak-ng cannot say this text");
  return send('N', words) && send('E', "");
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
  const int rate =
      espeak_Initialize(AUDIO_OUTPUT_RETRIEVAL, kBufferMs, nullptr,
                        espeakINITIALIZE_DONT_EXIT | espeakINITIALIZE_PHONEME_EVENTS | espeakINITIALIZE_PHONEME_IPA);
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
    const bool fine = kind == 'S'   ? say(payload)
                      : kind == 'L' ? list()
                      : kind == 'P' ? phonemes(payload)
                                    : send('X', "this request is not known");
    if (!fine) return 1;
  }
  return 0;
}
