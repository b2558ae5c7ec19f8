#include "fetch/test_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string_view>

namespace dragoman::fetch_test {
namespace {

int listen_on_loopback(int& port) {
  int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0)
    ADD_FAILURE() << "no port on loopback";
  socklen_t size = sizeof(address);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  port = ntohs(address.sin_port);
  ::listen(socket, 64);
  return socket;
}

std::string header(const std::string& head, const std::string& name) {
  std::size_t at = head.find("\r\n" + name + ": ");
  if (at == std::string::npos) return {};
  at += name.size() + 4;
  return head.substr(at, head.find("\r\n", at) - at);
}

bool send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t sent = ::send(connection, bytes.data(), std::min<std::size_t>(bytes.size(), 16384), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace

TestServer::TestServer() : listener_(listen_on_loopback(port_)), thread_([this] { accept_all(); }) {
  ::setenv("no_proxy", "127.0.0.1", 1);  // a proxy of this machine has no business here
}

TestServer::~TestServer() {
  stopping_ = true;
  thread_.join();
  for (std::thread& answer : answers_) answer.join();
  ::close(listener_);
}

void TestServer::put(const std::string& path, Served served) {
  std::lock_guard lock(mutex_);
  files_[path] = std::move(served);
}

std::string TestServer::address(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<Asked> TestServer::asked() const {
  std::lock_guard lock(mutex_);
  return asked_;
}

std::vector<Asked> TestServer::asked(const std::string& path) const {
  std::vector<Asked> out;
  for (Asked& one : asked())
    if (one.path == path) out.push_back(std::move(one));
  return out;
}

void TestServer::forget_asked() {
  std::lock_guard lock(mutex_);
  asked_.clear();
}

void TestServer::accept_all() {
  while (!stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, 20) <= 0) continue;
    int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    answers_.emplace_back([this, connection] {
      answer(connection);
      ::shutdown(connection, SHUT_RDWR);
      ::close(connection);
    });
  }
}

void TestServer::answer(int connection) {
  std::string head;
  char buffer[4096];
  while (head.find("\r\n\r\n") == std::string::npos) {
    pollfd waiting{connection, POLLIN, 0};
    if (::poll(&waiting, 1, 20) == 0 && !stopping_) continue;
    ssize_t got = stopping_ ? 0 : ::recv(connection, buffer, sizeof(buffer), 0);
    if (got <= 0) return;
    head.append(buffer, static_cast<std::size_t>(got));
  }
  std::size_t begin = head.find(' ') + 1;
  Asked request{head.substr(begin, head.find(' ', begin) - begin), header(head, "Range"), header(head, "If-Range"),
                header(head, "User-Agent")};
  Served served;
  {
    std::lock_guard lock(mutex_);
    asked_.push_back(request);
    auto found = files_.find(request.path.substr(0, request.path.find('?')));
    if (found == files_.end()) {
      served = Served{"<html>not here</html>"};
      served.status = 404;
    } else {
      served = found->second;
      if (found->second.fail_first > 0) {
        --found->second.fail_first;
        served.status = 503;
      }
    }
  }
  send_file(connection, request, served);
}

void TestServer::send_file(int connection, const Asked& request, const Served& served) {
  std::string_view body = served.body;
  std::string head;
  int status = served.status;
  bool same = request.if_range.empty() || request.if_range == served.etag;
  if (status == 200 && served.ranges && same && request.range.substr(0, 6) == "bytes=") {
    std::size_t from = std::strtoull(request.range.c_str() + 6, nullptr, 10);
    status = from < body.size() ? 206 : 416;
    head = "Content-Range: bytes " +
           (status == 416 ? "*" : std::to_string(from) + "-" + std::to_string(body.size() - 1)) + "/" +
           std::to_string(body.size()) + "\r\n";
    body = status == 416 ? std::string_view() : body.substr(from);
  }
  if (!served.etag.empty()) head += "ETag: " + served.etag + "\r\n";
  if (!served.location.empty()) head += "Location: " + served.location + "\r\n";
  head += served.headers;
  if (served.length) head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  if (!send_all(connection, "HTTP/1.1 " + std::to_string(status) + " X\r\nConnection: close\r\n" + head + "\r\n"))
    return;
  if (served.drop_after >= 0) body = body.substr(0, static_cast<std::size_t>(served.drop_after));
  if (served.stall_after >= 0) body = body.substr(0, static_cast<std::size_t>(served.stall_after));
  while (served.drip > 0 && !body.empty() && !stopping_) {
    const std::string_view drop = body.substr(0, static_cast<std::size_t>(served.drip));
    if (!send_all(connection, drop)) return;
    body.remove_prefix(drop.size());
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  if (!send_all(connection, body)) return;
  while (served.stall_after >= 0 && !stopping_) {
    pollfd gone{connection, POLLIN, 0};
    if (::poll(&gone, 1, 20) != 0) return;  // the client has left
  }
}

int closed_port() {
  int port = 0;
  ::close(listen_on_loopback(port));
  return port;
}

}  // namespace dragoman::fetch_test
