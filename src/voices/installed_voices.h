// What lies in a voice's folder: NAME/NAME.onnx, NAME.onnx.json, MODEL_CARD and, where it was added by us, dragoman.json.
// Threads: free functions may be called from any thread.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "dragoman/voices.h"

namespace dragoman::voices {

constexpr const char* kRecordName = "dragoman.json";

/// Reads the folder of a voice; the model itself is looked through only where there is no record. Errors: kNotFound (no model in it),
/// kBadModel, kUnsupportedModel, kIo.
Result<InstalledVoice> read_voice_folder(const std::filesystem::path& folder);

/// The record of a voice.
std::string voice_record(const InstalledVoice& voice, std::string_view source);

/// "CC0" of "* License: CC0"; "" if the card does not say.
std::string licence_in(std::string_view card);

}  // namespace dragoman::voices
