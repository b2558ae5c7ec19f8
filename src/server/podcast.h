// Podcasts: a publication's stories as readers see them, read aloud, as a feed that podcast programs subscribe to. Sound is made when the feed
// is asked for, since an entry tells the length of its file, and kept on a shelf under what is said in it; docs/formats/http-api.md.
// Threads: handlers from any.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "server/router.h"

namespace dragoman::server {

std::vector<Route> podcast_routes();

/// What a header "Range: bytes=..." asks for: [begin, end) of `size` bytes. Nothing where there is no such header, or one that may be
/// passed over: more than one range, another unit, what cannot be read. `end` 0: it lies outside (416).
struct AskedRange {
  std::size_t begin = 0, end = 0;
};
std::optional<AskedRange> asked_range(std::string_view header, std::size_t size);

/// An episode as its feed tells of it.
struct PodcastItem {
  std::string id, title, description, link, file;  ///< `file`: whole address of the sound
  std::string_view media_type;
  std::uint64_t bytes = 0;
  std::uint32_t duration_ms = 0;
  std::int64_t published = 0;
};

struct PodcastChannel {
  std::string title, description, link, self, language, image, category;
  std::int64_t changed = 0;
};

/// RSS 2.0 with iTunes' elements. Texts are taken as they are: what XML cannot have is left out.
std::string podcast_feed(const PodcastChannel& channel, const std::vector<PodcastItem>& items);

}  // namespace dragoman::server
