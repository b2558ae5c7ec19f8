// Charsmap: a SentencePiece model's table of character replacements (NFKC and the like), read in place and in bounds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::text {

/// The table is a double-array trie from byte strings to offsets into a pool of NUL-ended strings. The file's bytes are
/// not trusted: every step is checked against the array's size.
class Charsmap {
 public:
  Charsmap() = default;  ///< The empty table: replaces nothing.
  /// Copies `blob`. Nothing when it is damaged.
  static std::optional<Charsmap> read(std::string_view blob);

  struct Match {
    std::size_t length = 0;  ///< bytes of the text replaced; 0: no rule
    std::string_view replacement;
  };
  /// The longest rule that matches at the start of `text`.
  Match longest(std::string_view text) const;
  /// Whether no walk through the table can leave it, whatever the text, nor find more rules at a place than the library
  /// has room for: what the library takes for granted.
  bool closed() const;

 private:
  std::uint8_t values_below(std::size_t base, unsigned depth, std::vector<std::uint8_t>& values) const;
  std::vector<std::uint32_t> units_;
  std::string pool_;
};

}  // namespace dragoman::text
