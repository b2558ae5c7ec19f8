#include "json_forms.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "forms.h"

namespace dragoman::cli {

std::string json_text(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }
std::string json_line(const Json& value) { return json_text(value) + "\n"; }

Json json_number(float value) {
  if (!std::isfinite(value)) return nullptr;
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits - 1, value);
  *end.ptr = '\0';
  return std::strtod(digits, nullptr);
}

Json json_name(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json json_range(ByteRange range, std::size_t offset) { return {range.begin + offset, range.end + offset}; }

Json json_tokens(const Hypothesis& hypothesis, std::size_t target_offset, std::size_t source_offset) {
  Json tokens = Json::array();
  for (const TokenLink& token : hypothesis.tokens) {
    const bool linked = token.source.begin < token.source.end;
    tokens.push_back({{"target", json_range(token.target, target_offset)},
                      {"source", linked ? json_range(token.source, source_offset) : Json(nullptr)},
                      {"log_prob", json_number(token.log_prob)}});
  }
  return tokens;
}

Json json_model(const ModelInfo& info, const std::string& kernel) {
  return {{"name", info.name},
          {"source_language", json_name(info.source.tag())},
          {"target_language", json_name(info.target.tag())},
          {"architecture", info.architecture},
          {"numbers", info.numbers},
          {"dim", info.dim},
          {"hidden", info.hidden},
          {"heads", info.heads},
          {"encoder_depth", info.encoder_depth},
          {"decoder_depth", info.decoder_depth},
          {"source_vocabulary", info.source_vocabulary},
          {"target_vocabulary", info.target_vocabulary},
          {"shared_vocabulary", info.shared_vocabulary},
          {"has_shortlist", info.has_shortlist},
          {"parameters", info.parameters},
          {"bytes_on_disk", info.bytes_on_disk},
          {"packed_bytes", info.packed_bytes},
          {"kernel", kernel}};
}

Json json_installed(const InstalledModel& model) {
  return {{"name", model.name},
          {"source_language", model.source.tag()},
          {"target_language", model.target.tag()},
          {"architecture", json_name(model.architecture)},
          {"bytes", model.bytes},
          {"folder", json_name(model.folder.string())}};
}

namespace {

// Writes sentences as they come; "text" is collected and comes last, so that a long file needs no second pass.
class JsonForm : public Form {
 public:
  JsonForm(JsonHead head, bool alternatives, bool alignments)
      : head_(std::move(head)), alternatives_(alternatives), alignments_(alignments) {}

  Result<std::string> block(const Block& block, const Translation& translation) override {
    std::string out = begin();
    for (const SentencePair& pair : translation.sentences) {
      if (sentences_++ > 0) out += ",";
      out += json_text(sentence(pair, block, translation.text));
    }
    text_ += translation.text;
    return out;
  }

  std::string end() override {
    std::string out = begin() + "],\"text\":" + json_text(text_) + "}\n";
    text_.clear();
    return out;
  }

 private:
  std::string begin() {
    if (std::exchange(begun_, true)) return {};
    const Json head = {{"file", head_.file},
                       {"source_language", json_name(head_.source)},
                       {"target_language", json_name(head_.target)},
                       {"model", head_.models}};
    std::string out = json_text(head);
    out.pop_back();  // the object goes on
    return out + ",\"sentences\":[";
  }

  static Json side(std::string_view text, ByteRange range, std::size_t offset) {
    return {{"begin", range.begin + offset},
            {"end", range.end + offset},
            {"text", text.substr(range.begin, range.end - range.begin)}};
  }

  Json sentence(const SentencePair& pair, const Block& block, std::string_view target_text) const {
    const std::size_t source_offset = block.offset, target_offset = text_.size();
    Json out = {{"source", side(block.text, pair.source, source_offset)},
                {"target", side(target_text, pair.target, target_offset)},
                {"log_prob", json_number(pair.log_prob)}};
    if (pair.hypotheses.empty()) return out;
    const Hypothesis& best = pair.hypotheses.front();
    out["score"] = json_number(best.score);
    if (alignments_) out["tokens"] = json_tokens(best, target_offset + pair.target.begin, source_offset);
    if (!alternatives_) return out;
    Json& list = out["alternatives"] = Json::array();
    for (const Hypothesis& hypothesis : pair.hypotheses) {
      Json entry = {{"text", hypothesis.text},
                    {"log_prob", json_number(hypothesis.log_prob)},
                    {"score", json_number(hypothesis.score)}};
      if (alignments_) entry["tokens"] = json_tokens(hypothesis, 0, source_offset);
      list.push_back(std::move(entry));
    }
    return out;
  }

  JsonHead head_;
  bool alternatives_, alignments_, begun_ = false;
  std::size_t sentences_ = 0;
  std::string text_;
};

}  // namespace

std::unique_ptr<Form> make_json_form(JsonHead head, bool alternatives, bool alignments) {
  return std::make_unique<JsonForm>(std::move(head), alternatives, alignments);
}

}  // namespace dragoman::cli
