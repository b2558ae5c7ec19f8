// EngineSession: from what the user typed (languages, models, folders) to a translator that is ready to run.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dragoman/memory.h"
#include "dragoman/post_edit.h"
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
  bool raw = false;           ///< the bare engine, without post-editing
  std::string memory, space;  ///< what the publication has settled: a file, "" = the usual one if there is one
  bool no_memory = false;
  std::string numerals;          ///< as PostEditOptions::numerals
  Rerank rerank = Rerank::kOff;  ///< as PostEditOptions::rerank
  std::size_t max_line = std::size_t{64} << 20;
};

/// Declares them on a verb. `options` must outlive the parsing.
void add_engine_options(CLI::App& verb, EngineOptions& options);
/// Declares --raw, --rerank, --numerals, --db, --space and --no-memory for verbs that post-edit.
void add_edit_options(CLI::App& verb, EngineOptions& options);
/// Declares --max-bytes for verbs that read lines.
void add_line_limit(CLI::App& verb, EngineOptions& options);
/// Declares --models-dir alone.
void add_store_option(CLI::App& verb, std::vector<std::string>& folders);
/// The store the user means.
ModelStore open_store(const std::vector<std::string>& folders);
/// Says which model folders of the store cannot be used, and why; returns how many.
std::size_t say_damaged(const ModelStore& store);
/// CPUs this process may use: affinity and control-group quota counted, 1..256.
unsigned usable_cpus();

struct EngineSession {
  std::vector<Model> route;
  std::unique_ptr<Translator> translator;
  bool raw = false;      ///< the user wants the bare engine
  Advise advise;         ///< of the publication's memory; empty if there is none
  std::string numerals;  ///< as PostEditOptions::numerals
  Rerank rerank = Rerank::kOff;
  Language source, target;  ///< codes may be empty when --model names a folder that does not tell
  double load_seconds = 0;

  /// The translator, post-edited unless it runs raw. `document`: as in PostEditOptions. The session must outlive it.
  Result<TranslateText> translating(std::string document) const;
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
/// The languages, each once, that what is installed leads from to the wished target, the target itself left out.
std::vector<Language> possible_sources(const EngineOptions& options, const Wish& wish);
/// Finds the route and loads it. `detected`: `source` was guessed, and errors say so.
Result<EngineSession> open_session(const EngineOptions& options, const Wish& wish,
                                   const std::optional<Language>& source, bool detected);

}  // namespace dragoman::cli
