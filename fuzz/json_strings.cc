// Any text through the JSON scanner: places ascend and hold quotation marks, and a text in which every string is
// written again reads as the same strings.
#include "document/json_strings.h"
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include "document/splices.h"
#include "text/utf8.h"

namespace {

namespace document = dragoman::document;

void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  if (dragoman::text::first_bad_utf8(json)) return 0;
  const auto read = document::JsonStrings::read(json, {.depth = 50});
  if (!read) {
    demand(read.error().at <= json.size());
    return 0;
  }
  document::Splices splices(json);
  std::size_t end = 0;
  for (const document::JsonString& string : read->strings()) {
    demand(string.range.begin >= end && string.range.end <= json.size() && string.range.end - string.range.begin >= 2);
    demand(json[string.range.begin] == '"' && json[string.range.end - 1] == '"');
    demand(!dragoman::text::first_bad_utf8(string.value));
    end = string.range.end;
    static_cast<void>(read->path(string));
    splices.replace(string.range, document::encode_json_string(string.value, document::style_in_script(read->style())));
  }
  const std::string written = splices.render();
  const auto again = document::JsonStrings::read(written, {.depth = 50});
  demand(again.ok() && again->strings().size() == read->strings().size());
  for (std::size_t i = 0; i < read->strings().size(); ++i) {
    demand(again->strings()[i].value == read->strings()[i].value);
    demand(again->path(again->strings()[i]) == read->path(read->strings()[i]));
  }
  return 0;
}
