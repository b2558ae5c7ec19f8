// The two areas. A record is three numbers of 32 bits, the key and the value; an area is below 1 GiB.
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

std::optional<std::string> SentenceCache::find(std::string_view key) {
  if (area_bytes_ == 0) return std::nullopt;
  const std::uint32_t hash = hash_of(key);
  const std::lock_guard lock(mutex_);
  if (const auto young = young_.find(key, hash)) return std::string(*young);
  const auto old = old_.find(key, hash);
  if (!old) return std::nullopt;
  std::string value(*old);  // before the areas may change places
  insert(key, hash, value);
  return value;
}

void SentenceCache::add(std::string_view key, std::string_view value) {
  if (key.size() >= area_bytes_) return;
  const std::uint32_t hash = hash_of(key);
  const std::lock_guard lock(mutex_);
  if (!young_.find(key, hash)) insert(key, hash, value);
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
