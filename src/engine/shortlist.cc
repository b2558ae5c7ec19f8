#include "engine/shortlist.h"

#include <bit>
#include <cstring>

#include "base/bytes.h"

namespace dragoman::engine {
namespace {

constexpr std::uint64_t kMagic = 0xF11A48D5013417F5;
constexpr std::size_t kHeaderBytes = 48;
constexpr std::size_t kChecksummedFrom = 16;

std::uint64_t word_at(std::string_view bytes, std::size_t at) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes.data() + at, sizeof word);
  return word;
}

/// The writer's checksum: a running hash over the 64-bit words behind the checksum itself; a last half word is not
/// covered.
std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t hash = 0;
  for (std::size_t at = kChecksummedFrom; at + 8 <= bytes.size(); at += 8) {
    hash ^= word_at(bytes, at) + 0x9e3779b9 + (hash << 6) + (hash >> 2);
  }
  return hash;
}

/// A fault of the file at a byte, said with the file's name.
struct Damage {
  const std::string& file;
  Error operator()(std::size_t at, const std::string& what) const {
    return {ErrorCode::kBadModel, at,
            file + " is damaged at byte " + std::to_string(at) + ": " + what + "; fetch the file again"};
  }
};

}  // namespace

std::uint32_t Shortlist::id_at(std::uint64_t index) const {
  std::uint32_t id = 0;
  std::memcpy(&id, bytes_.data() + kHeaderBytes + 8 * offset_count_ + 4 * index, sizeof id);
  return id;
}

std::uint64_t Shortlist::offset_at(std::size_t index) const { return word_at(bytes_, kHeaderBytes + 8 * index); }

Status Shortlist::check_lists(const std::string& name) const {
  const Damage bad{name};
  for (std::size_t i = 0; i + 1 < offset_count_; ++i) {
    if (offset_at(i) > offset_at(i + 1)) return bad(kHeaderBytes + 8 * i, "its offsets go backwards");
  }
  if (offset_at(0) != 0 || offset_at(offset_count_ - 1) != id_count_)
    return bad(kHeaderBytes, "its offsets do not cover its ids");
  for (std::uint64_t i = 0; i < id_count_; ++i) {
    if (id_at(i) >= target_vocabulary_)
      return bad(kHeaderBytes + 8 * offset_count_ + 4 * i, "an id is beyond the vocabulary");
  }
  return {};
}

Result<Shortlist> Shortlist::parse(std::string_view bytes, const std::string& name, std::size_t source_vocabulary,
                                   std::size_t target_vocabulary) {
  const Damage bad{name};
  base::ByteReader in(bytes, name);
  const std::uint64_t magic = in.u64();
  const std::uint64_t expected = in.u64();
  const std::uint64_t first = in.u64();
  in.u64();  // the most candidates a token may have; the lists tell it themselves
  const std::uint64_t offsets = in.u64();
  const std::uint64_t ids = in.u64();
  if (!in.ok()) return in.error();
  if (magic != kMagic) return bad(0, "it is not a binary shortlist (wrong first bytes)");
  if (offsets > bytes.size() / 8 || ids > bytes.size() / 4 || bytes.size() != kHeaderBytes + 8 * offsets + 4 * ids) {
    return bad(32, "its size does not fit its counts");
  }
  if (offsets != source_vocabulary + 1) {
    return bad(32, "it covers " + std::to_string(offsets - 1) + " source tokens, the vocabulary has " +
                       std::to_string(source_vocabulary) + " (is it the shortlist of another model?)");
  }
  if (first > target_vocabulary) return bad(16, "it counts more frequent tokens than the vocabulary has");

  Shortlist list;
  list.bytes_ = bytes;
  list.first_ = first;
  list.offset_count_ = offsets;
  list.id_count_ = ids;
  list.target_vocabulary_ = target_vocabulary;
  if (Status lists = list.check_lists(name); !lists) return lists.error();
  if (checksum(bytes) != expected) return bad(8, "its checksum does not match");
  return list;
}

std::vector<TokenId> Shortlist::candidates(std::span<const TokenId> source, std::span<const TokenId> extra,
                                           bool shared) const {
  std::vector<std::uint64_t> keep((target_vocabulary_ + 63) / 64);  // a bit per id
  const auto add = [&keep](std::uint64_t id) { keep[id / 64] |= std::uint64_t{1} << (id % 64); };
  for (std::uint64_t id = 0; id < first_; ++id) add(id);
  for (const TokenId token : source) {
    if (shared) add(token);
    for (std::uint64_t i = offset_at(token); i < offset_at(token + 1); ++i) add(id_at(i));
  }
  for (const TokenId token : extra) add(token);
  std::vector<TokenId> ids;
  ids.reserve(2048);
  for (std::size_t word = 0; word < keep.size(); ++word) {
    for (std::uint64_t bits = keep[word]; bits != 0; bits &= bits - 1) {
      ids.push_back(static_cast<TokenId>(64 * word) + static_cast<TokenId>(std::countr_zero(bits)));
    }
  }
  return ids;
}

}  // namespace dragoman::engine
