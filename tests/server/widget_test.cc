// The widget's script, what it asks for, and which answers scripts of other sites may read.
#include <gmock/gmock.h>

#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kElsewhere = "Origin: https://news.example\r\n";
constexpr const char* kOpen = "Access-Control-Allow-Origin: *";

class Widget : public testing::Test {
 protected:
  void SetUp() override {
    NEEDS_MODELS();
    server_ = std::make_unique<TestServer>();
  }
  Answer page(const std::string& query, const std::string& headers = "") const {
    return server_->send("POST", "/v1/page?" + query, "text/html", "<h1>The port reopened</h1>", kElsewhere + headers);
  }
  std::unique_ptr<TestServer> server_;
};

TEST_F(Widget, TheScriptIsForEverySite) {
  const Answer plain = server_->get("/dragoman.js", kElsewhere);
  EXPECT_EQ(plain.status, 200U);
  EXPECT_THAT(plain.body, HasSubstr("attachShadow"));
  for (const char* header : {kOpen, "Content-Type: text/javascript; charset=utf-8",
                             "Cache-Control: public, max-age=3600, stale-while-revalidate=86400",
                             "Cross-Origin-Resource-Policy: cross-origin", "X-Content-Type-Options: nosniff"})
    EXPECT_TRUE(plain.has_header(header)) << header << "\n" << plain.head;
  const Answer packed = server_->get("/dragoman.js", "Accept-Encoding: gzip\r\n");
  EXPECT_TRUE(packed.has_header("Content-Encoding: gzip"));
  EXPECT_LT(packed.body.size(), 15U << 10) << "publishers were promised less";
  const std::size_t tag = plain.head.find("ETag: ");
  ASSERT_NE(tag, std::string::npos);
  const std::string etag = plain.head.substr(tag + 6, plain.head.find('\r', tag) - tag - 6);
  const Answer again = server_->get("/dragoman.js", "If-None-Match: " + etag + "\r\n");
  EXPECT_EQ(again.status, 304U);
  EXPECT_TRUE(again.body.empty());
}

TEST_F(Widget, LanguagesHaveTheirOwnNamesAndLabels) {
  const Answer answer = server_->get("/v1/languages", kElsewhere);
  EXPECT_EQ(answer.status, 200U);
  EXPECT_TRUE(answer.has_header(kOpen)) << answer.head;
  const json languages = answer.json()["languages"];
  const auto portuguese =
      std::find_if(languages.begin(), languages.end(), [](const json& one) { return one["code"] == "pt"; });
  ASSERT_NE(portuguese, languages.end()) << answer.body;
  EXPECT_EQ((*portuguese)["name"], "Português");
  EXPECT_EQ((*portuguese)["dir"], "ltr");
  EXPECT_EQ((*portuguese)["label"], "Beta V.1.0 - Com tecnologia de tradução automática");
  EXPECT_EQ((*portuguese)["label_language"], "pt");
  EXPECT_EQ((*portuguese)["targets"], (json{"en", "pt"}));
}

TEST_F(Widget, ScriptsOfOtherSitesMayReadTranslations) {
  const Answer before = server_->send("OPTIONS", "/v1/page?from=en&to=pt", "", "", kElsewhere);
  EXPECT_EQ(before.status, 200U);
  EXPECT_TRUE(before.has_header(kOpen)) << before.head;
  EXPECT_TRUE(before.has_header("Access-Control-Allow-Headers: Authorization, Content-Type")) << before.head;
  const Answer answer = page("from=en&to=pt&label_place=none");
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_TRUE(answer.has_header(kOpen)) << answer.head;
  const Answer pieces = page("from=en&to=pt", "Accept: text/event-stream\r\n");
  EXPECT_THAT(pieces.body, HasSubstr("event: page"));
  EXPECT_TRUE(pieces.has_header(kOpen)) << pieces.head;
  EXPECT_TRUE(page("from=en&to=xx").has_header(kOpen)) << "errors, too, or nobody could be told what is wrong";
  EXPECT_TRUE(server_->get("/v1/voices", kElsewhere).has_header(kOpen));
  EXPECT_TRUE(server_->post("/v1/speech", json::object(), kElsewhere).has_header(kOpen));
}

TEST_F(Widget, WhatTheServerFetchesTheyMayNot) {
  const Answer answer = page("from=en&to=pt&url=http%3A%2F%2F10.0.0.1%2F");
  EXPECT_EQ(answer.status, 403U);
  EXPECT_THAT(answer.head, Not(HasSubstr("Access-Control-Allow-Origin")));
}

TEST_F(Widget, NorWhatIsNotForReaders) {
  for (const char* address : {"/v1/reports", "/v1/articles", "/v1/gates", "/metrics", "/"})
    EXPECT_THAT(server_->get(address, kElsewhere).head, Not(HasSubstr("Access-Control-Allow-Origin"))) << address;
}

}  // namespace
}  // namespace dragoman::server
