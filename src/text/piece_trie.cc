// Built from the sorted pieces, level by level, so that a node's children lie side by side. Sorting is by radix on the
// first eight symbols; groups of one piece are not unfolded but end in a "tail" that is compared as a whole.
#include "text/piece_trie.h"

#include <algorithm>
#include <cstring>

namespace dragoman::text {
namespace {

constexpr std::size_t kKeySymbols = 8;

std::uint64_t key_of(std::string_view piece) {
  std::uint64_t key = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < kKeySymbols; ++i) {
    const Symbol symbol = at < piece.size() ? symbol_at(piece, at) : Symbol{0, 0};
    key = key << 8 | symbol.value;
    at += symbol.size;
  }
  return key;
}

/// Order by symbols, so that pieces with a common beginning are neighbours.
bool symbols_less(std::string_view a, std::string_view b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size()) {
    const Symbol left = symbol_at(a, at), right = symbol_at(b, at);
    if (left.value != right.value) return left.value < right.value;
    at += left.size;
  }
  return a.size() < b.size();
}

}  // namespace

void PieceTrie::sort(std::vector<Entry>& entries) const {
  std::vector<Entry> other(entries.size());
  for (unsigned shift = 0; shift < 64; shift += 8) {
    std::array<std::uint32_t, 257> starts = {};
    for (const Entry& entry : entries) ++starts[(entry.key >> shift & 0xFF) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    for (const Entry& entry : entries) other[starts[entry.key >> shift & 0xFF]++] = entry;
    entries.swap(other);
  }
  for (auto begin = entries.begin(); begin != entries.end();) {
    const auto end = std::find_if(begin, entries.end(), [&](const Entry& entry) { return entry.key != begin->key; });
    if (end - begin > 1) {
      std::sort(begin, end,
                [&](const Entry& a, const Entry& b) { return symbols_less((*pool_)[a.id], (*pool_)[b.id]); });
    }
    begin = end;
  }
}

unsigned PieceTrie::symbol_of(const Entry& entry, const Group& group) const {
  if (group.symbols < kKeySymbols) return entry.key >> (8 * (kKeySymbols - 1 - group.symbols)) & 0xFF;
  return symbol_at((*pool_)[entry.id], group.bytes).value;
}

/// Makes the nodes below `parent`, whose group comes out of `groups`, and adds theirs. False when two pieces are equal.
bool PieceTrie::add_children(std::uint32_t parent, const std::vector<Entry>& entries, std::vector<Group>& groups) {
  Group group = groups[parent];
  if (group.begin < group.end && (*pool_)[entries[group.begin].id].size() == group.bytes) {
    nodes_[parent].id = static_cast<std::int32_t>(entries[group.begin++].id);
    if (group.begin < group.end && (*pool_)[entries[group.begin].id].size() == group.bytes) return false;
  }
  nodes_[parent].first = static_cast<std::uint32_t>(nodes_.size());
  while (group.begin < group.end) {
    const unsigned symbol = symbol_of(entries[group.begin], group);
    std::uint32_t end = group.begin + 1;
    while (end < group.end && symbol_of(entries[end], group) == symbol) ++end;
    Node node;
    if (end - group.begin == 1) {
      node.id = static_cast<std::int32_t>(entries[group.begin].id);
      node.children = kTail;
    }
    nodes_.push_back(node);
    labels_.push_back(static_cast<std::uint8_t>(symbol));
    const auto bytes = static_cast<std::uint16_t>(group.bytes + (symbol == kSpaceSymbol ? kSpaceSign.size() : 1));
    groups.push_back({group.begin, end, static_cast<std::uint16_t>(group.symbols + 1), bytes});
    ++nodes_[parent].children;
    group.begin = end;
  }
  return true;
}

bool PieceTrie::build(const PiecePool& pool, const std::vector<std::uint32_t>& ids) {
  pool_ = &pool;
  std::vector<Entry> entries;
  entries.reserve(ids.size());
  for (const std::uint32_t id : ids) {
    if (pool[id].size() >= kTail) return false;
    entries.push_back({key_of(pool[id]), id});
  }
  sort(entries);
  std::vector<Group> groups = {{0, static_cast<std::uint32_t>(entries.size()), 0, 0}};
  groups.reserve(2 * ids.size());
  nodes_.reserve(2 * ids.size());
  labels_.reserve(2 * ids.size());
  nodes_.assign(1, {});
  labels_.assign(1, 0);
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].children != kTail && !add_children(i, entries, groups)) return false;
  }
  for (std::uint32_t i = 0; i < nodes_[0].children; ++i) first_[labels_[nodes_[0].first + i]] = nodes_[0].first + i;
  nodes_.shrink_to_fit();
  labels_.shrink_to_fit();
  return true;
}

std::uint32_t PieceTrie::child(const Node& node, unsigned label) const {
  const std::uint8_t* labels = labels_.data() + node.first;
  if (node.children > 8) {
    const void* found = std::memchr(labels, static_cast<int>(label), node.children);
    return found == nullptr ? 0
                            : node.first + static_cast<std::uint32_t>(static_cast<const std::uint8_t*>(found) - labels);
  }
  for (std::uint32_t i = 0; i < node.children; ++i) {
    if (labels[i] == label) return node.first + i;
  }
  return 0;
}

}  // namespace dragoman::text
