// Service: what all routes share, and one request's way through them.
//
// The way of a request: Router::handle() on the connection thread finds the route and answers what costs nothing; the rest waits in
// the WorkQueue for a thread, which calls the route's handler with a Call; the answer gets the headers that all answers
// have, is counted and logged.
// Threads: a Call belongs to one; the Service's members say for themselves.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include "dragoman/articles.h"
#include "dragoman/memory.h"
#include "dragoman/server.h"
#include "http/message.h"
#include "server/documents.h"
#include "server/engines.h"
#include "server/feed_cache.h"
#include "server/glossaries.h"
#include "server/kept_sentences.h"
#include "server/metrics.h"
#include "server/rate_limit.h"
#include "server/reports.h"
#include "server/sound_shelf.h"
#include "server/speech_voices.h"
#include "server/stored_files.h"
#include "server/usage.h"

namespace dragoman::server {

struct Service {
  explicit Service(const ServerOptions& given);

  const ServerOptions options;
  std::shared_ptr<KeptSentences> kept;  ///< null: none; set before the first request
  Engines engines;
  Metrics metrics;
  RateLimit rate_limit;          ///< of addresses
  RateLimit key_rates{0};        ///< of keys, each its own
  std::unique_ptr<Usage> usage;  ///< set before the first request; null where keys are not asked for
  StoredFiles files;
  std::optional<Memory> memory;
  std::optional<Articles> articles;
  Glossaries glossaries;
  Documents documents;
  Feeds feeds;
  Reports reports;
  SpeechVoices voices;
  SoundShelf podcasts;                         ///< episodes, in the data folder
  std::function<std::vector<Gauge>()> gauges;  ///< what the server as a whole can be measured by; set before it listens

  std::function<void()>
      wake_pusher;  ///< to be called when a delivery has been promised; set before it listens, or empty

  /// Whether requests must show a key.
  bool wants_keys() const { return !options.keys.empty(); }
  /// The keys as they were last read; null where none are asked for.
  std::shared_ptr<const ApiKeys> keys() const;
  /// Whether some of the keys are those of sites.
  bool has_sites() const;
  /// Reads the keys' file, if there is one.
  Status read_keys();

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const ApiKeys> keys_;  // guarded by mutex_
};

/// A request in work.
struct Call {
  const http::Request& request;
  std::string id;  ///< 32 hex digits, told to the client and the log
  std::stop_token stop;
  std::chrono::steady_clock::time_point deadline;
  std::string cors = {};                   ///< the origin whose pages may read the answer; "*" for all, "" for none
  bool for_sites = false;                  ///< the route is open to site keys
  bool quick = false;                      ///< short: somebody waits for it, it may overtake long ones
  http::Exchange* exchange = nullptr;      ///< for answers in pieces
  bool streamed = false;                   ///< out: the handler has answered by itself
  std::uint64_t characters = 0;            ///< out: code points of the texts that were translated
  std::optional<ApiKeys::Entry> key = {};  ///< out: with which the request came in, see admission.h
  Usage::Charge charge = {};               ///< out: what was charged to it
};

/// The status that belongs to an error of the library, for whoever has no table of his own.
unsigned status_of(ErrorCode code);
/// Whether two secrets are equal, in time that tells nothing of where they differ.
bool same_secret(std::string_view left, std::string_view right);
/// Code points of valid UTF-8.
std::uint64_t count_characters(std::string_view text);
/// `value` (JSON) as an answer.
http::Response json_response(unsigned status, std::string value);

}  // namespace dragoman::server
