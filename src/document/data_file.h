// The form of our small data files: "[section]" lines, one entry a line below, "#" lines for people.
#pragma once
#include <string_view>
#include <vector>

namespace dragoman::document {

/// The entries of a section, trimmed, in the file's order; a section may come several times.
std::vector<std::string_view> section_lines(std::string_view file, std::string_view section);

/// A line "name = value": both sides trimmed; the value is empty where there is no "=".
struct NamedLine {
  std::string_view name, value;
};
NamedLine named_line(std::string_view line);

}  // namespace dragoman::document
