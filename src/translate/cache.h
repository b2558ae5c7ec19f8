// SentenceCache: translations of sentences seen before (packed.h), in a fixed amount of memory.
//
// Entries lie as plain bytes behind each other in two areas of half the size each. New ones go into the young area; one
// that is found in the old area is copied into the young. When the young area is full, the old one is emptied and the
// two change places: what was not asked for since the last change is gone. So there is no allocation per entry, nothing
// for the allocator to be fragmented by, and the bound is that of the two areas, whatever the entries are.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::translate {

/// Thread-safe.
class SentenceCache {
 public:
  /// All memory that the cache ever holds is at most `max_bytes`; it is taken when it is needed.
  explicit SentenceCache(std::size_t max_bytes);
  /// A copy of what was added, or nothing.
  std::optional<std::string> find(std::string_view key);
  /// An entry that needs more than half of the cache is not kept.
  void add(std::string_view key, std::string_view value);
  /// Bytes of the areas and their indexes that are allocated.
  std::size_t allocated() const;

 private:
  class Area {
   public:
    static constexpr std::size_t kHead = 3 * sizeof(std::uint32_t);  // of a record: sizes of key and value, hash
    void init(std::size_t bytes);
    std::size_t allocated() const;
    /// The value's bytes, valid until the next change.
    std::optional<std::string_view> find(std::string_view key, std::uint32_t hash) const;
    /// False: no room. The key must not be there.
    bool add(std::string_view key, std::uint32_t hash, std::string_view value);
    void clear();
    /// Is there room for a record of so many bytes when nothing else is there?
    bool could_hold(std::size_t bytes) const { return bytes <= size_; }

   private:
    std::size_t slot_of(std::uint32_t hash) const { return hash & (slots_.size() - 1); }
    std::unique_ptr<char[]> bytes_;  // NOLINT(modernize-avoid-c-arrays): not initialised, so that pages come as needed
    std::size_t size_ = 0, used_ = 0, count_ = 0;
    std::vector<std::uint32_t> slots_;  // open addressing; where a record begins, plus 1; 0 = free
  };
  void insert(std::string_view key, std::uint32_t hash, std::string_view value);  // with the mutex held

  mutable std::mutex mutex_;
  Area young_, old_;
  const std::size_t area_bytes_;
};

}  // namespace dragoman::translate
