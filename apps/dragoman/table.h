// Tables for people: columns aligned by the characters that a terminal shows, the last one ragged.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace dragoman::cli {

using Row = std::vector<std::string>;
/// Rows of equal length, the first being the heading, two spaces between columns.
std::string table_text(const std::vector<Row>& rows);
/// "17.2 MB" (decimal units).
std::string size_text(std::uint64_t bytes);

}  // namespace dragoman::cli
