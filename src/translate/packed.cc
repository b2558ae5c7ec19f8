// One class writes, one reads what may be damaged: after its first fault every read gives nothing, and ok() tells.
#include "translate/packed.h"

#include <cstdint>
#include <cstring>

#include "text/utf8.h"

namespace dragoman::translate {
namespace {

class Packer {
 public:
  void number(std::size_t value) { raw(static_cast<std::uint32_t>(value)); }
  void real(float value) { raw(value); }
  void range(ByteRange value) {
    number(value.begin);
    number(value.end);
  }
  void text(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  std::string take() { return std::move(out_); }

 private:
  template <class T>
  void raw(T value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out_.append(bytes, sizeof value);
  }
  std::string out_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : left_(bytes) {}
  std::size_t number() { return raw<std::uint32_t>(); }
  /// How many things follow, of which each is `numbers` numbers and more.
  std::size_t count(std::size_t numbers) {
    const std::size_t value = number();
    return check(value <= left_.size() / (numbers * sizeof(std::uint32_t))) ? value : 0;
  }
  float real() { return raw<float>(); }
  ByteRange range(std::size_t limit) {
    const std::size_t begin = number();
    const ByteRange value{begin, number()};
    return check(value.begin <= value.end && value.end <= limit) ? value : ByteRange{};
  }
  std::string text() {
    const std::size_t size = number();
    if (!check(size <= left_.size())) return {};
    std::string value(left_.substr(0, size));
    left_.remove_prefix(size);
    check(!text::first_bad_utf8(value));
    return value;
  }
  bool check(bool holds) {
    ok_ = ok_ && holds;
    return ok_;
  }
  bool ok_to_the_end() const { return ok_ && left_.empty(); }

 private:
  template <class T>
  T raw() {
    T value{};
    if (!check(sizeof value <= left_.size())) return value;
    std::memcpy(&value, left_.data(), sizeof value);
    left_.remove_prefix(sizeof value);
    return value;
  }
  std::string_view left_;
  bool ok_ = true;
};

void pack(Packer& out, const Hypothesis& hypothesis) {
  out.text(hypothesis.text);
  out.real(hypothesis.log_prob);
  out.real(hypothesis.score);
  out.number(hypothesis.complete ? 1 : 0);
  out.number(hypothesis.tokens.size());
  for (const TokenLink& token : hypothesis.tokens) {
    out.range(token.target);
    out.range(token.source);
    out.real(token.log_prob);
    out.number(token.weights.size());
    for (const float weight : token.weights) out.real(weight);
  }
}

Hypothesis unpack_hypothesis(Unpacker& in, std::size_t sentence_size) {
  Hypothesis hypothesis;
  hypothesis.text = in.text();
  hypothesis.log_prob = in.real();
  hypothesis.score = in.real();
  hypothesis.complete = in.number() != 0;
  hypothesis.tokens.resize(in.count(6));
  for (TokenLink& token : hypothesis.tokens) {
    token.target = in.range(hypothesis.text.size());
    token.source = in.range(sentence_size);
    token.log_prob = in.real();
    token.weights.resize(in.count(1));
    for (float& weight : token.weights) weight = in.real();
  }
  return hypothesis;
}

}  // namespace

std::string pack(const Translated& value) {
  Packer out;
  out.number(value.copied ? 1 : 0);
  out.number(value.source_token_count);
  out.number(value.source_tokens.size());
  for (const ByteRange range : value.source_tokens) out.range(range);
  out.number(value.hypotheses.size());
  for (const Hypothesis& hypothesis : value.hypotheses) pack(out, hypothesis);
  out.number(value.target_tokens.size());
  for (const std::size_t count : value.target_tokens) out.number(count);
  return out.take();
}

std::shared_ptr<const Translated> unpack(std::string_view bytes, std::size_t sentence_size) {
  Unpacker in(bytes);
  auto value = std::make_shared<Translated>();
  value->copied = in.number() != 0;
  value->source_token_count = in.number();
  value->source_tokens.resize(in.count(2));
  for (ByteRange& range : value->source_tokens) range = in.range(sentence_size);
  value->hypotheses.resize(in.count(5));
  for (Hypothesis& hypothesis : value->hypotheses) hypothesis = unpack_hypothesis(in, sentence_size);
  value->target_tokens.resize(in.count(1));
  for (std::size_t& count : value->target_tokens) count = in.number();
  in.check(!value->hypotheses.empty() && value->target_tokens.size() == value->hypotheses.size());
  return in.ok_to_the_end() ? value : nullptr;
}

}  // namespace dragoman::translate
