#include "json_forms.h"

#include "dragoman/quality.h"
#include "forms.h"
#include "json_check.h"

namespace dragoman::cli {

JsonText json_range(ByteRange range, std::size_t offset) {
  return json_array({range.begin + offset, range.end + offset});
}

JsonText json_tokens(const Hypothesis& hypothesis, std::size_t target_offset, std::size_t source_offset) {
  std::vector<JsonText> tokens;
  for (const TokenLink& token : hypothesis.tokens) {
    const bool linked = token.source.begin < token.source.end;
    JsonObject entry;
    entry.add("target", json_range(token.target, target_offset));
    entry.add("source", linked ? json_range(token.source, source_offset) : JsonText());
    tokens.push_back(entry.add("log_prob", token.log_prob).done());
  }
  return json_array(tokens);
}

JsonText json_model(const ModelInfo& info, const std::string& kernel) {
  JsonObject out;
  out.add("name", info.name);
  out.add("source_language", info.source.code.empty() ? JsonText() : JsonText(info.source.tag()));
  out.add("target_language", info.target.code.empty() ? JsonText() : JsonText(info.target.tag()));
  out.add("architecture", info.architecture).add("numbers", info.numbers);
  out.add("dim", info.dim).add("hidden", info.hidden).add("heads", info.heads);
  out.add("encoder_depth", info.encoder_depth).add("decoder_depth", info.decoder_depth);
  out.add("source_vocabulary", info.source_vocabulary).add("target_vocabulary", info.target_vocabulary);
  out.add("shared_vocabulary", info.shared_vocabulary).add("has_shortlist", info.has_shortlist);
  out.add("parameters", info.parameters).add("bytes_on_disk", info.bytes_on_disk);
  return out.add("packed_bytes", info.packed_bytes).add("kernel", kernel).done();
}

JsonText json_installed(const InstalledModel& model) {
  JsonObject out;
  out.add("name", model.name);
  out.add("source_language", model.source.tag()).add("target_language", model.target.tag());
  out.add("architecture", json_name(model.architecture)).add("bytes", model.bytes);
  return out.add("folder", json_name(model.folder.string())).done();
}

JsonText json_installed(const std::vector<InstalledModel>& models) {
  std::vector<JsonText> out;
  for (const InstalledModel& model : models) out.push_back(json_installed(model));
  return json_array(out);
}

namespace {

// Writes sentences as they come; "text" is collected and comes last, so that a long file needs no second pass.
class JsonForm : public Form {
 public:
  JsonForm(JsonHead head, bool alternatives, bool alignments)
      : head_(std::move(head)), alternatives_(alternatives), alignments_(alignments) {
    // Not every model tells its languages.
    if (Result<PairChecker> checker = PairChecker::load(head_.source, head_.target)) checker_ = std::move(*checker);
  }

  Result<std::string> block(const Block& block, const Translation& translation) override {
    std::string out = begin();
    for (const SentencePair& pair : translation.sentences) {
      if (sentences_++ > 0) out += ",";
      out += sentence(pair, block, translation.text).text;
    }
    text_ += translation.text;
    return out;
  }

  std::string end() override {
    std::string out = begin() + "],\"text\":" + json_quoted(text_) + "}\n";
    text_.clear();
    return out;
  }

 private:
  std::string begin() {
    if (std::exchange(begun_, true)) return {};
    JsonObject head;
    head.add("file", head_.file);
    head.add("source_language", json_name(head_.source)).add("target_language", json_name(head_.target));
    head.add("model", json_array({head_.models.begin(), head_.models.end()}));
    std::string out = head.done().text;
    out.pop_back();  // the object goes on
    return out + ",\"sentences\":[";
  }

  static std::string_view part(std::string_view text, ByteRange range) {
    return text.substr(range.begin, range.end - range.begin);
  }

  /// What arrived of what must, and how much the translation is to be trusted.
  void add_receipt(JsonObject& out, const SentencePair& pair, const CheckedSide& source,
                   const CheckedSide& target) const {
    const PairCheck check = pair.copied ? PairCheck() : checker_->check(source.text, target.text);
    const bool estimated = !pair.copied && !pair.remembered && !pair.hypotheses.empty();
    const auto quality = estimated ? estimate_quality(source.text, pair.hypotheses.front(), check) : std::nullopt;
    out.add("quality", quality ? JsonText(*quality) : JsonText());
    out.add("doubtful", !pair.complete || check.has(Severity::kCritical) || (quality && *quality < kDoubtfulQuality));
    add_check(out, check, source, target);
  }

  static JsonText side(std::string_view text, ByteRange range, std::size_t offset) {
    JsonObject out;
    out.add("begin", range.begin + offset).add("end", range.end + offset);
    return out.add("text", part(text, range)).done();
  }

  JsonText sentence(const SentencePair& pair, const Block& block, std::string_view target_text) const {
    const std::size_t source_offset = block.offset, target_offset = text_.size();
    JsonObject out;
    out.add("source", side(block.text, pair.source, source_offset));
    out.add("target", side(target_text, pair.target, target_offset));
    out.add("log_prob", pair.log_prob);
    out.add("complete", pair.complete).add("copied", pair.copied).add("remembered", pair.remembered);
    if (checker_)
      add_receipt(out, pair, {part(block.text, pair.source), source_offset + pair.source.begin},
                  {part(target_text, pair.target), target_offset + pair.target.begin});
    if (pair.hypotheses.empty()) return out.done();
    const Hypothesis& best = pair.hypotheses.front();
    out.add("score", best.score);
    if (alignments_) out.add("tokens", json_tokens(best, target_offset + pair.target.begin, source_offset));
    if (!alternatives_) return out.done();
    std::vector<JsonText> list;
    for (const Hypothesis& hypothesis : pair.hypotheses) {
      JsonObject entry;
      entry.add("text", hypothesis.text).add("log_prob", hypothesis.log_prob).add("score", hypothesis.score);
      if (alignments_) entry.add("tokens", json_tokens(hypothesis, 0, source_offset));
      list.push_back(entry.done());
    }
    return out.add("alternatives", json_array(list)).done();
  }

  JsonHead head_;
  std::optional<PairChecker> checker_;
  bool alternatives_, alignments_, begun_ = false;
  std::size_t sentences_ = 0;
  std::string text_;
};

}  // namespace

std::unique_ptr<Form> make_json_form(JsonHead head, bool alternatives, bool alignments) {
  return std::make_unique<JsonForm>(std::move(head), alternatives, alignments);
}

}  // namespace dragoman::cli
