// Any bytes as a feed cut at its items: an error, or items that lie apart and in order, and a feed that is cut in the same way
// when its items are put back, each in its own place.
// max_len: 8192
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "formats/feed_items.h"

using namespace dragoman;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  PageReadOptions options;
  options.max_depth = 50;
  const auto feed = formats::cut_feed({reinterpret_cast<const char*>(data), size}, options);
  if (!feed) return 0;
  std::size_t at = 0;
  for (const formats::FeedItem& item : feed->items) {
    if (item.range.begin < at || item.range.end <= item.range.begin || item.range.end > feed->source.size())
      std::abort();
    if (feed->bytes(item).front() != '<' || feed->bytes(item).back() != '>') std::abort();
    at = item.range.end;
  }
  const std::string same =
      feed->with([&](std::size_t i) { return std::optional(std::string(feed->bytes(feed->items[i]))); });
  if (same != feed->source) std::abort();
  const std::string marked = feed->with([](std::size_t) { return std::optional<std::string>("<!---->"); });
  if (feed->items.empty() != (marked == feed->source)) std::abort();
  return 0;
}
