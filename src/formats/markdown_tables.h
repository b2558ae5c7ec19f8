// Tables as GitHub has them, for md4c, which wants three characters in each cell of the row under a table's head where one dash is enough.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::formats {

/// A document in which such short rows are as wide as md4c wants them, and the way back to the places of the source. A row is widened only where
/// the line before it has as many cells, so that nothing else becomes a table.
class WideTables {
 public:
  /// `source` must outlive this; rows are sought from `begin` on. Linear in the document's length.
  WideTables(std::string_view source, std::size_t begin);
  WideTables(const WideTables&) = delete;
  WideTables& operator=(const WideTables&) = delete;
  /// The source itself if it has no such row.
  std::string_view text() const { return wide_.empty() ? source_ : std::string_view(wide_); }
  /// A place of text() as one of the source.
  std::size_t place(std::size_t at) const;

 private:
  struct Added {
    std::size_t at = 0;      ///< where added dashes begin, in text()
    std::size_t length = 0;  ///< of them
    std::size_t before = 0;  ///< added before them
  };
  void widen(std::size_t begin, std::size_t end);

  std::string_view source_;
  std::string wide_;
  std::size_t copied_ = 0;  // bytes of the source that wide_ has
  std::vector<Added> added_;
};

/// Whether lines look like a table that Markdown does not read as one: ruled, or each between bars. To join them would destroy it.
bool looks_like_table(std::string_view lines);

}  // namespace dragoman::formats
