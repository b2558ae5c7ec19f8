// The two areas, and how a translation is written as bytes: numbers of 32 bits and texts behind their sizes. An area is
// below 1 GiB and a record holds its texts, so all ranges into them fit.
#include "translate/cache.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <utility>

namespace dragoman::translate {
namespace {

constexpr std::size_t kMinArea = 256;  // less has no room for an index and a sentence
constexpr std::size_t kMaxArea = (std::size_t{1} << 30) - 1;
constexpr std::size_t kBytesPerSlot = 128;  // less than a short sentence's record: the index is not what runs out

std::uint32_t hash_of(std::string_view key) {
  const auto hash = static_cast<std::uint64_t>(std::hash<std::string_view>{}(key));
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

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
  const std::string& bytes() const { return out_; }

 private:
  template <class T>
  void raw(T value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out_.append(bytes, sizeof value);
  }
  std::string out_;
};

/// Reads what Packer wrote; it trusts the bytes, which are our own.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : left_(bytes) {}
  std::size_t number() { return raw<std::uint32_t>(); }
  float real() { return raw<float>(); }
  ByteRange range() {
    const std::size_t begin = number();
    return {begin, number()};
  }
  std::string text() {
    const std::size_t size = number();
    std::string value(left_.substr(0, size));
    left_.remove_prefix(size);
    return value;
  }

 private:
  template <class T>
  T raw() {
    T value;
    std::memcpy(&value, left_.data(), sizeof value);
    left_.remove_prefix(sizeof value);
    return value;
  }
  std::string_view left_;
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

Hypothesis unpack_hypothesis(Unpacker& in) {
  Hypothesis hypothesis;
  hypothesis.text = in.text();
  hypothesis.log_prob = in.real();
  hypothesis.score = in.real();
  hypothesis.complete = in.number() != 0;
  hypothesis.tokens.resize(in.number());
  for (TokenLink& token : hypothesis.tokens) {
    token.target = in.range();
    token.source = in.range();
    token.log_prob = in.real();
    token.weights.resize(in.number());
    for (float& weight : token.weights) weight = in.real();
  }
  return hypothesis;
}

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
  return out.bytes();
}

std::shared_ptr<const Translated> unpack(std::string_view bytes) {
  Unpacker in(bytes);
  auto value = std::make_shared<Translated>();
  value->copied = in.number() != 0;
  value->source_token_count = in.number();
  value->source_tokens.resize(in.number());
  for (ByteRange& range : value->source_tokens) range = in.range();
  value->hypotheses.resize(in.number());
  for (Hypothesis& hypothesis : value->hypotheses) hypothesis = unpack_hypothesis(in);
  value->target_tokens.resize(in.number());
  for (std::size_t& count : value->target_tokens) count = in.number();
  return value;
}

}  // namespace

void SentenceCache::Area::init(std::size_t bytes) {
  if (bytes_) return;
  std::vector<std::uint32_t> slots(std::bit_floor(bytes / kBytesPerSlot), 0);
  const std::size_t size = bytes - slots.size() * sizeof(std::uint32_t);
  bytes_ = std::make_unique_for_overwrite<char[]>(size);  // NOLINT(modernize-avoid-c-arrays)
  slots_ = std::move(slots);
  size_ = size;
}

std::size_t SentenceCache::Area::allocated() const { return size_ + slots_.capacity() * sizeof(std::uint32_t); }

std::optional<std::string_view> SentenceCache::Area::find(std::string_view key, std::uint32_t hash) const {
  if (count_ == 0) return std::nullopt;
  for (std::size_t slot = slot_of(hash); slots_[slot] != 0; slot = slot_of(static_cast<std::uint32_t>(slot + 1))) {
    const char* record = bytes_.get() + slots_[slot] - 1;
    std::uint32_t head[3];
    std::memcpy(head, record, kHead);
    if (head[2] == hash && std::string_view(record + kHead, head[0]) == key) {
      return std::string_view(record + kHead + head[0], head[1]);
    }
  }
  return std::nullopt;
}

bool SentenceCache::Area::add(std::string_view key, std::uint32_t hash, std::string_view value) {
  const std::size_t needed = kHead + key.size() + value.size();
  if (needed > size_ - used_ || (count_ + 1) * 4 > slots_.size() * 3) return false;
  std::size_t slot = slot_of(hash);
  while (slots_[slot] != 0) slot = slot_of(static_cast<std::uint32_t>(slot + 1));
  slots_[slot] = static_cast<std::uint32_t>(used_ + 1);
  const std::uint32_t head[3] = {static_cast<std::uint32_t>(key.size()), static_cast<std::uint32_t>(value.size()),
                                 hash};
  char* record = bytes_.get() + used_;
  std::memcpy(record, head, kHead);
  std::memcpy(record + kHead, key.data(), key.size());
  std::memcpy(record + kHead + key.size(), value.data(), value.size());
  used_ += needed;
  ++count_;
  return true;
}

void SentenceCache::Area::clear() {
  std::fill(slots_.begin(), slots_.end(), 0U);
  used_ = count_ = 0;
}

SentenceCache::SentenceCache(std::size_t max_bytes)
    : area_bytes_(max_bytes / 2 < kMinArea ? 0 : std::min(max_bytes / 2, kMaxArea)) {}

std::size_t SentenceCache::allocated() const {
  const std::lock_guard lock(mutex_);
  return young_.allocated() + old_.allocated();
}

std::shared_ptr<const Translated> SentenceCache::find(std::string_view key) {
  if (area_bytes_ == 0) return nullptr;
  const std::uint32_t hash = hash_of(key);
  std::string value;
  {
    const std::lock_guard lock(mutex_);
    if (const auto young = young_.find(key, hash)) {
      value = *young;
    } else if (const auto old = old_.find(key, hash)) {
      value = *old;  // before the areas may change places
      insert(key, hash, value);
    } else {
      return nullptr;
    }
  }
  return unpack(value);
}

void SentenceCache::add(std::string_view key, const Translated& value) {
  if (key.size() >= area_bytes_) return;
  const std::string bytes = pack(value);
  const std::uint32_t hash = hash_of(key);
  const std::lock_guard lock(mutex_);
  if (!young_.find(key, hash)) insert(key, hash, bytes);
}

void SentenceCache::insert(std::string_view key, std::uint32_t hash, std::string_view value) {
  young_.init(area_bytes_);
  if (young_.add(key, hash, value) || !young_.could_hold(Area::kHead + key.size() + value.size())) return;
  std::swap(young_, old_);
  young_.init(area_bytes_);
  young_.clear();
  young_.add(key, hash, value);
}

}  // namespace dragoman::translate
