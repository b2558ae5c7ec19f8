// SentenceCache: translations of sentences seen before, the least recently used ones dropped at a bound in bytes.
#pragma once
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dragoman/translator.h"

namespace dragoman::translate {

/// A sentence's translations by one model, best first; source ranges are into the sentence.
struct Translated {
  std::vector<Hypothesis> hypotheses;
  std::vector<ByteRange> source_tokens;
  bool copied = false;
  std::vector<std::size_t> target_tokens;  // of each hypothesis, end marks included
  std::size_t source_token_count = 0;      // for statistics
};

/// Thread-safe. A value handed out stays valid after it is dropped.
class SentenceCache {
 public:
  explicit SentenceCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}
  std::shared_ptr<const Translated> find(const std::string& key);
  void add(const std::string& key, std::shared_ptr<const Translated> value);

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Translated> value;
    std::size_t bytes;
  };
  std::mutex mutex_;
  std::list<Entry> entries_;                                                // the most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> index_;  // keys lie in the entries
  std::size_t bytes_ = 0;
  const std::size_t max_bytes_;
};

}  // namespace dragoman::translate
