// Where a model is torn between words, people find its translation worse: the entropy of its choices, taken as yes or no, ranks
// better than their mean log-probability, and both together better than either.
#include "dragoman/quality.h"

#include <algorithm>
#include <cmath>

#include "base/part.h"
#include "text/casing.h"
#include "text/utf8.h"

namespace dragoman {
namespace {

// Fitted, see quality.h.
constexpr double kConstant = 0.6686, kEntropy = -0.6517, kMean = 0.3341, kWordLength = 0.0253, kCapitals = 0.0900;
constexpr double kCriticalCost = 0.1, kWarningCost = 0.02;
constexpr std::ptrdiff_t kMostCounted = 2;

/// What the engine thought, averaged over its tokens.
struct Confidence {
  double entropy = 0, log_prob = 0;
  std::size_t tokens = 0;
};

/// -p log p - q log q.
double entropy_of(double log_prob) {
  const double p = std::exp(log_prob), q = 1 - p;
  return -p * log_prob - (q > 0 ? q * std::log(q) : 0);
}

Confidence confidence_of(const Hypothesis& hypothesis) {
  Confidence out;
  for (const TokenLink& token : hypothesis.tokens) {
    if (token.log_prob >= 0) continue;
    out.entropy += entropy_of(static_cast<double>(token.log_prob));
    out.log_prob += static_cast<double>(token.log_prob);
    ++out.tokens;
  }
  if (out.tokens == 0) return out;
  out.entropy /= static_cast<double>(out.tokens);
  out.log_prob /= static_cast<double>(out.tokens);
  return out;
}

/// Of the words between white space: characters a word, and the share that begins with a capital.
struct WordShape {
  double length = 0, capitals = 0;
};
WordShape shape_of(std::string_view text) {
  double words = 0, characters = 0, capitals = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = text::code_point_at(text, at, at);
    if (text::is_space(c)) {
      inside = false;
      continue;
    }
    if (!inside) {
      ++words;
      capitals += text::casing_of(part(text, {begin, at})) == text::Casing::kCapital ? 1 : 0;
    }
    inside = true;
    ++characters;
  }
  return words > 0 ? WordShape{characters / words, capitals / words} : WordShape{};
}

double cost_of(const PairCheck& check, Severity severity) {
  return static_cast<double>(std::min(kMostCounted, std::ranges::count(check.findings, severity, &Finding::severity)));
}

}  // namespace

std::optional<float> estimate_quality(std::string_view source, const Hypothesis& hypothesis, const PairCheck& check) {
  const Confidence engine = confidence_of(hypothesis);
  if (engine.tokens == 0) return std::nullopt;
  const WordShape words = shape_of(source);
  const double expected = kConstant + kEntropy * engine.entropy + kMean * engine.log_prob + kWordLength * words.length +
                          kCapitals * words.capitals;
  const double less =
      kCriticalCost * cost_of(check, Severity::kCritical) + kWarningCost * cost_of(check, Severity::kWarning);
  return static_cast<float>(std::clamp(expected - less, 0.0, 1.0));
}

}  // namespace dragoman
