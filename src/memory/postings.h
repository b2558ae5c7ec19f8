// Postings: for each index word the pairs it stands in, kept as few large blocks instead of many small rows.
//
// New pairs go to the table `fresh`, one row a word. When there are enough of them, or an import brings many at once, they
// become a run: for each word one block of all its pairs, written once and in order. Eight runs of a size are merged into
// one of the next size, so there are never many. A word in over kMostOfAWord pairs of a run keeps its count only: it tells
// nothing, and so no look-up reads, and no run holds, a long list. Why so: docs/decisions/0009-memory.md.
// All within the caller's transaction.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>
#include "memory/index_words.h"
#include "memory/schema.h"

namespace dragoman::memory {

constexpr std::int64_t kMostOfAWord = 65'536;

struct Posting {
  std::int64_t pair = 0;
  std::uint8_t length = 0;  ///< tokens of its source, 255 for more
};

/// A list of postings as bytes: differences of ids and lengths, as varints; ids ascend.
class PostingsBlock {
 public:
  void add(Posting posting);
  void clear();
  std::string_view bytes() const { return bytes_; }
  std::int64_t count() const { return count_; }
  bool full() const { return count_ > kMostOfAWord; }

 private:
  std::string bytes_;
  std::int64_t last_ = 0, count_ = 0;
};
/// Appends what can be read; a damaged block ends early.
void read_block(std::string_view bytes, std::vector<Posting>& out);

/// Puts new pairs into the index. Ids must ascend.
class PostingsWriter {
 public:
  explicit PostingsWriter(Connection& connection) : connection_(connection) {}
  /// One pair, in `fresh`.
  Status add_one(std::int64_t pair, const IndexWords& words);
  /// One of many: kept in memory until there is enough for a run. Call begin_many() before, finish_many() behind.
  Status begin_many();
  Status add_many(std::int64_t pair, const IndexWords& words);
  Status finish_many();

 private:
  struct Item {
    std::int64_t word = 0;
    Posting posting;
  };
  Status write_run();
  Status flush_fresh();
  Status merge_levels();
  Status merge(std::int64_t level);
  Result<std::int64_t> new_run(std::int64_t first, std::int64_t last, std::int64_t pairs);
  Status put_block(std::int64_t run, std::int64_t word, const PostingsBlock& block, std::int64_t count);

  Connection& connection_;
  std::vector<Item> items_;
  std::int64_t first_ = 0, last_ = 0, pairs_ = 0;
};

/// Lists of one look-up's words.
class PostingsReader {
 public:
  explicit PostingsReader(Connection& connection) : connection_(connection) {}
  struct Word {
    std::int64_t word = 0, count = 0;
    bool everywhere = false;  ///< too frequent to have lists
  };
  /// How many pairs have each word.
  Result<std::vector<Word>> count(const std::vector<std::int64_t>& words);
  /// Appends a word's postings.
  Status read(std::int64_t word, std::vector<Posting>& out);

 private:
  Status load_runs();
  Connection& connection_;
  std::vector<std::int64_t> runs_;
};

}  // namespace dragoman::memory
