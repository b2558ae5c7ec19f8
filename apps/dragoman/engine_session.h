// EngineSession: from what the user typed (languages, models, folders) to a translator that is ready to run.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dragoman/store.h"
#include "dragoman/translator.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own name
class App;
}

namespace dragoman::cli {

/// The options that all verbs with an engine share.
struct EngineOptions {
  std::string from, to;             ///< as typed; from may be empty
  std::vector<std::string> models;  ///< folders to be run one after the other; empty = ask the store
  std::vector<std::string> models_folders;
  std::string kernel;
  unsigned threads = 0;  ///< 0 = as many as CPUs
  bool no_shortlist = false, no_cache = false, quiet = false, verbose = false;
  std::size_t max_line = std::size_t{64} << 20;
};

/// Declares them on a verb. `options` must outlive the parsing.
void add_engine_options(CLI::App& verb, EngineOptions& options);
/// Declares --models-dir alone.
void add_store_option(CLI::App& verb, std::vector<std::string>& folders);
/// The store the user means.
ModelStore open_store(const std::vector<std::string>& folders);
/// CPUs this process may use: affinity and control-group quota counted, 1..256.
unsigned usable_cpus();

struct EngineSession {
  std::vector<Model> route;
  std::unique_ptr<Translator> translator;
  Language source, target;  ///< codes may be empty when --model names a folder that does not tell
  double load_seconds = 0;
};

/// What --from, --to and --model say before any text is seen.
struct Wish {
  std::optional<Language> source;  ///< nothing: detect it
  std::optional<Language> target;
  std::vector<Model> models;  ///< of --model, loaded
  double load_seconds = 0;
};
/// Errors: kBadLanguage, kBadArgument (no --to), kNoRoute (models that do not fit the languages or each other), and
/// those of Model::load.
Result<Wish> read_wish(const EngineOptions& options);
/// Finds the route and loads it. `detected`: `source` was guessed, and errors say so.
Result<EngineSession> open_session(const EngineOptions& options, const Wish& wish,
                                   const std::optional<Language>& source, bool detected);

}  // namespace dragoman::cli
