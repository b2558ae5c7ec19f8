// A page by its address is fetched here only if the operator allows it: whoever may name addresses makes this machine ask for them.
#include "server/page_request.h"

#include <algorithm>

#include "dragoman/fetch.h"
#include "server/access.h"
#include "server/origins.h"
#include "server/publication.h"
#include "server/sites.h"

namespace dragoman::server {

using http::Response;
using own::failed;
using own::refused;

namespace {

/// Languages as asked, else the page's own.
std::optional<Response> choose_engine(Service& service, const PageWish& wish, PageWork& work) {
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return failed(offer.error());
  const std::string from = wish.from.empty() ? work.page->language() : wish.from;
  if (from.empty()) return refused(400, "the page's language cannot be told; say it: from=en");
  const std::optional<Language> source = (*offer)->find(from), target = (*offer)->find(wish.to);
  if (!target) return refused(400, "say a target language that is offered: to=pt; see /languages");
  if (!source) return refused(400, from + " is not a language that can be translated from; see /languages");
  work.options.from = source->tag();
  work.options.to = target->tag();
  work.options.advise = advising_for(service.memory, wish.publication, {*source, *target});
  if (source->code == target->code) return refused(400, "the page is in that language already");
  Result<std::shared_ptr<const Engine>> engine = service.engines.get(*source, *target);
  if (!engine) return failed(engine.error());
  work.engine = std::move(*engine);
  return std::nullopt;
}

/// A server on the web that fails is not our fault: 502.
Response not_fetched(const Error& error) {
  const bool theirs = error.code == ErrorCode::kNetwork || error.code == ErrorCode::kNotFound;
  return refused(theirs ? 502 : status_of(error.code), error.what);
}

/// Of the blocks that will be translated; of a story, of its own ones only.
std::uint64_t characters_of(const Page& page, bool story_only) {
  const std::vector<Block> blocks = page.blocks();
  std::vector<bool> asked(blocks.size(), !story_only);
  if (story_only) {
    for (const StoryItem& item : page.story()) {
      if (item.block < asked.size()) asked[item.block] = true;
      if (item.alt_block < asked.size()) asked[item.alt_block] = true;
    }
  }
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (asked[i] && blocks[i].kept == KeepReason::kNone) out += count_characters(blocks[i].source);
  }
  return out;
}

/// A site key is public: with it the server asks for pages of its own sites only.
std::optional<Response> check_site_page(const Call& call, const std::string& address) {
  if (!call.key || call.key->role != KeyRole::kSite) return std::nullopt;
  const Result<std::string> origin = origin_of(address);
  if (!origin) return failed(origin.error());
  if (is_site_of(call.key->origins, *origin)) return std::nullopt;
  return refused(403, "the key " + call.key->name + " is not for pages of " + *origin +
                          "; send the page itself, or take a secret key, see dragoman keys");
}

std::optional<Response> fetch(Service& service, const Call& call, PageWish& wish, PageWork& work) {
  if (service.options.fetch_pages == FetchPages::kNone)
    return refused(403, "this server fetches no pages; send the page itself, or start the server with --fetch public");
  if (auto fault = check_site_page(call, wish.address)) return fault;
  FetchOptions options;
  options.max_bytes = service.options.max_body_bytes;
  options.allow_private = service.options.fetch_pages == FetchPages::kAny;
  options.stop = call.stop;
  const auto left = call.deadline - std::chrono::steady_clock::now();
  options.timeout = std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(left),
                               std::chrono::milliseconds(1), std::chrono::milliseconds(20'000));
  Result<FetchedPage> page = fetch_page(wish.address, options);
  if (!page) return not_fetched(page.error());
  wish.bytes = std::move(page->bytes);
  wish.media_type = page->media_type;
  wish.name = work.address = page->url;
  if (work.options.source_url.empty()) work.options.source_url = page->url;
  return std::nullopt;
}

}  // namespace

std::optional<Response> read_page_request(Service& service, const Call& call, const PageWish& given, PageWork& work) {
  PageWish wish = given;
  if (Status fine = check_publication(wish.publication); !fine) return failed(fine.error());
  if (!wish.address.empty()) {
    if (auto fault = fetch(service, call, wish, work)) return fault;
  }
  if (wish.bytes.empty()) return refused(400, "send the page as the body");
  PageReadOptions reading;
  reading.name = wish.name;
  reading.media_type = wish.media_type;
  if (!wish.format.empty()) {
    reading.format = format_of_name(wish.format);
    if (!reading.format) {
      return refused(400, "there is no format named " + wish.format + "; see docs/formats/pages.md, or leave it out");
    }
  }
  Result<Page> page = Page::read(wish.bytes, reading);
  if (!page) return failed(page.error());
  work.page.emplace(std::move(*page));
  work.characters = characters_of(*work.page, work.options.story_only);
  work.options.translate.stop = call.stop;
  work.options.translate.deadline = call.deadline;
  work.options.translate.urgent = call.quick;
  return choose_engine(service, wish, work);
}

}  // namespace dragoman::server
