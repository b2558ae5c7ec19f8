// Server: translation over HTTP, for programs that speak LibreTranslate or DeepL already.
//
//   Result<std::unique_ptr<Server>> server = Server::start({.port = 5000});
//   if (!server) return report(server.error());
//   wait_for_a_signal();
//   (*server)->drain(std::chrono::seconds(30));
//
// Models are loaded when they are first asked for and shared by all requests, whose sentences run in common batches. What the
// routes are is told in docs/formats/http-api.md.
//
// Threads: start() and the destructor on one, the rest on any.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "dragoman/export.h"
#include "dragoman/result.h"

namespace dragoman {

/// Whether a client may name a page's address instead of sending it.
enum class FetchPages {
  kNone,
  kPublic,  ///< addresses of the public web, as fetch.h has it
  kAny,     ///< private ones as well: whoever reaches the server then reaches them, too
};

struct ServerOptions {
  std::string address =
      "127.0.0.1";            ///< numeric IPv4 or IPv6; a proxy in front of it speaks TLS, see docs/operating.md
  std::uint16_t port = 5000;  ///< 0: any that is free

  std::vector<std::filesystem::path> models = {};   ///< folders; empty: ModelStore::default_folders()
  std::string kernel = {};                          ///< as ModelOptions::kernel
  unsigned workers = 1;                             ///< threads that translate, for each pair of languages
  std::size_t model_bytes = std::size_t{1} << 30;   ///< of packed weights; over it, the pair used longest ago is let go
  std::size_t cache_bytes = std::size_t{32} << 20;  ///< of each pair's sentence cache
  std::size_t kept_bytes = std::size_t{256}
                           << 20;     ///< of translated sentences that are kept in `data` over restarts; 0: none
  std::filesystem::path memory = {};  ///< database of terms and sentences; "": none
  std::filesystem::path data =
      {};  ///< folder for what outlives the server (glossaries, usage of keys, translated sentences); made when needed. "": kept until the end
  std::string space = {};  ///< the publication whose terms and sentences count

  /// Neural voices that read aloud (voices.h): folders; empty: VoiceStore::default_folders().
  std::vector<std::filesystem::path> voices = {};
  /// Languages and the voices that they have unless a request names another: {"pt", "piper/pt_BR-name-medium"}.
  std::vector<std::pair<std::string, std::string>> default_voices = {};
  unsigned voice_processes = 1;  ///< of each neural voice, at once; each takes 300 to 600 MB

  std::filesystem::path articles = {};                   ///< database of Articles (articles.h); "": none
  std::uint64_t article_bytes = std::uint64_t{4} << 30;  ///< as ArticlesOptions::max_bytes
  std::size_t article_versions = 10;                     ///< as ArticlesOptions::versions
  bool public_articles = false;  ///< whoever asks may read what is shown; false: with a key, where keys are asked for

  std::vector<std::string> feeds =
      {};  ///< origins ("https://news.example", or "*") whose feeds are translated at /v1/feed
  std::chrono::seconds feed_life{300};  ///< a feed is fetched again after that
  /// Origins of addresses that a client may have translations sent to, see docs/operating.md; needs `articles` and a secret.
  std::vector<std::string> callbacks = {};
  std::filesystem::path callback_secret = {};  ///< file with the key that callbacks are signed with
  std::chrono::milliseconds callback_pause{
      5'000};                  ///< before the second attempt; each pause after it is four times as long
  bool allow_private = false;  ///< feeds and callbacks may also be at private addresses and on any port

  std::size_t max_connections = 4096;
  std::size_t max_connections_per_address =
      0;  ///< 0: no limit, as it has to be behind a proxy, whose address all clients have
  std::size_t max_body_bytes = std::size_t{8}
                               << 20;  ///< HTML of nothing but tags takes hundreds of times as much memory
  unsigned requests_at_once =
      64;  ///< half of them short, half of them long ones; most of their time they wait for the engine
  std::size_t max_waiting =
      256;                    ///< short, and as many long ones, that wait beyond these; one more is answered with 429
  std::size_t max_texts = 0;  ///< of one request; 0: no limit but that of the body
  std::size_t max_characters = 0;  ///< of one text; 0: as above
  unsigned max_alternatives = 8;
  unsigned requests_per_minute = 0;            ///< of one address; 0: no limit
  std::chrono::milliseconds patience{60'000};  ///< for one request; after it, it is answered with 504

  bool suggestions = false;  ///< POST /suggest stores drafts in `memory`
  bool files = true;         ///< POST /translate_file
  FetchPages fetch_pages = FetchPages::kNone;
  bool metrics = true;              ///< GET /metrics
  std::string metrics_token = {};   ///< asked for as "Authorization: Bearer"; "": no token needed
  std::filesystem::path keys = {};  ///< file of ApiKeys, one of which a request must show; "": none is asked for

  /// Called with one line of JSON, without its end, for each request that was answered; on any thread, one at a time. Lines hold no
  /// text, no key and no address of a client. May be empty.
  std::function<void(std::string_view line)> log = {};
};

/// What the holder of a key may do; each may do what those before may.
enum class KeyRole : std::uint8_t {
  kSite,    ///< have texts and pages translated and read aloud, for the readers of some web pages; such a key is public
  kClient,  ///< the same from anywhere, all of LibreTranslate and DeepL; read the articles that are shown
  kEditor,  ///< send in articles, see all of them, correct
  kApprover,       ///< approve, withdraw, hold back; say which sections wait for approval
  kAdministrator,  ///< remove articles
};
/// "site", "client", "editor", "approver", "administrator".
DRAGOMAN_API std::string_view role_name(KeyRole role);
DRAGOMAN_API std::optional<KeyRole> key_role_named(std::string_view name);

/// What a key is good for.
struct KeyTerms {
  KeyRole role = KeyRole::kClient;
  /// Of a site key, and of no other: whose pages may use it, "https://news.example" or, for all names below one, "https://*.news.example".
  std::vector<std::string> origins = {};
  std::uint64_t characters_per_month = 0;  ///< that are translated or read aloud, by the calendar of UTC; 0: no limit
  unsigned requests_per_minute = 0;        ///< from all addresses together; 0: no limit
};

/// What changes about a key; what is nothing stays.
struct KeyChange {
  std::optional<KeyRole> role = {};                        ///< never to or from that of a site
  std::optional<std::uint64_t> characters_per_month = {};  ///< 0: no limit any more
  std::optional<unsigned> requests_per_minute = {};        ///< likewise
  std::vector<std::string> origins = {};  ///< of a site key: these instead of those it has; empty: they stay
};

/// The keys of a server, in a small text file. Of secret keys it holds names, SHA-256 and terms only; a site key, which every reader of
/// the page sees, can be read out of it.
class DRAGOMAN_API ApiKeys {
 public:
  struct Entry : KeyTerms {
    std::string name, sha256;
    std::string key;  ///< of a site key; else ""
  };
  /// Errors: kNotFound, kIo, kBadArgument (a line that is no entry), kTooLong.
  static Result<ApiKeys> read(const std::filesystem::path& file);
  /// Makes a key and enters it; a secret one is returned and nowhere kept. The file is made if it is not there. Errors: kBadArgument (a
  /// name that is taken or empty, or has blanks; a site without origins, or origins that are none), kIo, and those of read().
  static Result<std::string> add(const std::filesystem::path& file, std::string_view name, const KeyTerms& terms = {});
  /// Changes the terms of a key, which stays as it is, and so does what was used of it. Errors: kNotFound (no such name), kBadArgument
  /// (roles and origins as of add()), kIo, and those of read().
  static Result<Entry> change(const std::filesystem::path& file, std::string_view name, const KeyChange& change);
  /// Errors: kNotFound (no such name), kIo, and those of read().
  static Status remove(const std::filesystem::path& file, std::string_view name);

  const std::vector<Entry>& entries() const { return entries_; }
  /// The entry of a key, compared in time that does not depend on it; null if it is none of these.
  const Entry* find(std::string_view key) const;

 private:
  std::vector<Entry> entries_;
};

/// What was asked for with a key in this month (UTC).
struct KeyUsage {
  std::string name;
  std::uint64_t characters = 0, requests = 0;
};
/// As the server whose data folder it is has counted, up to half a second ago; empty if it has counted nothing yet. Errors: those of a
/// database.
DRAGOMAN_API Result<std::vector<KeyUsage>> key_usage(const std::filesystem::path& data);

class DRAGOMAN_API Server {
 public:
  /// Listens, and answers from now on. Errors: kIo (address in use), kBadArgument, those of Memory::open().
  static Result<std::unique_ptr<Server>> start(const ServerOptions& options);
  virtual ~Server() = default;  ///< stops at once: what is being translated is cancelled
  virtual std::uint16_t port() const = 0;
  /// Takes no new request and waits for those that are being answered; true if all were.
  virtual bool drain(std::chrono::milliseconds patience) = 0;
  /// Looks into the model folders and reads the keys again: what has changed is loaded anew when it is asked for next. Requests that
  /// run keep what they have. An error (of the keys' file): the keys stay as they were.
  virtual Status reload() = 0;
};

}  // namespace dragoman
