// Passage by passage, sentence by sentence: made speakable, said or found in the cache, its silence cut to measure, its words timed by
// samples handed over so far, so that times never drift from the sound.
#include "dragoman/speech.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "base/part.h"
#include "dragoman/language.h"
#include "speakable/speakable.h"
#include "speech/espeak_voice.h"
#include "speech/neural_voice.h"
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
// Of slow voices; the first is cut only at a comma or the like, so that something is heard soon.
constexpr std::size_t kLongestSlowPiece = 200, kFirstSlowPiece = 90;
constexpr unsigned kSentencePause = 280, kPassagePause = 550, kHeadlinePause = 800;  // ms before it, at speed 1
constexpr unsigned kPartPause = 120;                                                 // within a sentence

class Bytes : public text::PieceCost {
 public:
  std::size_t operator()(std::string_view piece) const override { return piece.size(); }
};

/// A sentence as it will be said, or a part of one.
struct Line {
  ByteRange text;
  std::string original;
  bool continues = false;  // the line before it belongs to the same sentence
};

bool ends_clause(std::string_view piece) {
  return !piece.empty() && (std::string_view(",;:)\"").find(piece.back()) != std::string_view::npos ||
                            piece.ends_with("\u060C") || piece.ends_with("\u061B") || piece.ends_with("\u201D"));
}

/// The parts in which a sentence is said. `first`: nothing has been heard yet.
std::vector<ByteRange> parts_of(std::string_view sentence, bool slow, bool first) {
  if (!slow) return text::cut_long_sentence(sentence, kLongestSentence, Bytes());
  if (!first || sentence.size() <= kFirstSlowPiece)
    return text::cut_long_sentence(sentence, kLongestSlowPiece, Bytes());
  const std::vector<ByteRange> small = text::cut_long_sentence(sentence, kFirstSlowPiece, Bytes());
  if (small.size() < 2 || !ends_clause(part(sentence, small[0])))
    return text::cut_long_sentence(sentence, kLongestSlowPiece, Bytes());
  std::vector<ByteRange> out = {small[0]};
  const std::size_t behind = small[1].begin;
  for (const ByteRange piece : text::cut_long_sentence(sentence.substr(behind), kLongestSlowPiece, Bytes()))
    out.push_back({behind + piece.begin, behind + piece.end});
  return out;
}

std::vector<Line> lines_of(const Passage& passage, const text::SentenceSplitter& splitter, bool slow, bool first) {
  std::vector<Line> out;
  const auto add = [&](ByteRange range, const std::string& original) {
    const std::string_view sentence = part(passage.text, range);
    bool continues = false;
    for (const ByteRange piece : parts_of(sentence, slow, first && out.empty())) {
      out.push_back({{range.begin + piece.begin, range.begin + piece.end}, original, continues});
      continues = true;
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
      for (const Line& line : lines_of(passages[i], splitter, info_.voice.slow, info_.sentences == 0)) {
        const BlockRole before = i > 0 ? passages[i - 1].role : BlockRole::kText;
        const unsigned pause = line.continues                   ? kPartPause
                               : !first                         ? kSentencePause
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
  Speaking(std::vector<std::unique_ptr<Voice>> engines, std::size_t cache_bytes, std::vector<DefaultVoice> defaults)
      : engines_(std::move(engines)), cache_(cache_bytes), defaults_(std::move(defaults)) {}

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
    const Result<std::vector<VoiceInfo>> all = voices();
    if (!all) return all.error();
    if (voice.empty()) {
      const std::string usual = default_for(*wanted);
      if (auto found = best_of(*all, *wanted, usual); found && !usual.empty()) return *found;
      // One that is set but not there leaves readers with another, not without any; dragoman doctor says so.
    }
    if (auto found = best_of(*all, *wanted, voice)) return *found;
    return Error{ErrorCode::kNotFound, 0,
                 "there is no voice " + (voice.empty() ? "" : "named " + std::string(voice) + " ") + "for " +
                     wanted->english_name() + "; see dragoman voices"};
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
  /// By the settings: of the language as it is wished, else of the language alone. "": none is set.
  std::string default_for(const Language& wanted) const {
    std::string out;
    for (const auto& [language, voice] : defaults_) {
      const Result<Language> its = Language::parse(language);
      if (!its) continue;
      if (its->tag() == wanted.tag()) return voice;
      if (its->tag() == wanted.code) out = voice;
    }
    return out;
  }

  /// Of voices that fit alike, the first: neural ones stand before others.
  static std::optional<VoiceInfo> best_of(const std::vector<VoiceInfo>& all, const Language& wanted,
                                          std::string_view named) {
    const std::string territory = text::likely_territory(wanted.tag()), low = base::lower_ascii(named);
    const VoiceInfo* best = nullptr;
    for (const VoiceInfo& one : all) {
      const std::string id = base::lower_ascii(one.id);
      if (id.find(low) == std::string::npos) continue;
      const int mine = fit(one, wanted, territory);
      if (id == low && mine > 0) return one;
      if (mine > 0 && (best == nullptr || mine > fit(*best, wanted, territory))) best = &one;
    }
    return best != nullptr ? std::optional(*best) : std::nullopt;
  }

  std::vector<std::unique_ptr<Voice>> engines_;
  SoundCache cache_;
  const std::vector<DefaultVoice> defaults_;
};

}  // namespace

Result<std::unique_ptr<Speech>> Speech::open(const SpeechEngineOptions& options) {
  const Result<std::shared_ptr<speech::Espeak>> espeak = speech::open_espeak(options);
  if (!espeak) return espeak.error();
  std::vector<std::unique_ptr<Voice>> engines;
  engines.push_back(speech::neural_voice(*espeak, options));
  engines.push_back(speech::espeak_voice(*espeak));
  return with(std::move(engines), options.cache_bytes, options.defaults);
}

std::unique_ptr<Speech> Speech::with(std::vector<std::unique_ptr<Voice>> engines, std::size_t cache_bytes,
                                     std::vector<DefaultVoice> defaults) {
  return std::make_unique<Speaking>(std::move(engines), cache_bytes, std::move(defaults));
}

}  // namespace dragoman
