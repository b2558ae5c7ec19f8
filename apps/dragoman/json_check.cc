#include "json_check.h"

#include <vector>

namespace dragoman::cli {

JsonText json_checked_range(const CheckedSide& side, ByteRange range) {
  if (range.begin == range.end) return {};
  JsonObject out;
  out.add("begin", side.offset + range.begin).add("end", side.offset + range.end);
  return out.add("text", side.text.substr(range.begin, range.end - range.begin)).done();
}

void count(const PairCheck& check, FindingCounts& counts) {
  for (const Finding& finding : check.findings) ++counts.at(static_cast<std::size_t>(finding.severity));
}

JsonObject& add_counts(JsonObject& out, const FindingCounts& counts) {
  for (const Severity severity : {Severity::kCritical, Severity::kWarning, Severity::kNote}) {
    out.add(severity_name(severity), counts.at(static_cast<std::size_t>(severity)));
  }
  return out;
}

void add_check(JsonObject& out, const PairCheck& check, const CheckedSide& source, const CheckedSide& target) {
  std::vector<JsonText> findings, facts;
  for (const Finding& finding : check.findings) {
    JsonObject one;
    one.add("kind", finding_name(finding.kind)).add("severity", severity_name(finding.severity));
    one.add("source", json_checked_range(source, finding.source));
    one.add("target", json_checked_range(target, finding.target));
    findings.push_back(one.add("words", finding.words).done());
  }
  for (const Fact& fact : check.facts) {
    JsonObject one;
    one.add("kind", fact_name(fact.kind)).add("verdict", verdict_name(fact.verdict));
    one.add("source", json_checked_range(source, fact.source));
    facts.push_back(one.add("target", json_checked_range(target, fact.target)).done());
  }
  out.add("findings", json_array(findings)).add("facts", json_array(facts));
}

}  // namespace dragoman::cli
