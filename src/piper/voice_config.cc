// A stranger's file: each number has its bounds, and what is left out has the value that voices are trained with.
#include "piper/voice_config.h"

#include <cmath>

#include "dragoman/language.h"
#include "json/read.h"
#include "text/utf8.h"

namespace dragoman::piper {
namespace {

using json::JsonValue;

constexpr json::JsonLimits kConfigLimits{std::size_t{4} << 20, 12, 200'000};
constexpr std::uint64_t kHighestId = 65'535, kMostSpeakers = 100'000;
constexpr std::size_t kMostIds = 16;  // of one phoneme

Error not_usable(std::string_view name, const std::string& what) {
  return {ErrorCode::kBadModel, 0, std::string(name) + ": " + what + "; get the voice's two files again"};
}

/// A scale that is there must be a number that makes sense; one that is not leaves `value` as it is.
bool read_scale(const JsonValue& inference, std::string_view member, float& value) {
  if (!inference.has(member)) return true;
  const JsonValue& found = inference[member];
  if (found.kind != JsonValue::Kind::kNumber || !(found.number >= 0 && found.number <= 10)) return false;
  value = static_cast<float>(found.number);
  return true;
}

/// Phonemes of several code points are left out: no text of espeak-ng is looked up by them.
bool read_phonemes(const JsonValue& table, PhonemeTable& phonemes) {
  for (const auto& [phoneme, ids] : table.members) {
    if (phoneme.empty() || !ids.is_array() || ids.items.size() > kMostIds) return false;
    std::vector<std::uint32_t> numbers;
    for (const JsonValue& id : ids.items) {
      const bool whole = id.kind == JsonValue::Kind::kNumber && id.number >= 0 && id.number == std::floor(id.number);
      if (!whole || id.number > static_cast<double>(kHighestId)) return false;
      numbers.push_back(static_cast<std::uint32_t>(id.number));
    }
    std::size_t next = 0;
    const char32_t c = text::code_point_at(phoneme, 0, next);
    if (next == phoneme.size()) phonemes.insert_or_assign(c, std::move(numbers));
  }
  return phonemes.contains(U'^') && phonemes.contains(U'$') && phonemes.contains(U'_');
}

/// "en_US" -> "en-US"; older files name only the voice of espeak-ng, "en-us".
Result<std::string> language_of(const JsonValue& config, std::string_view name) {
  std::string code = config["language"].string("code");
  if (code.empty()) code = config["espeak"].string("voice");
  Result<Language> language = Language::parse(code);
  if (!language) return not_usable(name, "its language is not known (" + code.substr(0, 40) + ")");
  return language->tag();
}

/// Names of voices go to espeak-ng in a line of their own.
bool is_voice_name(std::string_view voice) {
  if (voice.empty() || voice.size() > 64) return false;
  for (const char c : voice) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && c != '-' && c != '_' && c != '/' && c != '+') return false;
  }
  return true;
}

}  // namespace

Result<VoiceConfig> read_voice_config(std::string_view json, std::string_view name) {
  const Result<JsonValue> file = json::parse_json(json, name, kConfigLimits, ErrorCode::kBadModel);
  if (!file) return file.error();
  const std::string kind = file->string("phoneme_type");
  if (!kind.empty() && kind != "espeak") {
    return Error{ErrorCode::kUnsupportedModel, 0,
                 std::string(name) + ": its phonemes are of the kind \"" + kind.substr(0, 40) +
                     "\"; only voices with phonemes of espeak-ng can be used"};
  }
  VoiceConfig config;
  const auto rate = (*file)["audio"].count("sample_rate");
  if (!rate || *rate < 8000 || *rate > 96'000) return not_usable(name, "it has no sample rate between 8000 and 96000");
  config.rate = static_cast<unsigned>(*rate);
  config.quality = (*file)["audio"].string("quality").substr(0, 40);
  config.espeak = (*file)["espeak"].string("voice");
  if (!is_voice_name(config.espeak)) return not_usable(name, "it names no voice of espeak-ng for its phonemes");
  Result<std::string> language = language_of(*file, name);
  if (!language) return language.error();
  config.language = std::move(*language);
  const JsonValue& inference = (*file)["inference"];
  if (!read_scale(inference, "noise_scale", config.noise) || !read_scale(inference, "length_scale", config.length) ||
      !read_scale(inference, "noise_w", config.noise_width) || config.length < 0.05F) {
    return not_usable(name, "its scales (inference) make no sense");
  }
  const std::uint64_t speakers = file->count("num_speakers").value_or(1);
  if (speakers == 0 || speakers > kMostSpeakers) return not_usable(name, "it has an impossible number of speakers");
  config.speakers = static_cast<unsigned>(speakers);
  if (!read_phonemes((*file)["phoneme_id_map"], config.phonemes)) {
    return not_usable(name, "its phonemes (phoneme_id_map) are missing or have impossible ids");
  }
  return config;
}

}  // namespace dragoman::piper
