// Quotas of keys over HTTP: what each dialect says when they are used up, and what is counted.
#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

class Quota : public testing::Test {
 protected:
  void SetUp() override { NEEDS_MODELS(); }
  void make_key(const KeyTerms& terms) { key_ = *ApiKeys::add(options_.keys, "cms", terms); }
  void start() { server_ = std::make_unique<TestServer>(options_); }
  Answer translate(const std::string& text) const {
    return server_->post("/translate", {{"q", text}, {"source", "en"}, {"target", "pt"}, {"api_key", key_}});
  }
  Answer deepl(const std::string& text) const {
    return server_->post("/v2/translate", {{"text", {text}}, {"target_lang", "PT-PT"}}, deepl_key());
  }
  std::string deepl_key() const { return "Authorization: DeepL-Auth-Key " + key_ + "\r\n"; }
  std::string bearer() const { return "Authorization: Bearer " + key_ + "\r\n"; }
  std::uint64_t used() const { return server_->get("/v2/usage", deepl_key()).json()["character_count"]; }

  Folder folder_;
  ServerOptions options_ = [this] {
    ServerOptions out;
    out.keys = folder_.path / "keys";
    out.data = folder_.path / "data";
    return out;
  }();
  std::string key_;
  std::unique_ptr<TestServer> server_;
};

TEST_F(Quota, UsageIsTheKeysOwn) {
  make_key({.characters_per_month = 100});
  const std::string other = *ApiKeys::add(options_.keys, "other");
  start();
  EXPECT_EQ(translate("He left.").status, 200U);
  EXPECT_EQ(deepl("Olá: he left.").status, 200U);
  const nlohmann::json mine = server_->get("/v2/usage", deepl_key()).json();
  EXPECT_EQ(mine["character_count"], 8 + 13);
  EXPECT_EQ(mine["character_limit"], 100);
  const nlohmann::json theirs = server_->get("/v2/usage", "Authorization: DeepL-Auth-Key " + other + "\r\n").json();
  EXPECT_EQ(theirs["character_count"], 0);
  EXPECT_GT(theirs["character_limit"], 1'000'000'000);
}

/// Of what is announced nothing comes: the answer does not wait for it.
TEST_F(Quota, WrongKeysAreToldBeforeTheBodyIsRead) {
  make_key({});
  start();
  const auto status = [&](const std::string& target, const std::string& headers, const std::string& method = "POST") {
    return server_
        ->ask(method + " " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: 8000000\r\n" + headers + "\r\n")
        .status;
  };
  EXPECT_EQ(status("/v2/translate", "Authorization: DeepL-Auth-Key wrong\r\n"), 403U);
  EXPECT_EQ(status("/v2/document?auth_key=wrong", ""), 403U);
  EXPECT_EQ(status("/v1/page?to=pt", "Authorization: Bearer wrong\r\n"), 401U);
  EXPECT_EQ(status("/v1/articles", ""), 401U) << "the own API's keys stand nowhere else";
  EXPECT_EQ(status("/translate?api_key=wrong", ""), 403U);
  EXPECT_EQ(status("/nothing", ""), 404U);
  EXPECT_EQ(status("/health", ""), 405U);
  const std::string text(70'000, ' ');
  EXPECT_EQ(deepl(text + "He left.").status, 200U) << "the right one";
  EXPECT_EQ(translate(text + "He left.").status, 200U) << "one in the body";
}

TEST_F(Quota, EachDialectSaysThatItIsUsedUp) {
  make_key({.characters_per_month = 20});
  start();
  const std::string long_text = "This sentence is longer than that.";
  const Answer libre = translate(long_text);
  EXPECT_EQ(libre.status, 403U) << "which Mastodon takes for a quota";
  EXPECT_NE(libre.json()["error"].get<std::string>().find("the key cms has 20 characters a month"), std::string::npos)
      << libre.body;
  const Answer deepl_no = deepl(long_text);
  EXPECT_EQ(deepl_no.status, 456U);
  EXPECT_EQ(deepl_no.json()["message"], "Quota Exceeded");
  EXPECT_NE(deepl_no.json()["detail"].get<std::string>().find("20 characters"), std::string::npos);
  const Answer page =
      server_->send("POST", "/v1/page?from=en&to=pt", "text/html", "<p>" + long_text + "</p>", bearer());
  EXPECT_EQ(page.status, 429U);
  EXPECT_NE(page.head.find("\r\nRetry-After: "), std::string::npos);
  EXPECT_NE(page.json()["error"].get<std::string>().find("quota exceeded"), std::string::npos);
  EXPECT_EQ(used(), 0U) << "what was refused costs nothing";
  EXPECT_EQ(translate("He left.").status, 200U) << "what fits is translated";
  EXPECT_EQ(
      server_->send("POST", "/v1/page?from=en&to=pt", "text/html", "<p class=\"a-long-name\">He left.</p>", bearer())
          .status,
      200U)
      << "tags cost nothing";
  EXPECT_EQ(used(), 16U);
  EXPECT_EQ(translate("He left.").status, 403U);
}

TEST_F(Quota, SpeechAndDocumentsCount) {
  make_key({.characters_per_month = 20});
  start();
  const Answer said =
      server_->post("/v1/speech", {{"text", "This sentence is longer than that."}, {"language", "en"}}, bearer());
  EXPECT_TRUE(said.status == 429 || said.status == 503) << "without voices nothing is charged";
  const std::string form =
      "--b\r\nContent-Disposition: form-data; name=\"target_lang\"\r\n\r\nPT-PT\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"source_lang\"\r\n\r\nEN\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nThis sentence is longer than "
      "that.\r\n--b--\r\n";
  EXPECT_EQ(server_->send("POST", "/v2/document", "multipart/form-data; boundary=b", form, deepl_key()).status, 456U);
  EXPECT_EQ(used(), 0U);
}

TEST_F(Quota, ErrorsCostNothing) {
  make_key({.characters_per_month = 1000});
  options_.patience = std::chrono::milliseconds(1);
  start();
  std::string text;
  for (int i = 0; i < 20; ++i) text += "Line " + std::to_string(i) + " of this text is a sentence. ";
  const Answer late = translate(text);
  EXPECT_EQ(late.status, 504U) << late.body;
  EXPECT_EQ(used(), 0U);
}

TEST_F(Quota, KilledServersHaveNotForgotten) {
  make_key({.characters_per_month = 20});
  start();
  EXPECT_EQ(translate("He left.").status, 200U);
  server_.reset();
  start();
  EXPECT_EQ(used(), 8U);
  EXPECT_EQ(translate("He left the house.").status, 403U);
}

TEST_F(Quota, RequestsOfAKeyAreLimited) {
  make_key({.requests_per_minute = 2});
  const std::string other = *ApiKeys::add(options_.keys, "other");
  start();
  EXPECT_EQ(translate("He left.").status, 200U);
  EXPECT_EQ(translate("He left.").status, 200U);
  const Answer slow = translate("He left.");
  EXPECT_EQ(slow.status, 429U);
  EXPECT_EQ(slow.json()["error"], "Slowdown: 2 per 1 minute");
  EXPECT_NE(slow.head.find("\r\nRetry-After: "), std::string::npos);
  key_ = other;
  EXPECT_EQ(translate("He left.").status, 200U) << "the address has no limit, and the other key none either";
}

TEST_F(Quota, MetricsKnowNamesOnly) {
  key_ = *ApiKeys::add(options_.keys, "c\"m\\s");
  start();
  EXPECT_EQ(translate("He left.").status, 200U);
  const std::string metrics = server_->get("/metrics").body;
  EXPECT_NE(metrics.find("dragoman_key_characters_total{key=\"c\\\"m\\\\s\"} 8\n"), std::string::npos) << metrics;
  EXPECT_NE(metrics.find("dragoman_key_requests_total{key=\"c\\\"m\\\\s\"} 1\n"), std::string::npos);
  EXPECT_EQ(metrics.find(key_), std::string::npos);
}

}  // namespace
}  // namespace dragoman::server
