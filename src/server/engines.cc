#include "server/engines.h"

#include <algorithm>
#include <system_error>

namespace dragoman::server {
namespace {

namespace fs = std::filesystem;

/// Sizes and times of a folder's files: what changes when a model is replaced.
std::string look_of(const fs::path& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code unknown;
    files.push_back(it->path().filename().string() + " " + std::to_string(it->file_size(unknown)) + " " +
                    std::to_string(it->last_write_time(unknown).time_since_epoch().count()));
  }
  std::ranges::sort(files);
  std::string out;
  for (const std::string& file : files) out += file + "\n";
  return out;
}

}  // namespace

Engines::Engines(EnginesOptions options)
    : options_(std::move(options)),
      store_(options_.folders.empty() ? ModelStore::default_folders() : options_.folders) {}

Result<std::shared_ptr<const Engine>> Engines::get(const Language& from, const Language& to) {
  const std::string name = from.code + (from.script.empty() ? "" : "-" + from.script) + "-" + to.code +
                           (to.script.empty() ? "" : "-" + to.script);
  const auto find = [&]() -> std::shared_ptr<const Engine> {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto slot = slots_.find(name);
    if (slot == slots_.end()) return nullptr;
    slot->second.used = ++uses_;
    return slot->second.engine;
  };
  if (std::shared_ptr<const Engine> engine = find()) return engine;
  const std::lock_guard<std::mutex> one_at_a_time(loading_);
  if (std::shared_ptr<const Engine> engine = find()) return engine;  // another request has loaded it meanwhile
  return load(name, from, to);
}

Result<std::shared_ptr<const Engine>> Engines::load(const std::string& name, const Language& from, const Language& to) {
  if (Status looked = look(); !looked) return looked.error();
  std::shared_ptr<const std::vector<InstalledModel>> models;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    models = installed_;
  }
  if (!models) return load(name, from, to);  // a reload came between
  const Result<dragoman::Route> route = ModelStore::route(*models, from, to);
  if (!route) return route.error();
  auto engine = std::make_shared<Engine>();
  engine->name = name;
  std::string looks;
  for (const InstalledModel& step : *route) {
    engine->files.push_back({step.folder, look_of(step.folder)});
    looks += engine->files.back().look + "\n";
    Result<Model> model = Model::load(step.folder, {.kernel = options_.kernel});
    if (!model) return model.error();
    engine->packed_bytes += model->info().packed_bytes;
    engine->models.push_back(std::move(*model));
  }
  TranslatorOptions translator{.workers = options_.workers, .cache_bytes = options_.cache_bytes};
  if (options_.store) translator.store = options_.store(looks);
  engine->translator = std::make_unique<Translator>(engine->models, std::move(translator));
  const std::lock_guard<std::mutex> lock(mutex_);
  slots_[name] = {engine, ++uses_};
  ++loads_;
  make_room(name);
  return std::shared_ptr<const Engine>(std::move(engine));
}

// The one used longest ago goes first; requests that run keep it until they are done.
void Engines::make_room(const std::string& keep) {
  const auto total = [this] {
    std::size_t bytes = 0;
    for (const auto& [name, slot] : slots_) bytes += slot.engine->packed_bytes;
    return bytes;
  };
  while (slots_.size() > 1 && total() > options_.model_bytes) {
    auto oldest = slots_.end();
    for (auto slot = slots_.begin(); slot != slots_.end(); ++slot) {
      if (slot->first != keep && (oldest == slots_.end() || slot->second.used < oldest->second.used)) oldest = slot;
    }
    slots_.erase(oldest);
  }
}

/// Fills installed_ and offer_ if they are empty.
Status Engines::look() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (installed_) return {};
  }
  Result<std::vector<InstalledModel>> found = store_.list();
  if (!found) return found.error();
  const std::lock_guard<std::mutex> lock(mutex_);
  offer_ = std::make_shared<const Offer>(*found);
  installed_ = std::make_shared<const std::vector<InstalledModel>>(std::move(*found));
  return {};
}

Result<std::shared_ptr<const Offer>> Engines::offer() {
  while (true) {
    if (Status looked = look(); !looked) return looked.error();
    const std::lock_guard<std::mutex> lock(mutex_);
    if (offer_) return offer_;  // a reload may have come between
  }
}

void Engines::reload() {
  std::vector<std::shared_ptr<const Engine>> engines = loaded();
  std::erase_if(engines, [](const std::shared_ptr<const Engine>& engine) {
    return std::ranges::all_of(engine->files,
                               [](const Engine::Files& files) { return look_of(files.folder) == files.look; });
  });
  const std::lock_guard<std::mutex> lock(mutex_);
  installed_ = nullptr;
  offer_ = nullptr;
  for (const std::shared_ptr<const Engine>& engine : engines) slots_.erase(engine->name);
}

std::vector<std::shared_ptr<const Engine>> Engines::loaded() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<std::shared_ptr<const Engine>> out;
  for (const auto& [name, slot] : slots_) out.push_back(slot.engine);
  return out;
}

std::uint64_t Engines::loads() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return loads_;
}

}  // namespace dragoman::server
