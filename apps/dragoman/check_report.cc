#include "check_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "json_text.h"

namespace dragoman::cli {
namespace {

std::string_view part(std::string_view text, ByteRange range) {
  return text.substr(range.begin, range.end - range.begin);
}

using Counts = std::array<std::size_t, 3>;  // by severity

Counts counts_of(const CheckRecord& record) {
  Counts counts = {};
  for (const CheckedSentence& sentence : record.sentences) {
    for (const Finding& finding : sentence.check.findings) ++counts[static_cast<std::size_t>(finding.severity)];
  }
  return counts;
}

/// Range in the whole text, and the words.
JsonText json_range(std::string_view text, ByteRange sentence, ByteRange range) {
  if (range.begin == range.end) return {};
  JsonObject out;
  out.add("begin", sentence.begin + range.begin).add("end", sentence.begin + range.end);
  return out.add("text", part(part(text, sentence), range)).done();
}

JsonText json_side(std::string_view text, ByteRange sentence) { return json_range(text, {0, text.size()}, sentence); }

JsonText json_finding(const CheckRecord& record, const CheckedSentence& sentence, const Finding& finding) {
  JsonObject out;
  out.add("kind", finding_name(finding.kind)).add("severity", severity_name(finding.severity));
  out.add("source", json_range(record.source, sentence.source, finding.source));
  out.add("target", json_range(record.target, sentence.target, finding.target));
  return out.add("words", finding.words).done();
}

JsonText json_fact(const CheckRecord& record, const CheckedSentence& sentence, const Fact& fact) {
  JsonObject out;
  out.add("kind", fact_name(fact.kind)).add("verdict", verdict_name(fact.verdict));
  out.add("source", json_range(record.source, sentence.source, fact.source));
  return out.add("target", json_range(record.target, sentence.target, fact.target)).done();
}

JsonText json_counts(const CheckRecord& record) {
  const Counts counts = counts_of(record);
  std::size_t critical = 0;
  for (const CheckedSentence& sentence : record.sentences) critical += sentence.check.has(Severity::kCritical) ? 1 : 0;
  JsonObject out;
  out.add("sentences", record.sentences.size()).add("critical_sentences", critical);
  return out.add("critical", counts[2]).add("warning", counts[1]).add("note", counts[0]).done();
}

/// Lines of places that come in ascending order, counted once.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  std::size_t at(std::size_t place) {
    if (place < counted_) return line_;
    line_ += static_cast<std::size_t>(std::ranges::count(text_.substr(counted_, place - counted_), '\n'));
    counted_ = place;
    return line_;
  }

 private:
  std::string_view text_;
  std::size_t counted_ = 0, line_ = 1;
};

/// A sentence on one line.
std::string one_line(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  return out;
}

}  // namespace

std::optional<Severity> worst_of(const CheckRecord& record) {
  std::optional<Severity> worst;
  for (const CheckedSentence& sentence : record.sentences) {
    for (const Finding& finding : sentence.check.findings) worst = std::max(worst, std::optional(finding.severity));
  }
  return worst;
}

std::size_t line_of(const std::string& text, std::size_t at) { return Lines(text).at(at); }

std::string check_text(const CheckRecord& record) {
  std::string out;
  Lines source_lines(record.source), target_lines(record.target);
  for (const CheckedSentence& sentence : record.sentences) {
    const std::size_t line = source_lines.at(sentence.source.begin), other = target_lines.at(sentence.target.begin);
    const bool shown = std::ranges::any_of(sentence.check.findings,
                                           [](const Finding& finding) { return finding.severity != Severity::kNote; });
    if (!shown) continue;
    out += fmt::format("{}:{}: {}\n", record.source_file, line, one_line(part(record.source, sentence.source)));
    out += fmt::format("{}:{}: {}\n", record.target_file, other, one_line(part(record.target, sentence.target)));
    for (const Finding& finding : sentence.check.findings) {
      if (finding.severity == Severity::kNote) continue;
      out += fmt::format("  {} {}: {}\n", severity_name(finding.severity), finding_name(finding.kind),
                         one_line(finding.words));
    }
    out += "\n";
  }
  const Counts counts = counts_of(record);
  return out + fmt::format("{} sentences: {} critical, {} warnings, {} notes\n", record.sentences.size(), counts[2],
                           counts[1], counts[0]);
}

std::string check_json(const CheckRecord& record) {
  std::vector<JsonText> sentences;
  Lines lines(record.source);
  for (const CheckedSentence& sentence : record.sentences) {
    std::vector<JsonText> findings, facts;
    for (const Finding& finding : sentence.check.findings) findings.push_back(json_finding(record, sentence, finding));
    for (const Fact& fact : sentence.check.facts) facts.push_back(json_fact(record, sentence, fact));
    JsonObject out;
    out.add("line", lines.at(sentence.source.begin)).add("source", json_side(record.source, sentence.source));
    out.add("target", json_side(record.target, sentence.target));
    sentences.push_back(out.add("findings", json_array(findings)).add("facts", json_array(facts)).done());
  }
  JsonObject out;
  out.add("version", 1).add("source_file", record.source_file).add("target_file", record.target_file);
  out.add("source_language", record.from).add("target_language", record.to).add("counts", json_counts(record));
  return out.add("sentences", json_array(sentences)).done().text + "\n";
}

}  // namespace dragoman::cli
