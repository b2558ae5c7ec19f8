// Where a model is torn between words, people find its translation worse: the root of what each choice lacked in certainty ranks better
// than its mean log-probability. What the check knows of the words adds what the engine does not say of itself.
#include "dragoman/quality.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "base/part.h"
#include "text/casing.h"
#include "text/utf8.h"

namespace dragoman {
namespace {

// Fitted, see quality.h.
constexpr double kConstant = 0.6056, kDoubt = -0.803, kFocus = 0.0721, kWordLength = 0.0227, kUnmatched = -0.1573,
                 kMissing = -0.058, kCapitals = 0.1176;
// What stands for signals that are not there: their means.
constexpr double kUsualFocus = 0.868, kUsualLength = 6.63, kUsualUnmatched = 0.054;
constexpr double kCriticalCost = 0.1, kWarningCost = 0.02, kSentenceCost = 0.03;
constexpr std::ptrdiff_t kMostCounted = 2;

/// What the engine thought, averaged over its tokens.
struct Confidence {
  double doubt = 0;            ///< root of the negative log-probability
  double focus = kUsualFocus;  ///< share of the tokens that look at a source token of their own
  std::size_t tokens = 0;
};

Confidence confidence_of(const Hypothesis& hypothesis) {
  Confidence out;
  std::set<std::pair<std::size_t, std::size_t>> sources;
  for (const TokenLink& token : hypothesis.tokens) {
    if (token.log_prob >= 0) continue;
    out.doubt += std::sqrt(-static_cast<double>(token.log_prob));
    if (token.source.begin < token.source.end) sources.emplace(token.source.begin, token.source.end);
    ++out.tokens;
  }
  if (out.tokens == 0) return out;
  const auto tokens = static_cast<double>(out.tokens);
  out.doubt /= tokens;
  if (!sources.empty()) out.focus = static_cast<double>(sources.size()) / tokens;
  return out;
}

/// The share of the words between white space that begins with a capital.
double capitals_in(std::string_view text) {
  double words = 0, capitals = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = text::code_point_at(text, at, at);
    if (text::is_space(c)) {
      inside = false;
    } else if (!std::exchange(inside, true)) {
      ++words;
      capitals += text::casing_of(part(text, {begin, at})) == text::Casing::kCapital ? 1 : 0;
    }
  }
  return words > 0 ? capitals / words : 0;
}

/// What the words say: as usual, where the check knows nothing of them.
double worth_of(const WordFigures& words) {
  if (words.length <= 0) return kWordLength * kUsualLength + kUnmatched * kUsualUnmatched;
  return kWordLength * static_cast<double>(words.length) + kUnmatched * static_cast<double>(words.unmatched) +
         kMissing * std::clamp(static_cast<double>(words.missing), -1.0, 1.0);
}

bool has_fewer_sentences(const PairCheck& check) {
  return std::ranges::any_of(check.findings, [](const Finding& finding) {
    return finding.kind == FindingKind::kDropped && finding.severity == Severity::kNote;
  });
}

double cost_of(const PairCheck& check, Severity severity) {
  return static_cast<double>(std::min(kMostCounted, std::ranges::count(check.findings, severity, &Finding::severity)));
}

}  // namespace

std::optional<float> estimate_quality(std::string_view source, const Hypothesis& hypothesis, const PairCheck& check) {
  const Confidence engine = confidence_of(hypothesis);
  if (engine.tokens == 0) return std::nullopt;
  const double expected = kConstant + kDoubt * engine.doubt + kFocus * engine.focus + worth_of(check.words) +
                          kCapitals * capitals_in(source);
  const double less = kCriticalCost * cost_of(check, Severity::kCritical) +
                      kWarningCost * cost_of(check, Severity::kWarning) +
                      (has_fewer_sentences(check) ? kSentenceCost : 0);
  return static_cast<float>(std::clamp(expected - less, 0.0, 1.0));
}

}  // namespace dragoman
