// kill -9 in the middle of everything: what a client was told is stored is there, nothing is there by halves, and the server serves again
// at once.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "http/raw_client.h"
#include "program.h"

namespace dragoman::cli_test {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 4;
#ifdef DRAGOMAN_SANITIZED
constexpr auto kWriting = 3s;  // before the kill
#else
constexpr auto kWriting = 400ms;
#endif

/// A server with a store of articles, a memory and a data folder, that can be started again and again.
class Newsroom {
 public:
  /// How long it takes from the start of the program to its first answer.
  Clock::duration start() {
    const Clock::time_point begin = Clock::now();
    program_ = std::make_unique<Program>(std::vector<std::string>{
        "serve", "--port", "0", "--models-dir", models().string(), "--data", folder_.file("data"), "--articles",
        folder_.file("articles.db"), "--db", folder_.file("memory.db"), "--log", "none"});
    const std::string line = program_->read_error_line(120s);
    port_ = static_cast<std::uint16_t>(std::atoi(line.c_str() + line.rfind(':') + 1));
    EXPECT_TRUE(has(ask("GET", "/health", ""), "\"ok\"")) << line;
    return Clock::now() - begin;
  }
  void kill() {
    program_->send_signal(SIGKILL);
    EXPECT_EQ(program_->finish().code, 1000 + SIGKILL);
  }
  /// All of the answer; what had come of it if the server went away meanwhile.
  std::string ask(const std::string& method, const std::string& target, const std::string& body,
                  const std::string& type = "application/json") const {
    http::RawClient client(port_);
    client.send(method + " " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAccept: application/json\r\n" +
                "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.read_all();
  }
  json get(const std::string& target) const { return body_of(ask("GET", target, "")); }
  static json body_of(const std::string& answer) {
    const std::size_t end = answer.find("\r\n\r\n");
    return json::parse(end == std::string::npos ? "" : answer.substr(end + 4), nullptr, false);
  }
  /// Told in full that it is stored.
  static bool good(const std::string& answer) {
    return answer.starts_with("HTTP/1.1 20") && body_of(answer).is_object();
  }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Program> program_;
  std::uint16_t port_ = 0;
};

/// What one writer was told is stored, under the source's sentence: ids of articles, corrections, terms.
struct Told {
  std::map<std::string, std::string> articles, corrections, terms;
};

/// Until the server is gone: an article, a correction of it, a term.
void write_until_killed(const Newsroom& newsroom, const std::string& name, Told& told) {
  for (int i = 0;; ++i) {
    const std::string number = name + "x" + std::to_string(i), sentence = "The port " + number + " reopened.";
    const std::string sent =
        newsroom.ask("POST", "/v1/articles?publication=herald&to=pt&from=en&address=https://a.example/" + number,
                     "<html lang=en><p>" + sentence + "</p></html>", "text/html");
    if (!Newsroom::good(sent)) return;
    const std::string id = Newsroom::body_of(sent)["id"];
    told.articles[sentence] = id;
    const std::string target = "O cais " + number + " abriu.";
    const std::string corrected =
        newsroom.ask("POST", "/v1/articles/" + id + "/corrections",
                     json({{"to", "pt"}, {"source", sentence}, {"target", target}, {"who", "ana"}}).dump());
    if (!Newsroom::good(corrected)) return;
    told.corrections[sentence] = target;
    const std::string term = newsroom.ask(
        "POST", "/v1/terms", json({{"from", "en"}, {"to", "pt"}, {"source", number}, {"target", "t" + number}}).dump());
    if (!Newsroom::good(term)) return;
    told.terms[number] = "t" + number;
  }
}

/// The newest version says `target`, and the memory does.
bool is_done(const Newsroom& newsroom, const std::string& id, const std::string& source, const std::string& target) {
  const json version = newsroom.get("/v1/articles/" + id + "?to=pt&version=newest");
  if (!version.is_object() || version.value("page", "").find(target) == std::string::npos) return false;
  const std::string translated =
      newsroom.ask("POST", "/translate", json({{"q", source}, {"source", "en"}, {"target", "pt"}}).dump());
  return has(translated, target);
}

void expect_all(const Newsroom& newsroom, const Told& told) {
  for (const auto& [sentence, id] : told.articles) {
    const json version = newsroom.get("/v1/articles/" + id + "?to=pt");
    ASSERT_TRUE(version.is_object()) << sentence;
    EXPECT_EQ(version.value("to", ""), "pt") << version;
  }
  for (const auto& [sentence, target] : told.corrections)
    EXPECT_TRUE(is_done(newsroom, told.articles.at(sentence), sentence, target)) << sentence;
  const json terms = newsroom.get("/v1/terms?limit=1000");
  for (const auto& [source, target] : told.terms) {
    EXPECT_TRUE(std::ranges::any_of(terms["terms"], [&, &s = source, &t = target](const json& term) {
      return term["source"] == s && term["target"] == t;
    })) << source;
  }
}

/// A correction that stands in an article's list, told or not, is in the newest version and in the memory, soon after the start at the latest.
void expect_nothing_by_halves(const Newsroom& newsroom) {
  const json list = newsroom.get("/v1/articles?limit=1000");
  ASSERT_TRUE(list.is_object());
  for (const json& article : list["articles"]) {
    const std::string id = article["id"];
    if (article["translations"].empty()) continue;  // it came in, and its translation did not come to its end
    const json corrections = newsroom.get("/v1/articles/" + id + "/corrections?to=pt");
    for (const json& one : corrections["corrections"]) {
      const std::string source = one["source"], target = one["target"];
      bool done = false;
      for (const auto end = Clock::now() + 20s; !done && Clock::now() < end; std::this_thread::sleep_for(20ms))
        done = is_done(newsroom, id, source, target);
      EXPECT_TRUE(done) << article << one;
    }
  }
}

TEST(Kill, NothingThatWasToldIsLostAndNothingIsThereByHalves) {
  NEEDS_MODELS();
  Newsroom newsroom;
  newsroom.start();
  std::vector<Told> told(2 * kRounds);
  Clock::duration best = Clock::duration::max();
  for (std::size_t round = 0; round < kRounds; ++round) {
    {
      std::vector<std::jthread> writers;
      for (std::size_t i : {2 * round, 2 * round + 1})
        writers.emplace_back([&, i] { write_until_killed(newsroom, "n" + std::to_string(i), told[i]); });
      std::this_thread::sleep_for(kWriting + 130ms * round);
      newsroom.kill();
    }
    best = std::min(best, newsroom.start());
    for (const Told& one : told) expect_all(newsroom, one);
    expect_nothing_by_halves(newsroom);
  }
  std::size_t corrections = 0;
  for (const Told& one : told) corrections += one.corrections.size();
  EXPECT_GT(corrections, 0U) << "or nothing was tried";
#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_LT(best, 200ms) << "the fastest start of all; it has to read what was there";
#endif
}

}  // namespace
}  // namespace dragoman::cli_test
