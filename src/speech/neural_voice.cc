// Folders are looked into again after a moment, so that a voice that is added or removed is noticed by a server that runs.
#include "speech/neural_voice.h"

#include <algorithm>
#include <bit>
#include <map>
#include <mutex>
#include <utility>

#include "base/mapped_file.h"
#include "dragoman/voices.h"
#include "piper/onnx_outline.h"
#include "piper/phoneme_ids.h"
#include "piper/voice_config.h"
#include "speech/helper_pool.h"

namespace dragoman::speech {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostIds = 15'000;  // the helper takes 64 KiB
constexpr std::size_t kLongestVoiceConfig = std::size_t{4} << 20;
constexpr std::chrono::seconds kListLasts{2};
constexpr std::uint32_t kNoSpeaker = 0xFFFFFFFF;

std::string neural_id(const InstalledVoice& voice) { return "piper/" + voice.name; }

VoiceInfo info_of(const InstalledVoice& voice) {
  VoiceInfo info{neural_id(voice), voice.language, voice.name, "piper", voice.licence, voice.rate};
  info.exact_words = !voice.durations.empty();
  info.slow = true;
  info.version = voice.sha256.empty() ? std::to_string(voice.bytes) : voice.sha256;
  return info;
}

/// Has the helper load the model.
Status load(Helper& helper, const InstalledVoice& voice) {
  const std::string tail = voice.durations.empty() ? "" : piper::output_tail(voice.durations);
  const std::string request = voice.model.string() + "\n" + voice.durations + "\n" + tail;
  if (Status sent = helper.send('M', request); !sent) return sent;
  const Result<Frame> answer = helper.receive({});
  if (!answer) return answer.error();
  if (answer->kind == 'E') return {};
  // Another helper would find the same.
  return Error{ErrorCode::kNotFound, 0, "the voice cannot be loaded: " + answer->payload};
}

std::string speech_request(const piper::PhonemeIds& said, const piper::VoiceConfig& config, double speed) {
  std::string request;
  put_u32(request, std::bit_cast<std::uint32_t>(config.noise));
  put_u32(request, std::bit_cast<std::uint32_t>(static_cast<float>(config.length / speed)));
  put_u32(request, std::bit_cast<std::uint32_t>(config.noise_width));
  put_u32(request, config.speakers > 1 ? 0 : kNoSpeaker);
  for (const std::uint32_t id : said.ids) put_u32(request, id);
  return request;
}

Status read_speech(Helper& helper, const std::string& request, const std::stop_token& stop, VoiceSound& sound,
                   std::vector<std::uint32_t>& frames) {
  if (Status sent = helper.send('T', request); !sent) return sent;
  for (;;) {
    const Result<Frame> frame = helper.receive(stop);
    if (!frame) return frame.error();
    const std::string& payload = frame->payload;
    if (frame->kind == 'A') add_samples(payload, sound.samples);
    if (frame->kind == 'D') {
      for (std::size_t at = 0; at + 4 <= payload.size(); at += 4) frames.push_back(u32_at(payload, at));
    }
    if (frame->kind == 'X') return Error{ErrorCode::kNotFound, 0, "the voice cannot say this: " + payload};
    if (frame->kind == 'E') return {};
    if (sound.samples.size() > kLongestSound) return Error{ErrorCode::kTooLong, 0, "a sentence gives too much sound"};
  }
}

/// A voice that speaks, or has lately.
struct SpeakingVoice {
  SpeakingVoice(InstalledVoice its_voice, piper::VoiceConfig its_config, const HelperPool::Start& start,
                const SpeechEngineOptions& options)
      : voice(std::move(its_voice)),
        config(std::move(its_config)),
        helpers(start, options.neural_helpers, options.idle) {}
  const InstalledVoice voice;
  const piper::VoiceConfig config;
  HelperPool helpers;
  Clock::time_point used;  // guarded by NeuralVoice
};

class NeuralVoice : public Voice {
 public:
  NeuralVoice(std::shared_ptr<Espeak> espeak, const SpeechEngineOptions& options)
      : espeak_(std::move(espeak)),
        options_(options),
        store_(options.voices.empty() ? VoiceStore::default_folders() : options.voices) {}

  std::vector<VoiceInfo> voices() override {
    const std::scoped_lock lock(mutex_);
    look();
    std::vector<VoiceInfo> out;
    for (const InstalledVoice& voice : installed_) out.push_back(info_of(voice));
    return out;
  }

  Result<VoiceSound> say(std::string_view text, const VoiceInfo& voice, double speed, std::stop_token stop) override {
    const Result<std::shared_ptr<SpeakingVoice>> speaking = take(voice.id);
    if (!speaking) return speaking.error();
    SpeakingVoice& its = **speaking;
    const Result<Phonemes> phonemes = espeak_->phonemes(text, its.config.espeak, stop);
    if (!phonemes) return phonemes.error();
    const piper::PhonemeIds said =
        piper::ids_of(piper::join_phonemes(text, phonemes->clauses, phonemes->words), its.config);
    if (said.ids.size() > kMostIds) return Error{ErrorCode::kTooLong, 0, "a sentence is too long to be said"};
    const std::string request = speech_request(said, its.config, speed);
    VoiceSound sound;
    std::vector<std::uint32_t> frames;
    const Status done = its.helpers.run(
        [&](Helper& helper) {
          sound = {};
          frames.clear();
          return read_speech(helper, request, stop, sound, frames);
        },
        stop);
    if (!done) return done.error();
    for (const piper::WordTime& word : piper::word_times(said, frames, sound.samples.size()))
      sound.words.push_back({word.text, word.sample});
    return sound;
  }

 private:
  /// With mutex_ held.
  void look() {
    if (looked_ && Clock::now() < *looked_ + kListLasts) return;
    looked_ = Clock::now();
    installed_.clear();
    program_.clear();
    const Result<fs::path> library = options_.runtime.empty() ? store_.runtime() : options_.runtime;
    const Result<fs::path> program =
        find_helper(options_.neural_helper, "DRAGOMAN_VOICE_PIPER", "dragoman-voice-piper", "install it again");
    if (!library || !program) return;
    library_ = *library;
    program_ = *program;
    installed_ = store_.list();
  }

  Result<std::shared_ptr<SpeakingVoice>> take(const std::string& id) {
    std::shared_ptr<SpeakingVoice> old;  // ends without the lock
    const std::scoped_lock lock(mutex_);
    look();
    const auto voice = std::ranges::find(installed_, id, neural_id);
    if (voice == installed_.end()) return Error{ErrorCode::kNotFound, 0, "the voice " + id + " has gone"};
    const std::string key = id + "\n" + voice->model.string() + "\n" + info_of(*voice).version;
    const auto found = speaking_.find(key);
    if (found != speaking_.end()) {
      found->second->used = Clock::now();
      return found->second;
    }
    Result<std::shared_ptr<SpeakingVoice>> made = open(*voice);
    if (!made) return made;
    if (speaking_.size() >= std::max(options_.loaded_voices, 1U)) {
      const auto oldest = std::ranges::min_element(speaking_, {}, [](const auto& one) { return one.second->used; });
      old = std::move(oldest->second);
      speaking_.erase(oldest);
    }
    (*made)->used = Clock::now();
    speaking_.emplace(key, *made);
    return made;
  }

  Result<std::shared_ptr<SpeakingVoice>> open(const InstalledVoice& voice) const {
    const std::string name = voice.model.string() + ".json";
    const Result<base::MappedFile> file = base::MappedFile::open(name, kLongestVoiceConfig);
    if (!file) return file.error();
    Result<piper::VoiceConfig> config = piper::read_voice_config(file->bytes(), name);
    if (!config) return config.error();
    const HelperPool::Start start = [program = program_, library = library_.string(), voice,
                                     patience = options_.neural_patience]() -> Result<std::unique_ptr<Helper>> {
      Result<std::unique_ptr<Helper>> helper = Helper::start(program, library, patience);
      if (!helper) return helper;
      if (Status loaded = load(**helper, voice); !loaded) return loaded.error();
      return helper;
    };
    return std::make_shared<SpeakingVoice>(voice, std::move(*config), start, options_);
  }

  const std::shared_ptr<Espeak> espeak_;
  const SpeechEngineOptions options_;
  const VoiceStore store_;
  std::mutex mutex_;
  std::optional<Clock::time_point> looked_;  // these are guarded by mutex_
  fs::path library_, program_;
  std::vector<InstalledVoice> installed_;
  std::map<std::string, std::shared_ptr<SpeakingVoice>> speaking_;
};

}  // namespace

std::unique_ptr<Voice> neural_voice(std::shared_ptr<Espeak> espeak, const SpeechEngineOptions& options) {
  return std::make_unique<NeuralVoice>(std::move(espeak), options);
}

}  // namespace dragoman::speech

namespace dragoman {

Result<std::string> neural_runtime(const SpeechEngineOptions& options) {
  const VoiceStore store(options.voices.empty() ? VoiceStore::default_folders() : options.voices);
  const Result<std::filesystem::path> library = options.runtime.empty() ? store.runtime() : options.runtime;
  if (!library) return library.error();
  const Result<std::filesystem::path> program =
      speech::find_helper(options.neural_helper, "DRAGOMAN_VOICE_PIPER", "dragoman-voice-piper", "install it again");
  if (!program) return program.error();
  const auto helper = speech::Helper::start(*program, library->string(), options.neural_patience);
  if (!helper) return Error{helper.error().code, 0, library->string() + ": " + helper.error().what};
  return (*helper)->engine();
}

}  // namespace dragoman
