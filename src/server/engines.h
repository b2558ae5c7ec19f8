// Engines: the translators of all pairs that are asked for, loaded when they are needed and let go when memory is.
// Threads: all methods may be called from any thread. Whoever holds an Engine keeps it alive.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/language.h"
#include "dragoman/model.h"
#include "dragoman/result.h"
#include "dragoman/store.h"
#include "dragoman/translator.h"
#include "server/offer.h"

namespace dragoman::server {

/// One pair's translator.
struct Engine {
  std::string name;  ///< "en-pt"
  std::vector<Model> models;
  std::unique_ptr<Translator> translator;
  std::size_t packed_bytes = 0;
  struct Files {
    std::filesystem::path folder;
    std::string look;  ///< sizes and times when they were loaded
  };
  std::vector<Files> files;  ///< of each model
};

struct EnginesOptions {
  std::vector<std::filesystem::path> folders;
  std::string kernel;
  unsigned workers = 1;
  std::size_t model_bytes = 0, cache_bytes = 0;
  /// Where a translator keeps its sentences (null: nowhere); told what its models are. May be empty.
  std::function<std::shared_ptr<SentenceStore>(std::string_view models)> store = {};
};

class Engines {
 public:
  explicit Engines(EnginesOptions options);
  /// Errors: kNoRoute, and those of Model::load().
  Result<std::shared_ptr<const Engine>> get(const Language& from, const Language& to);
  /// What the folders hold; they are looked into again after reload(). Errors: those of ModelStore::list().
  Result<std::shared_ptr<const Offer>> offer();
  /// Forgets what the folders held, and the engines whose files have changed since they were loaded.
  void reload();
  /// Those that are loaded.
  std::vector<std::shared_ptr<const Engine>> loaded() const;
  std::uint64_t loads() const;

 private:
  struct Slot {
    std::shared_ptr<const Engine> engine;
    std::uint64_t used = 0;  ///< when, by the count of uses
  };
  Status look();
  Result<std::shared_ptr<const Engine>> load(const std::string& name, const Language& from, const Language& to);
  void make_room(const std::string& keep);

  const EnginesOptions options_;
  const ModelStore store_;
  std::mutex loading_;        ///< one model is loaded at a time
  mutable std::mutex mutex_;  ///< guards what follows; never held while something is loaded
  std::map<std::string, Slot> slots_;
  std::shared_ptr<const std::vector<InstalledModel>> installed_;  // these two: null until they are asked for
  std::shared_ptr<const Offer> offer_;
  std::uint64_t uses_ = 0, loads_ = 0;
};

}  // namespace dragoman::server
