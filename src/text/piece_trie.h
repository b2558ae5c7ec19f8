// PieceTrie: all vocabulary pieces that begin at a place of a text, found in one walk; built in about a millisecond.
//
// SentencePiece's own double array takes tens of milliseconds to build, which is most of a short translation's time.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::text {

/// The pieces' texts, one after the other.
class PiecePool {
 public:
  void reserve(std::size_t pieces, std::size_t bytes) {
    ends_.reserve(pieces + 1);
    bytes_.reserve(bytes);
  }
  void add(std::string_view piece) {
    bytes_.append(piece);
    ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  }
  std::string_view operator[](std::size_t id) const {
    return {bytes_.data() + ends_[id], std::size_t{ends_[id + 1]} - ends_[id]};
  }
  std::size_t size() const { return ends_.size() - 1; }

 private:
  std::string bytes_;
  std::vector<std::uint32_t> ends_ = {0};
};

/// A symbol is one byte of text, except that the three bytes of the space sign ▁ make one (0xFF, which UTF-8 never
/// has): three quarters of all pieces begin with it.
inline constexpr unsigned kSpaceSymbol = 0xFF;
inline constexpr std::string_view kSpaceSign = "\xE2\x96\x81";
struct Symbol {
  unsigned value = 0;
  std::size_t size = 0;
};
inline Symbol symbol_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == 0xE2 && text.substr(at, 3) == kSpaceSign) return {kSpaceSymbol, 3};
  return {byte, 1};
}

class PieceTrie {
 public:
  /// Builds the trie of pool[id] for each of `ids`. The pool must stay where it is. False when two pieces are equal.
  bool build(const PiecePool& pool, const std::vector<std::uint32_t>& ids);

  /// Calls visit(id, size) for each piece that `text` has at `at`, shortest first.
  template <class Visit>
  void match(std::string_view text, std::size_t at, Visit visit) const {
    std::size_t place = at;
    std::uint32_t index = 0;
    while (place < text.size()) {
      const Symbol symbol = symbol_at(text, place);
      index = index == 0 ? first_[symbol.value] : child(nodes_[index], symbol.value);
      if (index == 0) return;
      place += symbol.size;
      const Node& node = nodes_[index];
      if (node.children == kTail) {  // only one piece goes on from here: compare the rest of it
        const std::string_view piece = (*pool_)[static_cast<std::size_t>(node.id)];
        if (text.substr(place).starts_with(piece.substr(place - at)))
          visit(static_cast<std::uint32_t>(node.id), piece.size());
        return;
      }
      if (node.id >= 0) visit(static_cast<std::uint32_t>(node.id), place - at);
    }
  }

 private:
  static constexpr std::uint16_t kTail = 0xFFFF;
  struct Node {
    std::uint32_t first = 0;     // child; the others follow it
    std::int32_t id = -1;        // the piece that ends here
    std::uint16_t children = 0;  // or kTail
  };
  /// A piece with its first eight symbols, which sort it nearly always.
  struct Entry {
    std::uint64_t key;
    std::uint32_t id;
  };
  /// The entries below a node: [begin, end) share `symbols` symbols, `bytes` bytes.
  struct Group {
    std::uint32_t begin, end;
    std::uint16_t symbols, bytes;
  };

  std::uint32_t child(const Node& node, unsigned label) const;
  void sort(std::vector<Entry>& entries) const;
  unsigned symbol_of(const Entry& entry, const Group& group) const;
  bool add_children(std::uint32_t parent, const std::vector<Entry>& entries, std::vector<Group>& groups);

  const PiecePool* pool_ = nullptr;
  std::vector<Node> nodes_;
  std::vector<std::uint8_t> labels_;           // of each node
  std::array<std::uint32_t, 256> first_ = {};  // children of the root, by label
};

}  // namespace dragoman::text
