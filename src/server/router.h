// Router: which handler answers which request, in whose manner errors are told, and what all answers have in common.
// Threads: handle() on the connection thread; it returns at once.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "http/http_server.h"
#include "server/service.h"
#include "server/work_queue.h"

namespace dragoman::server {

/// Whose rules a route follows: how an error looks, which headers an answer has.
enum class Dialect {
  kLibreTranslate,
  kDeepl,
  kOwn,
  kOwnOpen,  ///< our own, and scripts on pages of other sites may read the answers: what the widget needs
};

struct Route {
  std::string_view methods;  ///< "GET POST"; HEAD goes with GET
  std::string_view path;     ///< "/translate"; one that ends in "/*" stands for all below it
  Dialect dialect = Dialect::kOwn;
  bool waits = false;  ///< for the engine or a disk: a thread of the queue calls the handler
  http::Response (*handler)(Service&, Call&) = nullptr;
  bool for_sites = false;  ///< open to site keys, so pages of theirs may read the answer
};
inline constexpr bool kForSites = true;

class Router {
 public:
  Router(Service& service, std::vector<Route> routes, unsigned threads);
  void handle(std::shared_ptr<http::Exchange> exchange);
  /// What the HTTP server refuses by itself, in the manner of the route that was meant.
  http::Response refuse(unsigned status, std::string_view what, std::string_view target);
  /// What is refused by its head alone, before its body is read: what no route takes, and keys that are none.
  std::optional<http::Response> refuse_early(const http::Request& head);
  /// No request waits or runs any more, or will: what runs is cancelled.
  void stop();
  std::size_t waiting() const { return queue_.waiting(); }
  std::size_t running() const { return queue_.running(); }

 private:
  struct Arrival;
  const Route* find(std::string_view path) const;
  static Dialect dialect_of(std::string_view path);
  void answer(const Arrival& arrival);
  void finish(const Arrival& arrival, http::Response response, std::uint64_t characters);
  /// An answer as the metrics and the log have it.
  struct Told {
    std::string_view id, method, route;
    unsigned status = 0;
    double seconds = 0;
    std::uint64_t characters = 0;
    std::size_t bytes_in = 0, bytes_out = 0;
  };
  void tell(const Told& told);
  void settle(const Call& call, bool answered);
  static Told told_of(const Arrival& arrival, const http::Response& response, std::uint64_t characters);

  Service& service_;
  const std::vector<Route> routes_;
  std::stop_source stop_;
  std::mutex log_;
  WorkQueue queue_;  // the last member: its threads use the others
};

/// Those of all dialects, in the order in which they are looked for; of server.cc.
std::vector<Route> all_routes();

/// The headers that all answers of a dialect have. `id`: of the request; `readers`: Call::cors.
void dress(http::Response& response, Dialect dialect, const std::string& id, const std::string& readers);

/// An error in the manner of a dialect.
http::Response error_response(Dialect dialect, unsigned status, std::string_view what);

}  // namespace dragoman::server
