// FeedItems: a feed cut at its items, so that each can be translated once and kept.
// Threads: pure functions.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/page.h"
#include "dragoman/range.h"
#include "dragoman/result.h"

namespace dragoman::formats {

struct FeedItem {
  ByteRange range;   ///< in FeedItems::source, tags included
  std::string link;  ///< RSS's link, Atom's alternate; "" for none
};

struct FeedItems {
  std::string source;  ///< UTF-8, and says so
  PageFormat format = PageFormat::kRss;
  std::string root;             ///< the first start tag: which names the items' prefixes stand for
  std::vector<FeedItem> items;  ///< in order, apart
  std::string_view bytes(const FeedItem& item) const {
    return std::string_view(source).substr(item.range.begin, item.range.end - item.range.begin);
  }
  /// The feed with another text in the place of each item that `text` gives one for.
  std::string with(const std::function<std::optional<std::string>(std::size_t)>& text) const;
};

/// RSS 2.0, 1.0, 0.9x and Atom, in the encodings of read_feed(). Errors: kBadPage (no XML, or no feed), kTooLong.
Result<FeedItems> cut_feed(std::string_view bytes, const PageReadOptions& options);

}  // namespace dragoman::formats
