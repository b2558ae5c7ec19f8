// A wrapper is a handful of signs in any order ("//--><!]]>"), of which none can begin or end a JSON text.
#include "html/script_json.h"
#include <algorithm>
#include <array>
#include "html/lexer.h"

namespace dragoman::html {
namespace {

constexpr std::array<std::string_view, 7> kBefore = {kCdata, "<!--", "-->", "//", "/*", "*/", ">"};
constexpr std::array<std::string_view, 7> kBehind = {kCdataEnd, "<!--", "-->", "//", "/*", "*/", "<!"};

std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && is_html_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_html_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

ByteRange script_json(std::string_view source, ByteRange content) {
  std::string_view rest = without_spaces(source.substr(content.begin, content.end - content.begin));
  const std::size_t whole = rest.size();
  const auto take = [&](const auto& signs, auto stands, auto remove) {
    const auto found = std::ranges::find_if(signs, stands);
    if (found == signs.end()) return false;
    remove(found->size());
    rest = without_spaces(rest);
    return true;
  };
  while (take(
      kBefore, [&](std::string_view sign) { return rest.starts_with(sign); },
      [&](std::size_t size) { rest.remove_prefix(size); })) {
  }
  if (rest.size() == whole) return content;
  while (take(
      kBehind, [&](std::string_view sign) { return rest.ends_with(sign); },
      [&](std::size_t size) { rest.remove_suffix(size); })) {
  }
  const std::size_t begin = static_cast<std::size_t>(rest.data() - source.data());
  return {begin, begin + rest.size()};
}

}  // namespace dragoman::html
