// The library counts the space before a word as a part of it; those who point at words do not want that.
#include "text/token_ranges.h"

#include <algorithm>

#include "text/utf8.h"

namespace dragoman::text {

ByteRange trim(std::string_view text, ByteRange range) {
  while (range.begin < range.end) {
    std::size_t next = 0;
    if (!is_space(code_point_at(text, range.begin, next))) break;
    range.begin = next;
  }
  while (range.begin < range.end) {
    std::size_t last = range.end - 1, next = 0;
    while (last > range.begin && is_continuation(text[last])) --last;
    if (!is_space(code_point_at(text, last, next))) break;
    range.end = last;
  }
  return range;
}

void tidy_source_ranges(std::string_view text, std::vector<ByteRange>& ranges) {
  if (ranges.empty()) return;
  const ByteRange whole = trim(text, {0, text.size()});
  ranges.front().begin = std::min(ranges.front().begin, whole.begin);
  ranges.back().end = std::max(ranges.back().end, whole.end);
  const auto snap = [&](std::size_t& at) {
    while (at > 0 && at < text.size() && is_continuation(text[at])) --at;
  };
  for (ByteRange& range : ranges) {
    snap(range.begin);
    snap(range.end);
    range = trim(text, range);
  }
}

}  // namespace dragoman::text
