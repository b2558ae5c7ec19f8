#include "server/feed_translation.h"

#include <algorithm>

#include "articles/feed_items.h"
#include "dragoman/page.h"
#include "formats/feed_items.h"
#include "server/publication.h"
#include "store/digest.h"

namespace dragoman::server {
namespace {

using articles::TranslatedItem;
using formats::FeedItems;

struct Prepared {
  Languages languages;
  std::shared_ptr<const Engine> engine;
};

Result<Prepared> prepare(Service& service, const Page& page, const FeedJob& job) {
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return offer.error();
  const std::string said = job.from.empty() ? page.language() : job.from;
  const std::optional<Language> from = (*offer)->find(said), to = (*offer)->find(job.to);
  if (!to) return Error{ErrorCode::kBadLanguage, 0, "say a target language that is offered: to=pt; see /languages"};
  if (!from)
    return Error{ErrorCode::kBadLanguage, 0,
                 "the feed's language " + said + " is not one that can be translated from; say another: from=en"};
  if (from->code == to->code)
    return Error{ErrorCode::kBadArgument, 0, "the feed is in " + to->tag() + " already; name another target"};
  Result<std::shared_ptr<const Engine>> engine = service.engines.get(*from, *to);
  if (!engine) return engine.error();
  return Prepared{{*from, *to}, std::move(*engine)};
}

Result<Page> read_feed(std::string_view bytes, const std::string& media_type, std::optional<PageFormat> format) {
  return Page::read(bytes, {.media_type = media_type, .format = format});
}

Result<std::string> settings_of(Service& service, const Prepared& prepared, const FeedJob& job) {
  std::string out = prepared.languages.source.tag() + ">" + prepared.languages.target.tag() + "\n";
  for (const Engine::Files& files : prepared.engine->files) out += files.look;
  const Result<std::string> mark = memory_mark(service.memory, job.publication);
  if (!mark) return mark.error();
  return out + *mark;
}

/// The feed's items as they are to be: kept, left out, or to be translated now.
struct Plan {
  std::vector<std::string> keys;                 // of each item
  std::vector<std::optional<std::string>> kept;  // its translation; "" for one that is left out
  std::string mark;                              // remarks that stand for kept items begin so
  std::size_t fresh() const {                    // to be translated now
    return static_cast<std::size_t>(std::ranges::count_if(kept, [](const auto& one) { return !one; }));
  }
  std::string remark(std::size_t item) const { return mark + std::to_string(item) + "-->"; }
};

/// For each item, whether readers must not see it.
Result<std::vector<bool>> hidden_in(Service& service, const FeedItems& feed, const std::string& language) {
  std::vector<bool> out;
  for (const formats::FeedItem& item : feed.items) {
    const Result<bool> hidden = service.articles
                                    ? articles::TranslatedItems(*service.articles).is_hidden(item.link, language)
                                    : Result<bool>(false);
    if (!hidden) return hidden.error();
    out.push_back(*hidden);
  }
  return out;
}

Result<Plan> plan_of(Service& service, const FeedItems& feed, const std::string& settings,
                     const std::vector<bool>& hidden) {
  Plan plan;
  plan.mark = "<!--" + random_hex(16) + "-";
  for (const formats::FeedItem& item : feed.items) {
    Result<std::string> key = store::sha256_of(settings + "\n" + feed.root + "\n" + std::string(feed.bytes(item)));
    if (!key) return key.error();
    plan.keys.push_back(std::move(*key));
    plan.kept.emplace_back();
    if (!service.articles) continue;
    const articles::TranslatedItems known(*service.articles);
    if (hidden[plan.keys.size() - 1]) {
      plan.kept.back() = "";
      continue;
    }
    Result<std::optional<std::string>> found = known.find(plan.keys.back());
    if (!found) return found.error();
    plan.kept.back() = std::move(*found);
  }
  return plan;
}

/// `text` with the kept items in the places of their remarks.
std::string filled(const std::string& text, const Plan& plan) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < plan.kept.size(); ++i) {
    if (!plan.kept[i]) continue;
    const std::string remark = plan.remark(i);
    const std::size_t place = text.find(remark, at);
    if (place == std::string::npos) continue;
    out.append(text, at, place - at).append(*plan.kept[i]);
    at = place + remark.size();
  }
  return out.append(text, at);
}

/// Keeps what was translated now. That it cannot be kept, on a full disk say, is no reason to answer nothing.
void keep_items(Service& service, const FeedItems& source, const std::string& translated, const Plan& plan) {
  if (!service.articles) return;
  const Result<FeedItems> cut = formats::cut_feed(translated, {});
  if (!cut || cut->items.size() != plan.fresh()) return;
  std::vector<TranslatedItem> items;
  for (std::size_t i = 0; i < plan.kept.size(); ++i) {
    if (plan.kept[i]) continue;
    items.push_back({plan.keys[i], source.items[i].link, std::string(cut->bytes(cut->items[items.size()]))});
  }
  (void)articles::TranslatedItems(*service.articles).keep(items);
}

}  // namespace

Result<std::string> feed_settings(Service& service, const Feed& feed, const FeedJob& job) {
  const Result<Page> page = read_feed(feed.bytes, feed.media_type, {});
  if (!page) return page.error();
  const Result<Prepared> prepared = prepare(service, *page, job);
  if (!prepared) return prepared.error();
  const Result<FeedItems> cut = formats::cut_feed(feed.bytes, {.media_type = feed.media_type});
  if (!cut) return cut.error();
  const Result<std::vector<bool>> hidden = hidden_in(service, *cut, prepared->languages.target.tag());
  if (!hidden) return hidden.error();
  const Result<std::string> settings = settings_of(service, *prepared, job);
  if (!settings) return settings.error();
  std::string out = *settings + "\n";
  for (const bool one : *hidden) out += one ? '1' : '0';
  return out;
}

Result<TranslatedFeed> translate_feed(Service& service, const Feed& feed, const FeedJob& job) {
  const Result<FeedItems> source = formats::cut_feed(feed.bytes, {.media_type = feed.media_type});
  if (!source) return source.error();
  const Result<Page> whole = read_feed(feed.bytes, feed.media_type, source->format);
  if (!whole) return whole.error();
  const Result<Prepared> prepared = prepare(service, *whole, job);  // by the whole feed's language
  if (!prepared) return prepared.error();
  const Result<std::vector<bool>> hidden = hidden_in(service, *source, prepared->languages.target.tag());
  if (!hidden) return hidden.error();
  const Result<std::string> settings = settings_of(service, *prepared, job);
  if (!settings) return settings.error();
  const Result<Plan> plan = plan_of(service, *source, *settings, *hidden);
  if (!plan) return plan.error();
  const std::string reduced = source->with(
      [&](std::size_t item) { return plan->kept[item] ? std::optional(plan->remark(item)) : std::nullopt; });
  const Result<Page> page = read_feed(reduced, "application/xml; charset=utf-8", source->format);
  if (!page) return page.error();
  PageOptions options;
  options.from = prepared->languages.source.tag();
  options.to = prepared->languages.target.tag();
  options.advise = advising_for(service.memory, job.publication, prepared->languages);
  options.translate.stop = job.stop;
  options.translate.deadline = job.deadline;
  const Result<TranslatedPage> done = translate_page(*page, *prepared->engine->translator, options);
  if (!done) return done.error();
  keep_items(service, *source, done->bytes, *plan);
  TranslatedFeed out{filled(done->bytes, *plan), "application/xml; charset=utf-8", source->items.size(), 0};
  out.translated = plan->fresh();
  const auto type =
      std::ranges::find(done->http_headers, "Content-Type", [](const auto& field) { return field.first; });
  if (type != done->http_headers.end()) out.media_type = type->second;
  return out;
}

}  // namespace dragoman::server
