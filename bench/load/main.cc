// bench_load: sends the lines of a file to POST /translate of a server and prints what came of it as one line of JSON.
//
//   bench_load PORT FILE --clients 32 --texts 1 --rounds 3
//   bench_load PORT FILE --clients 1 --texts 1 --seconds 10
//   bench_load PORT FILE --idle 1000 --clients 64          # keeps 1,000 connections open besides
//
// Each client has one connection and sends its next request when the last was answered. Written in C++ so that the client costs
// little of the CPU that it measures.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "json/write.h"

namespace {

using Clock = std::chrono::steady_clock;
using dragoman::json::JsonObject;
using dragoman::json::JsonText;

class Connection {
 public:
  explicit Connection(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(static_cast<std::uint16_t>(port));
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    open_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&place), sizeof place) == 0;
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  bool open() const { return open_; }

  /// The status of the answer; 0 if the connection broke.
  int ask(const std::string& body) {
    const std::string request =
        "POST /translate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body;
    for (std::size_t at = 0; at < request.size();) {
      const ssize_t sent = ::send(socket_, request.data() + at, request.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return 0;
      at += static_cast<std::size_t>(sent);
    }
    std::string held;
    std::size_t end = 0;
    while ((end = held.find("\r\n\r\n")) == std::string::npos) {
      if (!fill(held)) return 0;
    }
    const std::size_t field = held.find("Content-Length: ");
    const std::size_t all = end + 4 + (field < end ? std::strtoul(held.c_str() + field + 16, nullptr, 10) : 0);
    while (held.size() < all) {
      if (!fill(held)) return 0;
    }
    return std::atoi(held.c_str() + 9);
  }

 private:
  bool fill(std::string& held) const {
    char bytes[16384];
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got > 0) held.append(bytes, static_cast<std::size_t>(got));
    return got > 0;
  }
  int socket_;
  bool open_ = false;
};

std::size_t words_of(const std::string& line) {
  std::size_t words = 0;
  bool in = false;
  for (const char c : line) {
    const bool blank = c == ' ' || c == '\t';
    words += !blank && !in ? 1 : 0;
    in = !blank;
  }
  return words;
}

struct Load {
  int port = 0;
  std::string from = "en", to = "pt";
  std::size_t clients = 1, texts = 1, rounds = 1, idle = 0;
  double seconds = 0;  // 0: until all lines of all rounds are done
  std::vector<std::string> lines;
};

struct Count {
  std::vector<double> ms;
  std::map<int, std::size_t> statuses;
  std::size_t words = 0;
};

class Run {
 public:
  explicit Run(const Load& load) : load_(load) {}

  Count go() {
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < load_.clients; ++i) threads.emplace_back([this] { client(); });
    for (std::thread& thread : threads) thread.join();
    return std::move(all_);
  }

 private:
  bool take(std::size_t& first) {
    first = next_.fetch_add(load_.texts);
    if (load_.seconds > 0) return std::chrono::duration<double>(Clock::now() - start_).count() < load_.seconds;
    return first < load_.lines.size() * load_.rounds;
  }

  void client() {
    Connection connection(load_.port);
    Count mine;
    for (std::size_t first = 0; take(first);) {
      std::vector<JsonText> texts;
      std::size_t words = 0;
      for (std::size_t i = first; i < first + load_.texts; ++i) {
        const std::string& line = load_.lines[i % load_.lines.size()];
        texts.emplace_back(line);
        words += words_of(line);
      }
      JsonObject body;
      body.add("source", load_.from).add("target", load_.to);
      body.add("q", load_.texts == 1 ? texts.front() : dragoman::json::json_array(texts));
      const Clock::time_point begin = Clock::now();
      const int status = connection.ask(body.done().text);
      mine.ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
      ++mine.statuses[status];
      if (status == 200) mine.words += words;
      if (status == 0) break;
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    all_.ms.insert(all_.ms.end(), mine.ms.begin(), mine.ms.end());
    all_.words += mine.words;
    for (const auto& [status, count] : mine.statuses) all_.statuses[status] += count;
  }

  const Load& load_;
  const Clock::time_point start_ = Clock::now();
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  Count all_;
};

float at_share(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  return static_cast<float>(
      sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))]);
}

int usage() {
  std::fprintf(stderr,
               "usage: bench_load PORT FILE [--clients N] [--texts N] [--rounds N] [--seconds S] [--idle N] [--from L] "
               "[--to L]\n");
  return 2;
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return usage();
  Load load;
  load.port = std::atoi(words[1]);
  std::ifstream file(words[2]);
  for (std::string line; std::getline(file, line);) load.lines.push_back(line);
  if (load.lines.empty()) return usage();
  for (int i = 3; i + 1 < count; i += 2) {
    const std::string name = words[i];
    const std::string value = words[i + 1];
    if (name == "--clients")
      load.clients = std::stoul(value);
    else if (name == "--texts")
      load.texts = std::stoul(value);
    else if (name == "--rounds")
      load.rounds = std::stoul(value);
    else if (name == "--seconds")
      load.seconds = std::stod(value);
    else if (name == "--idle")
      load.idle = std::stoul(value);
    else if (name == "--from")
      load.from = value;
    else if (name == "--to")
      load.to = value;
    else
      return usage();
  }
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  std::vector<std::unique_ptr<Connection>> idle;
  std::size_t open = 0;
  for (std::size_t i = 0; i < load.idle; ++i) {
    idle.push_back(std::make_unique<Connection>(load.port));
    open += idle.back()->open() ? 1 : 0;
  }
  const Clock::time_point start = Clock::now();
  Count all = Run(load).go();
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::ranges::sort(all.ms);
  JsonObject statuses;
  for (const auto& [status, times] : all.statuses) statuses.add(std::to_string(status), times);
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const double cpu = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                     static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  JsonObject out;
  out.add("requests", all.ms.size()).add("statuses", statuses.done()).add("words", all.words);
  out.add("seconds", static_cast<float>(seconds))
      .add("words_per_second", static_cast<float>(static_cast<double>(all.words) / seconds));
  out.add("p50_ms", at_share(all.ms, 0.5)).add("p95_ms", at_share(all.ms, 0.95)).add("p99_ms", at_share(all.ms, 0.99));
  out.add("idle_open", open).add("client_cpu_seconds", static_cast<float>(cpu));
  std::printf("%s\n", out.done().text.c_str());
  return 0;
}
