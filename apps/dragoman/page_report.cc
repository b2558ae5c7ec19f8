#include "page_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/part.h"
#include "dragoman/check.h"
#include "json_check.h"

namespace dragoman::cli {
namespace {

constexpr std::size_t kMostWarnings = 5;

JsonText json_ms(double milliseconds) { return JsonText::raw(fmt::format("{:.3f}", milliseconds)); }

JsonText json_side(std::string_view text, ByteRange range) {
  JsonObject out;
  return out.add("begin", range.begin).add("end", range.end).add("text", part(text, range)).done();
}

JsonText json_sentences(const dragoman::Block& block) {
  std::vector<JsonText> sentences;
  for (const BlockSentence& sentence : block.sentences) {
    JsonObject pair;
    pair.add("source", json_side(block.source, sentence.source));
    pair.add("target", json_side(block.target, sentence.target));
    sentences.push_back(pair.add("remembered", sentence.remembered).done());
  }
  return json_array(sentences);
}

// The parts that every form of a block begins with.
JsonObject json_block(std::size_t index, const dragoman::Block& block) {
  JsonObject out;
  out.add("index", index).add("role", role_name(block.role));
  out.add("kept", block.kept == KeepReason::kNone ? JsonText() : JsonText(keep_reason_name(block.kept)));
  return out.add("note", json_name(block.note)).add("source", block.source).add("target", block.target);
}

// Whether a block came out with the words of its source though it was given to the engine; its note says why.
bool is_unchanged(const dragoman::Block& block) {
  return block.kept == KeepReason::kNone && block.role != BlockRole::kLabel && block.target == block.source;
}

std::size_t unchanged_count(const TranslatedPage& page) {
  return static_cast<std::size_t>(std::ranges::count_if(page.blocks, is_unchanged));
}

std::map<KeepReason, std::size_t> kept_counts(const TranslatedPage& page) {
  std::map<KeepReason, std::size_t> counts;
  for (const dragoman::Block& block : page.blocks) ++counts[block.kept];
  return counts;
}

JsonText json_counts(const TranslatedPage& page) {
  std::map<KeepReason, std::size_t> counts = kept_counts(page);
  std::map<BlockRole, std::size_t> by_role;
  for (const dragoman::Block& block : page.blocks) ++by_role[block.role];
  JsonObject kept, roles, out;
  for (const auto& [reason, count] : counts) {
    if (reason != KeepReason::kNone) kept.add(keep_reason_name(reason), count);
  }
  for (const auto& [role, count] : by_role) roles.add(role_name(role), count);
  const std::size_t unchanged = unchanged_count(page);
  out.add("blocks", page.blocks.size()).add("translated", counts[KeepReason::kNone] - unchanged);
  out.add("unchanged", unchanged);
  return out.add("kept", kept.done()).add("roles", roles.done()).done();
}

JsonText json_times(const PageTimes& times) {
  JsonObject out;
  out.add("read_ms", json_ms(times.read_ms)).add("load_ms", json_ms(times.load_ms));
  out.add("translate_ms", json_ms(times.translate_ms)).add("edit_ms", json_ms(times.edit_ms));
  return out.add("finish_ms", json_ms(times.finish_ms)).add("write_ms", json_ms(times.write_ms)).done();
}

JsonObject json_head(const PageRecord& record, const TranslatedPage& page) {
  JsonObject out;
  out.add("file", record.file).add("url", json_name(record.url)).add("format", format_name(page.format));
  out.add("source_language", json_name(page.source_language)).add("target_language", json_name(page.target_language));
  return out;
}

// How people are told why blocks stayed; in the order of the enumeration.
constexpr std::array<std::string_view, 9> kReasonWords{
    "",                                // translated
    "without words",                   //
    "already in the target language",  //
    "in another language",             //
    "marked as not to be translated",  //
    "code",                            //
    "names",                           //
    "over a limit",                    //
    "FAILED",                          //
};

// The beginning of a text on one line, cut between characters.
std::string beginning(std::string_view text) {
  constexpr std::size_t kBytes = 60;
  std::size_t end = std::min(text.size(), kBytes);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  std::string out;
  for (char c : text.substr(0, end)) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  return out + (end < text.size() ? "..." : "");
}

/// The receipt of a block's sentences; what stands as it was has none.
JsonText json_receipt(const PairChecker& checker, const dragoman::Block& block, FindingCounts& counts) {
  std::vector<JsonText> sentences;
  for (const BlockSentence& sentence : block.sentences) {
    const std::string_view source = part(block.source, sentence.source), target = part(block.target, sentence.target);
    const PairCheck check = checker.check(source, target);
    count(check, counts);
    JsonObject out;
    out.add("source", json_side(block.source, sentence.source)).add("target", json_side(block.target, sentence.target));
    out.add("remembered", sentence.remembered);
    add_check(out, check, {source, sentence.source.begin}, {target, sentence.target.begin});
    sentences.push_back(out.done());
  }
  return json_array(sentences);
}

}  // namespace

std::string page_report(const PageRecord& record, const TranslatedPage& page) {
  JsonObject out = json_head(record, page);
  out.add("stated_language", json_name(record.stated_language));
  out.add("model", json_array({record.models.begin(), record.models.end()}));
  out.add("bytes_in", record.bytes_in).add("bytes_out", page.bytes.size());
  out.add("counts", json_counts(page)).add("timings", json_times(record.times));
  const Result<PairChecker> checker = PairChecker::load(page.source_language, page.target_language);
  FindingCounts counts = {};
  JsonObject headers;
  for (const auto& [name, value] : page.http_headers) headers.add(name, value);
  out.add("http_headers", headers.done());
  std::vector<JsonText> blocks;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    JsonObject block = json_block(i, page.blocks[i]);
    if (checker) block.add("sentences", json_receipt(*checker, page.blocks[i], counts));
    blocks.push_back(block.done());
  }
  if (checker) {
    JsonObject found;
    out.add("findings", add_counts(found, counts).done());
  }
  return out.add("blocks", json_array(blocks)).done().text + "\n";
}

std::string page_failure(const std::string& file, const Error& error) {
  JsonObject out;
  return out.add("file", file).add("error", error.what).done().text + "\n";
}

// The blocks have the shape of the script that --originals embed puts into a page, so that one reader serves both.
std::string page_originals(const PageRecord& record, const TranslatedPage& page) {
  std::vector<JsonText> blocks;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const dragoman::Block& block = page.blocks[i];
    if (block.kept != KeepReason::kNone || block.sentences.empty()) continue;
    std::vector<JsonText> sentences;
    for (const BlockSentence& sentence : block.sentences) {
      sentences.push_back(json_array({part(block.source, sentence.source), part(block.target, sentence.target)}));
    }
    JsonObject out;
    out.add("block", i).add("role", role_name(block.role));
    blocks.push_back(out.add("sentences", json_array(sentences)).done());
  }
  return json_head(record, page).add("blocks", json_array(blocks)).done().text + "\n";
}

std::string stream_line(const std::string& file, std::size_t index, const dragoman::Block& block) {
  JsonObject out = json_block(index, block);
  return out.add("sentences", json_sentences(block)).add("file", file).done().text + "\n";
}

std::string page_summary(const TranslatedPage& page) {
  std::map<KeepReason, std::size_t> counts = kept_counts(page);
  const std::size_t given = counts[KeepReason::kNone], kept = page.blocks.size() - given;
  const std::size_t unchanged = unchanged_count(page), translated = given - unchanged;
  std::string out = fmt::format("{} {} translated", translated, translated == 1 ? "block" : "blocks");
  if (unchanged > 0) out += fmt::format(", {} unchanged", unchanged);
  if (kept == 0) return out;
  std::string reasons;
  for (const auto& [reason, count] : counts) {
    if (reason == KeepReason::kNone) continue;
    const std::string_view words = kReasonWords[static_cast<std::size_t>(reason)];
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", count, words);
  }
  return out + fmt::format(", {} kept ({})", kept, reasons);
}

std::vector<std::string> page_warnings(const std::string& name, const TranslatedPage& page) {
  std::vector<std::string> out;
  std::size_t count = 0;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const dragoman::Block& block = page.blocks[i];
    if (block.kept != KeepReason::kFailed && block.kept != KeepReason::kLimit) continue;
    if (++count > kMostWarnings) continue;
    const std::string why = block.note.empty() ? std::string(keep_reason_name(block.kept)) : block.note;
    out.push_back(fmt::format("{}: block {} (\"{}\") is not translated: {}", name, i, beginning(block.source), why));
  }
  if (count > kMostWarnings) {
    out.push_back(
        fmt::format("{}: {} more blocks are not translated; --report FILE lists them", name, count - kMostWarnings));
  }
  return out;
}

}  // namespace dragoman::cli
