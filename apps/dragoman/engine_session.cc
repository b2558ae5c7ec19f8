#include "engine_session.h"

#include <sched.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <system_error>

#include "messages.h"

namespace dragoman::cli {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Whole CPUs that the control group's quota allows, or 0 for no limit: a container with 2 of 64 CPUs says so here.
unsigned quota_cpus() {
  std::ifstream file("/sys/fs/cgroup/cpu.max");
  std::string quota;
  double period = 0;
  if (!(file >> quota >> period) || quota == "max" || period <= 0) return 0;
  return static_cast<unsigned>(std::max(1.0, std::ceil(std::strtod(quota.c_str(), nullptr) / period)));
}

Result<Model> load_model(const std::string& folder, const EngineOptions& options) {
  ModelOptions model_options;
  model_options.kernel = options.kernel;
  model_options.use_shortlist = !options.no_shortlist;
  return Model::load(folder, model_options);
}

Error unfit(const std::string& what) {
  return {ErrorCode::kNoRoute, 0, what + "; check --from, --to and the order of --model"};
}

bool differ(const std::optional<Language>& wanted, const Language& has) {
  return wanted && !has.code.empty() && wanted->code != has.code;
}

std::string step_text(const Language& source, const Language& target, const std::string& folder) {
  const auto name = [](const Language& language) { return language.code.empty() ? "?" : language.tag(); };
  return " " + name(source) + "->" + name(target) + " (" + folder + ")";
}

// A chain of --model folders must fit what is asked and hang together; a folder that does not tell is trusted.
Status check_chain(const Wish& wish) {
  const ModelInfo& first = wish.models.front().info();
  const ModelInfo& last = wish.models.back().info();
  if (differ(wish.source, first.source)) {
    return unfit("model " + first.name + " translates from " + first.source.tag() + ", not from " + wish.source->tag());
  }
  if (differ(wish.target, last.target)) {
    return unfit("model " + last.name + " translates to " + last.target.tag() + ", not to " + wish.target->tag());
  }
  for (std::size_t i = 1; i < wish.models.size(); ++i) {
    const ModelInfo& before = wish.models[i - 1].info();
    const ModelInfo& after = wish.models[i].info();
    if (!before.target.code.empty() && differ(before.target, after.source)) {
      return unfit("model " + before.name + " ends in " + before.target.tag() + " but " + after.name + " begins with " +
                   after.source.tag());
    }
  }
  return {};
}

std::string route_text(const Route& route) {
  std::string text = "route:";
  for (const InstalledModel& model : route) text += step_text(model.source, model.target, model.folder.string());
  return text;
}

// The same of --model; `folders` as typed, one for each.
std::string route_text(const std::vector<Model>& models, const std::vector<std::string>& folders) {
  std::string text = "route:";
  for (std::size_t i = 0; i < models.size(); ++i) {
    text += step_text(models[i].info().source, models[i].info().target, folders[i]);
  }
  return text;
}

Result<std::vector<Model>> load_route(const EngineOptions& options, const Language& source, const Language& target,
                                      bool detected) {
  Result<Route> route = open_store(options.models_folders).route(source, target);
  if (!route) {
    Error error = route.error();
    for (const std::string& folder : options.models_folders) {
      if (!std::filesystem::exists(folder)) error.what += "; there is no folder " + folder;
    }
    if (detected) error.what += " (the source language was detected; say --from if it is another)";
    return error;
  }
  if (options.verbose) say(route_text(*route));
  std::vector<Model> models;
  for (const InstalledModel& installed : *route) {
    Result<Model> model = load_model(installed.folder.string(), options);
    if (!model) return model.error();
    models.push_back(*model);
  }
  return models;
}

/// The memory that the user names, or the usual one if it is there.
Result<Advise> advice(const EngineOptions& options, const Languages& languages) {
  if (options.no_memory) return Advise();
  const bool named = !options.memory.empty() || !options.space.empty();
  const std::filesystem::path file =
      options.memory.empty() ? Memory::default_file() : std::filesystem::path(options.memory);
  std::error_code unknown;
  if (!named && !std::filesystem::exists(file, unknown)) return Advise();
  const Result<Memory> memory = Memory::open(file, {.space = options.space, .read_only = true, .create = false});
  if (!memory && memory.error().code == ErrorCode::kNotFound) return Error{ErrorCode::kIo, 0, memory.error().what};
  if (!memory) return memory.error();
  return advising_with(*memory, languages);
}

}  // namespace

unsigned usable_cpus() {
  cpu_set_t set;
  CPU_ZERO(&set);
  unsigned cpus = sched_getaffinity(0, sizeof set, &set) == 0 ? static_cast<unsigned>(CPU_COUNT(&set)) : 1;
  if (const unsigned quota = quota_cpus(); quota > 0) cpus = std::min(cpus, quota);
  return std::clamp(cpus, 1U, 256U);
}

void add_store_option(CLI::App& verb, std::vector<std::string>& folders) {
  verb.add_option("--models-dir", folders, "look for models in this folder instead of the usual ones (may be repeated)")
      ->type_name("FOLDER")
      ->allow_extra_args(false);
}

void add_engine_options(CLI::App& verb, EngineOptions& options) {
  verb.add_option("-f,--from", options.from, "source language: en, pt-BR, por, Portuguese ...")->type_name("LANGUAGE");
  verb.add_option("-t,--to", options.to, "target language")->type_name("LANGUAGE");
  verb.add_option("--threads", options.threads, "worker threads (default: the CPUs this process may use)")
      ->type_name("N")
      ->check(CLI::Range(1U, 256U).description(""));
  verb.add_option("--kernel", options.kernel, "compute kernel by name, see dragoman --version")->type_name("NAME");
  verb.add_option("--model", options.models, "use this model folder; repeated: one after the other")
      ->type_name("FOLDER")
      ->allow_extra_args(false);
  add_store_option(verb, options.models_folders);
  verb.add_flag("--no-shortlist", options.no_shortlist, "score the whole vocabulary (slower)");
  verb.add_flag("-q,--quiet", options.quiet, "no progress bar, no notes; errors only");
  verb.add_flag("-v,--verbose", options.verbose, "say which models run");
}

void add_edit_options(CLI::App& verb, EngineOptions& options) {
  CLI::Option* raw = verb.add_flag("--raw", options.raw, "the engine's own words: no locks, repairs or second tries");
  std::map<std::string, Rerank> reranks;
  for (const Rerank mode : {Rerank::kOff, Rerank::kFast, Rerank::kBest}) reranks.emplace(rerank_name(mode), mode);
  verb.add_option("--rerank", options.rerank, "choose among 1 (off, the default), 4 (fast) or 16 (best) hypotheses")
      ->type_name("MODE")
      ->transform(CLI::CheckedTransformer(reranks).description(""))
      ->excludes(raw);
  verb.add_option("--numerals", options.numerals,
                  "digits of figures: native (the language's own), latn, arab, deva ... (default: the engine's)")
      ->type_name("NAME")
      ->excludes(raw);
  verb.add_option("--db", options.memory,
                  "use the terms and sentences of this memory (default: $DRAGOMAN_MEMORY, else memory.db in the user's "
                  "data, if it is there)")
      ->type_name("FILE");
  verb.add_option("--space", options.space, "the publication whose terms and sentences are meant (default: none)")
      ->type_name("NAME");
  verb.add_flag("--no-memory", options.no_memory, "use no terms and no sentences of a memory");
}

void add_line_limit(CLI::App& verb, EngineOptions& options) {
  verb.add_option("--max-bytes", options.max_line, "refuse lines longer than this (default 67108864)")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1} << 32).description(""));
}

ModelStore open_store(const std::vector<std::string>& folders) {
  if (folders.empty()) return ModelStore(ModelStore::default_folders());
  return ModelStore({folders.begin(), folders.end()});
}

std::size_t say_damaged(const ModelStore& store) {
  const Result<std::vector<VerifyProblem>> damaged = store.damaged();
  if (!damaged) return 0;  // list() fails in the same way, and says so
  for (const VerifyProblem& problem : *damaged) say(problem.model + ": " + problem.what);
  return damaged->size();
}

Result<Wish> read_wish(const EngineOptions& options) {
  Wish wish;
  for (const auto& [typed, language] : {std::pair{&options.from, &wish.source}, std::pair{&options.to, &wish.target}}) {
    if (typed->empty()) continue;
    Result<Language> parsed = Language::parse(*typed);
    if (!parsed) return parsed.error();
    *language = *parsed;
  }
  if (!wish.target && options.models.empty()) {
    return Error{ErrorCode::kBadArgument, 0, "no target language; say for example --to pt"};
  }
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& folder : options.models) {
    Result<Model> model = load_model(folder, options);
    if (!model) return model.error();
    wish.models.push_back(*model);
  }
  wish.load_seconds = seconds_since(start);
  if (wish.models.empty()) return wish;
  if (Status fits = check_chain(wish); !fits) return fits.error();
  if (options.verbose) say(route_text(wish.models, options.models));
  const Language& source = wish.models.front().info().source;
  const Language& target = wish.models.back().info().target;
  if (!wish.source && !source.code.empty()) wish.source = source;
  if (!wish.target && !target.code.empty()) wish.target = target;
  return wish;
}

std::vector<Language> possible_sources(const EngineOptions& options, const Wish& wish) {
  std::vector<Language> sources;
  const Result<std::vector<InstalledModel>> models = open_store(options.models_folders).list();
  if (!models || !wish.target) return sources;
  for (const InstalledModel& model : *models) {
    if (model.source.code == wish.target->code || std::ranges::find(sources, model.source) != sources.end()) continue;
    if (ModelStore::route(*models, model.source, *wish.target)) sources.push_back(model.source);
  }
  return sources;
}

Result<EngineSession> open_session(const EngineOptions& options, const Wish& wish,
                                   const std::optional<Language>& source, bool detected) {
  EngineSession session;
  session.source = source.value_or(Language{});
  session.target = wish.target.value_or(Language{});
  const auto start = std::chrono::steady_clock::now();
  if (!wish.models.empty()) {
    session.route = wish.models;
  } else {
    if (session.source.code == session.target.code && session.source.script == session.target.script) {
      return Error{ErrorCode::kBadArgument, 0,
                   "source and target language are both " + session.target.english_name() +
                       (detected ? " (the source was detected; say --from if it is another)" : "") +
                       "; nothing to translate, choose another --to"};
    }
    Result<std::vector<Model>> models = load_route(options, session.source, session.target, detected);
    if (!models) return models.error();
    session.route = std::move(*models);
  }
  TranslatorOptions translator_options;
  translator_options.workers = options.threads == 0 ? usable_cpus() : options.threads;
  if (options.no_cache) translator_options.cache_bytes = 0;
  // A block is a line of any allowed length beside ordinary ones, and replaced bytes may treble it.
  translator_options.max_text_bytes = 3 * options.max_line + (std::size_t{1} << 20);
  translator_options.source_language = session.source.code;
  session.translator = std::make_unique<Translator>(session.route, translator_options);
  // A model in a folder that does not tell its languages runs raw: no rule of a language could be asked.
  session.raw = options.raw || session.source.code.empty() || session.target.code.empty();
  if (!session.raw) {
    Result<Advise> advise = advice(options, {session.source, session.target});
    if (!advise) return advise.error();
    session.advise = std::move(*advise);
    session.numerals = options.numerals;
    session.rerank = options.rerank;
  }
  session.load_seconds = seconds_since(start) + wish.load_seconds;
  return session;
}

Result<TranslateText> EngineSession::translating(std::string document) const {
  if (raw) return translating_with(*translator);
  return post_edited(translating_with(*translator), {source.tag(), target.tag(), std::move(document),
                                                     vocabulary_of(*translator), advise, numerals, rerank});
}

}  // namespace dragoman::cli
