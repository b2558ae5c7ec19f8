// Site keys: whose pages may use them, for what, and what browsers are told.
#include "server/sites.h"

#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

TEST(Sites, Origins) {
  EXPECT_EQ(*read_site("HTTPS://News.Example:443/"), "https://news.example");
  EXPECT_EQ(*read_site("http://localhost:8080"), "http://localhost:8080");
  EXPECT_EQ(*read_site("https://*.News.example"), "https://*.news.example");
  for (const char* bad : {"", "*", "news.example", "https://", "https://news.example/path", "https://*",
                          "https://*.example", "https://a.*.example", "https://*news.example", "ftp://news.example",
                          "https://news.example/?a", "https://u:p@news.example", "https://*.*.example"}) {
    const Result<std::string> read = read_site(bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_NE(read.error().what.find("write https://"), std::string::npos) << read.error().what;
  }
}

TEST(Sites, WhichPagesFit) {
  const std::vector<std::string> sites = {"https://news.example", "https://*.paper.example", "http://localhost:8080"};
  for (const char* yes :
       {"https://news.example", "https://www.paper.example", "https://a.b.paper.example", "http://localhost:8080"})
    EXPECT_TRUE(is_site_of(sites, yes)) << yes;
  for (const char* no :
       {"", "null", "http://news.example", "https://news.example:8443", "https://news.example.evil.example",
        "https://evilnews.example", "https://paper.example", "https://evilpaper.example", "https://.paper.example",
        "https://evil.example/.paper.example", "https://evil.example?.paper.example", "https://a@x.paper.example",
        "https://a..paper.example", "http://www.paper.example", "http://localhost", "https://www.paper.example:1"})
    EXPECT_FALSE(is_site_of(sites, no)) << no;
}

/// A server with a secret key and a site key for one origin.
class SiteKeys : public testing::Test {
 protected:
  void SetUp() override {
    NEEDS_MODELS();
    ServerOptions options;
    options.keys = folder_.path / "keys";
    options.data = folder_.path / "data";
    options.articles = folder_.path / "articles.db";
    options.suggestions = true;
    options.memory = folder_.path / "memory.db";
    options.fetch_pages = FetchPages::kPublic;
    secret_ = *ApiKeys::add(options.keys, "cms");
    site_ = *ApiKeys::add(options.keys, "widget", {.role = KeyRole::kSite, .origins = {"https://*.news.example"}});
    server_ = std::make_unique<TestServer>(options);
  }
  static std::string from(const std::string& origin) { return "Origin: " + origin + "\r\n"; }
  std::string bearer() const { return "Authorization: Bearer " + site_ + "\r\n"; }
  nlohmann::json body(const std::string& key) const {
    return {{"q", "The port reopened."}, {"source", "en"}, {"target", "pt"}, {"api_key", key}};
  }

  const std::string ours_ = "https://www.news.example",
                    named_ = "Access-Control-Allow-Origin: https://www.news.example";
  Folder folder_;
  std::string secret_, site_;
  std::unique_ptr<TestServer> server_;
};

TEST_F(SiteKeys, OpenOnlyForPagesOfTheSite) {
  const Answer good = server_->post("/translate", body(site_), from(ours_));
  EXPECT_EQ(good.status, 200U) << good.body;
  EXPECT_EQ(good.json()["translatedText"], "O porto reabriu.");
  const Answer nowhere = server_->post("/translate", body(site_));
  EXPECT_EQ(nowhere.status, 403U);
  EXPECT_NE(nowhere.body.find("only web pages may use it"), std::string::npos) << nowhere.body;
  const Answer elsewhere = server_->post("/translate", body(site_), from("https://evil.example"));
  EXPECT_EQ(elsewhere.status, 403U);
  EXPECT_NE(elsewhere.body.find("--site --origin https://evil.example"), std::string::npos) << elsewhere.body;
  EXPECT_EQ(server_->post("/translate", body(site_), from("null")).status, 403U);
  EXPECT_EQ(server_->post("/translate", body(secret_)).status, 200U) << "a secret key is for programs";
  EXPECT_EQ(server_->post("/translate", body(secret_), from("https://evil.example")).status, 200U);
}

TEST_F(SiteKeys, OpenWhatReadersNeedAndNothingElse) {
  const std::string head = bearer() + from(ours_);
  EXPECT_EQ(server_->send("POST", "/v1/page?from=en&to=pt", "text/html", "<p>The port reopened.</p>", head).status,
            200U);
  EXPECT_EQ(server_->post("/detect", {{"q", "The port."}, {"api_key", site_}}, from(ours_)).status, 200U);
  EXPECT_EQ(server_->get("/languages", head).status, 200U);
  const unsigned voices = server_->get("/v1/voices", head).status;
  EXPECT_TRUE(voices == 200 || voices == 503) << voices;
  EXPECT_EQ(server_->form("/v2/translate?auth_key=" + site_ + "&target_lang=PT", "text=The+port.", from(ours_)).status,
            200U);
  const auto closed = [&](const Answer& answer) {
    EXPECT_EQ(answer.status, 403U) << answer.body;
    EXPECT_NE(answer.body.find("widget is a site key"), std::string::npos) << answer.body;
    EXPECT_NE(answer.body.find("secret key"), std::string::npos) << answer.body;
    EXPECT_FALSE(answer.has_header(named_));
  };
  closed(server_->get("/v1/articles", head));
  closed(server_->post("/v1/articles?publication=a&address=https://a.example&to=pt", "x", head));
  closed(server_->post("/v1/reports", {{"note", "wrong"}}, head));
  closed(server_->post("/suggest", {{"q", "a"}, {"s", "b"}, {"source", "en"}, {"target", "pt"}, {"api_key", site_}},
                       from(ours_)));
  const std::string deepl = "Authorization: DeepL-Auth-Key " + site_ + "\r\n" + from(ours_);
  closed(server_->get("/v2/glossaries", deepl));
  closed(server_->get("/v2/usage", deepl));
  closed(server_->get("/v1/feed?url=https://a.example", head));
  const Answer other = server_->send("POST", "/v1/page?to=pt&url=https://other.example/a", "", "", head);
  EXPECT_EQ(other.status, 403U);
  EXPECT_NE(other.body.find("not for pages of https://other.example"), std::string::npos) << other.body;
}

TEST_F(SiteKeys, BrowsersAreToldTheOrigin) {
  const Answer answer = server_->post("/translate", body(site_), from(ours_));
  EXPECT_TRUE(answer.has_header(named_)) << answer.head;
  EXPECT_TRUE(answer.has_header("Vary: Origin"));
  EXPECT_EQ(answer.head.find("Allow-Origin: *"), std::string::npos);
  EXPECT_EQ(answer.head.find("Allow-Credentials"), std::string::npos);
  for (const char* route : {"/translate", "/v1/page", "/v1/speech"}) {
    const Answer preflight =
        server_->send("OPTIONS", route, "", "", from(ours_) + "Access-Control-Request-Method: POST\r\n");
    EXPECT_EQ(preflight.status, 200U);
    EXPECT_TRUE(preflight.has_header(named_)) << route << preflight.head;
    EXPECT_TRUE(preflight.has_header("Access-Control-Allow-Headers: Authorization, Content-Type"));
  }
  EXPECT_FALSE(server_->send("OPTIONS", "/v1/articles", "", "", from(ours_)).has_header(named_));
  const Answer stranger = server_->send("OPTIONS", "/v1/page", "", "", from("https://evil.example"));
  EXPECT_EQ(stranger.head.find("Allow-Origin"), std::string::npos) << stranger.head;
  EXPECT_TRUE(stranger.has_header("Vary: Origin"));
  const Answer streamed = server_->send("POST", "/v1/page?from=en&to=pt", "text/html", "<p>The port reopened.</p>",
                                        bearer() + from(ours_) + "Accept: text/event-stream\r\n");
  EXPECT_TRUE(streamed.has_header(named_)) << streamed.head;
  EXPECT_NE(streamed.body.find("event: page"), std::string::npos);
}

}  // namespace
}  // namespace dragoman::server
