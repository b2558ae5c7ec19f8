// The rooms of a server put together: HTTP in front, the routes behind it, and what operators look at.
#include "dragoman/server.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <thread>

#include "dragoman/version.h"
#include "http/http_server.h"
#include "server/article_translation.h"
#include "server/articles.h"
#include "server/caught.h"
#include "server/deepl.h"
#include "server/deliveries.h"
#include "server/desk.h"
#include "server/desk_api.h"
#include "server/feeds.h"
#include "server/libretranslate.h"
#include "server/openapi.h"
#include "server/own_api.h"
#include "server/podcast.h"
#include "server/pusher.h"
#include "server/reader.h"
#include "server/router.h"
#include "server/speech_api.h"
#include "server/widget.h"
#include "store/files.h"

namespace dragoman {

std::vector<server::Route> server::all_routes() {
  std::vector<Route> all;
  for (const auto& more : {libretranslate::routes(), deepl::routes(), deepl::glossary_routes(),
                           deepl::document_routes(), own_routes(), article_routes(), feed_routes(), podcast_routes(),
                           delivery_routes(), check_routes(), memory_routes(), report_routes(), replacement_routes(),
                           reader_routes(), desk_routes(), speech_routes(), widget_routes(), openapi_routes()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

namespace {

using server::Gauge;
using server::Service;

/// Bytes of memory that this process holds, as the kernel counts.
double resident_bytes() {
  std::ifstream file("/proc/self/statm");
  double size = 0, resident = 0;
  file >> size >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

class RunningServer : public Server {
 public:
  explicit RunningServer(const ServerOptions& options) : service_(options) {}
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  Status open() {
    const ServerOptions& options = service_.options;
    if (Status stores = open_stores(); !stores) return stores;
    if (Status keys = open_keys(); !keys) return keys;
    if (Status pushes = open_pusher(); !pushes) return pushes;
    const std::filesystem::path glossaries = options.data.empty() ? options.data : options.data / "glossaries";
    if (Status opened = service_.glossaries.open(glossaries); !opened) return opened;
    const std::filesystem::path documents = options.data.empty() ? options.data : options.data / "documents";
    if (Status opened = service_.documents.open(documents, settled_for_documents()); !opened) return opened;
    router_ = std::make_unique<server::Router>(service_, server::all_routes(), options.requests_at_once);
    service_.gauges = [this] { return gauges(); };
    http::HttpOptions http;
    http.address = options.address;
    http.port = options.port;
    http.max_connections = options.max_connections;
    http.max_connections_per_address = options.max_connections_per_address;
    http.max_body_bytes = options.max_body_bytes;
    http.refusal = [this](unsigned status, std::string_view what, std::string_view target) {
      return router_->refuse(status, what, target);
    };
    http.early_refusal = [this](const http::Request& head) { return router_->refuse_early(head); };
    Result<std::unique_ptr<http::HttpServer>> started = http::HttpServer::start(
        http, [this](std::shared_ptr<http::Exchange> exchange) { router_->handle(std::move(exchange)); });
    if (!started) return started.error();
    http_ = std::move(*started);
    if (service_.articles)
      mender_ = std::jthread([this](const std::stop_token& stop) {
        (void)server::caught<bool>([&]() -> Result<bool> {
          server::finish_changes(service_, stop);
          return true;
        });
      });
    return {};
  }

  ~RunningServer() override {
    // First nobody takes new requests, then nobody holds one, then the connections go.
    if (http_) http_->drain(std::chrono::milliseconds(0));
    mender_ = {};
    if (router_) router_->stop();
    pusher_.reset();
    http_.reset();
  }

  std::uint16_t port() const override { return http_->port(); }
  bool drain(std::chrono::milliseconds patience) override { return http_->drain(patience); }
  Status reload() override {
    service_.engines.reload();
    return service_.read_keys();
  }

 private:
  Status open_keys() {
    const ServerOptions& options = service_.options;
    if (!service_.wants_keys()) return {};
    auto usage = server::Usage::open(options.data.empty() ? options.data : options.data / "usage.db");
    if (!usage) return usage.error();
    service_.usage = std::move(*usage);
    return service_.read_keys();
  }

  server::Documents::Settled settled_for_documents() {
    return [this](const server::DocumentRequest& request) {
      const auto glossary = service_.glossaries.find(request.glossary, request.owner);
      return server::advising_with(
          service_.memory,
          glossary ? glossary->dictionary(server::code_of(request.source), server::code_of(request.target)) : nullptr,
          {request.source, request.target});
    };
  }

  Status open_stores() {
    const ServerOptions& options = service_.options;
    if (!options.memory.empty()) {
      Result<Memory> memory = Memory::open(options.memory, {.space = options.space});
      if (!memory) return memory.error();
      service_.memory = std::move(*memory);
    }
    if (!options.articles.empty()) {
      Result<Articles> articles =
          Articles::open(options.articles, {.max_bytes = options.article_bytes, .versions = options.article_versions});
      if (!articles) return articles.error();
      service_.articles = std::move(*articles);
    }
    if (!options.data.empty() && options.kept_bytes > 0) {
      auto kept = server::KeptSentences::open(options.data / "sentences.db", options.kept_bytes);
      if (!kept) return kept.error();
      service_.kept = std::move(*kept);
    }
    return {};
  }

  /// Also where no callbacks are allowed any more: what was promised before is sent.
  Status open_pusher() {
    const ServerOptions& options = service_.options;
    if (!options.callbacks.empty() && (options.callback_secret.empty() || !service_.articles))
      return Error{ErrorCode::kBadArgument, 0,
                   "callbacks need a file of articles and a secret to sign them with; give --articles and "
                   "--callback-secret"};
    if (options.callback_secret.empty() || !service_.articles) return {};
    constexpr std::size_t kLongest = 4096;
    const Result<std::string> text = store::read_file(options.callback_secret, kLongest);
    if (!text) return text.error();
    Result<std::string> secret = server::read_webhook_secret(*text);
    if (!secret) return Error{secret.error().code, 0, options.callback_secret.string() + ": " + secret.error().what};
    pusher_ = std::make_unique<server::Pusher>(service_, std::move(*secret));
    service_.wake_pusher = [this] { pusher_->wake(); };
    return {};
  }

  std::vector<Gauge> gauges() const {
    const http::HttpStats http = http_->stats();
    const auto count = [](auto number) { return static_cast<double>(number); };
    std::vector<Gauge> out = {
        {"dragoman_http_connections", "open connections", "", count(http.open)},
        {"dragoman_http_connections_total", "connections since the start", "", count(http.connections), true},
        {"dragoman_http_refused_total", "requests and connections refused before they were read", "",
         count(http.refused), true},
        {"dragoman_http_requests_in_flight", "requests that wait for their answer", "", count(http.answering)},
        {"libretranslate_http_requests_in_flight", "the same, as LibreTranslate calls it", "", count(http.answering)},
        {"dragoman_queue_waiting", "requests that wait for a thread", "", count(router_->waiting())},
        {"dragoman_queue_running", "requests that a thread works on", "", count(router_->running())},
        {"dragoman_memory_bytes", "resident memory", "", resident_bytes()},
        {"dragoman_models_loaded_total", "pairs loaded since the start", "", count(service_.engines.loads()), true}};
    const auto engines = service_.engines.loaded();
    const auto each = [&](const char* name, const char* help, bool counter, const auto& value) {
      for (const auto& engine : engines) {
        out.push_back({name, help, "{pair=\"" + engine->name + "\"}", count(value(*engine)), counter});
      }
    };
    add_kept(out);
    add_keys(out);
    using server::Engine;
    each("dragoman_model_bytes", "packed weights", false, [](const Engine& e) { return e.packed_bytes; });
    each("dragoman_sentences_total", "sentences translated", true,
         [](const Engine& e) { return e.translator->stats().sentences; });
    each("dragoman_cache_hits_total", "sentences found in the cache", true,
         [](const Engine& e) { return e.translator->stats().cache_hits; });
    each("dragoman_joined_total", "sentences that another request had in work just then", true,
         [](const Engine& e) { return e.translator->stats().joined; });
    each("dragoman_words_total", "source words translated", true,
         [](const Engine& e) { return e.translator->stats().source_words; });
    return out;
  }

  /// By the keys' names; a key itself is in no answer.
  void add_keys(std::vector<Gauge>& out) const {
    if (!service_.usage) return;
    const auto counts = service_.usage->since_start();
    const auto each = [&](const char* name, const char* help, std::uint64_t server::Usage::Count::*value) {
      for (const auto& [key, count] : counts)
        out.push_back(
            {name, help, "{key=\"" + server::label_value(key) + "\"}", static_cast<double>(count.*value), true});
    };
    each("dragoman_key_requests_total", "requests that came with a key", &server::Usage::Count::requests);
    each("dragoman_key_characters_total", "characters that a key was charged for", &server::Usage::Count::characters);
    out.push_back({"dragoman_key_usage_failures_total", "writings of the keys' usage that failed", "",
                   static_cast<double>(service_.usage->failures()), true});
  }

  void add_kept(std::vector<Gauge>& out) const {
    if (!service_.kept) return;
    const server::KeptSentences::Stats stats = service_.kept->stats();
    const auto add = [&](const char* name, const char* help, std::uint64_t value, bool counter) {
      out.push_back({name, help, "", static_cast<double>(value), counter});
    };
    add("dragoman_kept_bytes", "file of kept sentences", stats.bytes, false);
    add("dragoman_kept_found_total", "sentences found in it", stats.found, true);
    add("dragoman_kept_written_total", "sentences written into it", stats.written, true);
    add("dragoman_kept_left_out_total", "sentences that came faster than the disk", stats.left_out, true);
  }

  Service service_;
  std::unique_ptr<server::Router> router_;
  std::unique_ptr<server::Pusher> pusher_;
  std::unique_ptr<http::HttpServer> http_;
  std::jthread mender_;  // what the server before this one did not bring to its end
};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options) {
  auto running = std::make_unique<RunningServer>(options);
  if (Status opened = running->open(); !opened) return opened.error();
  return std::unique_ptr<Server>(std::move(running));
}

}  // namespace dragoman
