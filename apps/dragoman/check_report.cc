#include "check_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/part.h"
#include "json_check.h"

namespace dragoman::cli {
namespace {

FindingCounts counts_of(const CheckRecord& record) {
  FindingCounts counts = {};
  for (const CheckedSentence& sentence : record.sentences) count(sentence.check, counts);
  return counts;
}

CheckedSide side_of(std::string_view text, ByteRange sentence) { return {part(text, sentence), sentence.begin}; }

JsonText json_counts(const CheckRecord& record) {
  const FindingCounts counts = counts_of(record);
  std::size_t critical = 0;
  for (const CheckedSentence& sentence : record.sentences) critical += sentence.check.has(Severity::kCritical) ? 1 : 0;
  JsonObject out;
  out.add("sentences", record.sentences.size()).add("critical_sentences", critical);
  return add_counts(out, counts).done();
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
  const FindingCounts counts = counts_of(record);
  return out + fmt::format("{} sentences: {} critical, {} warnings, {} notes\n", record.sentences.size(), counts[2],
                           counts[1], counts[0]);
}

std::string check_json(const CheckRecord& record) {
  std::vector<JsonText> sentences;
  Lines lines(record.source);
  for (const CheckedSentence& sentence : record.sentences) {
    JsonObject out;
    out.add("line", lines.at(sentence.source.begin));
    out.add("source", json_checked_range({record.source}, sentence.source));
    out.add("target", json_checked_range({record.target}, sentence.target));
    add_check(out, sentence.check, side_of(record.source, sentence.source), side_of(record.target, sentence.target));
    sentences.push_back(out.done());
  }
  JsonObject out;
  out.add("version", 1).add("source_file", record.source_file).add("target_file", record.target_file);
  out.add("source_language", record.from).add("target_language", record.to).add("counts", json_counts(record));
  return out.add("sentences", json_array(sentences)).done().text + "\n";
}

}  // namespace dragoman::cli
