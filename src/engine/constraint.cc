#include "engine/constraint.h"

#include <algorithm>
#include <limits>

namespace dragoman::engine {
namespace {

/// How many of `tokens` the end of `prefix` has already produced: the longest proper start of `tokens` it ends with.
std::size_t progress(std::span<const TokenId> prefix, std::span<const TokenId> tokens) {
  for (std::size_t n = std::min(prefix.size(), tokens.size() - 1); n > 0; --n) {
    if (std::equal(tokens.begin(), tokens.begin() + static_cast<long>(n), prefix.end() - static_cast<long>(n)))
      return n;
  }
  return 0;
}

}  // namespace

int find_candidate(std::span<const TokenId> candidates, TokenId id) {
  const auto at = std::lower_bound(candidates.begin(), candidates.end(), id);
  return at != candidates.end() && *at == id ? static_cast<int>(at - candidates.begin()) : -1;
}

void SequenceConstraint::forbid(std::vector<TokenId> tokens) {
  if (!tokens.empty()) rules_.push_back({Kind::kForbid, std::move(tokens), 0});
}

void SequenceConstraint::favour(std::vector<TokenId> tokens, float bias) {
  if (!tokens.empty()) rules_.push_back({Kind::kFavour, std::move(tokens), bias});
}

void SequenceConstraint::force(std::vector<TokenId> tokens, float bias) {
  if (!tokens.empty()) rules_.push_back({Kind::kForce, std::move(tokens), bias});
}

std::vector<TokenId> SequenceConstraint::extra_candidates() const {
  std::vector<TokenId> extra;
  for (const Rule& rule : rules_) {
    if (rule.kind != Kind::kForbid) extra.insert(extra.end(), rule.tokens.begin(), rule.tokens.end());
  }
  return extra;
}

void SequenceConstraint::adjust(std::span<const TokenId> prefix, std::span<const TokenId> candidates,
                                std::span<float> logits) const {
  for (const Rule& rule : rules_) {
    const std::size_t done = progress(prefix, rule.tokens);
    const int at = find_candidate(candidates, rule.tokens[done]);
    if (at < 0) continue;
    if (rule.kind != Kind::kForbid) {
      if (rule.kind == Kind::kFavour || !says(prefix, rule.tokens)) logits[static_cast<std::size_t>(at)] += rule.bias;
    } else if (done + 1 == rule.tokens.size()) {
      logits[static_cast<std::size_t>(at)] = -std::numeric_limits<float>::infinity();
    }
  }
}

/// With nothing behind them that makes something else of them.
bool SequenceConstraint::says(std::span<const TokenId> prefix, std::span<const TokenId> tokens) const {
  for (auto at = prefix.begin();; ++at) {
    at = std::search(at, prefix.end(), tokens.begin(), tokens.end());
    if (at == prefix.end()) return false;
    const auto behind = at + static_cast<std::ptrdiff_t>(tokens.size());
    if (behind == prefix.end() || may_follow(*behind)) return true;
  }
}

std::size_t SequenceConstraint::most_owed() const {
  std::size_t sum = 0;
  for (const Rule& rule : rules_) sum += rule.kind == Kind::kForce ? rule.tokens.size() : 0;
  return sum;
}

std::span<const TokenId> SequenceConstraint::before_end(std::span<const TokenId> prefix) const {
  for (const Rule& rule : rules_) {
    if (rule.kind == Kind::kForce && !says(prefix, rule.tokens)) {
      return std::span(rule.tokens).subspan(progress(prefix, rule.tokens));
    }
  }
  return {};
}

}  // namespace dragoman::engine
