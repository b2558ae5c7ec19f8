// The record says what looking through the model would: its size must still fit.
#include "voices/installed_voices.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/mapped_file.h"
#include "json/read.h"
#include "json/write.h"
#include "piper/onnx_outline.h"
#include "piper/voice_config.h"
#include "store/files.h"
#include "text/utf8.h"

namespace dragoman::voices {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestModel = std::size_t{512} << 20, kLongestText = std::size_t{4} << 20;
constexpr std::size_t kLongestLicence = 80;  // bytes of a line of a card

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kAround = " \t\r*_`#-";
  const std::size_t begin = text.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kAround) + 1 - begin);
}

/// By the record, if it is there and the model is the one it is about.
bool read_record(const fs::path& folder, InstalledVoice& voice) {
  const Result<std::string> bytes = store::read_file(folder / kRecordName, kLongestText);
  if (!bytes) return false;
  const Result<json::JsonValue> record = json::parse_json(*bytes, kRecordName);
  if (!record || record->count("bytes") != voice.bytes) return false;
  voice.sha256 = record->string("sha256");
  voice.durations = record->string("durations");
  return true;
}

Status look_through(InstalledVoice& voice) {
  const Result<base::MappedFile> model = base::MappedFile::open(voice.model, kLongestModel);
  if (!model) return model.error();
  Result<piper::OnnxOutline> outline = piper::read_onnx_outline(model->bytes(), voice.model.string());
  if (!outline) return outline.error();
  if (Status fits = piper::check_voice_outline(*outline, voice.model.string()); !fits) return fits;
  voice.durations = std::move(outline->durations);
  return {};
}

}  // namespace

std::string licence_in(std::string_view card) {
  while (!card.empty()) {
    const std::string_view line = trimmed(card.substr(0, card.find('\n')));
    card.remove_prefix(
        std::min(card.size(), card.find('\n') == std::string_view::npos ? card.size() : card.find('\n') + 1));
    const std::string low = base::lower_ascii(line.substr(0, 8));
    if (!low.starts_with("license:") && !low.starts_with("licence:")) continue;
    const std::string_view found = trimmed(line.substr(8));
    const bool plain = !text::first_bad_utf8(found) &&
                       std::ranges::all_of(found, [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
    if (plain) return std::string(text::first_bytes(found, kLongestLicence));
  }
  return "";
}

Result<InstalledVoice> read_voice_folder(const fs::path& folder) {
  InstalledVoice voice;
  voice.name = folder.filename().string();
  voice.model = folder / (voice.name + ".onnx");
  voice.bytes = store::file_size_or_zero(voice.model);
  if (voice.bytes == 0) {
    return Error{ErrorCode::kNotFound, 0,
                 voice.model.string() + " is not there; add the voice again (dragoman voices add)"};
  }
  const std::string config_name = voice.model.string() + ".json";
  const Result<std::string> config_bytes = store::read_file(config_name, kLongestText);
  if (!config_bytes) return config_bytes.error();
  const Result<piper::VoiceConfig> config = piper::read_voice_config(*config_bytes, config_name);
  if (!config) return config.error();
  voice.language = config->language;
  voice.rate = config->rate;
  if (const Result<std::string> card = store::read_file(folder / "MODEL_CARD", kLongestText); card)
    voice.licence = licence_in(*card);
  if (read_record(folder, voice)) return voice;
  if (Status fine = look_through(voice); !fine) return fine.error();
  return voice;
}

std::string voice_record(const InstalledVoice& voice, std::string_view source) {
  return json::JsonObject()
             .add("format", 1)
             .add("name", voice.name)
             .add("bytes", voice.bytes)
             .add("sha256", voice.sha256)
             .add("durations", voice.durations)
             .add("source", source)
             .done()
             .text +
         "\n";
}

}  // namespace dragoman::voices
