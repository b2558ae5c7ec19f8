// One pool of helpers says sentences, lists voices and gives phonemes.
#include "speech/espeak_voice.h"

#include <algorithm>
#include <mutex>

#include "base/ascii.h"
#include "dragoman/language.h"
#include "speech/helper_pool.h"

namespace dragoman::speech {
namespace {

constexpr std::size_t kLongestText = 60'000;  // bytes; the helper takes 64 KiB

/// Only places that lie in the text, in order: the helper is not trusted with our memory.
void add_words(std::string_view bytes, std::size_t text_size, std::vector<VoiceSound::Word>& words) {
  for (std::size_t at = 0; at + 12 <= bytes.size(); at += 12) {
    const VoiceSound::Word word{{u32_at(bytes, at + 4), u32_at(bytes, at + 8)}, u32_at(bytes, at)};
    const bool ordered = words.empty() || words.back().sample <= word.sample;
    if (ordered && word.text.begin < text_size) {
      words.push_back({{word.text.begin, std::clamp(word.text.end, word.text.begin, text_size)}, word.sample});
    }
  }
}

/// "roa/pt-BR" -> "espeak-ng/pt-br".
std::string id_of(std::string_view identifier) {
  return "espeak-ng/" + base::lower_ascii(identifier.substr(identifier.rfind('/') + 1));
}

std::string tag_of(std::string_view name) {
  const Result<Language> language = Language::parse(name);
  return language ? language->tag() : std::string(name);
}

Status read_sound(Helper& helper, const std::string& request, std::size_t text_size, const std::stop_token& stop,
                  VoiceSound& sound) {
  if (Status sent = helper.send('S', request); !sent) return sent;
  for (;;) {
    Result<Frame> frame = helper.receive(stop);
    if (!frame) return frame.error();
    if (frame->kind == 'A') add_samples(frame->payload, sound.samples);
    if (frame->kind == 'W') add_words(frame->payload, text_size, sound.words);
    if (frame->kind == 'X') return Error{ErrorCode::kNotFound, 0, frame->payload};
    if (frame->kind == 'E') return {};
    if (sound.samples.size() > kLongestSound) return Error{ErrorCode::kTooLong, 0, "a sentence gives too much sound"};
  }
}

Status read_phonemes(Helper& helper, const std::string& request, std::size_t text_size, const std::stop_token& stop,
                     Phonemes& phonemes) {
  if (Status sent = helper.send('P', request); !sent) return sent;
  for (;;) {
    Result<Frame> frame = helper.receive(stop);
    if (!frame) return frame.error();
    if (frame->kind == 'I') phonemes.clauses = piper::read_clauses(frame->payload, text_size);
    if (frame->kind == 'N') phonemes.words = piper::read_words(frame->payload, text_size);
    if (frame->kind == 'X') return Error{ErrorCode::kNotFound, 0, frame->payload};
    if (frame->kind == 'E') return {};
  }
}

Status read_voices(Helper& helper, std::vector<VoiceInfo>& voices) {
  if (Status sent = helper.send('L', ""); !sent) return sent;
  Result<Frame> frame = helper.receive({});
  if (!frame) return frame.error();
  voices.clear();
  for (std::string_view rest = frame->payload; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::size_t first = line.find('\t'), second = line.rfind('\t');
    if (first == second || first == std::string_view::npos) continue;
    VoiceInfo info{id_of(line.substr(second + 1)),
                   tag_of(line.substr(0, first)),
                   std::string(line.substr(first + 1, second - first - 1)),
                   "espeak-ng",
                   "GPL-3.0-or-later",
                   helper.rate()};
    // Its own language is the longest of those that a voice states ("pt-br" and "pt").
    const auto known = std::ranges::find(voices, info.id, &VoiceInfo::id);
    if (known == voices.end()) {
      voices.push_back(std::move(info));
    } else if (info.language.size() > known->language.size()) {
      known->language = info.language;
    }
  }
  return {};
}

class EspeakHelpers : public Espeak {
 public:
  EspeakHelpers(const std::filesystem::path& program, const SpeechEngineOptions& options)
      : helpers_([program, patience = options.patience] { return Helper::start(program, "", patience); },
                 options.helpers, std::chrono::milliseconds(0)) {}

  std::vector<VoiceInfo> voices() override {
    const std::scoped_lock lock(listing_);
    if (voices_.empty()) (void)helpers_.run([&](Helper& helper) { return read_voices(helper, voices_); }, {});
    return voices_;
  }

  Result<VoiceSound> say(std::string_view text, const std::string& voice, double speed,
                         const std::stop_token& stop) override {
    if (text.size() > kLongestText) return Error{ErrorCode::kTooLong, 0, "a sentence is too long to be said"};
    const std::string request = voice + "\n" + std::to_string(static_cast<int>(speed * 100)) + "\n" + std::string(text);
    VoiceSound sound;
    const Status said = helpers_.run(
        [&](Helper& helper) {
          sound = {};
          return read_sound(helper, request, text.size(), stop, sound);
        },
        stop);
    if (!said) return said.error();
    return sound;
  }

  Result<Phonemes> phonemes(std::string_view text, const std::string& voice, const std::stop_token& stop) override {
    if (text.size() > kLongestText) return Error{ErrorCode::kTooLong, 0, "a sentence is too long to be said"};
    const std::string request = voice + "\n" + std::string(text);
    Phonemes phonemes;
    const Status read = helpers_.run(
        [&](Helper& helper) {
          phonemes = {};
          return read_phonemes(helper, request, text.size(), stop, phonemes);
        },
        stop);
    if (!read) return read.error();
    return phonemes;
  }

 private:
  HelperPool helpers_;
  std::mutex listing_;
  std::vector<VoiceInfo> voices_;  // guarded by listing_
};

class EspeakVoice : public Voice {
 public:
  explicit EspeakVoice(std::shared_ptr<Espeak> espeak) : espeak_(std::move(espeak)) {}
  std::vector<VoiceInfo> voices() override { return espeak_->voices(); }
  Result<VoiceSound> say(std::string_view text, const VoiceInfo& voice, double speed, std::stop_token stop) override {
    return espeak_->say(text, voice.name, speed, stop);
  }

 private:
  const std::shared_ptr<Espeak> espeak_;
};

}  // namespace

Result<std::shared_ptr<Espeak>> open_espeak(const SpeechEngineOptions& options) {
  Result<std::filesystem::path> program = find_helper(options.helper, "DRAGOMAN_VOICE_ESPEAK", "dragoman-voice-espeak",
                                                      "build or install it together with libespeak-ng1");
  if (!program) return program.error();
  return std::shared_ptr<Espeak>(std::make_shared<EspeakHelpers>(*program, options));
}

std::unique_ptr<Voice> espeak_voice(std::shared_ptr<Espeak> espeak) {
  return std::make_unique<EspeakVoice>(std::move(espeak));
}

}  // namespace dragoman::speech
