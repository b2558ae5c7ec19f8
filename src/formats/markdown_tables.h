// Tables as GitHub has them, for md4c, which wants three characters in each cell of the row under a table's head where one dash is enough.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace dragoman::formats {

/// Where a short row wants dashes: behind the first dash of a cell.
struct MissingDashes {
  std::size_t at = 0, count = 0;
};
/// What the short rows of `source` behind `begin` lack, in order. Of a row only where the line before it has as many cells, so that nothing else
/// becomes a table. Linear in the document's length.
std::vector<MissingDashes> missing_dashes(std::string_view source, std::size_t begin);

/// Whether lines look like a table that Markdown does not read as one: ruled, or each between bars. To join them would destroy it.
bool looks_like_table(std::string_view lines);

}  // namespace dragoman::formats
