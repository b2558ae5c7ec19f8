// What the engine's tests share: engines from bytes in memory, a list of jobs as a source, a recorder of layers, and
// the real models where this machine has them.
#pragma once
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "model_writer.h"
#include "reference_model.h"

namespace dragoman::engine::test {

/// A file's bytes with the engine that reads them.
struct Loaded {
  std::unique_ptr<std::string> model, shortlist;  // behind pointers: moving this must not move the bytes
  std::shared_ptr<const Engine> engine;
};

/// Every table of this build that the CPU runs.
std::vector<const kernels::Kernels*> tables_here();

Result<std::shared_ptr<const Engine>> try_load(std::string_view model, std::string_view shortlist = {},
                                               const kernels::Kernels& kernels = *tables_here().front(),
                                               bool shared_vocabulary = true);
/// Fails the test (by an exception) where the engine does not load.
Loaded load(const ModelFile& model, const kernels::Kernels& kernels = *tables_here().front(),
            const std::string& shortlist = {}, bool shared_vocabulary = true);

/// Gives its jobs in order, at most `at_once` a call, and counts what comes back.
class JobList : public JobSource {
 public:
  explicit JobList(std::vector<Job*> jobs, std::size_t at_once = 1000) : jobs_(std::move(jobs)), at_once_(at_once) {}
  void take(std::size_t most, std::vector<Job*>& into) override;
  bool abandoned(const Job& job) const override { return abandoned_.contains(&job) && ask(job); }
  void finish(Job& job) override { ++finished_[&job]; }
  /// The job is given up when it is asked about for the `after`-th time.
  void abandon(const Job& job, int after) { abandoned_[&job] = after; }
  const std::map<const Job*, int>& finished() const { return finished_; }

 private:
  bool ask(const Job& job) const { return --abandoned_[&job] <= 0; }
  std::vector<Job*> jobs_;
  std::size_t at_once_, next_ = 0;
  mutable std::map<const Job*, int> abandoned_;
  std::map<const Job*, int> finished_;
};

/// Runs jobs to their end with one worker.
void run_all(const Engine& engine, std::vector<Job>& jobs, std::size_t max_rows = 0);
std::vector<Hypothesis> run_one(const Engine& engine, Job job);
/// Scores a given target.
Hypothesis forced(const Engine& engine, std::vector<TokenId> source, std::vector<TokenId> target);

/// Equal to the bit.
::testing::AssertionResult same(const std::vector<Hypothesis>& a, const std::vector<Hypothesis>& b);

/// `length` ids of 2 .. vocabulary-1, then the end mark 0.
std::vector<TokenId> random_source(std::size_t length, int vocabulary, unsigned seed);

/// The rows of every layer, calls appended: "encoder_embed", "encoder_l1", ...
class Recorder : public Trace {
 public:
  void rows(std::string_view layer, int number, const float* x, std::size_t stride, int rows, int width) override;
  const Matrix& at(const std::string& layer) const { return layers_.at(layer); }
  std::size_t size() const { return layers_.size(); }

 private:
  std::map<std::string, Matrix> layers_;
};

/// Folders of the real models; empty when there are none.
std::vector<std::string> real_models();
/// Bytes of the only file in `folder` whose name begins and ends so; empty if there is none.
std::string file_of(const std::string& folder, const std::string& begin, const std::string& end);

}  // namespace dragoman::engine::test
