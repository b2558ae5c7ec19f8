// dragoman backup and restore, and the keys' list, as an operator uses them, while a server runs and after it was killed.
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <thread>

#include "http/raw_client.h"
#include "program.h"

namespace dragoman::cli_test {
namespace {

using namespace std::chrono_literals;

class Backup : public ::testing::Test {
 protected:
  std::vector<std::string> settings(const std::string& name) const {
    return {"--data",  folder_.file(name + "/data"), "--articles", folder_.file(name + "/articles.db"), "--keys",
            keys(name)};
  }
  std::string keys(const std::string& name) const { return folder_.file(name + "/keys"); }
  Ran with(std::vector<std::string> words, const std::string& name) const {
    for (const std::string& word : settings(name)) words.push_back(word);
    return run(words);
  }
  std::string make_key() const {
    std::filesystem::create_directories(folder_.path / "here");
    return run({"keys", "add", "cms", "--keys", keys("here"), "--role", "editor", "--characters-per-month", "1000"})
        .out.substr(0, 64);
  }
  /// A server of these settings; its port.
  std::unique_ptr<Program> serve(std::uint16_t& port) const {
    std::vector<std::string> words = {"serve", "--port", "0", "--models-dir", models().string()};
    for (const std::string& word : settings("here")) words.push_back(word);
    auto program = std::make_unique<Program>(words);
    const std::string line = program->read_error_line(120s);
    port = static_cast<std::uint16_t>(std::atoi(line.c_str() + line.rfind(':') + 1));
    return program;
  }
  static std::string post(std::uint16_t port, const std::string& target, const std::string& key,
                          const std::string& body) {
    http::RawClient client(port);
    client.send("POST " + target +
                " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Type: text/html\r\nAuthorization: Bearer " + key +
                "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.read_all();
  }

  TemporaryFolder folder_;
};

TEST_F(Backup, OfARunningServerOutlivesIt) {
  NEEDS_MODELS();
  const std::string key = make_key(), copy = folder_.file("copy");
  std::uint16_t port = 0;
  const auto server = serve(port);
  EXPECT_PRED2(
      has, post(port, "/v1/articles?publication=a&address=https://a.example/1&to=pt", key, "<p>The port reopened.</p>"),
      "201 Created");
  std::this_thread::sleep_for(1s);
  server->send_signal(SIGKILL);
  EXPECT_PRED2(has, run({"keys", "list", "--keys", keys("here"), "--data", folder_.file("here/data")}).out,
               "cms   editor  25          1000     1")
      << "a kill takes less than a second of what was counted";
  std::uint16_t again = 0;
  const auto next = serve(again);
  const Ran made = with({"backup", copy}, "here");
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_PRED2(has, made.out, "copied to " + copy + ": 3 files");
  EXPECT_EQ(run({"backup", copy, "--check"}).code, 0);
  const Ran running = with({"restore", copy, "--force", "--port", std::to_string(again)}, "here");
  EXPECT_NE(running.code, 0);
  EXPECT_PRED2(has, running.err, "stop it first");
  next->send_signal(SIGTERM);
  EXPECT_EQ(next->finish().code, 0);
  const Ran put = with({"restore", copy, "--port", "1"}, "there");
  EXPECT_EQ(put.code, 0) << put.err;
  EXPECT_EQ(read_file(keys("there")), read_file(keys("here")));
  EXPECT_PRED2(has, run({"keys", "list", "--keys", keys("there"), "--data", folder_.file("there/data")}).out, "25");
  const Ran twice = with({"restore", copy, "--port", "1"}, "there");
  EXPECT_NE(twice.code, 0);
  EXPECT_PRED2(has, twice.err, "is there already; move it away, or give --force");
  EXPECT_EQ(with({"restore", copy, "--force", "--port", "1"}, "there").code, 0);
}

TEST_F(Backup, WhatIsRefused) {
  const std::string nothing = folder_.file("nothing");
  EXPECT_PRED2(has, with({"backup", folder_.file("copy")}, "none").err, "there is nothing to copy");
  EXPECT_PRED2(has, run({"backup", nothing, "--check"}).err, "nothing");
  EXPECT_PRED2(has, with({"restore", nothing, "--port", "1"}, "none").err, "nothing");
  EXPECT_EQ(run({"backup"}).code, 2);
}

TEST_F(Backup, TheDoctorAsksForOne) {
  NEEDS_MODELS();
  make_key();
  const std::string copy = folder_.file("copy");
  std::filesystem::create_directories(folder_.path / "here/data");
  const auto look = [&] { return with({"doctor", "--port", "1", "--models-dir", models().string()}, "here").out; };
  EXPECT_PRED2(has, look(),
               "warning  backup   none is known, and there are articles or a memory; dragoman backup FOLDER makes one");
  ASSERT_EQ(with({"backup", copy}, "here").code, 0);
  EXPECT_PRED2(has, look(), "ok       backup   the last: 20");
  folder_.write("here/data/last-backup", "2020-01-01T00:00:00Z /somewhere\n");
  EXPECT_PRED2(has, look(), "warning  backup   the last is over a week old: 2020-01-01T00:00:00Z /somewhere");
}

TEST_F(Backup, SiteKeysAreListedAsTheyAre) {
  std::filesystem::create_directories(folder_.path / "here");
  const auto add = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"keys", "add", "widget", "--keys", keys("here")});
    return run(more);
  };
  EXPECT_EQ(add({"--site"}).code, 2);
  EXPECT_EQ(add({"--origin", "https://a.example"}).code, 2);
  EXPECT_EQ(add({"--role", "site"}).code, 2);
  EXPECT_EQ(add({"--site", "--origin", "https://a.example", "--role", "editor"}).code, 2);
  EXPECT_PRED2(has, add({"--site", "--origin", "a.example"}).err, "write https://news.example");
  EXPECT_EQ(add({"--characters-per-month", "0"}).code, 2);
  const Ran made = add({"--site", "--origin", "https://a.example", "--origin", "https://*.a.example"});
  EXPECT_EQ(made.code, 0) << made.err;
  const std::string key = made.out.substr(0, made.out.find('\n'));
  const std::string list = run({"keys", "list", "--keys", keys("here"), "--data", folder_.file("none")}).out;
  EXPECT_PRED2(has, list, "widget  site  -");
  EXPECT_PRED2(has, list, key + " https://a.example https://*.a.example\n");
}

}  // namespace
}  // namespace dragoman::cli_test
