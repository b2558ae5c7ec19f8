// A client that sends bytes as a test has them and reads what comes back.
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace dragoman::http {

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{120, 0};  // only a server that hangs is given up
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&place), sizeof place) == 0;
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  /// One answer with Content-Length.
  std::string read_answer() {
    std::string answer = read_until("\r\n\r\n");
    const std::size_t field = answer.find("Content-Length: ");
    const std::size_t bytes = field == std::string::npos ? 0 : std::strtoul(answer.c_str() + field + 16, nullptr, 10);
    while (held_.size() < bytes && fill()) {
    }
    answer += held_.substr(0, bytes);
    held_.erase(0, bytes);
    return answer;
  }
  std::string read_until(std::string_view end) {
    while (held_.find(end) == std::string::npos && fill()) {
    }
    const std::size_t at = held_.find(end);
    const std::string out = held_.substr(0, at == std::string::npos ? at : at + end.size());
    held_.erase(0, out.size());
    return out;
  }
  /// Until the server closes.
  std::string read_all() {
    while (fill()) {
    }
    return std::exchange(held_, {});
  }

 private:
  bool fill() {
    char bytes[4096];
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) return false;
    held_.append(bytes, static_cast<std::size_t>(got));
    return true;
  }
  int socket_;
  bool connected_ = false;
  std::string held_;
};

}  // namespace dragoman::http
