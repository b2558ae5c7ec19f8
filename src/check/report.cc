#include "check/report.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace dragoman {

std::string_view finding_name(FindingKind kind) {
  constexpr std::array<std::string_view, 19> kNames = {
      "number",  "date",    "time",         "unit",     "name-spelling", "name-swapped", "name-lost",
      "credit",  "address", "character",    "negation", "quote",         "bracket",      "dropped",
      "doubled", "note",    "untranslated", "empty",    "length"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view severity_name(Severity severity) {
  constexpr std::array<std::string_view, 3> kNames = {"note", "warning", "critical"};
  return kNames[static_cast<std::size_t>(severity)];
}

std::string_view fact_name(FactKind kind) {
  constexpr std::array<std::string_view, 7> kNames = {"number", "date", "time", "name", "quote", "credit", "address"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view verdict_name(Verdict verdict) {
  constexpr std::array<std::string_view, 4> kNames = {"kept", "converted", "doubtful", "wrong"};
  return kNames[static_cast<std::size_t>(verdict)];
}

}  // namespace dragoman

namespace dragoman::check {

bool Report::has(FindingKind kind) const {
  return std::ranges::any_of(out_.findings, [kind](const Finding& finding) { return finding.kind == kind; });
}

std::vector<ByteRange> Report::said_otherwise() const {
  std::vector<ByteRange> ranges;
  for (const Finding& finding : out_.findings) {
    const bool number = finding.kind == FindingKind::kNumber || finding.kind == FindingKind::kUnit;
    if (number && finding.severity < Severity::kCritical) ranges.push_back(finding.source);
  }
  return ranges;
}

std::string Report::quoted(std::string_view text) {
  constexpr std::size_t kMost = 80;
  if (text.size() > kMost) {
    std::size_t end = kMost;
    while (end > 0 && text::is_continuation(text[end])) --end;
    return "\"" + std::string(text.substr(0, end)) + "...\"";
  }
  return "\"" + std::string(text) + "\"";
}

PairCheck Report::done() && {
  const auto before = [](const Finding& a, const Finding& b) {
    if (a.severity != b.severity) return a.severity > b.severity;
    if (a.source.begin != b.source.begin) return a.source.begin < b.source.begin;
    return a.target.begin < b.target.begin;
  };
  std::ranges::stable_sort(out_.findings, before);
  const auto same = [](const Finding& a, const Finding& b) {
    return a.kind == b.kind && a.source == b.source && a.target == b.target;
  };
  out_.findings.erase(std::unique(out_.findings.begin(), out_.findings.end(), same), out_.findings.end());
  const auto place = [](const Fact& fact) {
    const bool invented = fact.source.begin == fact.source.end;
    return std::pair(invented, invented ? fact.target.begin : fact.source.begin);
  };
  std::ranges::stable_sort(out_.facts, {}, place);
  return std::move(out_);
}

}  // namespace dragoman::check
