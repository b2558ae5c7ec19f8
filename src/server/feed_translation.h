// FeedTranslation: a feed translated so that only items nobody has asked for before cost anything.
//
// Items that are known stand as remarks in the feed that is translated; their kept translations are put in the place of
// these. All else, the feed's own title and description included, is translated each time.
// Threads: any.
#pragma once
#include <chrono>
#include <stop_token>
#include <string>
#include "server/service.h"

namespace dragoman::server {

struct FeedJob {
  std::string from, to;          ///< as clients say them; from "": the feed's own language
  std::string publication = {};  ///< whose terms and sentences hold besides the server's; "": the server's alone
  std::stop_token stop = {};
  std::chrono::steady_clock::time_point deadline = {};
};

struct TranslatedFeed {
  std::string bytes, media_type;
  std::size_t items = 0, translated = 0;  ///< of these now
};

/// What a translation of this feed hangs on besides its text: languages, models, and what the publication has settled.
Result<std::string> feed_settings(Service& service, const Feed& feed, const FeedJob& job);
/// Errors: kBadPage (no feed), kBadLanguage, kBadArgument, and those of translate_page().
Result<TranslatedFeed> translate_feed(Service& service, const Feed& feed, const FeedJob& job);

}  // namespace dragoman::server
