// VoicePackage: the files of one voice, or the library that runs voices, as they come: from a file, a folder, a ZIP container or an address.
// Threads: free functions may be called from any thread.
#pragma once
#include <string>
#include <string_view>

#include "dragoman/voices.h"

namespace dragoman::voices {

struct VoicePackage {
  std::string name;  ///< "en_US-joe-medium", by the model's file
  std::string model, config;
  std::string card;    ///< "" if there is none
  std::string source;  ///< where it came from
};

/// Errors: as VoiceStore::add().
Result<VoicePackage> read_voice_package(std::string_view place, const AddVoiceOptions& options);

struct RuntimePackage {
  std::string library, licence;  ///< bytes; the licence as it lies beside it, "" if it does not
};
/// Errors: as VoiceStore::add_runtime().
Result<RuntimePackage> read_runtime_package(std::string_view place, const AddVoiceOptions& options);

}  // namespace dragoman::voices
