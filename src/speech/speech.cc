// Passage by passage, sentence by sentence: made speakable, said or found in the cache, its silence cut to measure, its words timed by
// samples handed over so far, so that times never drift from the sound.
#include "dragoman/speech.h"

#include <algorithm>

#include "base/ascii.h"
#include "dragoman/language.h"
#include "speakable/speakable.h"
#include "speech/espeak_voice.h"
#include "speech/sound_cache.h"
#include "speech/word_times.h"
#include "text/locale_words.h"
#include "text/sentences.h"
#include "text/utf8.h"

namespace dragoman {
namespace {

using speech::SoundCache;

constexpr std::size_t kMostText = std::size_t{1} << 20;
constexpr std::size_t kLongestSentence = 1500;  // bytes; longer ones are said in parts
constexpr unsigned kSentencePause = 280, kPassagePause = 550, kHeadlinePause = 800;  // ms before it, at speed 1

class Bytes : public text::PieceCost {
 public:
  std::size_t operator()(std::string_view piece) const override { return piece.size(); }
};

/// A sentence as it will be said.
struct Line {
  ByteRange text;
  std::string original;
};

std::vector<Line> lines_of(const Passage& passage, const text::SentenceSplitter& splitter) {
  std::vector<Line> out;
  const auto add = [&](ByteRange range, const std::string& original) {
    const std::string_view sentence = std::string_view(passage.text).substr(range.begin, range.end - range.begin);
    for (const ByteRange piece : text::cut_long_sentence(sentence, kLongestSentence, Bytes())) {
      out.push_back({{range.begin + piece.begin, range.begin + piece.end}, original});
    }
  };
  for (const Passage::Pair& pair : passage.pairs) {
    if (pair.text.begin < pair.text.end && pair.text.end <= passage.text.size()) add(pair.text, pair.original);
  }
  if (!passage.pairs.empty()) return out;
  for (const ByteRange range : splitter.split(passage.text)) add(range, "");
  return out;
}

/// One call of speak().
class Reading {
 public:
  Reading(Voice& engine, SoundCache& cache, const VoiceInfo& voice, const SpeechOptions& options,
          const SpeechSink& sink)
      : engine_(engine),
        cache_(cache),
        options_(options),
        sink_(sink),
        speakable_(speakable::Speakable::load(voice.language.find('-') != std::string::npos ? voice.language
                                                                                            : options.language)) {
    info_.voice = voice;
  }

  Result<SpeechInfo> read(const std::vector<Passage>& passages, const text::SentenceSplitter& splitter) {
    for (std::size_t i = 0; i < passages.size(); ++i) {
      bool first = true;
      for (const Line& line : lines_of(passages[i], splitter)) {
        const BlockRole before = i > 0 ? passages[i - 1].role : BlockRole::kText;
        const unsigned pause = !first                           ? kSentencePause
                               : before == BlockRole::kHeadline ? kHeadlinePause
                                                                : kPassagePause;
        Result<bool> said = say(i, passages[i], line, pause);
        if (!said) return said.error();
        first = first && !*said;
      }
    }
    return info_;
  }

 private:
  /// False: nothing is to be said.
  Result<bool> say(std::size_t index, const Passage& passage, const Line& line, unsigned pause_ms) {
    const std::string_view written =
        std::string_view(passage.text).substr(line.text.begin, line.text.end - line.text.begin);
    const auto addresses = options_.name_addresses ? speakable::Addresses::kName : speakable::Addresses::kLeaveOut;
    const speakable::Spoken spoken = speakable_->say(written, addresses);
    if (spoken.pieces.empty()) return false;
    Result<std::shared_ptr<const VoiceSound>> sound = sound_of(spoken.text);
    if (!sound) return sound.error();
    const speech::Voiced voiced = speech::voiced_part((*sound)->samples, info_.voice.rate);
    if (voiced.begin == voiced.end) return false;
    const std::size_t pause =
        info_.samples == 0 ? 0 : static_cast<std::size_t>(info_.voice.rate * pause_ms / 1000.0 / options_.speed);
    std::vector<std::int16_t> samples(pause);
    const auto begin = (*sound)->samples.begin();
    samples.insert(samples.end(), begin + static_cast<std::ptrdiff_t>(voiced.begin),
                   begin + static_cast<std::ptrdiff_t>(voiced.end));
    SpokenSentence sentence{index, line.text, line.original, ms(pause), ms(samples.size()), {}};
    const auto place = [&](std::size_t sample) {
      return ms(pause + std::clamp(sample, voiced.begin, voiced.end) - voiced.begin);
    };
    for (const speech::TimedPiece& piece : speech::time_pieces(spoken, **sound, info_.voice.rate)) {
      const ByteRange range{line.text.begin + piece.written.begin, line.text.begin + piece.written.end};
      sentence.words.push_back({range, place(piece.begin), place(piece.end)});
    }
    info_.samples += samples.size();
    ++info_.sentences;
    if (!sink_(sentence, samples)) return Error{ErrorCode::kCancelled, 0, "speaking was cancelled"};
    return true;
  }

  Result<std::shared_ptr<const VoiceSound>> sound_of(const std::string& spoken) {
    if (options_.stop.stop_requested()) return Error{ErrorCode::kCancelled, 0, "speaking was cancelled"};
    const std::string key = SoundCache::key(info_.voice, options_.speed, spoken);
    if (auto known = cache_.find(key)) return known;
    Result<VoiceSound> made = engine_.say(spoken, info_.voice, options_.speed, options_.stop);
    if (!made) return made.error();
    ++info_.made;
    auto sound = std::make_shared<const VoiceSound>(std::move(*made));
    cache_.keep(key, sound);
    return std::shared_ptr<const VoiceSound>(sound);
  }

  /// The time of `samples` more than were handed over, from the beginning.
  std::uint32_t ms(std::size_t samples) const {
    return static_cast<std::uint32_t>((info_.samples + samples) * 1000 / info_.voice.rate);
  }

  Voice& engine_;
  SoundCache& cache_;
  const SpeechOptions& options_;
  const SpeechSink& sink_;
  std::shared_ptr<const speakable::Speakable> speakable_;
  SpeechInfo info_;
};

Status check(const std::vector<Passage>& passages, const SpeechOptions& options) {
  if (!(options.speed >= 0.5 && options.speed <= 2)) {
    return Error{ErrorCode::kBadArgument, 0, "the speed of speech is between 0.5 and 2"};
  }
  std::size_t bytes = 0;
  for (const Passage& passage : passages) {
    bytes += passage.text.size();
    if (const auto bad = text::first_bad_utf8(passage.text)) {
      return Error{ErrorCode::kBadUtf8, *bad, "the text to be read aloud is not UTF-8; convert it"};
    }
  }
  if (bytes > kMostText) return Error{ErrorCode::kTooLong, 0, "over 1 MiB of text to be read aloud; send it in parts"};
  return {};
}

/// How well a voice fits; 0: not at all.
int fit(const VoiceInfo& voice, const Language& language, const std::string& territory) {
  const std::string& tag = voice.language;
  if (base::lower_ascii(tag) == base::lower_ascii(language.tag())) return language.region.empty() ? 3 : 4;
  if (tag.substr(0, tag.find('-')) != language.code) return 0;
  if (language.region.empty() && tag == language.code + "-" + territory) return 4;
  return tag == language.code ? 2 : 1;
}

class Speaking : public Speech {
 public:
  Speaking(std::vector<std::unique_ptr<Voice>> engines, std::size_t cache_bytes)
      : engines_(std::move(engines)), cache_(cache_bytes) {}

  Result<std::vector<VoiceInfo>> voices() override {
    std::vector<VoiceInfo> out;
    for (const auto& engine : engines_) {
      for (VoiceInfo& voice : engine->voices()) out.push_back(std::move(voice));
    }
    if (out.empty()) {
      return Error{
          ErrorCode::kNotFound, 0,
          "there is no voice: the helper that speaks cannot be started or finds no data; install espeak-ng-data"};
    }
    return out;
  }

  Result<VoiceInfo> find_voice(std::string_view language, std::string_view voice) override {
    const Result<Language> wanted = Language::parse(language);
    if (!wanted) return wanted.error();
    Result<std::vector<VoiceInfo>> all = voices();
    if (!all) return all.error();
    const std::string territory = text::likely_territory(wanted->tag());
    const VoiceInfo* best = nullptr;
    for (const VoiceInfo& one : *all) {
      if (!voice.empty() && one.id.find(voice) == std::string::npos) continue;
      const int mine = fit(one, *wanted, territory);
      if (one.id == voice && mine > 0) return one;
      if (mine > 0 && (best == nullptr || mine > fit(*best, *wanted, territory))) best = &one;
    }
    if (best != nullptr) return *best;
    return Error{ErrorCode::kNotFound, 0,
                 "there is no voice " + (voice.empty() ? "" : "named " + std::string(voice) + " ") + "for " +
                     wanted->english_name() + "; see dragoman speak --list-voices"};
  }

  Result<SpeechInfo> speak(const std::vector<Passage>& passages, const SpeechOptions& options,
                           const SpeechSink& sink) override {
    if (Status fine = check(passages, options); !fine) return fine.error();
    Result<VoiceInfo> voice = find_voice(options.language, options.voice);
    if (!voice) return voice.error();
    auto splitter = text::SentenceSplitter::load(options.language);
    if (!splitter) return splitter.error();
    for (const auto& engine : engines_) {
      const std::vector<VoiceInfo> its = engine->voices();
      if (std::ranges::find(its, voice->id, &VoiceInfo::id) == its.end()) continue;
      return Reading(*engine, cache_, *voice, options, sink).read(passages, **splitter);
    }
    return Error{ErrorCode::kNotFound, 0, "the voice " + voice->id + " has gone"};
  }

 private:
  std::vector<std::unique_ptr<Voice>> engines_;
  SoundCache cache_;
};

}  // namespace

Result<std::unique_ptr<Speech>> Speech::open(const SpeechEngineOptions& options) {
  Result<std::unique_ptr<Voice>> espeak = speech::open_espeak(options);
  if (!espeak) return espeak.error();
  std::vector<std::unique_ptr<Voice>> engines;
  engines.push_back(std::move(*espeak));
  return with(std::move(engines), options.cache_bytes);
}

std::unique_ptr<Speech> Speech::with(std::vector<std::unique_ptr<Voice>> engines, std::size_t cache_bytes) {
  return std::make_unique<Speaking>(std::move(engines), cache_bytes);
}

}  // namespace dragoman
