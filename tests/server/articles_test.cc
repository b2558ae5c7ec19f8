// Articles over HTTP: sent in, seen, corrected, approved, withdrawn, removed; and who may do what.
#include <gmock/gmock.h>

#include <thread>

#include "articles/unfinished.h"
#include "dragoman/articles.h"
#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kPage =
    "<!doctype html><html lang=en><title>The port reopened</title><body><h1>The port reopened</h1>"
    "<p>He left on Monday. The harbour was shut for two days.</p></body></html>";
constexpr std::string_view kSent = "/v1/articles?publication=herald&address=https://herald.example/port&to=pt";

class ArticleRoutes : public testing::Test {
 protected:
  void SetUp() override { NEEDS_MODELS(); }
  ServerOptions options() const {
    ServerOptions options;
    options.articles = folder_.path / "articles.db";
    options.memory = folder_.path / "memory.db";
    return options;
  }
  static Answer send_in(const TestServer& server, std::string_view page = kPage, std::string_view more = "",
                        std::string_view headers = "") {
    return server.send("POST", std::string(kSent) + std::string(more), "text/html", page, headers);
  }
  const Folder folder_;
};

TEST_F(ArticleRoutes, APageComesInAndIsSeen) {
  const TestServer server(options());
  const Answer sent = send_in(server);
  ASSERT_EQ(sent.status, 201U) << sent.body;
  const json about = sent.json();
  const std::string id = about["id"], at = "/v1/articles/" + id;
  EXPECT_TRUE(sent.has_header("Location: " + at)) << sent.head;
  EXPECT_EQ(about["translations"][0]["to"], "pt");
  EXPECT_EQ(about["translations"][0]["state"], "machine");
  EXPECT_EQ(about["translations"][0]["shown"], "yes");
  const Answer page = server.get(at + "?to=pt");
  EXPECT_EQ(page.status, 200U);
  EXPECT_THAT(page.body, HasSubstr("<html lang=\"pt\""));
  EXPECT_THAT(page.body, HasSubstr("Ele saiu na segunda-feira."));
  EXPECT_TRUE(page.has_header("Content-Language: pt")) << page.head;
  const json blocks = server.get(at + "?to=pt", "Accept: application/json\r\n").json();
  EXPECT_EQ(blocks["publication"], "herald");
  EXPECT_EQ(blocks["version"], 1);
  EXPECT_GE(blocks["blocks"].size(), 2U);
  EXPECT_EQ(server.get(at + "/source").body, kPage);
  EXPECT_EQ(send_in(server).status, 200U) << "the same again is no new article";
  EXPECT_EQ(server.get(at).json()["translations"][0]["version"], 1);
  EXPECT_EQ(server.get("/v1/articles/0123?to=pt").status, 404U);
  EXPECT_EQ(server.get(at + "?to=xx").status, 400U);
}

TEST_F(ArticleRoutes, AnswersAreNotSentTwice) {
  const TestServer server(options());
  const std::string at = "/v1/articles/" + send_in(server).json()["id"].get<std::string>() + "?to=pt";
  const Answer page = server.get(at);
  const std::size_t tag = page.head.find("ETag: ");
  ASSERT_NE(tag, std::string::npos) << page.head;
  const std::string etag = page.head.substr(tag + 6, page.head.find("\r\n", tag) - tag - 6);
  EXPECT_THAT(page.head, HasSubstr("Last-Modified: "));
  EXPECT_TRUE(page.has_header("Cache-Control: private, no-cache")) << page.head;
  const Answer again = server.get(at, "If-None-Match: \"x\", W/" + etag + "\r\n");
  EXPECT_EQ(again.status, 304U);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(server.get(at, "If-None-Match: \"x\"\r\n").status, 200U);
  ASSERT_EQ(send_in(server, "<html lang=en><h1>The port closed</h1><p>He stayed.</p>").status, 200U);
  EXPECT_EQ(server.get(at, "If-None-Match: " + etag + "\r\n").status, 200U) << "there is a new version";
}

TEST_F(ArticleRoutes, CorrectionsHoldHereAndElsewhere) {
  const TestServer server(options());
  const std::string at = "/v1/articles/" + send_in(server).json()["id"].get<std::string>();
  const Answer done =
      server.post(at + "/corrections",
                  {{"to", "pt"}, {"source", "He left on Monday."}, {"target", "Partiu na segunda."}, {"who", "ana"}});
  ASSERT_EQ(done.status, 200U) << done.body;
  EXPECT_EQ(done.json()["state"], "corrected");
  EXPECT_EQ(done.json()["version"], 2);
  EXPECT_THAT(server.get(at + "?to=pt").body, HasSubstr("Partiu na segunda."));
  EXPECT_EQ(server.post("/translate", {{"q", "He left on Monday."}, {"source", "en"}, {"target", "pt"}})
                .json()["translatedText"],
            "Partiu na segunda.")
      << "the memory has it, too";
  // By its place: block and sentence as the JSON numbers them.
  const json blocks = server.get(at + "?to=pt", "Accept: application/json\r\n").json()["blocks"];
  std::size_t block = 0;
  while (block < blocks.size() && blocks[block]["sentences"].size() < 2) ++block;
  ASSERT_LT(block, blocks.size()) << blocks;
  ASSERT_EQ(server
                .post(at + "/corrections",
                      {{"to", "pt"}, {"block", block}, {"sentence", 1}, {"target", "O cais parou dois dias."}})
                .status,
            200U);
  EXPECT_THAT(server.get(at + "?to=pt").body, HasSubstr("O cais parou dois dias."));
  EXPECT_EQ(server.get(at + "/corrections?to=pt").json()["corrections"].size(), 2U);

  // Another source: what still stands there holds, the rest is told.
  ASSERT_EQ(send_in(server, "<html lang=en><h1>The port reopened</h1><p>He left on Monday. It rained.</p>").status,
            200U);
  EXPECT_THAT(server.get(at + "?to=pt").body, HasSubstr("Partiu na segunda."));
  const json about = server.get(at).json()["translations"][0];
  EXPECT_EQ(about["state"], "corrected");
  EXPECT_EQ(about["unplaced_corrections"], 1);

  EXPECT_EQ(server.post(at + "/corrections", {{"to", "pt"}, {"block", 99}, {"sentence", 0}, {"target", "x"}}).status,
            400U);
  EXPECT_EQ(server.post(at + "/corrections", {{"to", "pt"}, {"source", "He left on Monday."}}).status, 400U);
  EXPECT_EQ(server.post(at + "/corrections", {{"to", "pt"}, {"source", "He left."}, {"target", "x"}}).status, 400U);
  const auto id = server.get(at + "/corrections?to=pt").json()["corrections"][1]["id"].get<int>();
  EXPECT_EQ(server.send("DELETE", at + "/corrections/" + std::to_string(id) + "?to=pt", "", "").status, 204U);
  EXPECT_EQ(server.get(at).json()["translations"][0]["unplaced_corrections"], 0);
}

TEST_F(ArticleRoutes, ApprovalWithdrawalAndEmbargo) {
  const TestServer server(options());
  EXPECT_EQ(server.send("PUT", "/v1/gates?publication=herald&gate=approve", "", "").json()["gate"], "approve");
  EXPECT_EQ(server.get("/v1/gates?publication=herald&section=sport").json()["gate"], "approve");
  EXPECT_EQ(server.send("PUT", "/v1/gates?publication=herald&gate=odd", "", "").status, 400U);
  const std::string at = "/v1/articles/" + send_in(server).json()["id"].get<std::string>();
  const auto change = [&](const json& body) { return server.post(at + "/state", body).status; };
  EXPECT_EQ(server.get(at + "?to=pt").status, 404U);
  EXPECT_EQ(server.get(at + "?to=pt&version=newest").status, 200U);
  EXPECT_EQ(server.get(at + "?to=pt&version=7").status, 404U);
  EXPECT_EQ(change({{"action", "approve"}, {"to", "pt"}, {"version", 7}}), 409U);
  EXPECT_EQ(change({{"action", "approve"}, {"to", "pt"}, {"version", 1}, {"who", "ana"}}), 200U);
  EXPECT_EQ(server.get(at + "?to=pt").status, 200U);
  EXPECT_EQ(change({{"action", "withdraw"}}), 200U);
  EXPECT_EQ(server.get(at + "?to=pt").status, 410U);
  EXPECT_EQ(change({{"action", "restore"}}), 200U);
  EXPECT_EQ(change({{"action", "embargo"}, {"until", "2999-01-01T00:00:00Z"}}), 200U);
  EXPECT_EQ(server.get(at + "?to=pt").status, 404U);
  EXPECT_EQ(change({{"action", "embargo"}, {"until", "tomorrow"}}), 400U);
  EXPECT_EQ(change({{"action", "embargo"}}), 200U);
  EXPECT_EQ(server.get(at + "?to=pt").status, 200U);
  EXPECT_EQ(change({{"action", "odd"}}), 400U);
  const json history = server.get(at + "/history").json()["history"];
  EXPECT_EQ(history.back()["what"], "source");
  EXPECT_TRUE(std::ranges::any_of(history, [](const json& one) { return one["who"] == "ana"; })) << history;
  EXPECT_EQ(server.get(at + "/versions?to=pt").json()["versions"][0]["state"], "approved");
}

TEST_F(ArticleRoutes, ListsAndDeletion) {
  const TestServer server(options());
  for (const char* name : {"1", "2", "3"}) {
    ASSERT_EQ(server
                  .send("POST", std::string("/v1/articles?publication=herald&to=pt&section=s&address=") + name,
                        "text/html", kPage)
                  .status,
              201U);
  }
  const json first = server.get("/v1/articles?limit=2").json();
  ASSERT_EQ(first["articles"].size(), 2U);
  EXPECT_EQ(first["articles"][0]["address"], "3");
  const json rest = server.get("/v1/articles?limit=2&before=" + std::to_string(first["next"].get<int>())).json();
  ASSERT_EQ(rest["articles"].size(), 1U);
  EXPECT_TRUE(rest["next"].is_null());
  EXPECT_EQ(server.get("/v1/articles?section=other").json()["articles"].size(), 0U);
  EXPECT_EQ(server.get("/v1/articles?state=odd").status, 400U);
  EXPECT_EQ(server.get("/v1/articles?limit=0").status, 400U);
  const std::string at = "/v1/articles/" + rest["articles"][0]["id"].get<std::string>();
  EXPECT_EQ(server.send("DELETE", at + "?to=pt", "", "").status, 204U);
  EXPECT_EQ(server.get(at + "?to=pt").status, 404U);
  EXPECT_EQ(server.get(at).json()["translations"].size(), 0U);
  EXPECT_EQ(server.send("DELETE", at, "", "").status, 204U);
  EXPECT_EQ(server.get(at).status, 404U);
  EXPECT_EQ(server.get(at + "/odd").status, 404U);
  EXPECT_EQ(server.send("DELETE", at + "/source", "", "").status, 405U);
}

TEST_F(ArticleRoutes, RolesSayWhoMayDoWhat) {
  ServerOptions given = options();
  given.keys = folder_.path / "keys";
  const auto header = [](const std::string& key) { return "Authorization: Bearer " + key + "\r\n"; };
  const std::string client = header(*ApiKeys::add(given.keys, "widget"));
  const std::string editor = header(*ApiKeys::add(given.keys, "desk", {.role = KeyRole::kEditor}));
  const std::string approver = header(*ApiKeys::add(given.keys, "chief", {.role = KeyRole::kApprover}));
  const std::string admin = header(*ApiKeys::add(given.keys, "root", {.role = KeyRole::kAdministrator}));
  given.public_articles = true;
  const TestServer server(given);
  EXPECT_EQ(send_in(server).status, 401U);
  EXPECT_EQ(send_in(server, kPage, "", client).status, 403U);
  const Answer sent = send_in(server, kPage, "", editor);
  ASSERT_EQ(sent.status, 201U) << sent.body;
  const std::string at = "/v1/articles/" + sent.json()["id"].get<std::string>();
  const Answer open = server.get(at + "?to=pt");
  EXPECT_EQ(open.status, 200U) << "shown, and the public may read";
  EXPECT_TRUE(open.has_header("Cache-Control: public, max-age=60")) << open.head;
  EXPECT_EQ(server.get(at + "?to=pt", "Authorization: Bearer odd\r\n").status, 401U);
  EXPECT_EQ(server.get(at + "?to=pt&version=1").status, 403U);
  EXPECT_EQ(server.get(at + "/source", client).status, 403U);
  EXPECT_EQ(server.get(at + "/source", editor).status, 200U);
  const json withdraw = {{"action", "withdraw"}, {"who", "ana"}};
  EXPECT_EQ(server.post(at + "/state", withdraw, editor).status, 403U);
  EXPECT_EQ(server.post(at + "/state", withdraw, approver).status, 200U);
  EXPECT_EQ(server.get(at + "/history", editor).json()["history"][0]["who"], "chief/ana");
  EXPECT_EQ(server.get("/v1/articles").json()["articles"].size(), 0U) << "nothing is shown";
  EXPECT_EQ(server.get("/v1/articles", editor).json()["articles"].size(), 1U);
  EXPECT_EQ(server.get(at).status, 410U);
  EXPECT_EQ(server.send("DELETE", at, "", "", approver).status, 403U);
  EXPECT_EQ(server.send("DELETE", at, "", "", admin).status, 204U);
}

TEST_F(ArticleRoutes, AllIsThereAfterARestart) {
  std::string at;
  {
    const TestServer server(options());
    at = "/v1/articles/" + send_in(server).json()["id"].get<std::string>() + "?to=pt";
  }
  const TestServer server(options());
  EXPECT_THAT(server.get(at).body, HasSubstr("Ele saiu na segunda-feira."));
}

TEST_F(ArticleRoutes, ASitemapHasWhatIsShown) {
  const TestServer server(options());
  const std::string more = "&publish_url=https://{to}.herald.example/%26/{id}";
  const std::string id = send_in(server, kPage, more).json()["id"].get<std::string>();
  const Answer map = server.get("/v1/sitemap?publication=herald&to=pt");
  EXPECT_EQ(map.status, 200U);
  EXPECT_THAT(map.body, HasSubstr("<loc>https://pt.herald.example/&amp;/" + id + "</loc>"));
  EXPECT_THAT(map.body, HasSubstr("hreflang=\"pt\""));
  EXPECT_THAT(server.get("/v1/articles/" + id + "?to=pt").body, HasSubstr("https://pt.herald.example/"));
  EXPECT_THAT(server.get("/v1/sitemap?publication=other").body, Not(HasSubstr("<url>")));
  ASSERT_EQ(server.post("/v1/articles/" + id + "/state", {{"action", "withdraw"}}).status, 200U);
  EXPECT_THAT(server.get("/v1/sitemap").body, Not(HasSubstr("<url>")));
}

/// As a server leaves it that is killed between the articles and the memory.
TEST_F(ArticleRoutes, CorrectionsThatWereBrokenOffAreFinishedByTheNextServer) {
  const Articles articles = *Articles::open(options().articles);
  const articles::Unfinished unfinished(articles);
  const std::string source = "He left on Monday.", id = *Articles::id_of("herald", "https://herald.example/port");
  ASSERT_EQ(send_in(TestServer(options())).status, 201U);
  const auto finished = [&] {
    for (int i = 0; i < 500 && !unfinished.all()->empty(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return unfinished.all()->empty();
  };
  ASSERT_TRUE(unfinished.correct(id, "pt", "en", {.source = source, .target = "Foi-se na segunda.", .who = "ana"}));
  const auto shown = [&](const TestServer& server) { return server.get("/v1/articles/" + id + "?to=pt").body; };
  const auto said = [&](const TestServer& server) {
    return server.post("/translate", {{"q", source}, {"source", "en"}, {"target", "pt"}})
        .json()
        .value("translatedText", "");
  };
  {
    const TestServer server(options());
    ASSERT_TRUE(finished());
    EXPECT_THAT(shown(server), HasSubstr("Foi-se na segunda."));
    EXPECT_EQ(said(server), "Foi-se na segunda.");
  }
  ASSERT_TRUE(unfinished.undo(id, "pt", "en", articles.corrections(id, "pt")->at(0).id, "ana"));
  const TestServer server(options());
  ASSERT_TRUE(finished());
  EXPECT_THAT(shown(server), Not(HasSubstr("Foi-se na segunda.")));
  EXPECT_NE(said(server), "Foi-se na segunda.");
}

TEST_F(ArticleRoutes, WhatIsRefused) {
  const TestServer server(options());
  EXPECT_EQ(send_in(server, "").status, 400U);
  EXPECT_EQ(server.send("POST", "/v1/articles?publication=p&to=pt", "text/html", kPage).status, 400U);
  EXPECT_EQ(server.send("POST", "/v1/articles?publication=p&address=a", "text/html", kPage).status, 400U);
  EXPECT_EQ(server.send("POST", "/v1/articles?publication=p&address=a&to=en", "text/html", kPage).status, 400U);
  ServerOptions full = options();
  full.article_bytes = 1;
  full.articles = folder_.path / "full.db";
  const TestServer small(full);
  EXPECT_EQ(send_in(small).status, 507U);
  const TestServer none;
  EXPECT_EQ(none.get("/v1/articles").status, 404U);
  EXPECT_THAT(none.get("/v1/articles/1").body, HasSubstr("--articles"));
}

}  // namespace
}  // namespace dragoman::server
