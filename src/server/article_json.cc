#include "server/article_json.h"

#include <algorithm>

#include "articles/blocks.h"
#include "base/part.h"
#include "memory/times.h"
#include "server/story_json.h"
#include "store/digest.h"

namespace dragoman::server {

using json::JsonObject;
using json::JsonText;

namespace {

JsonText byte_range(ByteRange bytes) { return json::json_array({bytes.begin, bytes.end}); }

/// The correction that says what this sentence is to be; null for none.
const Correction* correction_of(std::span<const Correction> corrections, const Block& block,
                                const BlockSentence& sentence) {
  const std::string_view source = articles::trimmed(part(block.source, sentence.source));
  const auto found = std::ranges::find_if(corrections, [&](const Correction& one) {
    return one.source == source || one.source == articles::trimmed(block.source);
  });
  return found == corrections.end() ? nullptr : &*found;
}

void add_desk(const DeskView& desk, const Block& block, const BlockSentence& sentence, JsonObject& out) {
  if (desk.checker != nullptr) add_check(check_sentence(*desk.checker, block, sentence), out);
  const Correction* held = correction_of(desk.corrections, block, sentence);
  if (held == nullptr) return;
  JsonObject corrected;
  corrected.add("id", held->id).add("who", json::json_name(held->who)).add("when", time_json(held->time));
  out.add("corrected", corrected.done());
}

}  // namespace

JsonText time_json(std::int64_t seconds) { return seconds == 0 ? JsonText() : JsonText(memory::iso_time(seconds)); }

JsonText article_json(const ArticleOverview& article) {
  std::vector<JsonText> translations;
  for (const TranslationOverview& one : article.translations) {
    JsonObject out;
    out.add("to", one.language).add("version", one.version).add("source_version", one.source_version);
    out.add("state", state_name(one.state)).add("time", time_json(one.time)).add("shown", shown_name(one.shown));
    out.add("shown_version", one.shown_version == 0 ? JsonText() : JsonText(one.shown_version));
    out.add("doubtful", one.doubtful ? JsonText(*one.doubtful) : JsonText());
    out.add("unplaced_corrections", one.unplaced).add("publish_url", json::json_name(one.publish_url));
    out.add("title", json::json_name(one.title));
    translations.push_back(out.done());
  }
  const Article& about = article.article;
  JsonObject out;
  out.add("id", about.id).add("publication", about.publication).add("address", about.address);
  out.add("section", about.section).add("source_version", about.source_version);
  out.add("created", time_json(about.created)).add("changed", time_json(about.changed));
  out.add("embargo", time_json(about.embargo)).add("withdrawn", about.withdrawn);
  return out.add("translations", json::json_array(translations)).done();
}

void add_page(JsonObject& out, std::string_view bytes) {
  const bool text = !bytes.starts_with("PK\x03\x04");
  if (text) {
    out.add("page", bytes);
  } else if (const Result<std::string> coded = store::base64_of(bytes)) {
    out.add("page_base64", *coded);
  }
}

JsonObject version_json(const ArticleVersion& version) {
  JsonObject out;
  out.add("to", version.language).add("from", version.source_language).add("version", version.version);
  out.add("source_version", version.source_version).add("state", state_name(version.state));
  return out.add("time", time_json(version.time)).add("who", json::json_name(version.who));
}

JsonText blocks_json(const std::vector<Block>& blocks, const DeskView* desk) {
  std::vector<JsonText> out;
  for (const Block& block : blocks) {
    std::vector<JsonText> sentences;
    for (const BlockSentence& one : block.sentences) {
      JsonObject sentence;
      sentence.add("source", byte_range(one.source)).add("target", byte_range(one.target));
      sentence.add("remembered", one.remembered);
      if (desk != nullptr) {
        sentence.add("block", out.size()).add("sentence", sentences.size());
        add_desk(*desk, block, one, sentence);
      }
      sentences.push_back(sentence.done());
    }
    JsonObject object;
    object.add("index", out.size()).add("role", role_name(block.role)).add("kept", keep_reason_name(block.kept));
    object.add("note", json::json_name(block.note)).add("source", block.source).add("target", block.target);
    out.push_back(object.add("sentences", json::json_array(sentences)).done());
  }
  return json::json_array(out);
}

JsonText correction_json(const Correction& correction) {
  JsonObject out;
  out.add("id", correction.id).add("source", correction.source).add("target", correction.target);
  out.add("who", json::json_name(correction.who)).add("time", time_json(correction.time));
  return out.add("placed", correction.placed).done();
}

JsonText event_json(const ArticleEvent& event) {
  JsonObject out;
  out.add("what", event.what).add("to", json::json_name(event.language)).add("who", json::json_name(event.who));
  out.add("version", event.version == 0 ? JsonText() : JsonText(event.version));
  return out.add("time", time_json(event.time)).done();
}

}  // namespace dragoman::server
