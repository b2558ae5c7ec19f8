#include "server/feeds.h"

#include <algorithm>

#include "dragoman/fetch.h"
#include "server/access.h"
#include "server/admission.h"
#include "server/caching.h"
#include "server/feed_translation.h"
#include "server/origins.h"
#include "server/publication.h"

namespace dragoman::server {
namespace {

using http::Response;
using own::query;
using own::refused;

constexpr std::size_t kMostFeeds = 64, kMostOutputs = 4;
constexpr std::size_t kLongestFeed = std::size_t{4} << 20;

/// What the source does wrong is not the client's fault.
Response fetch_failed(const Error& error) {
  switch (error.code) {
    case ErrorCode::kBadArgument: return refused(400, error.what);
    case ErrorCode::kNotFound: return refused(404, error.what);
    case ErrorCode::kDeadline: return refused(504, error.what);
    case ErrorCode::kCancelled: return refused(503, error.what);
    default: return refused(502, error.what);
  }
}

/// Gets the feed anew if it is old. The slot is locked by the caller.
Status refresh(const Service& service, const Call& call, const std::string& url, Feeds::Slot& slot) {
  if (service.feeds.is_fresh(slot)) return {};
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(call.deadline - Feeds::Clock::now());
  FetchOptions options;
  options.max_bytes = kLongestFeed;
  options.timeout = std::clamp<std::chrono::milliseconds>(left, std::chrono::milliseconds(1), std::chrono::seconds(20));
  options.stop = call.stop;
  options.allow_private = service.options.allow_private;
  // Where private addresses are allowed, a redirect could lead to those that the operator did not mean.
  if (options.allow_private) options.redirects = 0;
  Result<FetchedPage> got = fetch_page(url, options);
  if (!got) return got.error();
  slot.feed = {std::move(got->bytes), std::move(got->media_type), std::move(got->url)};
  slot.fetched = Feeds::Clock::now();
  slot.known = true;
  return {};
}

/// The translation, made now or just before. The slot is locked by the caller.
Result<Feeds::Output> output_of(Service& service, Call& call, Feeds::Slot& slot) {
  const std::string to = query(call.request, "to");
  const FeedJob job{query(call.request, "from"), to.empty() ? query(call.request, "target") : to,
                    query(call.request, "publication"), call.stop, call.deadline};
  const Result<std::string> settings = feed_settings(service, slot.feed, job);
  if (!settings) return settings.error();
  const std::string key = etag_of(*settings + "\n" + slot.feed.bytes);
  const auto known = std::ranges::find(slot.outputs, key, &Feeds::Output::key);
  if (!key.empty() && known != slot.outputs.end()) return *known;
  Result<TranslatedFeed> done = translate_feed(service, slot.feed, job);
  if (!done) return done.error();
  add_charge(service, call,
             count_characters(slot.feed.bytes) * done->translated / std::max<std::size_t>(1, done->items));
  slot.outputs.push_front({key, std::move(done->bytes), std::move(done->media_type)});
  if (slot.outputs.size() > kMostOutputs) slot.outputs.pop_back();
  return slot.outputs.front();
}

Response feed(Service& service, Call& call) {
  Response no;
  if (!own::reader(service, call, no)) return no;
  if (service.options.feeds.empty())
    return refused(404, "this server translates no feeds; the operator can allow origins with --feeds ORIGIN");
  const std::string url = query(call.request, "url");
  if (Status fine = check_origin(url, service.options.feeds, "feeds", "--feeds"); !fine)
    return own::failed(fine.error());
  if (Status fine = check_publication(query(call.request, "publication")); !fine) return own::failed(fine.error());
  if (auto over = own::not_charged(service, call, 0)) return *over;
  const std::shared_ptr<Feeds::Slot> slot = service.feeds.slot(url);
  const std::lock_guard<std::mutex> lock(slot->mutex);
  if (Status got = refresh(service, call, url, *slot); !got) return fetch_failed(got.error());
  Result<Feeds::Output> out = output_of(service, call, *slot);
  if (!out) return own::failed(out.error());
  const std::string etag = etag_of(out->bytes);
  const std::string control = (service.options.public_articles ? "public" : "private") + std::string(", max-age=") +
                              std::to_string(service.feeds.life().count());
  return with_freshness(call.request, {200, {{"Content-Type", out->media_type}}, std::move(out->bytes)},
                        {.etag = etag, .control = control});
}

}  // namespace

std::shared_ptr<Feeds::Slot> Feeds::slot(const std::string& url) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = std::ranges::find(slots_, url, [](const auto& one) { return one.first; });
  if (found != slots_.end()) {
    slots_.splice(slots_.begin(), slots_, found);
  } else {
    slots_.emplace_front(url, std::make_shared<Slot>());
    if (slots_.size() > kMostFeeds) slots_.pop_back();  // who still holds it keeps it
  }
  return slots_.front().second;
}

std::vector<Route> feed_routes() { return {{"GET", "/v1/feed", Dialect::kOwn, true, feed}}; }

}  // namespace dragoman::server
