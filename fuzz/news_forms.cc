// Any line through the forms of news text: what is found lies in the line, on code-point boundaries, and is not empty.
#include "document/news_forms.h"
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include "text/utf8.h"

namespace {

namespace document = dragoman::document;

void demand(bool holds) {
  if (!holds) std::abort();
}

void demand_range(std::string_view line, dragoman::ByteRange range) {
  demand(range.begin < range.end && range.end <= line.size());
  demand(!dragoman::text::first_bad_utf8(line.substr(0, range.begin)) &&
         !dragoman::text::first_bad_utf8(line.substr(0, range.end)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  if (dragoman::text::first_bad_utf8(line)) return 0;
  if (const auto credit = document::find_credit(line)) demand_range(line, *credit);
  if (const auto agency = document::find_dateline_agency(line)) demand_range(line, *agency);
  if (const auto dateline = document::find_dateline(line)) {
    demand_range(line, dateline->place);
    if (dateline->date.end != 0) demand_range(line, dateline->date);
    if (dateline->agency.end != 0) demand_range(line, dateline->agency);
    demand_range(line, {dateline->end, dateline->text});
    demand_range(line, {dateline->text, line.size()});
  }
  if (const auto names = document::find_byline(line)) {
    demand(!names->empty());
    std::size_t end = 0;
    for (const dragoman::ByteRange name : *names) {
      demand_range(line, name);
      demand(name.begin >= end);
      end = name.end;
    }
  }
  static_cast<void>(document::is_credit_line(line));
  static_cast<void>(document::is_date_line(line));
  const auto label = document::find_label(line);
  demand(label || !document::is_label_line(line));
  if (label) demand_range(line, *label);
  return 0;
}
