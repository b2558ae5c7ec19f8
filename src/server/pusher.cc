#include "server/pusher.h"

#include <algorithm>
#include <chrono>

#include "dragoman/fetch.h"
#include "dragoman/version.h"
#include "server/article_json.h"
#include "server/article_translation.h"
#include "store/digest.h"

namespace dragoman::server {
namespace {

using articles::Delivery;
using json::JsonObject;

constexpr std::size_t kPusherThreads = 4;
constexpr std::size_t kLeastSecret = 24;  // bytes, as Standard Webhooks has it
constexpr std::int64_t kLease = 600;      // seconds: longer than translating and sending takes
constexpr unsigned kMostAttempts = 10;
constexpr std::chrono::seconds kLongestWait{30}, kSendTime{20};

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// What another attempt cannot mend: the page or its languages are wrong.
bool is_hopeless(ErrorCode code) {
  switch (code) {
    case ErrorCode::kBadPage:
    case ErrorCode::kBadArgument:
    case ErrorCode::kBadLanguage:
    case ErrorCode::kNoRoute:
    case ErrorCode::kBadUtf8: return true;
    default: return false;
  }
}

JsonObject about(const Delivery& delivery, const Article& article) {
  JsonObject out;
  out.add("id", article.id).add("publication", article.publication).add("address", article.address);
  out.add("section", article.section).add("to", delivery.language);
  return out;
}

std::string message(std::string_view type, const JsonObject& data) {
  return JsonObject().add("type", type).add("timestamp", time_json(now())).add("data", data.done()).done().text;
}

}  // namespace

Result<std::string> webhook_signature(std::string_view secret, std::string_view id, std::int64_t timestamp,
                                      std::string_view body) {
  const std::string signed_text = std::string(id) + "." + std::to_string(timestamp) + "." + std::string(body);
  const Result<std::string> sum = store::hmac_sha256(secret, signed_text);
  if (!sum) return sum.error();
  const Result<std::string> text = store::base64_of(*sum);
  if (!text) return text.error();
  return "v1," + *text;
}

Result<std::string> read_webhook_secret(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n", kBegin = "whsec_";
  while (!text.empty() && kWhite.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && kWhite.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  if (text.starts_with(kBegin)) text.remove_prefix(kBegin.size());
  Result<std::string> secret = store::base64_read(text);
  if (secret && secret->size() >= kLeastSecret) return secret;
  if (!secret && secret.error().code != ErrorCode::kBadArgument) return secret;
  return Error{ErrorCode::kBadArgument, 0,
               "the secret of callbacks is whsec_ and the base64 of at least 24 random bytes; make one with: "
               "echo whsec_$(openssl rand -base64 32)"};
}

std::int64_t pause_after(unsigned attempts, std::chrono::milliseconds first) {
  if (attempts >= kMostAttempts) return 0;
  constexpr std::int64_t kLongest = 12 * 3600;
  std::int64_t pause = std::max<std::int64_t>(1, first.count() / 1000);
  for (unsigned i = 1; i < attempts && pause < kLongest; ++i) pause *= 4;
  return std::min(pause, kLongest);
}

Pusher::Pusher(Service& service, std::string secret)
    : service_(service), secret_(std::move(secret)), deliveries_(*service.articles) {
  for (std::size_t i = 0; i < kPusherThreads; ++i)
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

Pusher::~Pusher() {
  for (std::jthread& thread : threads_) thread.request_stop();
  changed_.notify_all();
}

void Pusher::wake() {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++wakes_;
  changed_.notify_all();
}

void Pusher::work(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::uint64_t seen = 0;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      seen = wakes_;
    }
    if (work_once(stop)) continue;
    const Result<std::int64_t> due = deliveries_.next_due();
    std::chrono::seconds wait = kLongestWait;
    if (due && *due > 0) wait = std::clamp(std::chrono::seconds(*due - now()), std::chrono::seconds(1), kLongestWait);
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait_for(lock, stop, wait, [&] { return wakes_ != seen; });
  }
}

bool Pusher::work_once(const std::stop_token& stop) {
  const Result<std::optional<Delivery>> taken = deliveries_.take(kLease);
  if (!taken || !*taken) return false;  // a file that cannot be read now may be in a while
  const Delivery& delivery = **taken;
  const Outcome outcome = deliver(delivery, stop);
  if (stop.stop_requested() && !outcome.arrived) {
    // The server's end, not the receiver's fault: the next start goes on with it, as if nothing had been tried.
    (void)deliveries_.release(delivery.id);
    return false;
  }
  if (outcome.arrived) {
    (void)deliveries_.arrived(delivery.id, outcome.status);
  } else {
    const std::int64_t pause =
        outcome.hopeless ? 0 : pause_after(delivery.attempts + 1, service_.options.callback_pause);
    (void)deliveries_.failed(delivery.id, outcome.status, outcome.error, pause);
  }
  return true;
}

Pusher::Outcome Pusher::deliver(const Delivery& delivery, const std::stop_token& stop) {
  const Articles& articles = *service_.articles;
  const Result<ArticleOverview> article = articles.find(delivery.article);
  if (!article) return {false, article.error().code == ErrorCode::kNotFound, 0, article.error().what};
  const auto known = std::ranges::find(article->translations, delivery.language, &TranslationOverview::language);
  if (known == article->translations.end() || known->source_version < delivery.source_version) {
    const Result<ArticleVersion> done =
        translate_article(service_, {.id = delivery.article, .target = delivery.language, .stop = stop});
    if (!done && !is_hopeless(done.error().code)) return {false, false, 0, done.error().what};
    if (!done) {
      JsonObject data = about(delivery, article->article);
      return send(delivery, message("article.failed", data.add("error", done.error().what)), stop);
    }
  }
  const Result<ArticleVersion> version = articles.version(delivery.article, delivery.language);
  if (!version) return {false, false, 0, version.error().what};
  JsonObject data = about(delivery, article->article);
  data.add("from", version->source_language).add("version", version->version);
  data.add("source_version", version->source_version).add("state", state_name(version->state));
  data.add("media_type", version->media_type);
  add_page(data, version->page);
  return send(delivery, message("article.translated", data), stop);
}

Pusher::Outcome Pusher::send(const Delivery& delivery, const std::string& body, const std::stop_token& stop) const {
  // The same id at each attempt, so that a receiver can tell a message that comes twice.
  const std::string id = "msg_" + delivery.article + "_" + std::to_string(delivery.id);
  const std::int64_t timestamp = now();
  const Result<std::string> signature = webhook_signature(secret_, id, timestamp, body);
  if (!signature) return {false, false, 0, signature.error().what};
  FetchOptions options;
  options.timeout = kSendTime;
  options.allow_private = service_.options.allow_private;
  options.stop = stop;
  const Result<unsigned> status =
      post_to(delivery.callback, body,
              {"Content-Type: application/json", "webhook-id: " + id, "webhook-timestamp: " + std::to_string(timestamp),
               "webhook-signature: " + *signature},
              options);
  if (!status) return {false, status.error().code == ErrorCode::kBadArgument, 0, status.error().what};
  if (*status >= 200 && *status < 300) return {true, false, *status, ""};
  // 410: the receiver wants no more of these.
  return {false, *status == 410, *status, "the receiver answers " + std::to_string(*status)};
}

}  // namespace dragoman::server
