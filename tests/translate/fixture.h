// What the tests of the translate room share: the default models, loaded once, and a text with everything in it.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "dragoman/translator.h"

namespace dragoman::test {

inline std::filesystem::path models_folder() {
  const char* named = std::getenv("DRAGOMAN_TEST_MODELS");
  return named != nullptr ? std::filesystem::path(named) : std::filesystem::path(DRAGOMAN_SOURCE_DIR) / "models";
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The shared evaluation material, or nothing.
inline std::optional<std::filesystem::path> shared_file(const std::string& name) {
  const char* named = std::getenv("DRAGOMAN_SHARED");
  const std::filesystem::path folder =
      named != nullptr ? std::filesystem::path(named) : std::filesystem::path(DRAGOMAN_SOURCE_DIR) / ".." / "shared";
  if (!std::filesystem::exists(folder / name)) return std::nullopt;
  return folder / name;
}

class WithModels : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(models_folder() / "enpt")) {
      GTEST_SKIP() << "no models in " << models_folder() << "; `make models` fetches them";
    }
  }
  /// Loaded once per program and kernel.
  static Model model(const std::string& pair, const ModelOptions& options = {}) {
    static std::map<std::string, Model> loaded;
    const std::string key = pair + " " + options.kernel + (options.use_shortlist ? "" : " whole");
    const auto found = loaded.find(key);
    if (found != loaded.end()) return found->second;
    Result<Model> made = Model::load(models_folder() / pair, options);
    if (!made) throw std::runtime_error(made.error().what);
    return loaded.emplace(key, *made).first->second;
  }
  static Translation translated(const Translator& translator, std::string_view text,
                                const TranslateOptions& options = {}) {
    Result<Translation> out = translator.translate(text, options);
    if (!out) throw std::runtime_error(out.error().what);
    return *out;
  }
};

/// News of our own: names, numbers, quotes, short and long sentences, a repeated one, odd white space.
inline const std::string& article() {
  static const std::string text =
      "Port reopens after storm\n\n"
      "The port of Sines reopened at 06:40 on Tuesday. Ships had waited for 31 hours.  Nobody was hurt.\n"
      "\"We lost two cranes,\" said Marta Figueira, who runs the terminal. \"The rest is noise.\"\n\n\n"
      "\tOfficials put the damage at 2.4 million euros, a third of which the insurer will pay.\n"
      "Nobody was hurt.\n"
      "The harbour master, a former navy officer, told reporters that the wind had reached 140 kilometres an hour, "
      "that the breakwater had held, that the tugs had been sent out twice, and that the last tanker had left an hour "
      "before the storm, which nobody had expected to turn north.\n"
      "   \n"
      "What comes next? A review, then repairs.   ";
  return text;
}

}  // namespace dragoman::test
