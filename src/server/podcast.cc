#include "server/podcast.h"

#include <algorithm>
#include <array>

#include "document/label.h"
#include "dragoman/fetch.h"
#include "dragoman/speech.h"
#include "dragoman/version.h"
#include "server/access.h"
#include "server/admission.h"
#include "server/article_translation.h"
#include "server/articles.h"
#include "server/caching.h"
#include "server/origins.h"
#include "server/parameters.h"
#include "store/digest.h"

namespace dragoman::server {
namespace {

using http::Response;
using own::query;
using own::refused;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kEpisodes = 20, kMostEpisodes = 100;
constexpr std::size_t kLongestWords = 500;     // bytes of what the query says of the channel
constexpr std::chrono::seconds kPatience{20};  // how long a feed makes sound; what is not done by then comes next time
constexpr std::size_t kLongestDescription = 600;  // bytes
constexpr std::string_view kPublicFeed = "public, max-age=300", kPrivateFeed = "private, no-cache";

struct SoundKind {
  SoundFormat format;
  std::string_view ending;
};
constexpr auto kKinds = std::to_array<SoundKind>({{SoundFormat::kMp3, "mp3"}, {SoundFormat::kOpus, "opus"}});

const SoundKind* kind_named(std::string_view name) {
  const auto found = std::ranges::find(kKinds, name, &SoundKind::ending);
  return found == kKinds.end() ? nullptr : &*found;
}

/// All that an episode is made of.
struct Script {
  std::vector<Passage> passages;
  VoiceInfo voice;
  std::string key;  ///< of all this: the same words of the same voice are the same sound
};

Result<Script> script_for(Speech& speech, const ArticleVersion& version, const SoundKind& kind) {
  Script out;
  ScriptOptions options;
  options.language = version.language;
  options.translated = true;
  out.passages = script_of(version.blocks, options);
  Result<VoiceInfo> voice = speech.find_voice(version.language, "");
  if (!voice) return voice.error();
  out.voice = std::move(*voice);
  std::string all = std::string(dragoman::version()) + '\0' + out.voice.id + '\0' + version.language + '\0' +
                    std::string(kind.ending);
  for (const Passage& passage : out.passages) {
    all += '\0' + std::to_string(static_cast<int>(passage.role));
    for (const Passage::Pair& pair : passage.pairs)
      all += ',' + std::to_string(pair.text.begin) + '-' + std::to_string(pair.text.end);
    all += ':' + passage.text;
  }
  Result<std::string> key = store::sha256_of(all);
  if (!key) return key.error();
  out.key = std::move(*key);
  return out;
}

/// Says it all, and puts it on the shelf.
Result<SoundShelf::Sound> make_sound(Service& service, Call& call, Speech& speech, const Script& script,
                                     const SoundKind& kind) {
  std::string bytes;
  std::unique_ptr<SoundWriter> writer;
  Status fault;
  const auto take = [&](const SpokenSentence&, std::span<const std::int16_t> samples) {
    if (Clock::now() >= call.deadline) fault = Error{ErrorCode::kDeadline, 0, "the sound takes too long to make"};
    if (fault) fault = writer->write(samples);
    return fault.ok();
  };
  auto opened = SoundWriter::open(kind.format, script.voice.rate, 0, [&bytes](std::string_view some) {
    bytes += some;
    return true;
  });
  if (!opened) return opened.error();
  writer = std::move(*opened);
  SpeechOptions options;
  options.language = script.voice.language;
  options.voice = script.voice.id;
  options.stop = call.stop;
  const Result<SpeechInfo> said = speech.speak(script.passages, options, take);
  if (!fault) return fault.error();
  if (!said) return said.error();
  if (Status done = writer->finish(); !done) return done.error();
  if (said->sentences == 0) return Error{ErrorCode::kNotFound, 0, "there is nothing in this story that can be said"};
  std::uint64_t characters = 0;
  for (const Passage& passage : script.passages) characters += count_characters(passage.text);
  add_charge(service, call, characters);
  const std::uint64_t duration = said->samples * 1000 / said->voice.rate;
  return service.podcasts.keep(script.key, kind.ending, static_cast<std::uint32_t>(duration), bytes);
}

/// Whether podcasts can be had here at all.
std::optional<Response> refuse_podcast(const Service& service) {
  if (!service.articles) return refused(404, "this server keeps no articles; start it with --articles FILE");
  if (!service.podcasts.is_there())
    return refused(404, "podcasts are kept in the data folder; start the server with --data FOLDER");
  return std::nullopt;
}

// ---- The feed.

struct FeedWish {
  std::string publication, language, origin;
  const SoundKind* kind = nullptr;
  std::size_t most = kEpisodes;
  PodcastChannel channel;
};

/// Words of the channel that whoever publishes the feed chooses.
std::optional<Response> read_channel(const http::Request& request, FeedWish& wish) {
  PodcastChannel& channel = wish.channel;
  const std::string title = query(request, "title"), category = query(request, "category");
  channel.title = title.empty() ? wish.publication : title;
  channel.category = category.empty() ? "News" : category;
  channel.link = query(request, "link");
  channel.image = query(request, "image");
  channel.language = wish.language;
  channel.self = wish.origin + request.path;
  for (std::size_t i = 0; i < request.query.size(); ++i) {
    const http::Field& field = request.query[i];
    channel.self += (i == 0 ? "?" : "&") + http::percent_encoded(field.name) + "=" + http::percent_encoded(field.value);
  }
  for (const std::string* one : {&channel.title, &channel.category, &channel.link, &channel.image}) {
    if (one->size() > kLongestWords) return refused(400, "title, link, image and category have 500 bytes at most");
  }
  for (const std::string* one : {&channel.link, &channel.image}) {
    if (!one->empty() && !is_web_address(*one)) return refused(400, "link and image are addresses on the web");
  }
  const std::string label = document::label_text(wish.language);
  channel.description = channel.title + ". " + label;
  return std::nullopt;
}

std::optional<Response> read_wish(Service& service, const http::Request& request, FeedWish& wish) {
  wish.publication = query(request, "publication");
  if (wish.publication.empty()) return refused(400, "say whose stories: publication=herald");
  Result<std::string> language = article_language(service, query(request, "to"));
  if (!language) return own::failed(language.error());
  wish.language = std::move(*language);
  const std::string format = query(request, "format");
  wish.kind = kind_named(format.empty() ? "mp3" : format);
  if (wish.kind == nullptr) return refused(400, "format is mp3 or opus");
  if (const std::string limit = query(request, "limit"); !limit.empty()) {
    const auto number = number_in<std::uint32_t>(limit);
    if (!number || *number == 0 || *number > kMostEpisodes) return refused(400, "limit is a number from 1 to 100");
    wish.most = *number;
  }
  wish.origin = own::origin_asked(request);
  if (wish.origin.empty()) return refused(400, "the request has no Host, which the addresses of the sound need");
  return read_channel(request, wish);
}

/// The first words of the story, whole ones.
std::string description_of(const std::vector<Block>& blocks) {
  for (const BlockRole role : {BlockRole::kStandfirst, BlockRole::kText}) {
    const auto found =
        std::ranges::find_if(blocks, [&](const Block& block) { return block.role == role && !block.target.empty(); });
    if (found == blocks.end()) continue;
    if (found->target.size() <= kLongestDescription) return found->target;
    const std::size_t blank = found->target.rfind(' ', kLongestDescription);
    if (blank != std::string::npos && blank > 0) return found->target.substr(0, blank) + " …";
  }
  return "";
}

class FeedMaker {
 public:
  FeedMaker(Service& service, Call& call, Speech& speech, const FeedWish& wish)
      : service_(service), call_(call), speech_(speech), wish_(wish) {}

  /// Adds the article's episode, if readers see its translation, and there is sound of it or time to make it.
  Status add(const ArticleOverview& article) {
    const Result<Sight> sight = service_.articles->see(article.article.id, wish_.language);
    if (!sight) return sight.error().code == ErrorCode::kNotFound ? Status() : sight.error();
    if (!sight->version) return {};
    const ArticleVersion& version = *sight->version;
    const Result<Script> script = script_for(speech_, version, *wish_.kind);
    if (!script) return script.error();
    if (script->passages.size() < 2) return {};  // an announcement of nothing
    const Result<std::optional<SoundShelf::Sound>> sound = sound_of(*script);
    if (!sound) return sound.error();
    if (!*sound) return {};
    const auto about = std::ranges::find(article.translations, wish_.language, &TranslationOverview::language);
    const Article& source = article.article;
    PodcastItem item;
    item.id = source.id + "-" + wish_.language;
    item.title = about == article.translations.end() || about->title.empty() ? source.address : about->title;
    item.description = description_of(version.blocks);
    item.link = !sight->publish_url.empty() ? sight->publish_url : is_web_address(source.address) ? source.address : "";
    item.file =
        wish_.origin + "/v1/podcast/" + source.id + "/" + wish_.language + "." + std::string(wish_.kind->ending);
    item.media_type = sound_media_type(wish_.kind->format);
    item.bytes = (*sound)->bytes;
    item.duration_ms = (*sound)->duration_ms;
    item.published = std::max(source.created, source.embargo);
    changed_ = std::max({changed_, version.time, item.published});
    items_.push_back(std::move(item));
    return {};
  }

  std::size_t left_out() const { return left_out_; }
  /// Why there is no episode at all, where there should be some.
  Status fault() const { return items_.empty() ? fault_ : Status(); }
  std::string done() {
    PodcastChannel channel = wish_.channel;
    if (channel.link.empty()) channel.link = site_of_newest();
    channel.changed = changed_;
    return podcast_feed(channel, items_);
  }

 private:
  /// Nothing: it is left for another time.
  Result<std::optional<SoundShelf::Sound>> sound_of(const Script& script) {
    using Found = std::optional<SoundShelf::Sound>;
    if (Found found = service_.podcasts.find(script.key, wish_.kind->ending)) return found;
    // Whoever comes while somebody else makes sound is told of what there is.
    if (!making_.owns_lock() && !making_.try_lock()) return ++left_out_, Found();
    if (Clock::now() >= until_ || own::not_charged(service_, call_, 0)) return ++left_out_, Found();
    Result<SoundShelf::Sound> made = make_sound(service_, call_, speech_, script, *wish_.kind);
    if (made) return Found(std::move(*made));
    if (made.error().code == ErrorCode::kCancelled) return made.error();
    fault_ = made.error();  // one story that cannot be said takes no other with it
    return ++left_out_, Found();
  }

  /// The site of the publication: that of its newest story.
  std::string site_of_newest() const {
    for (const PodcastItem& item : items_) {
      if (Result<std::string> origin = origin_of(item.link)) return *origin + "/";
    }
    return wish_.origin + "/";
  }

  Service& service_;
  Call& call_;
  Speech& speech_;
  const FeedWish& wish_;
  const Clock::time_point until_ = std::min(Clock::now() + kPatience, call_.deadline);
  std::unique_lock<std::timed_mutex> making_{service_.podcasts.making(), std::defer_lock};
  std::vector<PodcastItem> items_;
  std::int64_t changed_ = 0;
  std::size_t left_out_ = 0;
  Status fault_;
};

Response podcast(Service& service, Call& call) {
  if (auto fault = refuse_podcast(service)) return *fault;
  Response no;
  if (!own::reader(service, call, no)) return no;
  FeedWish wish;
  if (auto fault = read_wish(service, call.request, wish)) return *fault;
  const Result<std::shared_ptr<Speech>> voices = service.voices.get();
  if (!voices) return refused(503, voices.error().what);
  const Result<std::vector<ArticleOverview>> newest = service.articles->list(
      {.publication = wish.publication, .language = wish.language, .shown_only = true, .most = wish.most});
  if (!newest) return store_failed(newest.error());
  FeedMaker maker(service, call, **voices, wish);
  for (const ArticleOverview& article : *newest) {
    if (Status added = maker.add(article); !added) return own::failed(added.error());
  }
  if (Status fault = maker.fault(); !fault) return own::failed(fault.error());
  std::string feed = maker.done();
  const std::string etag = etag_of(feed);
  const bool whole = maker.left_out() == 0;
  Response response{200, {{"Content-Type", "application/rss+xml; charset=utf-8"}}, std::move(feed)};
  if (!whole) response.set("X-Dragoman-Left-Out", std::to_string(maker.left_out()));
  return with_freshness(
      call.request, std::move(response),
      {.etag = etag, .control = whole && service.options.public_articles ? kPublicFeed : kPrivateFeed});
}

// ---- The sound.

/// "/v1/podcast/ID/pt.mp3" in its parts.
struct SoundPath {
  std::string id, language;
  const SoundKind* kind = nullptr;
};

std::optional<SoundPath> sound_path(std::string_view path) {
  path.remove_prefix(std::min(path.size(), std::string_view("/v1/podcast/").size()));
  const std::size_t slash = path.find('/'), dot = path.rfind('.');
  if (slash == std::string_view::npos || dot == std::string_view::npos || dot < slash) return std::nullopt;
  SoundPath out{std::string(path.substr(0, slash)), std::string(path.substr(slash + 1, dot - slash - 1)),
                kind_named(path.substr(dot + 1))};
  return out.kind == nullptr ? std::nullopt : std::optional(std::move(out));
}

/// Off the shelf, or made now; somebody else's work is waited for.
Result<SoundShelf::Sound> sound_for(Service& service, Call& call, Speech& speech, const Script& script,
                                    const SoundKind& kind) {
  if (auto found = service.podcasts.find(script.key, kind.ending)) return *found;
  const std::unique_lock<std::timed_mutex> making(service.podcasts.making(), call.deadline);
  if (!making.owns_lock()) return Error{ErrorCode::kBusy, 0, "other sound is being made; ask again in a while"};
  if (auto found = service.podcasts.find(script.key, kind.ending)) return *found;
  return make_sound(service, call, speech, script, kind);
}

/// The whole, or the part that is asked for: players jump about in an episode.
Response ranged(const http::Request& request, std::string bytes, std::string_view etag, const SoundKind& kind) {
  Response response{
      200, {{"Content-Type", std::string(sound_media_type(kind.format))}, {"Accept-Ranges", "bytes"}}, ""};
  const std::string_view only_if = request.header("If-Range");
  const auto asked =
      only_if.empty() || only_if == etag ? asked_range(request.header("Range"), bytes.size()) : std::nullopt;
  if (!asked) {
    response.body = std::move(bytes);
    return response;
  }
  const std::string size = std::to_string(bytes.size());
  if (asked->end == 0) {
    Response refusal = refused(416, "the sound has " + size + " bytes");
    return refusal.set("Content-Range", "bytes */" + size);
  }
  response.status = 206;
  response.set("Content-Range",
               "bytes " + std::to_string(asked->begin) + "-" + std::to_string(asked->end - 1) + "/" + size);
  response.body = bytes.substr(asked->begin, asked->end - asked->begin);
  return response;
}

Response episode(Service& service, Call& call) {
  if (auto fault = refuse_podcast(service)) return *fault;
  Response no;
  if (!own::reader(service, call, no)) return no;
  const std::optional<SoundPath> path = sound_path(call.request.path);
  if (!path) return refused(404, "sound is at /v1/podcast/ID/pt.mp3, or .opus");
  const Result<std::string> language = article_language(service, path->language);
  if (!language) return own::failed(language.error());
  const Result<Sight> sight = service.articles->see(path->id, *language);
  if (!sight) return store_failed(sight.error());
  if (!sight->version) return article_not_shown(sight->shown);
  const Result<std::shared_ptr<Speech>> voices = service.voices.get();
  if (!voices) return refused(503, voices.error().what);
  if (auto over = own::not_charged(service, call, 0)) return *over;
  const Result<Script> script = script_for(**voices, *sight->version, *path->kind);
  if (!script) return own::failed(script.error());
  const Result<SoundShelf::Sound> sound = sound_for(service, call, **voices, *script, *path->kind);
  if (!sound) return own::failed(sound.error());
  Result<std::string> bytes = service.podcasts.read(*sound);
  if (!bytes) return refused(503, bytes.error().what);
  const std::string etag = "\"" + script->key.substr(0, 32) + "\"";
  Response response = ranged(call.request, std::move(*bytes), etag, *path->kind);
  if (response.status == 416) return response;
  return with_freshness(call.request, std::move(response),
                        {.etag = etag, .control = service.options.public_articles ? kPublicFeed : kPrivateFeed});
}

}  // namespace

std::vector<Route> podcast_routes() {
  return {{"GET", "/v1/podcast", Dialect::kOwn, true, podcast}, {"GET", "/v1/podcast/*", Dialect::kOwn, true, episode}};
}

}  // namespace dragoman::server
