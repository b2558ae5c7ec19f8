// What is behind a Translator: its models, cache, workers and counters. A call of translate() is a Run (run.cc).
// Threads: any.
#pragma once
#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/translator.h"
#include "text/sentences.h"
#include "translate/cache.h"
#include "translate/flights.h"
#include "translate/model_impl.h"
#include "translate/scheduler.h"

namespace dragoman {

class Translator::Impl {
 public:
  Impl(std::vector<Model> route, TranslatorOptions options);

  Result<Translation> translate(std::string_view text, const TranslateOptions& options);
  Result<Hypothesis> score(std::string_view source, std::string_view target, const TranslateOptions& options);
  TranslatorStats stats() const;
  const std::vector<Model>& route() const { return route_; }

 private:
  class Run;
  std::shared_ptr<const text::SentenceSplitter> load_splitter() const;
  Status check_text(std::string_view text) const;
  Status check_scoring(std::string_view source, std::string_view target, const TranslateOptions& options) const;
  void count_source(const translate::Translated& done, std::string_view source);
  std::shared_ptr<const translate::Translated> recall(const std::string& key, std::string_view sentence);
  std::shared_ptr<const translate::Translated> recall_near(const std::string& key, std::string_view sentence);
  void keep(const std::string& key, const translate::Translated& done);

  const std::vector<Model> route_;
  const TranslatorOptions options_;
  translate::SentenceCache cache_;
  translate::Flights flights_;
  const std::shared_ptr<const text::SentenceSplitter> splitter_;
  const std::size_t window_;
  translate::Scheduler scheduler_;
  std::atomic<std::uint64_t> sentences_ = 0, cache_hits_ = 0, joined_ = 0, words_ = 0, source_tokens_ = 0,
                             target_tokens_ = 0;
};

}  // namespace dragoman
