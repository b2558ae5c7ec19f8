// Any bytes as a Marian model: an error, or a model that decodes a sentence without stepping outside its tensors.
// max_len: 65536
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/engine.h"

namespace {

using namespace dragoman::engine;

/// Hands out one job, once.
class OneJob : public JobSource {
 public:
  explicit OneJob(Job& job) : job_(&job) {}
  void take(std::size_t, std::vector<Job*>& into) override {
    if (job_ != nullptr) into.push_back(job_);
    job_ = nullptr;
  }
  bool abandoned(const Job&) const override { return false; }
  void finish(Job&) override {}

 private:
  Job* job_;
};

bool quick_to_run(const ModelShape& shape) {
  return shape.dim <= 64 && shape.hidden <= 256 && shape.decoder_hidden <= 256 && shape.target_vocabulary <= 1000 &&
         shape.encoder_depth <= 4 && shape.decoder_depth <= 4;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const dragoman::kernels::Kernels* kernels = dragoman::kernels::choose_kernels("reference");
  const auto engine = Engine::load({.model = {reinterpret_cast<const char*>(data), size},
                                    .model_name = "fuzz",
                                    .shortlist = {},
                                    .shortlist_name = {}},
                                   *kernels);
  if (!engine || !quick_to_run((*engine)->weights().shape())) return 0;
  Job job;
  const auto rows = static_cast<TokenId>((*engine)->weights().shape().source_vocabulary);
  job.source = {0, rows - 1, rows / 2};
  job.options = {.beam = 2, .n_best = 2, .normalisation = 1, .scores = true, .alignments = true};
  OneJob source(job);
  Worker(**engine, 0).run(source);
  return 0;
}
