// Lines are cut and compared; nothing is copied. A section is looked for as a whole, since a file is asked for many of them.
#include "document/data_file.h"

#include <algorithm>
#include <string>

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
  const std::string header = "[" + std::string(section) + "]\n";
  for (std::size_t at = 0; (at = file.find(header, at)) != std::string_view::npos;) {
    const bool begins_line = at == 0 || file[at - 1] == '\n';
    at += header.size();
    while (begins_line && at < file.size() && file[at] != '[') {
      const std::size_t end = std::min(file.find('\n', at), file.size());
      const std::string_view line = trimmed(file.substr(at, end - at));
      if (!line.empty() && line.front() != '#') out.push_back(line);
      at = std::min(end + 1, file.size());
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
