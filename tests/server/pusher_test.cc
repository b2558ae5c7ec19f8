// Translations sent to those who asked for them: signed, tried again, kept over restarts, listed when they are given up.
#include "server/pusher.h"

#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "server/other_site.h"
#include "server/service_under_test.h"
#include "store/digest.h"

namespace dragoman::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::HasSubstr;

TEST(Webhooks, AreSignedAsStandardWebhooksHasIt) {
  // The example of the specification.
  const Result<std::string> secret = read_webhook_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
  ASSERT_TRUE(secret) << secret.error().what;
  EXPECT_EQ(secret->size(), 24U);
  EXPECT_EQ(*webhook_signature(*secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  EXPECT_EQ(*read_webhook_secret(" MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), *secret);
  for (const char* bad : {"", "whsec_", "whsec_short", "whsec_AAAA", "not base64, whatever it is!!"})
    EXPECT_EQ(read_webhook_secret(bad).error().code, ErrorCode::kBadArgument) << bad;
}

TEST(Webhooks, PausesGrowAndEnd) {
  EXPECT_EQ(pause_after(1, 5s), 5);
  EXPECT_EQ(pause_after(2, 5s), 20);
  EXPECT_EQ(pause_after(3, 5s), 80);
  EXPECT_EQ(pause_after(9, 5s), 12 * 3600);
  EXPECT_EQ(pause_after(10, 5s), 0);
  EXPECT_EQ(pause_after(1, 1ms), 1);
}

class CallbackRoutes : public testing::Test {
 protected:
  void SetUp() override {
    NEEDS_MODELS();
    std::ofstream(folder_.path / "secret") << "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n";
  }
  ServerOptions options() const {
    ServerOptions options;
    options.articles = folder_.path / "articles.db";
    options.callbacks = {site_.origin()};
    options.callback_secret = folder_.path / "secret";
    options.callback_pause = 1s;
    options.allow_private = true;
    return options;
  }
  Answer send_in(const TestServer& server, std::string_view page, std::string_view to = "pt") const {
    return server.send("POST",
                       "/v1/articles?publication=herald&address=https://herald.example/1&to=" + std::string(to) +
                           "&callback=" + site_.origin() + "/hook",
                       "text/html", page);
  }
  /// What the site was sent, as soon as there are so many.
  std::vector<http::Request> wait_for(std::size_t count) const {
    for (int i = 0; i < 2000 && site_.asked().size() < count; ++i) std::this_thread::sleep_for(10ms);
    return site_.asked();
  }
  const Folder folder_;
  OtherSite site_;
};

constexpr std::string_view kPage = "<html lang=en><h1>The port reopened</h1><p>He left on Monday.</p></html>";

TEST_F(CallbackRoutes, APageComesBackSigned) {
  site_.put("/hook", "", "text/plain", 204);
  const TestServer server(options());
  const Answer sent = send_in(server, kPage);
  ASSERT_EQ(sent.status, 202U) << sent.body;
  const std::vector<http::Request> got = wait_for(1);
  ASSERT_EQ(got.size(), 1U);
  const http::Request& hook = got[0];
  EXPECT_EQ(hook.method, "POST");
  EXPECT_EQ(hook.header("Content-Type"), "application/json");
  const json message = json::parse(hook.body);
  EXPECT_EQ(message["type"], "article.translated");
  EXPECT_EQ(message["data"]["id"], sent.json()["id"]);
  EXPECT_EQ(message["data"]["to"], "pt");
  EXPECT_THAT(message["data"]["page"].get<std::string>(), HasSubstr("Ele saiu na segunda-feira."));
  const Result<std::string> secret = read_webhook_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  EXPECT_EQ(hook.header("webhook-signature"),
            *webhook_signature(*secret, hook.header("webhook-id"),
                               std::stoll(std::string(hook.header("webhook-timestamp"))), hook.body));
  json listed;
  for (int i = 0; i < 500 && listed.empty(); ++i) {
    listed = server.get("/v1/deliveries?state=delivered").json()["deliveries"];
    std::this_thread::sleep_for(5ms);
  }
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0]["status"], 204);
}

TEST_F(CallbackRoutes, WhatFailsIsTriedAgainAlsoAfterARestart) {
  site_.put("/hook", "", "text/plain", 503);
  std::string id;
  {
    const TestServer server(options());
    ASSERT_EQ(send_in(server, kPage).status, 202U);
    ASSERT_GE(wait_for(1).size(), 1U);
    id = wait_for(1)[0].header("webhook-id");
  }
  site_.put("/hook", "", "text/plain", 200);
  const std::size_t before = site_.asked().size();
  const TestServer server(options());
  const std::vector<http::Request> got = wait_for(before + 1);
  ASSERT_GT(got.size(), before);
  EXPECT_EQ(got.back().header("webhook-id"), id) << "the same message";
}

TEST_F(CallbackRoutes, WhatIsGivenUpIsListed) {
  site_.put("/hook", "", "text/plain", 410);
  const TestServer server(options());
  ASSERT_EQ(send_in(server, kPage).status, 202U);
  json dead;
  for (int i = 0; i < 2000 && dead.empty(); ++i) {
    dead = server.get("/v1/deliveries?state=dead").json()["deliveries"];
    std::this_thread::sleep_for(10ms);
  }
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0]["status"], 410);
  EXPECT_THAT(dead[0]["error"].get<std::string>(), HasSubstr("410"));
  const std::string at = "/v1/deliveries/" + std::to_string(dead[0]["id"].get<int>());
  site_.put("/hook", "", "text/plain", 200);
  EXPECT_EQ(server.send("POST", at, "", "").status, 204U);
  EXPECT_EQ(wait_for(2).size(), 2U);
  EXPECT_EQ(server.send("DELETE", at, "", "").status, 204U);
  EXPECT_EQ(server.send("DELETE", at, "", "").status, 404U);
  EXPECT_EQ(server.send("POST", "/v1/deliveries/odd", "", "").status, 404U);
  EXPECT_EQ(server.get("/v1/deliveries?state=odd").status, 400U);
}

TEST_F(CallbackRoutes, APageThatCannotBeTranslatedIsTold) {
  site_.put("/hook", "", "text/plain", 200);
  const TestServer server(options());
  ASSERT_EQ(send_in(server, "<html lang=pt><p>Ele saiu na segunda-feira.</p></html>").status, 202U);
  const std::vector<http::Request> got = wait_for(1);
  ASSERT_EQ(got.size(), 1U);
  EXPECT_EQ(json::parse(got[0].body)["type"], "article.failed");
  EXPECT_THAT(json::parse(got[0].body)["data"]["error"].get<std::string>(), HasSubstr("already"));
}

TEST_F(CallbackRoutes, OnlyAllowedAddressesAreCalled) {
  const TestServer server(options());
  const auto status = [&](const TestServer& asked, const std::string& callback) {
    return asked.send("POST", "/v1/articles?publication=p&address=a&to=pt&callback=" + callback, "text/html", kPage)
        .status;
  };
  EXPECT_EQ(status(server, "http://127.0.0.1:1/hook"), 400U);
  EXPECT_EQ(status(server, "ftp://127.0.0.1/"), 400U);
  ServerOptions none;
  none.articles = folder_.path / "other.db";
  EXPECT_EQ(status(TestServer(none), site_.origin() + "/hook"), 400U) << "off by itself";
  ServerOptions unsigned_ones = options();
  unsigned_ones.callback_secret.clear();
  const Result<std::unique_ptr<Server>> refused = Server::start(unsigned_ones);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().what, HasSubstr("--callback-secret"));
}

}  // namespace
}  // namespace dragoman::server
