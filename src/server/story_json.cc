#include "server/story_json.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "base/part.h"
#include "document/label.h"
#include "dragoman/language_names.h"
#include "dragoman/quality.h"

namespace dragoman::server {
namespace {

using json::JsonObject;
using json::JsonText;

JsonText range(ByteRange bytes) { return json::json_array({bytes.begin, bytes.end}); }

bool is_inside(ByteRange part, ByteRange whole) { return whole.begin <= part.begin && part.end <= whole.end; }

/// The engine's own view of a sentence, out of the block's words.
Hypothesis hypothesis_of(const Block& block, const BlockSentence& sentence) {
  Hypothesis hypothesis;
  hypothesis.text = part(block.target, sentence.target);
  for (const BlockWord& word : block.words) {
    if (!is_inside(word.target, sentence.target)) continue;
    hypothesis.tokens.push_back({word.target, word.source, word.log_prob, {}});
    hypothesis.log_prob += word.log_prob;
  }
  return hypothesis;
}

JsonText finding_json(const Finding& finding) {
  return JsonObject()
      .add("kind", finding_name(finding.kind))
      .add("severity", severity_name(finding.severity))
      .add("words", finding.words)
      .add("source", range(finding.source))
      .add("target", range(finding.target))
      .done();
}

std::string_view scheme_of(std::string_view address) {
  const auto in_scheme = [](char c) {
    return base::is_ascii_digit(c) || c == '+' || c == '.' || c == '-' || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
  };
  const auto end = std::ranges::find_if_not(address, in_scheme);
  if (end == address.begin() || end == address.end() || *end != ':') return {};
  return address.substr(0, static_cast<std::size_t>(end - address.begin()));
}

bool is_web(std::string_view scheme) {
  return base::lower_ascii(scheme) == "http" || base::lower_ascii(scheme) == "https";
}

/// Pictures made of dots: SVG could hold more than a picture.
bool is_picture_data(std::string_view address) {
  const std::string start = base::lower_ascii(address.substr(0, 16));
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{"data:image/png;", "data:image/jpeg;", "data:image/gif;",
                                              "data:image/webp;", "data:image/avif;"},
      [&](std::string_view known) { return start.starts_with(known); });
}

}  // namespace

void add_check(const SentenceCheck& check, JsonObject& out) {
  std::vector<JsonText> findings, facts;
  for (const Finding& finding : check.pair.findings) findings.push_back(finding_json(finding));
  for (const Fact& fact : check.pair.facts)
    facts.push_back(json::json_array({fact_name(fact.kind), verdict_name(fact.verdict)}));
  if (check.quality) out.add("quality", *check.quality);
  out.add("doubtful", check.doubtful).add("findings", json::json_array(findings)).add("facts", json::json_array(facts));
}

std::string safe_address(std::string_view given, std::string_view base, bool picture) {
  // What browsers pass over: blanks round an address, line breaks and tabs in it.
  std::string address;
  for (const char c : given) {
    if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F) address += c;
  }
  const std::string_view scheme = scheme_of(address);
  if (is_web(scheme)) {
    const std::string_view rest = std::string_view(address).substr(scheme.size());
    return rest.starts_with("://") && rest.size() > 3 ? address : "";
  }
  if (!scheme.empty()) return picture && is_picture_data(address) ? address : "";
  const std::string_view base_scheme = scheme_of(base);
  if (!is_web(base_scheme) || address.empty() || address.find('\\') != std::string::npos) return "";
  if (address.starts_with("//")) return std::string(base_scheme) + ":" + address;
  const std::size_t host = base_scheme.size() + 3;
  const std::size_t path = std::min(base.find_first_of("/?#", host), base.size());
  if (address.front() == '/') return std::string(base.substr(0, path)) + address;
  const std::string_view file = base.substr(0, base.find_first_of("?#", host));
  if (address.front() == '?') return std::string(file) + address;
  if (address.front() == '#') return std::string(base.substr(0, base.find('#'))) + address;
  const std::size_t folder = file.rfind('/');
  return (folder < path || folder == std::string_view::npos ? std::string(base.substr(0, path)) + "/"
                                                            : std::string(file.substr(0, folder + 1))) +
         address;
}

SentenceCheck check_sentence(const PairChecker& checker, const Block& block, const BlockSentence& sentence) {
  SentenceCheck out;
  const std::string_view source = part(block.source, sentence.source);
  out.pair = checker.check(source, part(block.target, sentence.target));
  // What the publication has settled is right whatever a machine thinks of it.
  if (sentence.remembered) return out;
  out.quality =
      sentence.quality ? sentence.quality : estimate_quality(source, hypothesis_of(block, sentence), out.pair);
  out.doubtful = out.pair.has(Severity::kCritical) || (out.quality && *out.quality < kDoubtfulQuality);
  return out;
}

JsonText block_json(std::size_t index, const Block& block, const PairChecker* checker, std::string_view address) {
  std::vector<JsonText> sentences, words, marks;
  for (const BlockSentence& one : block.sentences) {
    JsonObject sentence;
    sentence.add("source", range(one.source)).add("target", range(one.target)).add("remembered", one.remembered);
    if (checker != nullptr) add_check(check_sentence(*checker, block, one), sentence);
    sentences.push_back(sentence.done());
  }
  for (const BlockWord& word : block.words) {
    if (word.source.begin < word.source.end)
      words.push_back(json::json_array({word.source.begin, word.source.end, word.target.begin, word.target.end}));
  }
  for (const BlockMark& mark : block.marks) {
    JsonObject out;
    out.add("element", mark.element).add("source", range(mark.source)).add("target", range(mark.target));
    if (mark.element == "a") out.add("address", safe_address(mark.address, address));
    marks.push_back(out.done());
  }
  JsonObject out;
  out.add("index", index).add("role", role_name(block.role)).add("kept", keep_reason_name(block.kept));
  out.add("note", json::json_name(block.note)).add("source", block.source).add("target", block.target);
  out.add("sentences", json::json_array(sentences));
  if (!words.empty()) out.add("words", json::json_array(words));
  if (!marks.empty()) out.add("marks", json::json_array(marks));
  return out.done();
}

std::size_t label_place(std::span<const StoryItem> story, std::span<const Block> blocks) {
  std::size_t place = 0;
  for (std::size_t i = 0; i < story.size(); ++i) {
    if (story[i].block == StoryItem::kNoBlock) {
      place = i + 1;
      continue;
    }
    const BlockRole role = blocks[story[i].block].role;
    if (role == BlockRole::kHeadline || role == BlockRole::kStandfirst || role == BlockRole::kCaption ||
        role == BlockRole::kCredit) {
      place = i + 1;
    } else if (role != BlockRole::kByline && role != BlockRole::kDateline) {
      break;
    }
  }
  return place;
}

JsonObject story_object(const StoryParts& parts) {
  const std::vector<Block>& blocks = parts.blocks;
  const std::vector<StoryItem>& story = parts.items;
  const std::size_t label_before = label_place(story, blocks);
  std::vector<JsonText> items;
  std::size_t label_at = 0;
  for (const StoryItem& item : story) {
    if (&item - story.data() == static_cast<std::ptrdiff_t>(label_before)) label_at = items.size();
    JsonObject out;
    if (item.block != StoryItem::kNoBlock) {
      out.add("block", item.block).add("role", role_name(blocks[item.block].role)).add("level", item.level);
    } else {
      const std::string picture = safe_address(item.picture, parts.address, true);
      if (picture.empty()) continue;
      out.add("picture", picture).add("alt", item.alt);
      if (item.alt_block != StoryItem::kNoBlock) out.add("alt_block", item.alt_block);
    }
    if (!item.group.empty()) {
      out.add("group", item.group).add("group_id", item.group_id).add("row", item.row).add("head", item.head);
    }
    items.push_back(out.done());
  }
  if (label_before == story.size()) label_at = items.size();
  const auto direction = [](const std::string& tag) {
    const Result<Language> language = Language::parse(tag);
    return language && is_right_to_left(*language) ? "rtl" : "ltr";
  };
  const std::string label = document::label_text(parts.to);
  JsonObject out;
  out.add("from", parts.from).add("to", parts.to);
  out.add("from_dir", direction(parts.from)).add("to_dir", direction(parts.to)).add("format", parts.format);
  out.add("address", json::json_name(parts.address)).add("label", label);
  out.add("label_language", document::label_language(label, parts.to)).add("label_at", label_at);
  return out.add("items", json::json_array(items));
}

JsonText story_json(const Page& page, const PageOptions& options, std::string_view address) {
  return story_object({page.story(), page.blocks(), options.from, options.to, std::string(address),
                       std::string(format_name(page.format()))})
      .done();
}

}  // namespace dragoman::server
