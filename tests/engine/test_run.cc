#include "test_run.h"

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>

namespace dragoman::engine::test {
namespace {

template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

}  // namespace

std::vector<const kernels::Kernels*> tables_here() {
  std::vector<const kernels::Kernels*> tables;
  for (const kernels::Kernels* table : kernels::all_kernels()) {
    if (kernels::runs_here(*table)) tables.push_back(table);
  }
  return tables;
}

Result<std::shared_ptr<const Engine>> try_load(std::string_view model, std::string_view shortlist,
                                               const kernels::Kernels& kernels, bool shared_vocabulary) {
  EngineFiles files;
  files.model = model;
  files.model_name = "model.bin";
  files.shortlist = shortlist;
  files.shortlist_name = "lex.bin";
  files.shared_vocabulary = shared_vocabulary;
  return Engine::load(files, kernels);
}

Loaded load(const ModelFile& model, const kernels::Kernels& kernels, const std::string& shortlist,
            bool shared_vocabulary) {
  Loaded loaded{std::make_unique<std::string>(model.bytes()), std::make_unique<std::string>(shortlist), nullptr};
  Result<std::shared_ptr<const Engine>> engine = try_load(*loaded.model, *loaded.shortlist, kernels, shared_vocabulary);
  if (!engine) throw std::runtime_error(engine.error().what);
  loaded.engine = std::move(*engine);
  return loaded;
}

void JobList::take(std::size_t most, std::vector<Job*>& into) {
  for (std::size_t n = 0; n < std::min(most, at_once_) && next_ < jobs_.size(); ++n) into.push_back(jobs_[next_++]);
}

void run_all(const Engine& engine, std::vector<Job>& jobs, std::size_t max_rows) {
  std::vector<Job*> pointers;
  for (Job& job : jobs) pointers.push_back(&job);
  JobList list(pointers);
  Worker worker(engine, max_rows);
  worker.run(list);
  for (const Job& job : jobs) EXPECT_EQ(list.finished().at(&job), 1);
}

std::vector<Hypothesis> run_one(const Engine& engine, Job job) {
  std::vector<Job> jobs{std::move(job)};
  run_all(engine, jobs);
  return jobs[0].hypotheses;
}

Hypothesis forced(const Engine& engine, std::vector<TokenId> source, std::vector<TokenId> target) {
  Job job;
  job.source = std::move(source);
  job.forced = std::move(target);
  return run_one(engine, std::move(job)).at(0);
}

::testing::AssertionResult same(const std::vector<Hypothesis>& a, const std::vector<Hypothesis>& b) {
  if (a.size() != b.size()) return ::testing::AssertionFailure() << a.size() << " and " << b.size() << " hypotheses";
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same_bits(a[i].ids, b[i].ids)) return ::testing::AssertionFailure() << "ids differ in hypothesis " << i;
    if (!same_bits(a[i].log_probs, b[i].log_probs) || !same_bits(a[i].weights, b[i].weights) ||
        !same_bits(std::vector{a[i].log_prob, a[i].score}, std::vector{b[i].log_prob, b[i].score}) ||
        a[i].complete != b[i].complete) {
      return ::testing::AssertionFailure() << "scores or weights differ in hypothesis " << i;
    }
  }
  return ::testing::AssertionSuccess();
}

std::vector<TokenId> random_source(std::size_t length, int vocabulary, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<TokenId> ids;
  for (std::size_t i = 0; i < length; ++i)
    ids.push_back(2 + static_cast<TokenId>(random() % static_cast<unsigned>(vocabulary - 2)));
  ids.push_back(0);
  return ids;
}

void Recorder::rows(std::string_view layer, int number, const float* x, std::size_t stride, int rows, int width) {
  Matrix& kept = layers_[std::string(layer) + (number > 0 ? std::to_string(number) : "")];
  kept.rows += static_cast<std::size_t>(rows);
  kept.columns = static_cast<std::size_t>(width);
  for (int r = 0; r < rows; ++r)
    kept.values.insert(kept.values.end(), x + static_cast<std::size_t>(r) * stride,
                       x + static_cast<std::size_t>(r) * stride + width);
}

std::vector<std::string> real_models() {
  const char* given = std::getenv("DRAGOMAN_TEST_MODELS");
  const std::filesystem::path root =
      given != nullptr ? std::filesystem::path(given) : std::filesystem::path(DRAGOMAN_SOURCE_DIR) / "models";
  std::vector<std::string> folders;
  std::error_code none;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root, none)) {
    if (entry.is_directory() && !file_of(entry.path().string(), "model.", ".bin").empty())
      folders.push_back(entry.path().string());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::string file_of(const std::string& folder, const std::string& begin, const std::string& end) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(begin) || !name.ends_with(end)) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  return {};
}

}  // namespace dragoman::engine::test
