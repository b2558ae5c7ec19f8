// One connection, from accept to close. A part of http_server.cc: Boost.Beast takes long to compile, so one file includes it.
//
// Everything here runs on the server's one thread, but for the Exchange's methods, which post what they want done to it. The way of
// a request: read_head -> (413, or 100 Continue) -> read_body -> the handler, while watch_client() waits for the client to
// leave -> the answer -> read_head again, or linger() and close.
#pragma once
#include <unistd.h>

#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

#include "http/forms.h"
#include "http/growing_body-inl.h"
#include "http/http_server.h"

namespace dragoman::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

/// What all connections share; lives as long as the last of them.
struct Shared {
  HttpOptions options;
  HttpServer::Handler handler;
  asio::io_context io{1};
  std::atomic<bool> draining = false;
  std::atomic<std::uint64_t> connections = 0, requests = 0, refused = 0;
  std::atomic<std::size_t> open = 0, answering = 0;
  std::map<std::string, std::size_t, std::less<>> of_address;  // open connections; guarded by `mutex`
  std::size_t announced = 0;  // bytes of the bodies that are being read; on the loop's thread
  std::mutex mutex;
  std::condition_variable closed;  // told when `open` falls
};

// Read at once, beyond a head: bounds the buffer, and with it the extensions of chunks and what follows the last one.
inline constexpr std::size_t kReadBytes = std::size_t{64} << 10;
// Shorter bodies are read before anybody asks whether they are wanted: the connection can be used again then.
inline constexpr std::size_t kShortBody = std::size_t{64} << 10;
// Bodies of so many requests of the longest kind may be on their way together.
inline constexpr std::size_t kBodiesAtOnce = 16;

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, std::shared_ptr<Shared> shared)
      : shared_(std::move(shared)),
        socket_(std::move(socket)),
        timer_(shared_->io),
        buffer_(shared_->options.max_head_bytes + kReadBytes) {
    ++shared_->open;
    ++shared_->connections;
    error_code none;
    socket_.set_option(tcp::no_delay(true), none);
    remote_ = address_of(socket_);
    const std::lock_guard<std::mutex> lock(shared_->mutex);
    ++shared_->of_address[remote_];
  }
  ~Connection() {
    const std::lock_guard<std::mutex> lock(shared_->mutex);
    --shared_->open;
    const auto known = shared_->of_address.find(remote_);
    if (known != shared_->of_address.end() && --known->second == 0) shared_->of_address.erase(known);
    shared_->closed.notify_all();
  }

  void start() { read_head(); }
  /// Of the peer; "" if it is gone already.
  static std::string address_of(const tcp::socket& socket) {
    error_code none;
    const tcp::endpoint peer = socket.remote_endpoint(none);
    return none ? std::string() : peer.address().to_string();
  }
  /// Of a server that drains: a connection that waits for a request has nothing to lose.
  bool close_if_idle() {
    if (idle_) close();
    return idle_;
  }
  void close() {
    error_code ignored;
    forget_announced();
    leave_.request_stop();
    tell_gone();
    timer_.cancel();
    socket_.close(ignored);
  }

 private:
  friend class ConnectionExchange;
  using Parser = wire::request_parser<GrowingBody>;

  void set_timer(std::chrono::milliseconds patience);
  void on_time();
  bool old_http() const { return version_ < 11; }
  void read_head();
  void on_first_byte();
  void on_head(error_code error);
  bool is_sound() const;
  void forget_announced();
  void read_body();
  void on_body(error_code error);
  void dispatch();
  Request take_request();
  void tell_gone();
  void watch_client();
  void refuse(unsigned status, std::string_view what);
  void refuse_with(Response response);
  template <class Message>
  Request head_of(const Message& message) const;
  void fail_reading(error_code error, bool in_head);

  void send(Response response);
  void begin_stream(Response head);
  void queue_piece(std::string piece, bool last);
  void write_pieces();
  void after_answer();
  void linger();
  void discard();

  std::shared_ptr<Shared> shared_;
  tcp::socket socket_;
  asio::steady_timer timer_;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::string remote_;
  std::stop_source leave_;                             // of the request in work
  bool first_ = true;                                  // no request has come yet
  bool idle_ = true, reading_ = false, late_ = false;  // waits for a request; in the middle of one; which took too long
  bool keep_alive_ = false, head_only_ = false, answered_ = false, watching_ = false;
  unsigned version_ = 11;  // of the request in work: 10 is HTTP/1.0, which has no chunks
  std::size_t discarded_ = 0, announced_ = 0;

  // A streamed answer: pieces that wait for the client. `pending_` counts bytes for Exchange::write(), on other threads.
  std::vector<std::string> pieces_;
  bool writing_ = false, last_queued_ = false;
  std::mutex mutex_;
  std::condition_variable room_;
  std::size_t pending_ = 0;
  bool gone_ = false;
};

/// Holds a request until it is answered.
class ConnectionExchange : public Exchange {
 public:
  ConnectionExchange(std::shared_ptr<Connection> connection, Request request, std::stop_token gone)
      : connection_(std::move(connection)), request_(std::move(request)), gone_(std::move(gone)) {}
  ~ConnectionExchange() override {
    if (!begun_) respond({.status = 500, .headers = {}, .body = {}});
    if (begun_ && !ended_) post([connection = connection_] { connection->close(); });  // cut off, and seen to be
  }
  const Request& request() const override { return request_; }
  std::stop_token gone() const override { return gone_; }

  void respond(Response response) override {
    if (std::exchange(begun_, true)) return;
    ended_ = true;
    post([connection = connection_, response = std::move(response)]() mutable {
      connection->send(std::move(response));
    });
  }
  void begin(Response head) override {
    if (std::exchange(begun_, true)) return;
    post([connection = connection_, head = std::move(head)]() mutable { connection->begin_stream(std::move(head)); });
  }
  bool write(std::string piece) override {
    if (piece.empty()) return !gone_.stop_requested();
    constexpr std::size_t kMost = std::size_t{1} << 20;
    {
      std::unique_lock<std::mutex> lock(connection_->mutex_);
      connection_->room_.wait(lock, [this] { return connection_->pending_ < kMost || connection_->gone_; });
      if (connection_->gone_) return false;
      connection_->pending_ += piece.size();
    }
    post([connection = connection_, piece = std::move(piece)]() mutable {
      connection->queue_piece(std::move(piece), false);
    });
    return true;
  }
  void end() override {
    if (std::exchange(ended_, true)) return;
    post([connection = connection_] { connection->queue_piece({}, true); });
  }

 private:
  template <class Work>
  void post(Work work) {
    asio::post(connection_->shared_->io, std::move(work));
  }
  std::shared_ptr<Connection> connection_;
  Request request_;
  std::stop_token gone_;
  bool begun_ = false, ended_ = false;
};

}  // namespace dragoman::http
