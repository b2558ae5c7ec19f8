// What an operator relies on: limits, many clients at once, clients that leave, changed models, an orderly end.
#include <gmock/gmock.h>

#include <mutex>
#include <thread>

#include "dragoman/memory.h"
#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::HasSubstr;

const json kBody = {{"q", "The port reopened."}, {"source", "en"}, {"target", "pt"}};

TEST(Operation, ManyClientsGetTheirOwnAnswers) {
  NEEDS_MODELS();
  const TestServer test({.workers = 2});
  std::vector<std::thread> clients;
  std::atomic<int> right = 0;
  for (int c = 0; c < 8; ++c) {
    clients.emplace_back([&test, &right, c] {
      for (int i = 0; i < 10; ++i) {
        const std::string number = std::to_string(100 * (c + 1) + i);
        const json answer =
            test.post("/translate", {{"q", "He has " + number + " cats."}, {"source", "en"}, {"target", "pt"}}).json();
        if (answer.value("translatedText", "").find(number) != std::string::npos) ++right;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(right, 80);
}

/// Some hundred sentences: more than a few KB, and time to look round while they are translated.
std::string long_text(int sentences) {
  std::string text;
  for (int i = 0; i < sentences; ++i)
    text += "The port number " + std::to_string(i) + " reopened on Monday after the storm. ";
  return text;
}

/// Until the server works on so many requests. One that is answered may count for a moment more.
void wait_until_running(const TestServer& test, int requests) {
  const std::string wanted = "dragoman_queue_running " + std::to_string(requests) + "\n";
  for (int i = 0; i < 5000 && test.get("/metrics").body.find(wanted) == std::string::npos; ++i)
    std::this_thread::sleep_for(2ms);
}

TEST(Operation, AFullQueueIsTold) {
  NEEDS_MODELS();
  const TestServer test({.requests_at_once = 2, .max_waiting = 0});
  const std::string body = json({{"q", long_text(20000)}, {"source", "en"}, {"target", "pt"}}).dump();
  http::RawClient client(test.server->port());
  client.send("POST /translate HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
  wait_until_running(test, 1);
  const Answer lt = test.send("POST", "/translate", "application/json", body);
  EXPECT_EQ(lt.status, 429U);
  EXPECT_TRUE(lt.has_header("Retry-After: 1")) << lt.head;
  EXPECT_THAT(lt.json()["error"].get<std::string>(), HasSubstr("Slowdown"));
  const Answer deepl = test.post("/v2/translate", {{"text", long_text(200)}, {"target_lang", "PT-BR"}},
                                 "Authorization: DeepL-Auth-Key k\r\n");
  EXPECT_EQ(deepl.status, 429U);
  EXPECT_TRUE(deepl.json().contains("message")) << deepl.body;
  EXPECT_EQ(test.post("/translate", kBody).status, 200U) << "short requests have threads of their own";
  EXPECT_EQ(test.get("/v1/ready").status, 200U);
}

TEST(Operation, FloodsAreSlowedDown) {
  NEEDS_MODELS();
  const TestServer test({.requests_per_minute = 2});
  EXPECT_EQ(test.post("/translate", kBody).status, 200U);
  EXPECT_EQ(test.post("/translate", kBody).status, 200U);
  const Answer third = test.post("/translate", kBody);
  EXPECT_EQ(third.status, 429U);
  EXPECT_EQ(third.json()["error"], "Slowdown: 2 per 1 minute");
}

TEST(Operation, LargeBodiesAreRefusedInTheMannerOfTheRoute) {
  NEEDS_MODELS();
  const TestServer test({.max_body_bytes = 100});
  const Answer lt = test.post("/translate", {{"q", std::string(200, 'a')}});
  EXPECT_EQ(lt.status, 413U);
  EXPECT_TRUE(lt.json().contains("error")) << lt.body;
  const Answer deepl = test.post("/v2/translate", {{"text", std::string(200, 'a')}});
  EXPECT_EQ(deepl.status, 413U);
  EXPECT_TRUE(deepl.json().contains("message")) << deepl.body;
}

TEST(Operation, PatienceEnds) {
  NEEDS_MODELS();
  const TestServer test({.patience = 1ms});
  std::string text;
  for (int i = 0; i < 200; ++i)
    text += "The port number " + std::to_string(i) + " reopened on Monday after the storm. ";
  const Answer answer = test.post("/translate", {{"q", text}, {"source", "en"}, {"target", "pt"}});
  EXPECT_EQ(answer.status, 504U) << answer.body;
}

TEST(Operation, AClientThatLeavesCostsNothingMore) {
  NEEDS_MODELS();
  const TestServer test;
  test.post("/translate", kBody);  // the model is loaded
  wait_until_running(test, 0);
  std::string text;
  for (int i = 0; i < 5'000; ++i)
    text += "The port number " + std::to_string(i) + " reopened on Monday after the storm. ";
  const std::string body = json({{"q", text}, {"source", "en"}, {"target", "pt"}}).dump();
  {
    http::RawClient client(test.server->port());
    client.send("POST /translate HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
    wait_until_running(test, 1);
  }
  bool idle = false;
  for (int i = 0; i < 6000 && !idle; ++i) {
    idle = test.get("/metrics").body.find("dragoman_queue_running 0\n") != std::string::npos;
    std::this_thread::sleep_for(5ms);
  }
  EXPECT_TRUE(idle) << "it should have been cancelled";
}

TEST(Operation, MetricsMayAskForAToken) {
  NEEDS_MODELS();
  const TestServer test({.metrics_token = "t0ken"});
  EXPECT_EQ(test.get("/metrics").status, 401U);
  EXPECT_EQ(test.get("/metrics", "Authorization: Bearer t0keN\r\n").status, 401U);
  const Answer answer = test.get("/metrics", "Authorization: Bearer t0ken\r\n");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_THAT(answer.body, HasSubstr("dragoman_http_connections "));
  EXPECT_EQ(TestServer({.metrics = false}).get("/metrics").status, 404U);
}

TEST(Operation, LogsHoldNoText) {
  NEEDS_MODELS();
  std::mutex mutex;
  std::vector<std::string> lines;
  {
    const TestServer test({.log = [&](std::string_view line) {
      const std::lock_guard<std::mutex> lock(mutex);
      lines.emplace_back(line);
    }});
    test.post("/translate", {{"q", "The secret port."}, {"source", "en"}, {"target", "pt"}, {"api_key", "k3y"}});
    test.get("/no/such/secret?q=secret");
  }
  ASSERT_EQ(lines.size(), 2U);
  const json first = json::parse(lines[0]);
  EXPECT_EQ(first["route"], "/translate");
  EXPECT_EQ(first["status"], 200);
  EXPECT_EQ(first["characters"], 16);
  EXPECT_EQ(first["id"].get<std::string>().size(), 32U);
  EXPECT_EQ(json::parse(lines[1])["route"], "none");
  for (const std::string& line : lines) {
    for (const char* secret : {"secret", "k3y", "127.0.0.1"}) EXPECT_EQ(line.find(secret), std::string::npos) << line;
  }
}

TEST(Operation, ModelsMayComeAndGo) {
  NEEDS_MODELS();
  const Folder folder;
  const auto copy = [&](const char* name) {
    std::filesystem::copy(test_models() / name, folder.path / name, std::filesystem::copy_options::recursive);
  };
  copy("enpt");
  const TestServer test({.models = {folder.path}});
  const json back = {{"q", "O porto reabriu."}, {"source", "pt"}, {"target", "en"}};
  EXPECT_EQ(test.post("/translate", kBody).status, 200U);
  EXPECT_EQ(test.post("/translate", back).json()["error"],
            "English (en) is not available as a target language from Portuguese (pt)");
  copy("pten");
  ASSERT_TRUE(test.server->reload());
  EXPECT_EQ(test.post("/translate", back).json()["translatedText"], "The port reopened.");
  std::filesystem::remove_all(folder.path / "enpt");
  ASSERT_TRUE(test.server->reload());
  EXPECT_EQ(test.post("/translate", kBody).status, 400U);
  std::filesystem::remove_all(folder.path / "pten");
  ASSERT_TRUE(test.server->reload());
  EXPECT_EQ(test.post("/translate", back).json()["error"], "pt is not supported");
}

TEST(Operation, ABudgetLetsGoOfWhatWasUsedLongestAgo) {
  NEEDS_MODELS();
  const TestServer test({.model_bytes = 1});
  const json back = {{"q", "O porto reabriu."}, {"source", "pt"}, {"target", "en"}};
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(test.post("/translate", kBody).status, 200U);
    EXPECT_EQ(test.post("/translate", back).status, 200U);
  }
  const std::string metrics = test.get("/metrics").body;
  EXPECT_THAT(metrics, HasSubstr("dragoman_models_loaded_total 6\n"));
  EXPECT_THAT(metrics, HasSubstr("dragoman_model_bytes{pair=\"pt-en\"}"));
  EXPECT_EQ(metrics.find("dragoman_model_bytes{pair=\"en-pt\"}"), std::string::npos);
}

TEST(Operation, SuggestionsBecomeDrafts) {
  NEEDS_MODELS();
  const Folder folder;
  const json suggestion = {{"q", "The port reopened."}, {"s", "Reabriu o porto."}, {"source", "en"}, {"target", "pt"}};
  EXPECT_EQ(TestServer().post("/suggest", suggestion).status, 403U);
  const TestServer test({.memory = folder.path / "memory.db", .suggestions = true});
  EXPECT_EQ(test.post("/suggest", suggestion).json(), json({{"success", true}}));
  EXPECT_EQ(test.post("/suggest", {{"q", "a"}, {"source", "en"}, {"target", "pt"}}).json()["error"],
            "Invalid request: missing s parameter");
  EXPECT_EQ(test.post("/translate", kBody).json()["translatedText"], "O porto reabriu.")
      << "a draft is nobody's word yet";
  const Result<Memory> memory = Memory::open(folder.path / "memory.db");
  ASSERT_TRUE(memory->correct("The port reopened.", "Reabriu o porto.",
                              {*Language::parse("en"), *Language::parse("pt")}, "ana"));
  EXPECT_EQ(test.post("/translate", kBody).json()["translatedText"], "Reabriu o porto.")
      << "an editor's word counts at once";
}

TEST(Operation, DrainAnswersWhatRuns) {
  NEEDS_MODELS();
  const TestServer test;
  test.post("/translate", kBody);
  std::string text;
  for (int i = 0; i < 200; ++i)
    text += "The port number " + std::to_string(i) + " reopened on Monday after the storm. ";
  wait_until_running(test, 0);
  Answer answer;
  std::thread client([&] { answer = test.post("/translate", {{"q", text}, {"source", "en"}, {"target", "pt"}}); });
  wait_until_running(test, 1);
  EXPECT_TRUE(test.server->drain(120s));
  client.join();
  EXPECT_EQ(answer.status, 200U);
  EXPECT_FALSE(http::RawClient(test.server->port()).connected());
}

TEST(Operation, WhatCannotBeOpenedIsTold) {
  const Result<std::unique_ptr<Server>> server = Server::start({.port = 0, .keys = "/nowhere/keys"});
  ASSERT_FALSE(server);
  EXPECT_THAT(server.error().what, HasSubstr("/nowhere/keys"));
  EXPECT_EQ(Server::start({.address = "not-an-address", .port = 0}).error().code, ErrorCode::kBadArgument);
}

}  // namespace
}  // namespace dragoman::server
