// Speech: text read aloud on this machine, with the time of every sentence and word.
//
//   Result<std::unique_ptr<Speech>> speech = Speech::open({});
//   if (!speech) return report(speech.error());
//   Result<SpeechInfo> said = (*speech)->speak({{.text = "O porto reabriu às 14h30."}}, {.language = "pt"},
//       [&](const SpokenSentence& sentence, std::span<const std::int16_t> samples) { return play(samples); });
//
// Text is made speakable first (numbers, dates, money and the like in words), sentence by sentence; each sentence is handed over
// as soon as it is made. Words lead back to the bytes of the text, sentences to what they are a translation of.
// Voices live in programs of their own beside this one (docs/formats/voice-helper.md): one that ends by a fault is started
// again, and what it was asked is asked once more.
//
// Threads: const methods and speak() may be called from any thread; calls share a bounded number of helpers.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "dragoman/export.h"
#include "dragoman/page.h"
#include "dragoman/range.h"
#include "dragoman/result.h"

namespace dragoman {

/// A voice as its engine has it.
struct VoiceInfo {
  std::string id;           ///< "espeak-ng/pt-br", "piper/en_US-joe-medium"
  std::string language;     ///< BCP 47
  std::string name;         ///< for people: "Portuguese (Brazil)"
  std::string engine;       ///< "espeak-ng", "piper"
  std::string licence;      ///< of espeak-ng; of a neural voice, as its card says: "" if it does not
  unsigned rate = 0;        ///< samples a second
  bool exact_words = true;  ///< the engine tells when words begin; false: it is estimated from their letters
  bool slow =
      false;  ///< takes a good part of the time that its sound lasts: gets shorter pieces, the first one shortest
  std::string version = {};  ///< of its files: sound of another is not taken for its
};

/// A sound and its words: what an engine makes of one sentence.
struct VoiceSound {
  struct Word {
    ByteRange text;          ///< into what was said
    std::size_t sample = 0;  ///< where it begins
  };
  std::vector<std::int16_t> samples = {};  ///< mono
  std::vector<Word> words = {};            ///< in time; engines may leave some out
};

/// An engine of voices. Implementations may be called from any thread.
class DRAGOMAN_API Voice {
 public:
  virtual ~Voice() = default;
  virtual std::vector<VoiceInfo> voices() = 0;
  /// `text`: one sentence, speakable. `speed`: 0.5 to 2. Errors: kNotFound (no such voice, no helper), kIo (the helper fails
  /// again and again), kCancelled.
  virtual Result<VoiceSound> say(std::string_view text, const VoiceInfo& voice, double speed, std::stop_token stop) = 0;
};

/// A stretch of text of one kind: a headline, a paragraph, a caption.
struct Passage {
  struct Pair {
    ByteRange text;        ///< a sentence of the text
    std::string original;  ///< what it is a translation of
  };
  std::string text = {};
  BlockRole role = BlockRole::kText;
  std::vector<Pair> pairs = {};  ///< empty: no translation, or sentences are found by rule
  bool announcement = false;     ///< said by the program, no part of the story
};

struct SpokenWord {
  ByteRange text;  ///< into Passage::text
  std::uint32_t start_ms = 0, end_ms = 0;
};

struct SpokenSentence {
  std::size_t passage = 0;
  ByteRange text;                          ///< into Passage::text
  std::string original = {};               ///< of its pair
  std::uint32_t start_ms = 0, end_ms = 0;  ///< of all sound handed over; pauses lie between sentences
  std::vector<SpokenWord> words = {};
};

struct SpeechOptions {
  std::string language = {};   ///< BCP 47, required
  std::string voice = {};      ///< VoiceInfo::id, or a part of it; "": the language's
  double speed = 1;            ///< 0.5 to 2; the pitch stays
  bool name_addresses = true;  ///< addresses of pages are named ("web address"); false: left out
  std::stop_token stop = {};
};

struct SpeechInfo {
  VoiceInfo voice;
  std::uint64_t samples = 0;            ///< handed over in all
  std::size_t sentences = 0, made = 0;  ///< made: not found in the cache
};

/// Gets each sentence with its sound, pause before it included; false ends the call with kCancelled.
using SpeechSink = std::function<bool(const SpokenSentence& sentence, std::span<const std::int16_t> samples)>;

/// A language (BCP 47) and the voice that it has unless another is asked for: VoiceInfo::id, or a part of it.
using DefaultVoice = std::pair<std::string, std::string>;

struct SpeechEngineOptions {
  std::filesystem::path helper =
      {};                ///< of espeak-ng; "": DRAGOMAN_VOICE_ESPEAK, beside the program, libexec/dragoman, PATH
  unsigned helpers = 2;  ///< at once
  std::size_t cache_bytes = std::size_t{64} << 20;  ///< sound kept by what is said; 0 = none
  std::chrono::milliseconds patience{10'000};       ///< with a helper that says nothing
  std::vector<DefaultVoice> defaults =
      {};  ///< a language without one: a neural voice, if one is installed, else espeak-ng

  // Neural voices (voices.h): each that speaks has a process of its own, of 300 to 600 MB.
  std::vector<std::filesystem::path> voices = {};     ///< folders; empty: VoiceStore::default_folders()
  std::filesystem::path neural_helper = {};           ///< "": DRAGOMAN_VOICE_PIPER, then as `helper`
  std::filesystem::path runtime = {};                 ///< onnxruntime's library; "": VoiceStore::runtime()
  unsigned loaded_voices = 2;                         ///< at once; the one used longest ago is let go
  unsigned neural_helpers = 1;                        ///< of each voice, at once
  std::chrono::milliseconds idle{300'000};            ///< a voice that nobody wants for so long is let go; 0: never
  std::chrono::milliseconds neural_patience{60'000};  ///< with a voice that is loaded, or says one piece
};

/// Tries the library that runs neural voices: "onnxruntime 1.32.0". Errors: kNotFound (it, or the helper, is missing; `what` has the
/// remedy), kIo (it cannot be used).
DRAGOMAN_API Result<std::string> neural_runtime(const SpeechEngineOptions& options = {});

class DRAGOMAN_API Speech {
 public:
  /// With espeak-ng, and the neural voices that are installed, now or later; helpers are started when they are first needed.
  static Result<std::unique_ptr<Speech>> open(const SpeechEngineOptions& options);
  /// With engines of the caller's own, asked in their order.
  static std::unique_ptr<Speech> with(std::vector<std::unique_ptr<Voice>> engines, std::size_t cache_bytes,
                                      std::vector<DefaultVoice> defaults = {});
  virtual ~Speech() = default;
  /// Errors: kNotFound (the helper is missing; `what` says where it was looked for and what to install), kIo.
  virtual Result<std::vector<VoiceInfo>> voices() = 0;
  /// The voice that speak() would take. Errors: kBadLanguage, kNotFound.
  virtual Result<VoiceInfo> find_voice(std::string_view language, std::string_view voice) = 0;
  /// Says all passages; blocks until done. Empty and symbol-only text makes no sound and no error.
  /// Errors: kBadUtf8, kBadArgument (speed), kBadLanguage, kNotFound, kIo, kCancelled, kTooLong (over 1 MiB of text).
  virtual Result<SpeechInfo> speak(const std::vector<Passage>& passages, const SpeechOptions& options,
                                   const SpeechSink& sink) = 0;
};

/// What of a page is read aloud, and what is said of it.
struct ScriptOptions {
  std::string language = {};  ///< of the text
  bool captions = true, credits = false, bylines = false;
  bool translated = false;        ///< it is an automated translation: that is said first
  std::string announcement = {};  ///< instead of the language's own words; "-": nothing is said
};

/// The passages of a page: headline, standfirst, text in reading order; menus, labels, tables and metadata are left out.
DRAGOMAN_API std::vector<Passage> script_of(const std::vector<Block>& blocks, const ScriptOptions& options);

enum class SoundFormat { kWav, kOpus, kMp3 };
/// "wav", "opus" (Ogg), "mp3".
DRAGOMAN_API std::string_view sound_format_name(SoundFormat format);
DRAGOMAN_API std::optional<SoundFormat> sound_format_of(std::string_view name);  ///< also "ogg"
DRAGOMAN_API std::string_view sound_media_type(SoundFormat format);

/// Makes a file or stream of sound, piece by piece.
class DRAGOMAN_API SoundWriter {
 public:
  /// Takes the bytes as they are made; false ends the work with kIo.
  using Bytes = std::function<bool(std::string_view)>;
  /// `rate`: VoiceInfo::rate. `samples`: of all the sound, for formats that state it at the beginning (WAV); 0: not known, as in a stream.
  /// Errors: kNotFound (the format's library is missing, and what to install), kInternal.
  static Result<std::unique_ptr<SoundWriter>> open(SoundFormat format, unsigned rate, std::uint64_t samples,
                                                   Bytes bytes);
  virtual ~SoundWriter() = default;
  virtual Status write(std::span<const std::int16_t> samples) = 0;
  virtual Status finish() = 0;
};

/// WebVTT: a cue a sentence, with a time tag before each word. docs/formats/speech-timings.md.
DRAGOMAN_API std::string timings_vtt(const std::vector<Passage>& passages,
                                     const std::vector<SpokenSentence>& sentences);
/// JSON with passages, sentences, words. docs/formats/speech-timings.md.
DRAGOMAN_API std::string timings_json(const std::vector<Passage>& passages,
                                      const std::vector<SpokenSentence>& sentences, const SpeechInfo& info);

}  // namespace dragoman
