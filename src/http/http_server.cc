#include "http/http_server.h"

#include <algorithm>
#include <new>
#include <thread>

#include "http/answering-inl.h"
#include "http/connection-inl.h"
#include "http/reading-inl.h"

namespace dragoman::http {
namespace {

class BeastServer : public HttpServer {
 public:
  BeastServer(const HttpOptions& options, Handler handler)
      : shared_(std::make_shared<Shared>()), acceptor_(shared_->io), pause_(shared_->io) {
    shared_->options = options;
    shared_->handler = std::move(handler);
  }
  BeastServer(const BeastServer&) = delete;
  BeastServer& operator=(const BeastServer&) = delete;

  Status listen() {
    error_code error;
    const HttpOptions& options = shared_->options;
    const asio::ip::address address = asio::ip::make_address(options.address, error);
    if (error)
      return Error{ErrorCode::kBadArgument, 0,
                   options.address + " is no IP address; write one, for example 127.0.0.1 or ::"};
    const tcp::endpoint place(address, options.port);
    acceptor_.open(place.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(place, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
      return Error{ErrorCode::kIo, 0,
                   "cannot listen on " + options.address + " port " + std::to_string(options.port) + ": " +
                       error.message() + "; choose another port, or end the program that holds it"};
    }
    port_ = acceptor_.local_endpoint(error).port();
    accept();
    thread_ = std::thread([shared = shared_] { run(*shared); });
    return {};
  }

  ~BeastServer() override {
    shared_->draining = true;
    asio::post(shared_->io, [this] {
      stop_accepting();
      for (const std::weak_ptr<Connection>& weak : open_) {
        if (const std::shared_ptr<Connection> connection = weak.lock()) connection->close();
      }
      keeps_on_.reset();
    });
    // The loop ends when nothing is left to wait for.
    if (thread_.joinable()) thread_.join();
  }

  std::uint16_t port() const override { return port_; }

  bool drain(std::chrono::milliseconds patience) override {
    shared_->draining = true;
    asio::post(shared_->io, [this] {
      stop_accepting();
      for (const std::weak_ptr<Connection>& weak : open_) {
        if (const std::shared_ptr<Connection> connection = weak.lock()) connection->close_if_idle();
      }
    });
    std::unique_lock<std::mutex> lock(shared_->mutex);
    return shared_->closed.wait_for(lock, patience, [this] { return shared_->open == 0; });
  }

  HttpStats stats() const override {
    return {shared_->connections, shared_->requests, shared_->refused, shared_->open, shared_->answering};
  }

 private:
  /// Until nothing is left to do. Where memory runs out, the connection that needed it is let go with its call, and the others go on.
  static void run(Shared& shared) {
    while (true) {
      try {
        shared.io.run();
        return;
      } catch (const std::bad_alloc&) {
        continue;
      }
    }
  }
  void accept() {
    acceptor_.async_accept([this](error_code error, tcp::socket socket) {
      if (error == asio::error::operation_aborted || shared_->draining) return;
      if (error) return rest();  // no descriptor left, as a rule: some will be closed soon
      forget_closed();
      if (has_enough(socket)) {
        ++shared_->refused;
        turn_away(socket, kTooMany);
      } else if (shared_->open < shared_->options.max_connections || close_an_idle_one()) {
        auto connection = std::make_shared<Connection>(std::move(socket), shared_);
        open_.emplace_back(connection);
        connection->start();
      } else {
        ++shared_->refused;
        turn_away(socket, kFull);
      }
      accept();
    });
  }
  /// The one that is open longest: whoever waits for nothing gives way to whoever comes (RFC 9112, 9.5).
  bool close_an_idle_one() {
    return std::ranges::any_of(open_, [](const std::weak_ptr<Connection>& weak) {
      const std::shared_ptr<Connection> connection = weak.lock();
      return connection && connection->close_if_idle();
    });
  }
  /// Whether its address may have no more.
  bool has_enough(const tcp::socket& socket) const {
    const std::size_t most = shared_->options.max_connections_per_address;
    if (most == 0) return false;
    const std::string address = Connection::address_of(socket);
    const std::lock_guard<std::mutex> lock(shared_->mutex);
    const auto known = shared_->of_address.find(address);
    return known != shared_->of_address.end() && known->second >= most;
  }
  static constexpr std::string_view
      kFull = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
      kTooMany = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  static void turn_away(tcp::socket& socket, std::string_view answer) {
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.send(asio::buffer(answer.data(), answer.size()), 0, ignored);
  }
  void rest() {
    pause_.expires_after(std::chrono::milliseconds(50));
    pause_.async_wait([this](error_code error) {
      if (!error) accept();
    });
  }
  void stop_accepting() {
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
  }
  /// Now and then, so that the list is at most twice as long as what is open.
  void forget_closed() {
    if (open_.size() < 64 || open_.size() < 2 * shared_->open) return;
    std::erase_if(open_, [](const std::weak_ptr<Connection>& weak) { return weak.expired(); });
  }

  std::shared_ptr<Shared> shared_;
  // Answers may be posted when no socket is left to wait for: the loop goes on until the server ends.
  asio::executor_work_guard<asio::io_context::executor_type> keeps_on_ = asio::make_work_guard(shared_->io);
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  std::vector<std::weak_ptr<Connection>> open_;  // on the loop's thread
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpOptions& options, Handler handler) {
  auto server = std::make_unique<BeastServer>(options, std::move(handler));
  if (Status listening = server->listen(); !listening) return listening.error();
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace dragoman::http
