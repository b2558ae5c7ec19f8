// A call takes a helper out of the pool, or starts one while there are fewer than allowed, or waits. A helper that failed is ended, and
// the request goes to a new one, once.
#include "speech/espeak_voice.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "base/ascii.h"
#include "dragoman/language.h"
#include "speech/helper.h"

namespace dragoman::speech {
namespace {

constexpr std::size_t kLongestText = 60'000;  // bytes; the helper takes 64 KiB
constexpr std::size_t kLongestSound = std::size_t{64} << 20;

std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

void add_samples(std::string_view bytes, std::vector<std::int16_t>& samples) {
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    const unsigned value =
        static_cast<unsigned char>(bytes[at]) | static_cast<unsigned>(static_cast<unsigned char>(bytes[at + 1])) << 8;
    samples.push_back(static_cast<std::int16_t>(value));
  }
}

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

class EspeakVoice : public Voice {
 public:
  EspeakVoice(std::filesystem::path program, const SpeechEngineOptions& options)
      : program_(std::move(program)), options_(options) {}

  std::vector<VoiceInfo> voices() override {
    const std::scoped_lock lock(listing_);
    if (voices_.empty()) (void)with_helper({}, [&](Helper& helper) { return read_voices(helper); });
    return voices_;
  }

  Result<VoiceSound> say(std::string_view text, const VoiceInfo& voice, double speed, std::stop_token stop) override {
    if (text.size() > kLongestText) return Error{ErrorCode::kTooLong, 0, "a sentence is too long to be said"};
    const std::string request =
        voice.name + "\n" + std::to_string(static_cast<int>(speed * 100)) + "\n" + std::string(text);
    VoiceSound sound;
    Status said = with_helper(stop, [&](Helper& helper) {
      sound = {};
      return read_sound(helper, request, text.size(), stop, sound);
    });
    if (!said) return said.error();
    return sound;
  }

  /// Whether it can be started at all.
  Status try_helper() {
    return with_helper({}, [](Helper&) { return Status(); });
  }

 private:
  Status read_voices(Helper& helper) {
    if (Status sent = helper.send('L', ""); !sent) return sent;
    Result<Frame> frame = helper.receive({});
    if (!frame) return frame.error();
    voices_.clear();
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
      const auto known = std::ranges::find(voices_, info.id, &VoiceInfo::id);
      if (known == voices_.end()) {
        voices_.push_back(std::move(info));
      } else if (info.language.size() > known->language.size()) {
        known->language = info.language;
      }
    }
    return {};
  }

  static Status read_sound(Helper& helper, const std::string& request, std::size_t text_size,
                           const std::stop_token& stop, VoiceSound& sound) {
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

  /// Runs `work` with a helper; again with a new one if that one failed.
  template <class Work>
  Status with_helper(const std::stop_token& stop, const Work& work) {
    Status done;
    for (int attempt = 0; attempt < 2; ++attempt) {
      Result<std::unique_ptr<Helper>> helper = take(stop);
      if (!helper) return helper.error();
      done = work(**helper);
      const bool sound = done || done.error().code == ErrorCode::kNotFound;
      give(sound ? std::move(*helper) : nullptr);
      if (done || done.error().code != ErrorCode::kIo) break;
    }
    return done;
  }

  Result<std::unique_ptr<Helper>> take(const std::stop_token& stop) {
    {
      std::unique_lock lock(mutex_);
      const auto free = [&] { return !idle_.empty() || running_ < std::max(options_.helpers, 1U); };
      if (!waiting_.wait(lock, stop, free)) return Error{ErrorCode::kCancelled, 0, "speaking was cancelled"};
      if (!idle_.empty()) {
        std::unique_ptr<Helper> helper = std::move(idle_.back());
        idle_.pop_back();
        return helper;
      }
      ++running_;
    }
    Result<std::unique_ptr<Helper>> helper = Helper::start(program_, options_.patience);
    if (!helper) give(nullptr);
    return helper;
  }

  /// Null: it is no more.
  void give(std::unique_ptr<Helper> helper) {
    const std::scoped_lock lock(mutex_);
    if (helper) {
      idle_.push_back(std::move(helper));
    } else {
      --running_;
    }
    waiting_.notify_one();
  }

  const std::filesystem::path program_;
  const SpeechEngineOptions options_;
  std::mutex listing_;
  std::vector<VoiceInfo> voices_;  // guarded by listing_
  std::mutex mutex_;
  std::condition_variable_any waiting_;
  std::vector<std::unique_ptr<Helper>> idle_;  // guarded by mutex_
  unsigned running_ = 0;                       // guarded by mutex_
};

}  // namespace

Result<std::unique_ptr<Voice>> open_espeak(const SpeechEngineOptions& options) {
  Result<std::filesystem::path> program = find_helper(options.helper, "DRAGOMAN_VOICE_ESPEAK", "dragoman-voice-espeak");
  if (!program) return program.error();
  return std::unique_ptr<Voice>(std::make_unique<EspeakVoice>(std::move(*program), options));
}

}  // namespace dragoman::speech
