// One HTTP request against a server that misbehaves: redirects, statuses, cut and endless bodies.
#include "fetch/http_client.h"

#include <gtest/gtest.h>

#include <thread>

#include "fetch/test_server.h"

namespace dragoman::fetch {
namespace {

using fetch_test::Served;
using fetch_test::TestServer;

struct Got {
  std::optional<HttpFailure> failure;
  HttpReply reply;
  std::string body;
};
Got get(HttpRequest request) {
  Got got;
  if (request.max_bytes == 0) request.max_bytes = 1 << 20;
  request.body = [&](std::string_view bytes) -> Status {
    got.body += bytes;
    return {};
  };
  got.failure = http_get(request, got.reply);
  return got;
}
HttpRequest request(const std::string& address) {
  HttpRequest out;
  out.address = address;
  return out;
}

TEST(HttpClient, GetsAFile) {
  TestServer server;
  server.put("/a", "hello");
  Got got = get(request(server.address("/a")));
  ASSERT_FALSE(got.failure) << got.failure->error.what;
  EXPECT_EQ(got.body, "hello");
  EXPECT_EQ(got.reply.etag, "\"v1\"");
  EXPECT_EQ(got.reply.total, 5u);
  EXPECT_EQ(server.asked()[0].agent.substr(0, 9), "dragoman/");
}

TEST(HttpClient, AsksForTheRest) {
  TestServer server;
  server.put("/a", "0123456789");
  HttpRequest rest = request(server.address("/a"));
  rest.begin = 7;
  rest.if_range = "\"v1\"";
  Got got = get(rest);
  ASSERT_FALSE(got.failure);
  EXPECT_EQ(got.body, "789");
  EXPECT_EQ(got.reply.status, 206);
  EXPECT_EQ(got.reply.range_begin, 7u);
  EXPECT_EQ(got.reply.total, 10u);
  rest.if_range = "\"v0\"";
  EXPECT_EQ(get(rest).body, "0123456789");
  rest.begin = 10;
  rest.if_range = "\"v1\"";
  got = get(rest);
  ASSERT_FALSE(got.failure);
  EXPECT_EQ(got.reply.status, 416);
  EXPECT_EQ(got.reply.total, 10u);
}

TEST(HttpClient, FollowsRedirectsButNotForever) {
  TestServer server;
  server.put("/end", "here");
  Served hop;
  hop.status = 302;
  hop.location = server.address("/end");
  server.put("/start", hop);
  hop.location = server.address("/loop");
  server.put("/loop", hop);
  EXPECT_EQ(get(request(server.address("/start"))).body, "here");
  Got got = get(request(server.address("/loop")));
  ASSERT_TRUE(got.failure);
  EXPECT_EQ(got.failure->error.code, ErrorCode::kNetwork);
  EXPECT_LE(server.asked("/loop").size(), 6u);
}

TEST(HttpClient, LeavesHttpForNothingElse) {
  TestServer server;
  Served hop;
  hop.status = 302;
  hop.location = "file:///etc/passwd";
  server.put("/file", hop);
  for (const std::string& address : {server.address("/file"), std::string("file:///etc/passwd"),
                                     std::string("ftp://127.0.0.1/x"), std::string("gopher://127.0.0.1/x")}) {
    Got got = get(request(address));
    ASSERT_TRUE(got.failure) << address;
    EXPECT_EQ(got.body, "");
  }
}

TEST(HttpClient, Statuses) {
  TestServer server;
  Got got = get(request(server.address("/none")));
  ASSERT_TRUE(got.failure);
  EXPECT_EQ(got.failure->error.code, ErrorCode::kNotFound);
  EXPECT_FALSE(got.failure->again);
  EXPECT_EQ(got.body, "");  // the error page is not the file
  const std::pair<int, bool> kCases[] = {{403, false}, {500, true}, {503, true}, {429, true}, {418, false}};
  for (auto [status, again] : kCases) {
    Served served{"page"};
    served.status = status;
    server.put("/s", served);
    got = get(request(server.address("/s")));
    ASSERT_TRUE(got.failure) << status;
    EXPECT_EQ(got.failure->error.code, ErrorCode::kNetwork) << status;
    EXPECT_EQ(got.failure->again, again) << status;
  }
}

TEST(HttpClient, NoticesABodyThatEndsEarly) {
  TestServer server;
  Served served{std::string(100'000, 'x')};
  served.drop_after = 60'000;
  server.put("/a", served);
  Got got = get(request(server.address("/a")));
  ASSERT_TRUE(got.failure);
  EXPECT_EQ(got.failure->error.code, ErrorCode::kNetwork);
  EXPECT_TRUE(got.failure->again);
  EXPECT_EQ(got.body.size(), 60'000u);
}

TEST(HttpClient, TakesNoMoreThanAllowed) {
  TestServer server;
  for (bool length : {true, false}) {
    Served served{std::string(100'000, 'x')};
    served.length = length;
    server.put("/a", served);
    HttpRequest small = request(server.address("/a"));
    small.max_bytes = 50'000;
    Got got = get(small);
    ASSERT_TRUE(got.failure);
    EXPECT_EQ(got.failure->error.code, ErrorCode::kTooLong);
    EXPECT_LE(got.body.size(), 50'000u);
  }
}

TEST(HttpClient, GivesUpOnASilentServer) {
  TestServer server;
  Served served{std::string(1000, 'x')};
  served.stall_after = 10;
  server.put("/a", served);
  HttpRequest impatient = request(server.address("/a"));
  impatient.stall_seconds = 1;
  Got got = get(impatient);
  ASSERT_TRUE(got.failure);
  EXPECT_EQ(got.failure->error.code, ErrorCode::kNetwork);
  EXPECT_TRUE(got.failure->again);
}

TEST(HttpClient, CanBeCancelled) {
  TestServer server;
  Served served{std::string(1000, 'x')};
  served.stall_after = 10;
  server.put("/a", served);
  std::stop_source stop;
  HttpRequest waiting = request(server.address("/a"));
  waiting.stop = stop.get_token();
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    stop.request_stop();
  });
  auto begin = std::chrono::steady_clock::now();
  Got got = get(waiting);
  later.join();
  ASSERT_TRUE(got.failure);
  EXPECT_EQ(got.failure->error.code, ErrorCode::kCancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(HttpClient, OfflineSaysWhatToDo) {
  HttpRequest offline = request("http://127.0.0.1:" + std::to_string(fetch_test::closed_port()) + "/models.json");
  offline.advice.offline = "; look elsewhere";
  Got got = get(offline);
  ASSERT_TRUE(got.failure);
  EXPECT_EQ(got.failure->error.code, ErrorCode::kNetwork);
  EXPECT_FALSE(got.failure->again);
  for (const char* part : {"models.json", "; look elsewhere"})
    EXPECT_NE(got.failure->error.what.find(part), std::string::npos) << part;
}

TEST(HttpClient, UsesTheProxyOfTheEnvironment) {
  TestServer proxy;
  proxy.put("http://models.invalid/a", "through the proxy");
  ::setenv("http_proxy", proxy.address("").c_str(), 1);
  Got got = get(request("http://models.invalid/a"));
  ::unsetenv("http_proxy");
  ASSERT_FALSE(got.failure) << got.failure->error.what;
  EXPECT_EQ(got.body, "through the proxy");
}

}  // namespace
}  // namespace dragoman::fetch
