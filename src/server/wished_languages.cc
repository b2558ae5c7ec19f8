#include "server/wished_languages.h"

#include <algorithm>

namespace dragoman::server {
namespace {

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// "q=0", "q=0.0"
bool is_unwanted(std::string_view parameters) {
  const std::size_t at = parameters.find("q=");
  if (at == std::string_view::npos) return false;
  const std::string_view weight = without_blanks(parameters.substr(at + 2));
  return weight.starts_with('0') && weight.find_first_of("123456789") == std::string_view::npos;
}

}  // namespace

std::vector<std::string> wished_languages(std::string_view accept_language) {
  constexpr std::size_t kMost = 16;
  std::vector<std::string> out;
  for (std::string_view rest = accept_language; !rest.empty() && out.size() < kMost;) {
    const std::string_view one = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    const std::size_t mark = std::min(one.find(';'), one.size());
    const std::string_view tag = without_blanks(one.substr(0, mark));
    if (!tag.empty() && tag != "*" && !is_unwanted(one.substr(mark))) out.emplace_back(tag);
  }
  return out;
}

}  // namespace dragoman::server
