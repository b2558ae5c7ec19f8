// Lines are cut and compared; nothing is copied.
#include "document/data_file.h"

namespace dragoman::document {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

}  // namespace

std::vector<std::string_view> section_lines(std::string_view file, std::string_view section) {
  std::vector<std::string_view> out;
  bool inside = false;
  while (!file.empty()) {
    const std::size_t end = file.find('\n');
    const std::string_view line = trimmed(file.substr(0, end));
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[' && line.back() == ']') {
      inside = line.substr(1, line.size() - 2) == section;
    } else if (inside) {
      out.push_back(line);
    }
  }
  return out;
}

NamedLine named_line(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return {trimmed(line), {}};
  return {trimmed(line.substr(0, equals)), trimmed(line.substr(equals + 1))};
}

}  // namespace dragoman::document
