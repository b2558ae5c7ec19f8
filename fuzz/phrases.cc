// A phrase, what replaces it, and a text, each a line: nothing of the text but the phrase changes, and what comes out is UTF-8.
#include "articles/phrases.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "text/utf8.h"

using dragoman::articles::with_replaced;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  if (dragoman::text::first_bad_utf8(rest)) return 0;
  const auto line = [&] {
    const std::string_view one = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(one.size() < rest.size() ? one.size() + 1 : rest.size());
    return one;
  };
  const std::string_view find = line(), replace = line();
  if (find.empty()) return 0;
  const std::string out = with_replaced(rest, find, replace);
  if (dragoman::text::first_bad_utf8(out)) std::abort();
  if (rest.find(find) == std::string_view::npos && out != rest) std::abort();
  if (with_replaced(rest, find, find) != rest) std::abort();
  // Each change is worth the difference of the two phrases.
  const auto longer = static_cast<std::ptrdiff_t>(out.size()) - static_cast<std::ptrdiff_t>(rest.size());
  const auto each = static_cast<std::ptrdiff_t>(replace.size()) - static_cast<std::ptrdiff_t>(find.size());
  if (each == 0 ? longer != 0 : longer % each != 0 || longer / each < 0) std::abort();
  return 0;
}
