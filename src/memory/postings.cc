// Blocks, and reading them.
#include "memory/postings.h"

#include <algorithm>

namespace dragoman::memory {
namespace {

void put_varint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7F) | 0x80);
  out += static_cast<char>(value);
}

}  // namespace

void PostingsBlock::add(Posting posting) {
  if (++count_ > kMostOfAWord) {
    bytes_.clear();
    return;
  }
  put_varint(bytes_, static_cast<std::uint64_t>(posting.pair - last_));
  bytes_ += static_cast<char>(posting.length);
  last_ = posting.pair;
}

void PostingsBlock::clear() {
  bytes_.clear();
  last_ = count_ = 0;
}

void read_block(std::string_view bytes, std::vector<Posting>& out) {
  std::uint64_t last = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    std::uint64_t value = 0;
    int shift = 0;
    for (; at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0x80) != 0 && shift < 56; shift += 7) {
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at++]) & 0x7F) << shift;
    }
    if (at + 2 > bytes.size()) return;
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at++]) & 0x7F) << shift;
    last += value;
    out.push_back({static_cast<std::int64_t>(last), static_cast<std::uint8_t>(bytes[at++])});
  }
}

Status PostingsReader::load_runs() {
  if (!runs_.empty()) return {};
  Query rows = connection_.query("SELECT id FROM runs ORDER BY first_pair");
  while (rows.next()) runs_.push_back(rows.integer(0));
  return rows.status();
}

Result<std::vector<PostingsReader::Word>> PostingsReader::count(const std::vector<std::int64_t>& words) {
  if (Status loaded = load_runs(); !loaded) return loaded.error();
  std::vector<Word> out;
  for (const std::int64_t word : words) {
    Word one{word, 0, false};
    for (const std::int64_t run : runs_) {
      Query row = connection_.query("SELECT count FROM postings WHERE run = ? AND word = ?", run, word);
      if (row.next()) {
        one.count += row.integer(0);
        one.everywhere = one.everywhere || row.integer(0) > kMostOfAWord;
      }
      if (!row.status()) return row.status().error();
    }
    Query fresh = connection_.query("SELECT count(*) FROM fresh WHERE word = ?", word);
    if (fresh.next()) one.count += fresh.integer(0);
    if (!fresh.status()) return fresh.status().error();
    out.push_back(one);
  }
  return out;
}

Status PostingsReader::read(std::int64_t word, std::vector<Posting>& out) {
  if (Status loaded = load_runs(); !loaded) return loaded;
  for (const std::int64_t run : runs_) {
    Query row = connection_.query("SELECT block FROM postings WHERE run = ? AND word = ?", run, word);
    if (row.next()) read_block(row.text(0), out);
    if (!row.status()) return row.status();
  }
  Query rows = connection_.query("SELECT pair, length FROM fresh WHERE word = ? ORDER BY pair", word);
  while (rows.next()) out.push_back({rows.integer(0), static_cast<std::uint8_t>(rows.integer(1))});
  return rows.status();
}

}  // namespace dragoman::memory
