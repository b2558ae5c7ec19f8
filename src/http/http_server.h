// HttpServer: HTTP/1.1 on a few sockets (RFC 9112), for a handler that may take its time.
//
//   Result<std::unique_ptr<HttpServer>> server = HttpServer::start({.port = 0}, [](std::shared_ptr<Exchange> exchange) {
//     exchange->respond({.body = "hello\n"});
//   });
//
// One thread does all reading and writing, so an idle connection costs a few KB and no thread. The handler is called on that
// thread: it answers at once what costs nothing, and hands all else to threads of its own. What comes from outside is
// bounded: connections, bytes and seconds of a header, of a body and of an answer; a client that is over a limit gets a 4xx
// answer and is let go.
//
// Threads: start() and the destructor on one; the rest on any.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>
#include "dragoman/result.h"
#include "http/message.h"

namespace dragoman::http {

/// What the server answers by itself: a status, and a sentence for people. `target` as far as it is known.
using Refusal = std::function<Response(unsigned status, std::string_view what, std::string_view target)>;

/// Asked about a request whose body is long, or of unknown length, before any of it is read; `head` has no body. An answer: it is sent, and
/// the connection closed. Called on the server's thread, so it must cost nothing.
using EarlyRefusal = std::function<std::optional<Response>(const Request& head)>;

struct HttpOptions {
  std::string address = "127.0.0.1";            ///< numeric, IPv4 or IPv6
  std::uint16_t port = 0;                       ///< 0: any that is free
  std::size_t max_connections = 4096;           ///< one more: an idle one is closed for it, or it is turned away
  std::size_t max_connections_per_address = 0;  ///< one more is turned away; 0: no limit
  std::size_t max_head_bytes = std::size_t{16} << 10;
  std::size_t max_body_bytes = std::size_t{32} << 20;
  std::chrono::milliseconds head_timeout{
      10'000};  ///< to the first byte of the first request, and on to the end of its headers
  std::chrono::milliseconds body_timeout{60'000};   ///< for the body; longer bodies get another second for each 64 KB
  std::chrono::milliseconds idle_timeout{75'000};   ///< between two requests of a connection
  std::chrono::milliseconds write_timeout{30'000};  ///< without progress in taking an answer
  Refusal refusal = {};                             ///< empty: plain text
  EarlyRefusal early_refusal = {};                  ///< empty: all bodies are read
};

/// Counters since the start, and what is open now.
struct HttpStats {
  std::uint64_t connections = 0, requests = 0, refused = 0;
  std::size_t open = 0, answering = 0;
};

class HttpServer {
 public:
  using Handler = std::function<void(std::shared_ptr<Exchange>)>;

  /// Listens; requests are handled from now on. Errors: kIo (address in use, not allowed), kBadArgument (no address).
  static Result<std::unique_ptr<HttpServer>> start(const HttpOptions& options, Handler handler);
  /// Stops at once. No Exchange may be held any more.
  virtual ~HttpServer() = default;
  virtual std::uint16_t port() const = 0;
  /// Takes no new connection, closes those that are idle, and the others after the answer they wait for. Blocks until none is
  /// left or the time is over; true if none is left.
  virtual bool drain(std::chrono::milliseconds patience) = 0;
  virtual HttpStats stats() const = 0;
};

}  // namespace dragoman::http
