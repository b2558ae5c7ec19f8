// A small HTTP server on loopback that behaves as badly as it is told to: drops connections, ignores ranges, lies.
#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace dragoman::fetch_test {

struct Served {
  Served() = default;
  explicit Served(std::string bytes, std::string tag = "\"v1\"") : body(std::move(bytes)), etag(std::move(tag)) {}
  std::string body;
  std::string etag = "\"v1\"";
  int status = 200;
  std::string location;           ///< for redirects
  bool ranges = true;             ///< false: sends the whole file whatever is asked
  bool length = true;             ///< false: no Content-Length, the end of the connection ends the body
  std::int64_t drop_after = -1;   ///< closes the connection after that many body bytes of a reply
  std::int64_t stall_after = -1;  ///< sends that many body bytes of a reply, then nothing until the server stops
  std::string headers;            ///< more of them, each with its line end
  std::int64_t drip = 0;          ///< sends that many body bytes, waits 50 ms, and so on
  int fail_first = 0;             ///< answers 503 to that many requests first
};

struct Asked {
  std::string path, range, if_range, agent;
};

class TestServer {
 public:
  TestServer();
  ~TestServer();
  void put(const std::string& path, Served served);
  void put(const std::string& path, std::string body) { put(path, Served(std::move(body))); }
  /// "http://127.0.0.1:PORT" + path
  std::string address(const std::string& path = "/") const;
  std::vector<Asked> asked() const;
  std::vector<Asked> asked(const std::string& path) const;
  void forget_asked();

 private:
  void accept_all();
  void answer(int connection);
  void send_file(int connection, const Asked& request, const Served& served);

  int port_ = 0;  // before listener_, which sets it
  int listener_ = -1;
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;
  std::map<std::string, Served> files_;
  std::vector<Asked> asked_;
  std::vector<std::thread> answers_;
  std::thread thread_;
};

/// A port on loopback where nobody listens.
int closed_port();

}  // namespace dragoman::fetch_test
