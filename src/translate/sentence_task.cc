#include "translate/sentence_task.h"

#include <algorithm>
#include <utility>

#include "text/casing.h"
#include "text/sentences.h"
#include "text/utf8.h"
#include "translate/pivot.h"

namespace dragoman::translate {
namespace {

// A sentence of more bytes is not tokenised whole before it is cut: no model takes it anyway.
constexpr std::size_t kWholeBytes = 8192;

class TokenCost : public text::PieceCost {
 public:
  explicit TokenCost(const text::Vocabulary& vocabulary) : vocabulary_(vocabulary) {}
  std::size_t operator()(std::string_view piece) const override {
    // Too long in any case; what matters is only that it is over the limit, not by how much.
    if (piece.size() > kWholeBytes) return piece.size() / 4;
    return vocabulary_.encode(piece).ids.size();
  }

 private:
  const text::Vocabulary& vocabulary_;
};

/// Letters and digits of any script, and signs such as emoji; not the punctuation that all scripts share.
bool is_content(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  const bool punctuation = (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF0F);
  return c >= 0xAA && !punctuation && !text::is_space(c);
}

std::size_t content_of(std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < part.size();) count += is_content(text::code_point_at(part, at, at)) ? 1 : 0;
  return count;
}

/// Has the model nothing to work with: no letter or digit at all, or mostly such as its vocabulary lacks? What it would
/// make of that is not a translation.
bool knows_nothing(std::string_view piece, const text::EncodedText& source, text::TokenId unknown_id) {
  std::size_t known = 0;
  std::size_t unknown = 0;
  for (std::size_t i = 0; i < source.ids.size(); ++i) {
    const ByteRange range = source.ranges[i];
    (source.ids[i] == unknown_id ? unknown : known) += content_of(piece.substr(range.begin, range.end - range.begin));
  }
  return known == 0 || unknown > known;
}

/// The first word's range; words of which nothing but the beginning matters are not looked for further on.
ByteRange first_word(std::string_view text) {
  constexpr std::size_t kNear = 64;
  std::size_t end = std::min(text.size(), kNear);
  while (end > 0 && end < text.size() && text::is_continuation(text[end])) --end;
  const std::vector<ByteRange> words = text::words_of(text.substr(0, end));
  return words.empty() ? ByteRange{} : words.front();
}

/// Adds `next`, the translation of a later piece, behind `whole`, with the source's white space between them.
void append(Hypothesis& whole, const Hypothesis& next, std::string_view gap, std::size_t tokens_before,
            std::size_t tokens_after) {
  whole.text += gap;
  const std::size_t at = whole.text.size();
  whole.text += next.text;
  whole.log_prob += next.log_prob;
  whole.complete = whole.complete && next.complete;
  const bool weighted = !whole.tokens.empty() && !whole.tokens.front().weights.empty();
  for (std::size_t t = 0; weighted && t < whole.tokens.size(); ++t) {
    std::vector<float>& weights = whole.tokens[t].weights;
    weights.insert(weights.end() - 1, tokens_after, 0.0F);  // nothing on the new tokens; the end mark stays last
  }
  for (TokenLink link : next.tokens) {
    shift(link.target, at);
    if (!link.weights.empty()) link.weights.insert(link.weights.begin(), tokens_before, 0.0F);
    whole.tokens.push_back(std::move(link));
  }
}

}  // namespace

void go_on_small(std::string& text, std::size_t at, std::string_view source, const text::Vocabulary& vocabulary) {
  const ByteRange from = first_word(source);
  if (text::casing_of(source.substr(from.begin, from.end - from.begin)) != text::Casing::kLower) return;
  const std::string_view piece = std::string_view(text).substr(at);
  const ByteRange range = first_word(piece);
  const std::string word(piece.substr(range.begin, range.end - range.begin));
  if (text::casing_of(word) != text::Casing::kCapital) return;
  const std::string low = text::to_lower(word, "");
  const text::EncodedText small = vocabulary.encode(low), capital = vocabulary.encode(word);
  if (low.size() != word.size() || small.ids.size() != 1 || small.ids[0] == vocabulary.unknown_id()) return;
  if (capital.ids.size() == 1 && capital.ids[0] < small.ids[0]) return;
  text.replace(at + range.begin, low.size(), low);
}

Hypothesis to_hypothesis(const ModelImpl& model, const engine::Hypothesis& found, const text::EncodedText& source,
                         std::size_t shift_by, bool align, bool soft_align) {
  text::DecodedText decoded = model.target_vocabulary().decode(found.ids);
  Hypothesis made;
  made.text = std::move(decoded.text);
  made.log_prob = found.log_prob;
  made.score = found.score;
  made.complete = found.complete;
  if (!align) return made;
  const std::size_t length = source.ids.size() + 1;  // with the end mark
  for (std::size_t t = 0; t < found.ids.size(); ++t) {
    if (found.ids[t] == model.target_vocabulary().end_id()) continue;
    TokenLink link;
    link.target = decoded.ranges[t];
    link.log_prob = found.log_probs[t];
    const auto row = found.weights.begin() + static_cast<long>(t * length);
    const auto best = static_cast<std::size_t>(std::max_element(row, row + static_cast<long>(length)) - row);
    if (best < source.ranges.size()) link.source = source.ranges[best];
    shift(link.source, shift_by);
    if (soft_align) link.weights.assign(row, row + static_cast<long>(length));
    made.tokens.push_back(std::move(link));
  }
  return made;
}

SentenceTask::SentenceTask(const ModelImpl& model, std::string_view sentence, const StageOptions& options, Call& call,
                           Flights::Lead lead)
    : model_(model), sentence_(sentence), options_(options), lead_(std::move(lead)) {
  const text::Vocabulary& vocabulary = model.source_vocabulary();
  text::EncodedText whole;
  const bool short_enough = sentence.size() <= kWholeBytes;
  if (short_enough) whole = vocabulary.encode(sentence);
  if (short_enough && whole.ids.size() < kMaxSentenceTokens) {
    add_piece({0, sentence.size()}, std::move(whole));
  } else {
    for (const ByteRange range : text::cut_long_sentence(sentence, kMaxPieceTokens - 1, TokenCost(vocabulary))) {
      add_piece(range, vocabulary.encode(sentence.substr(range.begin, range.end - range.begin)));
    }
  }
  submit(call);  // only now: from here on the workers hold the tickets
}

void SentenceTask::submit(Call& call) {
  const auto in_work = [](const Piece& piece) { return !piece.copied; };
  if (Flight* flight = lead_.flight(); flight != nullptr) {
    flight->prepare([this] { return assemble(); });
    open_ = static_cast<std::size_t>(std::ranges::count_if(pieces_, in_work));
    if (open_ == 0) flight->ready(true);
    for (Piece& piece : pieces_) piece.ticket.watcher = this;
  }
  for (Piece& piece : pieces_) {
    if (in_work(piece)) call.submit(piece.ticket);
  }
}

void SentenceTask::done(const Ticket& ticket) noexcept {
  if (ticket.failed || ticket.hypotheses.empty()) dropped_ = true;
  if (open_.fetch_sub(1) == 1) lead_.flight()->ready(!dropped_);
}

void SentenceTask::add_piece(ByteRange range, text::EncodedText source) {
  Piece& piece = pieces_.emplace_back();
  piece.range = range;
  piece.source = std::move(source);
  piece.copied = knows_nothing(sentence_.substr(range.begin, range.end - range.begin), piece.source,
                               model_.source_vocabulary().unknown_id());
  piece.ticket.source = piece.source.ids;
  piece.ticket.source.push_back(model_.source_vocabulary().end_id());
  piece.ticket.options = options_.search;
  piece.ticket.constraint = options_.constraint;
}

Translated SentenceTask::translate_piece(const Piece& piece) const {
  Translated made;
  made.copied = piece.copied;
  if (options_.align) made.source_tokens = piece.source.ranges;
  for (ByteRange& range : made.source_tokens) shift(range, piece.range.begin);
  made.source_token_count = piece.source.ids.size() + 1;
  for (const engine::Hypothesis& found : piece.ticket.hypotheses) {
    made.hypotheses.push_back(
        to_hypothesis(model_, found, piece.source, piece.range.begin, options_.align, options_.soft_align));
    made.target_tokens.push_back(found.ids.size());
  }
  // Nothing is lost without a trace: where the model has no word to say, the original stands.
  if (made.hypotheses.empty() || made.hypotheses.front().text.empty()) {
    Hypothesis same;
    same.text = sentence_.substr(piece.range.begin, piece.range.end - piece.range.begin);
    made.hypotheses = {std::move(same)};
    made.target_tokens = {0};
    made.copied = true;
  }
  return made;
}

/// Adds a later piece. The i-th hypotheses of all pieces make the i-th of the sentence; a piece that has fewer (one that
/// was copied has one) lends its last.
void SentenceTask::join(Translated& whole, const Translated& part, std::string_view gap,
                        std::string_view source) const {
  const std::size_t before = whole.source_tokens.size();
  const std::size_t count = std::max(whole.hypotheses.size(), part.hypotheses.size());
  if (count > whole.hypotheses.size()) {  // a copy of all that there is, so only where it is needed
    whole.hypotheses.resize(count, Hypothesis(whole.hypotheses.back()));
    whole.target_tokens.resize(count, std::size_t{whole.target_tokens.back()});
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t n = std::min(i, part.hypotheses.size() - 1);
    Hypothesis& hypothesis = whole.hypotheses[i];
    const std::size_t at = hypothesis.text.size() + gap.size();
    append(hypothesis, part.hypotheses[n], gap, before, part.source_tokens.size());
    if (!part.copied) go_on_small(hypothesis.text, at, source, model_.target_vocabulary());
    whole.target_tokens[i] += part.target_tokens[n];
    hypothesis.score = hypothesis.log_prob / engine::length_penalty(std::max<std::size_t>(1, whole.target_tokens[i]),
                                                                    options_.search.normalisation);
  }
  whole.source_tokens.insert(whole.source_tokens.end(), part.source_tokens.begin(), part.source_tokens.end());
  whole.copied = whole.copied && part.copied;
  whole.source_token_count += part.source_token_count;
}

std::shared_ptr<const Translated> SentenceTask::wait(Call& call) const {
  for (const Piece& piece : pieces_) {
    if (!piece.copied && !call.wait(piece.ticket)) return nullptr;
  }
  return lead_.flight() != nullptr ? lead_.flight()->result() : assemble();
}

std::shared_ptr<const Translated> SentenceTask::assemble() const {
  auto whole = std::make_shared<Translated>();
  std::size_t end = 0;
  for (const Piece& piece : pieces_) {
    Translated part = translate_piece(piece);
    if (whole->hypotheses.empty()) {
      *whole = std::move(part);
    } else {
      join(*whole, part, sentence_.substr(end, piece.range.begin - end),
           sentence_.substr(piece.range.begin, piece.range.end - piece.range.begin));
    }
    end = piece.range.end;
  }
  return whole;
}

}  // namespace dragoman::translate
