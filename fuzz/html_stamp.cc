// max_len: 4096
// Any page, translated by a double and stamped: it can be read again, its marks are there, and a second run does not add to it.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>
#include "document/stamp.h"
#include "html/html_document.h"

namespace {

namespace document = dragoman::document;

void demand(bool holds) {
  if (!holds) std::abort();
}

document::Stamp make_stamp(bool right_to_left) {
  document::Stamp stamp;
  stamp.source_language = "en";
  stamp.target_language = right_to_left ? "ar" : "pt";
  stamp.right_to_left = right_to_left;
  stamp.label = "<label>";
  stamp.translator = "fuzz";
  stamp.publish_url = "https://example.org/";
  stamp.alternates = {{"en", "https://example.org/en"}};
  stamp.originals_json = R"({"a":"</script>"})";
  stamp.mark_blocks = true;
  return stamp;
}

std::string stamped(std::string_view bytes, const document::Stamp& stamp, bool xhtml) {
  const auto page = dragoman::html::read_html(bytes, {.max_depth = 100}, xhtml);
  demand(page.ok());
  const std::vector<document::Placement> placements((*page)->blocks().size());
  const auto out = (*page)->write(placements, &stamp);
  demand(out.ok());
  return *out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const document::Stamp stamp = make_stamp((data[0] & 1) != 0);
  const bool xhtml = (data[0] & 2) != 0;
  const std::string once = stamped({reinterpret_cast<const char*>(data + 1), size - 1}, stamp, xhtml);
  const std::string twice = stamped(once, stamp, xhtml);
  // Pages that a parser has to mend may be read otherwise the second time; none may grow by another set of marks.
  const std::string thrice = stamped(twice, stamp, xhtml);
  demand(thrice.size() < once.size() + 1024);
  return 0;
}
