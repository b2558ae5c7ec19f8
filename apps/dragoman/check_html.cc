// The page of a check: one file without scripts or outside parts, so that it can be mailed and opened anywhere. Both texts
// stand side by side, sentence by sentence; what was found is marked in both, and said below in words.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "check_report.h"

namespace dragoman::cli {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --line: #d4d4d4; --critical: #ffc9c2; --warning: #ffe9a8; --note: #dbe7f5; --ink: #1d1d1f; }
@media (prefers-color-scheme: dark) {
  :root { --line: #444; --critical: #7d2a22; --warning: #6b5513; --note: #2d435c; --ink: #ececec; }
}
body { font: 16px/1.5 Georgia, serif; color: var(--ink); max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin-bottom: 0; }
header p { font-family: system-ui, sans-serif; font-size: .9rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th { text-align: start; font: 600 .85rem system-ui, sans-serif; padding: .3rem .6rem; }
td { border-top: 1px solid var(--line); vertical-align: top; padding: .5rem .6rem; overflow-wrap: anywhere; }
tr.critical td:first-child { border-inline-start: 4px solid #c4321f; }
tr.warning td:first-child { border-inline-start: 4px solid #d9a400; }
tr.fine td:first-child { border-inline-start: 4px solid transparent; }
mark { color: inherit; padding: 0 .1em; border-radius: .2em; }
mark.critical, b.critical { background: var(--critical); }
mark.warning, b.warning { background: var(--warning); }
mark.note, b.note { background: var(--note); }
ul { margin: .4rem 0 0; padding: 0; list-style: none; font: .85rem/1.5 system-ui, sans-serif; }
ul b { padding: 0 .4em; border-radius: .2em; font-weight: 600; }
.absent { opacity: .6; font-style: italic; }
)css";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
    }
  }
  return out;
}

struct Marked {
  ByteRange range;
  Severity severity = Severity::kNote;
};

/// A sentence with its marks; of marks that overlap, the graver one is shown.
std::string marked(std::string_view text, std::vector<Marked> marks) {
  std::erase_if(marks,
                [&](const Marked& mark) { return mark.range.begin >= mark.range.end || mark.range.end > text.size(); });
  std::ranges::stable_sort(marks, [](const Marked& a, const Marked& b) { return a.severity > b.severity; });
  std::vector<Marked> shown;
  for (const Marked& mark : marks) {
    const bool overlaps = std::ranges::any_of(shown, [&](const Marked& other) {
      return mark.range.begin < other.range.end && other.range.begin < mark.range.end;
    });
    if (!overlaps) shown.push_back(mark);
  }
  std::ranges::sort(shown, {}, [](const Marked& mark) { return mark.range.begin; });
  std::string out;
  std::size_t at = 0;
  for (const Marked& mark : shown) {
    out += escaped(text.substr(at, mark.range.begin - at));
    out += fmt::format("<mark class=\"{}\">{}</mark>", severity_name(mark.severity),
                       escaped(text.substr(mark.range.begin, mark.range.end - mark.range.begin)));
    at = mark.range.end;
  }
  return out + escaped(text.substr(at));
}

std::string cell(std::string_view text, ByteRange sentence, const std::string& language,
                 const std::vector<Marked>& marks) {
  if (sentence.begin == sentence.end) return "<td class=\"absent\">nothing</td>";
  return fmt::format("<td lang=\"{}\" dir=\"auto\">{}</td>", escaped(language),
                     marked(text.substr(sentence.begin, sentence.end - sentence.begin), marks));
}

std::string row(const CheckRecord& record, const CheckedSentence& sentence) {
  std::vector<Marked> source, target;
  std::string list;
  for (const Finding& finding : sentence.check.findings) {
    source.push_back({finding.source, finding.severity});
    target.push_back({finding.target, finding.severity});
    list += fmt::format("<li><b class=\"{}\">{}</b> {}: {}</li>\n", severity_name(finding.severity),
                        severity_name(finding.severity), finding_name(finding.kind), escaped(finding.words));
  }
  const bool critical = sentence.check.has(Severity::kCritical), warning = sentence.check.has(Severity::kWarning);
  std::string right = cell(record.target, sentence.target, record.to, target);
  // The words stand in the right cell, in English whatever the texts are in.
  if (!list.empty()) {
    right.insert(right.size() - std::string_view("</td>").size(), "<ul lang=\"en\" dir=\"ltr\">" + list + "</ul>");
  }
  return fmt::format("<tr class=\"{}\">{}{}</tr>\n",
                     critical  ? "critical"
                     : warning ? "warning"
                               : "fine",
                     cell(record.source, sentence.source, record.from, source), right);
}

}  // namespace

std::string check_html(const CheckRecord& record) {
  std::size_t critical = 0, warnings = 0;
  for (const CheckedSentence& sentence : record.sentences) {
    for (const Finding& finding : sentence.check.findings) {
      critical += finding.severity == Severity::kCritical ? 1 : 0;
      warnings += finding.severity == Severity::kWarning ? 1 : 0;
    }
  }
  std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += fmt::format("<title>Check of {}</title>\n<style>{}</style>\n</head>\n<body>\n", escaped(record.target_file),
                     kStyle);
  out += fmt::format(
      "<header>\n<h1>Check of {}</h1>\n<p>{} sentences, {} critical findings, {} warnings.</p>\n</header>\n",
      escaped(record.target_file), record.sentences.size(), critical, warnings);
  out += fmt::format("<table>\n<tr><th>{} ({})</th><th>{} ({})</th></tr>\n", escaped(record.source_file),
                     escaped(record.from), escaped(record.target_file), escaped(record.to));
  for (const CheckedSentence& sentence : record.sentences) out += row(record, sentence);
  return out + "</table>\n</body>\n</html>\n";
}

}  // namespace dragoman::cli
