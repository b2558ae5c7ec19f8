// Runs: made of a batch in memory or of the fresh rows, and merged.
#include <algorithm>
#include <memory>

#include "memory/postings.h"

namespace dragoman::memory {
namespace {

constexpr std::size_t kMostItems = 2'000'000;  // 24 bytes each: what an import holds at most
constexpr std::int64_t kMostFresh = 2'048;     // pairs
constexpr std::int64_t kRunsOfALevel = 8;

/// Runs of up to 2,048 pairs are of level 0, each next level holds eight times as many.
std::int64_t level_of(std::int64_t pairs) {
  std::int64_t level = 0;
  for (std::int64_t size = kMostFresh; size < pairs; size *= kRunsOfALevel) ++level;
  return level;
}

std::uint8_t short_length(std::size_t length) { return static_cast<std::uint8_t>(std::min<std::size_t>(length, 255)); }

struct Run {
  std::int64_t id = 0, first = 0, last = 0, pairs = 0;
};

/// The lists of one run, word by word.
struct Cursor {
  Query rows;
  bool open = true;
};

/// Rows on their way into the table. A row that is written makes SQLite find the place of every cursor again, so many are
/// written at a time.
class RowBuffer {
 public:
  RowBuffer(Connection& connection, std::int64_t run) : connection_(connection), run_(run) {}
  Status put(std::int64_t word, std::int64_t count, std::string_view bytes) {
    rows_.push_back({word, count, std::string(count > kMostOfAWord ? "" : bytes)});
    size_ += bytes.size() + sizeof(Row);
    return size_ < kMostBuffered ? Status() : flush();
  }
  Status flush() {
    for (const Row& row : rows_) {
      constexpr std::string_view kSql = "INSERT INTO postings (run, word, count, block) VALUES (?, ?, ?, ?)";
      Status put = row.count > kMostOfAWord ? connection_.run(kSql, run_, row.word, row.count, nullptr)
                                            : connection_.run(kSql, run_, row.word, row.count, Blob{row.bytes});
      if (!put) return put;
    }
    rows_.clear();
    size_ = 0;
    return {};
  }

 private:
  struct Row {
    std::int64_t word = 0, count = 0;
    std::string bytes;
  };
  static constexpr std::size_t kMostBuffered = std::size_t{8} << 20;
  Connection& connection_;
  std::int64_t run_;
  std::vector<Row> rows_;
  std::size_t size_ = 0;
};

/// Joins the lists of a word, cursors in the order of their pairs.
Status join_word(std::vector<Cursor>& cursors, std::int64_t word, RowBuffer& target) {
  PostingsBlock block;
  std::vector<Posting> list;
  std::int64_t count = 0;
  for (Cursor& cursor : cursors) {
    if (!cursor.open || cursor.rows.integer(0) != word) continue;
    count += cursor.rows.integer(1);
    list.clear();
    read_block(cursor.rows.text(2), list);
    for (const Posting& posting : list) block.add(posting);
    cursor.open = cursor.rows.next();
    if (!cursor.rows.status()) return cursor.rows.status();
  }
  return target.put(word, count, block.bytes());
}

Status join(Connection& connection, std::vector<Cursor>& cursors, std::int64_t run) {
  RowBuffer target(connection, run);
  for (Cursor& cursor : cursors) {
    cursor.open = cursor.rows.next();
    if (!cursor.rows.status()) return cursor.rows.status();
  }
  while (true) {
    bool any = false;
    std::int64_t word = 0;
    for (const Cursor& cursor : cursors) {
      if (!cursor.open || (any && cursor.rows.integer(0) >= word)) continue;
      word = cursor.rows.integer(0);
      any = true;
    }
    if (!any) return target.flush();
    if (Status joined = join_word(cursors, word, target); !joined) return joined;
  }
}

}  // namespace

Result<std::int64_t> PostingsWriter::new_run(std::int64_t first, std::int64_t last, std::int64_t pairs) {
  const Status made = connection_.run("INSERT INTO runs (level, first_pair, last_pair, pairs) VALUES (?, ?, ?, ?)",
                                      level_of(pairs), first, last, pairs);
  if (!made) return made.error();
  return connection_.last_id();
}

Status PostingsWriter::put_block(std::int64_t run, std::int64_t word, const PostingsBlock& block, std::int64_t count) {
  constexpr std::string_view kSql = "INSERT INTO postings (run, word, count, block) VALUES (?, ?, ?, ?)";
  if (count > kMostOfAWord) return connection_.run(kSql, run, word, count, nullptr);
  return connection_.run(kSql, run, word, count, Blob{block.bytes()});
}

Status PostingsWriter::add_one(std::int64_t pair, const IndexWords& words) {
  for (const std::int64_t word : words.words) {
    Status added = connection_.run("INSERT INTO fresh (word, pair, length) VALUES (?, ?, ?)", word, pair,
                                   std::int64_t{short_length(words.length)});
    if (!added) return added;
  }
  // Ids of fresh pairs have no gaps worth counting: their distance is their number.
  std::int64_t last = 0;
  {
    Query row = connection_.query("SELECT max(last_pair) FROM runs");
    if (row.next()) last = row.integer(0);
    if (!row.status()) return row.status();
  }
  if (pair - last < kMostFresh) return {};
  if (Status flushed = flush_fresh(); !flushed) return flushed;
  return merge_levels();
}

Status PostingsWriter::flush_fresh() {
  Run made;
  {
    Query row = connection_.query("SELECT min(pair), max(pair), count(DISTINCT pair) FROM fresh");
    if (row.next()) made = {0, row.integer(0), row.integer(1), row.integer(2)};
    if (!row.status()) return row.status();
  }
  if (made.pairs == 0) return {};
  const Result<std::int64_t> run = new_run(made.first, made.last, made.pairs);
  if (!run) return run.error();
  PostingsBlock block;
  std::int64_t word = 0;
  Status put;
  {
    Query rows = connection_.query("SELECT word, pair, length FROM fresh ORDER BY word, pair");
    while (put && rows.next()) {
      if (block.count() > 0 && rows.integer(0) != word) {
        put = put_block(*run, word, block, block.count());
        block.clear();
      }
      word = rows.integer(0);
      block.add({rows.integer(1), static_cast<std::uint8_t>(rows.integer(2))});
    }
    if (!rows.status()) return rows.status();
  }
  if (put && block.count() > 0) put = put_block(*run, word, block, block.count());
  if (!put) return put;
  return connection_.run("DELETE FROM fresh");
}

Status PostingsWriter::begin_many() {
  items_.reserve(kMostItems + 512);
  return flush_fresh();
}

Status PostingsWriter::add_many(std::int64_t pair, const IndexWords& words) {
  if (pairs_++ == 0) first_ = pair;
  last_ = pair;
  for (const std::int64_t word : words.words) items_.push_back({word, {pair, short_length(words.length)}});
  return items_.size() < kMostItems ? Status() : write_run();
}

Status PostingsWriter::finish_many() { return write_run(); }

Status PostingsWriter::write_run() {
  if (pairs_ == 0) return {};
  std::stable_sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) { return a.word < b.word; });
  const Result<std::int64_t> run = new_run(first_, last_, pairs_);
  if (!run) return run.error();
  PostingsBlock block;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    block.add(items_[i].posting);
    if (i + 1 < items_.size() && items_[i + 1].word == items_[i].word) continue;
    if (Status put = put_block(*run, items_[i].word, block, block.count()); !put) return put;
    block.clear();
  }
  items_.clear();
  pairs_ = 0;
  return merge_levels();
}

Status PostingsWriter::merge_levels() {
  while (true) {
    std::int64_t level = -1;
    {
      Query row = connection_.query("SELECT level FROM runs GROUP BY level HAVING count(*) >= ? ORDER BY level LIMIT 1",
                                    kRunsOfALevel);
      if (row.next()) level = row.integer(0);
      if (!row.status()) return row.status();
    }
    if (level < 0) return {};
    if (Status merged = merge(level); !merged) return merged;
  }
}

Status PostingsWriter::merge(std::int64_t level) {
  std::vector<Run> runs;
  {
    Query rows = connection_.query(
        "SELECT id, first_pair, last_pair, pairs FROM runs WHERE level = ? ORDER BY first_pair", level);
    while (rows.next()) runs.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3)});
    if (!rows.status()) return rows.status();
  }
  Run all{0, runs.front().first, runs.back().last, 0};
  for (const Run& run : runs) all.pairs += run.pairs;
  const Result<std::int64_t> target = new_run(all.first, all.last, all.pairs);
  if (!target) return target.error();
  // Runs of one level that small pairs could not fill would be merged for ever.
  if (Status raised = connection_.run("UPDATE runs SET level = max(level, ?) WHERE id = ?", level + 1, *target);
      !raised)
    return raised;
  std::vector<Cursor> cursors;
  for (const Run& run : runs) {
    cursors.push_back(
        {connection_.query("SELECT word, count, block FROM postings WHERE run = ? ORDER BY word", run.id)});
  }
  if (Status joined = join(connection_, cursors, *target); !joined) return joined;
  cursors.clear();
  for (const Run& run : runs) {
    if (Status gone = connection_.run("DELETE FROM postings WHERE run = ?", run.id); !gone) return gone;
    if (Status gone = connection_.run("DELETE FROM runs WHERE id = ?", run.id); !gone) return gone;
  }
  return {};
}

}  // namespace dragoman::memory
