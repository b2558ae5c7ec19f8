// Nesting: how deep a parser will be in its tree at each tag, told from the tags alone. It knows which elements close each
// other without an end tag (a p before a div, an li before an li), and that formatting which is never closed comes back in
// every paragraph. It may say too much, hardly too little; its cost for a tag is bounded by the depth.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dragoman::html {

class Nesting {
 public:
  /// `tag`: the source of the start tag, for formatting elements that are alike.
  void open(std::string_view name, std::string_view tag, bool self_closing);
  void close(std::string_view name);
  std::size_t depth() const { return revived_ > kMostRevived ? revived_ : stack_.size() + pending_.size(); }
  /// Whether an end tag of that name would close something.
  bool has(std::string_view name) const;
  /// Whether a start tag of that name opens anything.
  static bool is_void(std::string_view name);

 private:
  static constexpr std::size_t kMostRevived = 1'000'000;  ///< elements that the parser makes up

  struct Entry {
    std::uint64_t name = 0;  ///< hash of it
    std::uint64_t tag = 0;   ///< hash of the whole start tag
    std::uint32_t kind = 0;
    std::uint32_t pending = 0;  ///< formatting elements waiting when it was opened
  };
  bool close_to(std::uint64_t name, std::uint32_t stop);
  void close_formatting(std::uint64_t name);
  void close_before(std::uint64_t name, std::uint32_t kind);
  void close_cells(std::uint64_t name);
  bool takes_rows();
  void pop(std::size_t size);
  std::uint16_t& count(std::uint64_t name) { return counts_[name % counts_.size()]; }

  std::vector<Entry> stack_;
  std::size_t revived_ = 0;                     ///< formatting elements that came back in a block
  std::vector<Entry> pending_;                  ///< formatting elements that were left open
  std::array<std::uint16_t, 512> counts_ = {};  ///< of names on the stack, by hash; 0: certainly none
};

}  // namespace dragoman::html
