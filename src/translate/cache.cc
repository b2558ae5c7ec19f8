#include "translate/cache.h"

#include <utility>

namespace dragoman::translate {
namespace {

/// What an entry costs, near enough: its strings and arrays, and a round sum for the nodes around them.
std::size_t bytes_of(const std::string& key, const Translated& value) {
  constexpr std::size_t kNodes = 256;
  std::size_t bytes = kNodes + key.size() + value.source_tokens.size() * sizeof(ByteRange);
  for (const Hypothesis& hypothesis : value.hypotheses) {
    bytes += sizeof(Hypothesis) + hypothesis.text.size() + hypothesis.tokens.size() * sizeof(TokenLink);
    for (const TokenLink& token : hypothesis.tokens) bytes += token.weights.size() * sizeof(float);
  }
  return bytes;
}

}  // namespace

std::shared_ptr<const Translated> SentenceCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = index_.find(key);
  if (found == index_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->value;
}

void SentenceCache::add(const std::string& key, std::shared_ptr<const Translated> value) {
  const std::size_t bytes = bytes_of(key, *value);
  const std::lock_guard lock(mutex_);
  if (bytes > max_bytes_ || index_.contains(key)) return;
  while (bytes_ + bytes > max_bytes_) {
    bytes_ -= entries_.back().bytes;
    index_.erase(entries_.back().key);
    entries_.pop_back();
  }
  entries_.push_front({key, std::move(value), bytes});
  index_.emplace(entries_.front().key, entries_.begin());
  bytes_ += bytes;
}

}  // namespace dragoman::translate
