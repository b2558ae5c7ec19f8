#include "server/router.h"

#include <algorithm>
#include <new>

#include "json/write.h"
#include "server/admission.h"

namespace dragoman::server {
namespace {

const std::string kAllOrigins = "*";
constexpr std::string_view kNothingThere = "there is nothing at this address; see /docs/";

using Clock = std::chrono::steady_clock;

constexpr std::size_t kQuickBody = 4096;  // bytes: a paragraph, a post, a few strings of a program

bool is_quick(const http::Request& request) { return request.body.size() <= kQuickBody; }

void allow_all_origins(http::Response& response) {
  response.set("Access-Control-Allow-Origin", "*")
      .set("Access-Control-Allow-Headers", "Authorization, Content-Type")
      .set("Access-Control-Allow-Methods", "GET, POST")
      .set("Access-Control-Expose-Headers", "Authorization")
      .set("Access-Control-Allow-Credentials", "true")
      .set("Access-Control-Max-Age", "1728000");
}

/// Pages of one origin may read the answer; no cookie or the like goes with a request. Not for long: keys are revoked.
void allow_origin(http::Response& response, const std::string& origin) {
  response.set("Vary", "Origin")
      .set("Access-Control-Allow-Origin", origin)
      .set("Access-Control-Allow-Headers", "Authorization, Content-Type")
      .set("Access-Control-Allow-Methods", "GET, POST")
      .set("Access-Control-Expose-Headers", "Retry-After, X-Dragoman-Voice, X-Request-Id")
      .set("Access-Control-Max-Age", "600");
}

/// Call::cors. What is fetched from an address is not for scripts of other sites: through somebody's browser they would read what his
/// network keeps to itself. Where there are keys for sites, theirs are the only ones.
std::string readers_of(const Service& service, const Route& route, const http::Request& request) {
  if (std::string site = route.for_sites ? reading_site(service, request) : ""; !site.empty()) return site;
  if (route.dialect == Dialect::kLibreTranslate) return kAllOrigins;
  const bool fetches = std::ranges::find(request.query, "url", &http::Field::name) != request.query.end();
  const bool open = route.dialect == Dialect::kOwnOpen && !fetches && !(route.for_sites && service.has_sites());
  return open ? kAllOrigins : "";
}

bool lists(std::string_view methods, std::string_view method) {
  if (method == "HEAD") method = "GET";
  for (std::size_t at = methods.find(method); at != std::string_view::npos; at = methods.find(method, at + 1)) {
    const std::size_t end = at + method.size();
    if ((at == 0 || methods[at - 1] == ' ') && (end == methods.size() || methods[end] == ' ')) return true;
  }
  return false;
}

std::string allow(std::string_view methods) {
  std::string out = "OPTIONS, ";
  for (const char c : methods) out += c == ' ' ? std::string(", ") : std::string(1, c);
  return lists(methods, "GET") ? out + ", HEAD" : out;
}

}  // namespace

/// One request on its way.
struct Router::Arrival {
  std::shared_ptr<http::Exchange> exchange;
  const Route* route = nullptr;
  std::string id;
  Clock::time_point time;
  std::string readers = {};  // Call::cors
};

http::Response error_response(Dialect dialect, unsigned status, std::string_view what) {
  json::JsonObject body;
  if (dialect == Dialect::kDeepl) {
    body.add("message", what);
  } else {
    body.add("error", what);
  }
  return json_response(status, body.done().text);
}

Router::Router(Service& service, std::vector<Route> routes, unsigned threads)
    : service_(service), routes_(std::move(routes)), queue_(threads, service.options.max_waiting) {}

void Router::stop() {
  stop_.request_stop();
  queue_.close();
}

const Route* Router::find(std::string_view path) const {
  const auto found = std::ranges::find_if(routes_, [&](const Route& route) {
    if (!route.path.ends_with("/*")) return route.path == path;
    const std::string_view folder = route.path.substr(0, route.path.size() - 1);
    return path.starts_with(folder) && path.size() > folder.size();
  });
  return found == routes_.end() ? nullptr : &*found;
}

Dialect Router::dialect_of(std::string_view path) {
  if (path.starts_with("/v2/") || path.starts_with("/v3/")) return Dialect::kDeepl;
  return path.starts_with("/v1/") ? Dialect::kOwn : Dialect::kLibreTranslate;
}

void dress(http::Response& response, Dialect dialect, const std::string& id, const std::string& readers) {
  if (readers == kAllOrigins) {
    allow_all_origins(response);
  } else if (!readers.empty()) {
    allow_origin(response, readers);
  }
  if (dialect == Dialect::kDeepl) response.set("X-Trace-ID", id);
  response.set("X-Request-Id", id).set("X-Content-Type-Options", "nosniff");
}

http::Response Router::refuse(unsigned status, std::string_view what, std::string_view target) {
  const Dialect dialect = dialect_of(target.substr(0, target.find('?')));
  http::Response response = error_response(dialect, status, what);
  const std::string id = random_hex(16);
  dress(response, dialect, id, dialect == Dialect::kLibreTranslate ? kAllOrigins : "");
  if (status == 503) response.set("Retry-After", "1");
  tell({id, "other", "refused", status, 0, 0, 0, response.body.size()});
  return response;
}

std::optional<http::Response> Router::refuse_early(const http::Request& head) {
  const Route* route = find(head.path);
  const Dialect dialect = route != nullptr ? route->dialect : dialect_of(head.path);
  std::optional<http::Response> no;
  if (route == nullptr) {
    no = error_response(dialect, 404, kNothingThere);
  } else if (head.method == "OPTIONS") {
    return std::nullopt;
  } else if (!lists(route->methods, head.method)) {
    no = error_response(dialect, 405, "this address answers " + std::string(route->methods));
    no->set("Allow", allow(route->methods));
  } else {
    no = refuse_unknown_key(service_, dialect, head);
  }
  if (!no) return no;
  const std::string id = random_hex(16);
  dress(*no, dialect, id, route != nullptr ? readers_of(service_, *route, head) : "");
  tell({id, head.method, route != nullptr ? route->path : "none", no->status, 0, 0, 0, no->body.size()});
  return no;
}

void Router::handle(std::shared_ptr<http::Exchange> exchange) {
  const http::Request& request = exchange->request();
  Arrival arrival{std::move(exchange), find(request.path), random_hex(16), Clock::now()};
  if (arrival.route == nullptr) {
    return finish(arrival, error_response(dialect_of(request.path), 404, kNothingThere), 0);
  }
  const Route& route = *arrival.route;
  arrival.readers = readers_of(service_, route, request);
  if (request.method == "OPTIONS") {
    return finish(arrival, http::Response{200, {{"Allow", allow(route.methods)}}, ""}, 0);
  }
  if (!lists(route.methods, request.method)) {
    http::Response response = error_response(route.dialect, 405, "this address answers " + std::string(route.methods));
    return finish(arrival, std::move(response.set("Allow", allow(route.methods))), 0);
  }
  if (!route.waits) return answer(arrival);
  const Lane lane = is_quick(request) ? Lane::kQuick : Lane::kLong;
  if (queue_.push(lane, [this, arrival] { answer(arrival); })) return;
  http::Response busy = error_response(route.dialect, 429, "Slowdown: too many requests wait already; try again soon");
  finish(arrival, std::move(busy.set("Retry-After", "1")), 0);
}

void Router::answer(const Arrival& arrival) {
  // Two reasons to stop become one: the client has left, or the server ends.
  std::stop_source stop;
  const std::stop_callback gone(arrival.exchange->gone(), [&] { stop.request_stop(); });
  const std::stop_callback ending(stop_.get_token(), [&] { stop.request_stop(); });
  Call call{arrival.exchange->request(),
            arrival.id,
            stop.get_token(),
            arrival.time + service_.options.patience,
            arrival.readers,
            arrival.route->for_sites,
            is_quick(arrival.exchange->request()),
            arrival.exchange.get()};
  http::Response response;
  const Dialect dialect = arrival.route->dialect;
  try {
    response = arrival.route->handler(service_, call);
  } catch (const std::bad_alloc&) {
    response = error_response(dialect, 503, "the server is out of memory; send less at a time, or try again later");
  } catch (const std::exception& error) {
    response = error_response(dialect, 500,
                              std::string("a mistake of the server itself: ") + error.what() + "; please report it");
  }
  settle(call, call.streamed || response.status < 400);
  if (call.streamed) {  // 200 unless it broke off: then the client sees an answer without its end
    return tell(told_of(arrival, response, call.characters));
  }
  finish(arrival, std::move(response), call.characters);
}

void Router::finish(const Arrival& arrival, http::Response response, std::uint64_t characters) {
  const bool routed = arrival.route != nullptr;
  const Dialect dialect = routed ? arrival.route->dialect : dialect_of(arrival.exchange->request().path);
  dress(response, dialect, arrival.id, arrival.readers);
  // Where an answer depends on who asks, no cache may give it to others.
  if (routed && arrival.route->for_sites && service_.has_sites()) response.set("Vary", "Origin");
  tell(told_of(arrival, response, characters));
  arrival.exchange->respond(std::move(response));
}

Router::Told Router::told_of(const Arrival& arrival, const http::Response& response, std::uint64_t characters) {
  const http::Request& request = arrival.exchange->request();
  const double seconds = std::chrono::duration<double>(Clock::now() - arrival.time).count();
  return {arrival.id,
          request.method,
          arrival.route != nullptr ? arrival.route->path : "none",
          response.status,
          seconds,
          characters,
          request.body.size(),
          response.body.size()};
}

void Router::settle(const Call& call, bool answered) {
  if (call.key && service_.usage) service_.usage->settle(call.key->name, call.charge, answered);
}

void Router::tell(const Told& told) {
  service_.metrics.answered(told.route, told.status, told.seconds, told.characters);
  if (!service_.options.log) return;
  json::JsonObject line;
  line.add("id", told.id)
      .add("method", told.method == "GET" || told.method == "POST" ? told.method : "other")
      .add("route", told.route)
      .add("status", told.status)
      .add("ms", static_cast<float>(static_cast<long>(told.seconds * 1e5)) / 100)
      .add("characters", told.characters)
      .add("bytes_in", told.bytes_in)
      .add("bytes_out", told.bytes_out);
  const std::lock_guard<std::mutex> lock(log_);
  service_.options.log(line.done().text);
}

}  // namespace dragoman::server
