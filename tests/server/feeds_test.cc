// Feeds of the web, translated: only of allowed origins, only what is new, without what was taken back.
#include <gmock/gmock.h>

#include "dragoman/memory.h"
#include "server/other_site.h"
#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string item(const std::string& title, const std::string& link) {
  return "<item><title>" + title + "</title><link>" + link + "</link></item>";
}
std::string feed(const std::string& items) {
  return "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<rss version=\"2.0\"><channel><title>Herald</title>"
         "<description>News of the caf\xe9.</description><language>en</language>\n" +
         items + "\n</channel></rss>\n";
}

class FeedRoutes : public testing::Test {
 protected:
  void SetUp() override { NEEDS_MODELS(); }
  ServerOptions options() const {
    ServerOptions options;
    options.articles = folder_.path / "articles.db";
    options.memory = folder_.path / "memory.db";
    options.feeds = {site_.origin()};
    options.allow_private = true;
    options.feed_life = std::chrono::seconds(0);  // fetched each time
    return options;
  }
  Answer get(const TestServer& server, std::string_view more = "&target=pt", std::string_view headers = "") const {
    return server.get("/v1/feed?url=" + site_.origin() + "/feed.xml" + std::string(more), headers);
  }
  const Folder folder_;
  OtherSite site_;
};

TEST_F(FeedRoutes, AFeedComesOutTranslated) {
  const TestServer server(options());
  site_.put("/feed.xml", feed(item("The port reopened", "https://herald.example/1")), "application/rss+xml");
  const Answer answer = get(server);
  ASSERT_EQ(answer.status, 200U) << answer.body;
  EXPECT_THAT(answer.head, HasSubstr("Content-Type: application/rss+xml; charset=utf-8"));
  EXPECT_THAT(answer.body, HasSubstr("O porto"));
  EXPECT_THAT(answer.body, HasSubstr("caf\xc3\xa9")) << "UTF-8, and says so";
  EXPECT_THAT(answer.body, HasSubstr("encoding=\"UTF-8\""));
  EXPECT_THAT(answer.body, HasSubstr("<language>pt</language>"));
  EXPECT_THAT(answer.body, HasSubstr("https://herald.example/1"));
  const std::size_t tag = answer.head.find("ETag: ");
  ASSERT_NE(tag, std::string::npos);
  const std::string etag = answer.head.substr(tag + 6, answer.head.find("\r\n", tag) - tag - 6);
  EXPECT_EQ(get(server, "&target=pt", "If-None-Match: " + etag + "\r\n").status, 304U);
}

TEST_F(FeedRoutes, KnownItemsComeFromTheStoreAlsoAfterARestart) {
  const std::string old = item("The port reopened", "https://herald.example/1");
  {
    const TestServer server(options());
    site_.put("/feed.xml", feed(old), "application/rss+xml");
    ASSERT_EQ(get(server).status, 200U);
  }
  const TestServer server(options());
  site_.put("/feed.xml", feed(item("He left on Monday", "https://herald.example/2") + "\n" + old),
            "application/rss+xml");
  const Answer both = get(server);
  ASSERT_EQ(both.status, 200U) << both.body;
  const std::size_t fresh = both.body.find("segunda"), known = both.body.find("O porto");
  EXPECT_NE(fresh, std::string::npos) << both.body;
  EXPECT_NE(known, std::string::npos) << both.body;
  EXPECT_LT(fresh, known) << "in their order";
  EXPECT_THAT(both.body, Not(HasSubstr("<!--"))) << "no mark of ours is left";
  // What the engine was given: the channel and the new item; the known one it has not seen since the restart.
  const std::string metrics = server.get("/metrics").body;
  EXPECT_THAT(metrics, HasSubstr("dragoman_sentences_total{pair=\"en-pt\"} 2")) << metrics;
}

TEST_F(FeedRoutes, WhatTheMemorySettlesHoldsFromTheNextRequestOn) {
  const TestServer server(options());
  site_.put("/feed.xml", feed(item("He left on Monday.", "https://herald.example/2")), "application/rss+xml");
  ASSERT_THAT(get(server).body, Not(HasSubstr("Partiu na segunda.")));
  const Result<Memory> memory = Memory::open(folder_.path / "memory.db");
  ASSERT_TRUE(memory);
  ASSERT_TRUE(memory->correct("He left on Monday.", "Partiu na segunda.",
                              {*Language::parse("en"), *Language::parse("pt")}, "ana"));
  EXPECT_THAT(get(server).body, HasSubstr("Partiu na segunda."));
}

TEST_F(FeedRoutes, APublicationsOwnWordsHoldInItsFeedAlone) {
  const TestServer server(options());
  site_.put("/feed.xml", feed(item("He left on Monday.", "https://herald.example/2")), "application/rss+xml");
  const std::string before = get(server).body;
  const Result<Memory> memory = Memory::open(folder_.path / "memory.db");
  ASSERT_TRUE(memory);
  const Languages pair = {*Language::parse("en"), *Language::parse("pt")};
  const auto settle = [&](const char* target) {
    return memory->in("herald").correct("He left on Monday.", target, pair, "ana").ok();
  };
  ASSERT_TRUE(settle("Partiu na segunda."));
  EXPECT_THAT(get(server, "&target=pt&publication=herald").body, HasSubstr("Partiu na segunda."));
  EXPECT_EQ(get(server).body, before);
  ASSERT_TRUE(settle("Foi-se na segunda."));
  EXPECT_THAT(get(server, "&target=pt&publication=herald").body, HasSubstr("Foi-se na segunda."));
  EXPECT_EQ(get(server, "&target=pt&publication=" + std::string(201, 'x')).status, 413U);
}

TEST_F(FeedRoutes, WithdrawnArticlesAreInNoFeed) {
  const TestServer server(options());
  site_.put("/feed.xml",
            feed(item("The port reopened", "https://herald.example/1") + item("He left", "https://herald.example/2")),
            "application/rss+xml");
  ASSERT_THAT(get(server).body, HasSubstr("herald.example/1"));
  const Answer sent = server.send("POST", "/v1/articles?publication=herald&to=pt&address=https://herald.example/1",
                                  "text/html", "<html lang=en><h1>The port reopened</h1></html>");
  ASSERT_EQ(sent.status, 201U) << sent.body;
  ASSERT_EQ(
      server.post("/v1/articles/" + sent.json()["id"].get<std::string>() + "/state", {{"action", "withdraw"}}).status,
      200U);
  const Answer answer = get(server);
  EXPECT_THAT(answer.body, Not(HasSubstr("herald.example/1")));
  EXPECT_THAT(answer.body, HasSubstr("herald.example/2"));
  ASSERT_EQ(
      server.post("/v1/articles/" + sent.json()["id"].get<std::string>() + "/state", {{"action", "restore"}}).status,
      200U);
  EXPECT_THAT(get(server).body, HasSubstr("herald.example/1"));
}

TEST_F(FeedRoutes, OnlyAllowedOriginsAndOnlyFeeds) {
  const TestServer server(options());
  const auto status = [&](const std::string& url) { return server.get("/v1/feed?target=pt&url=" + url).status; };
  EXPECT_EQ(status("https://news.example/feed"), 400U);
  EXPECT_EQ(status("http://127.0.0.1:1/feed"), 400U) << "another port is another origin";
  EXPECT_EQ(status("http://user@127.0.0.1/feed"), 400U);
  EXPECT_EQ(status("file:///etc/passwd"), 400U);
  EXPECT_EQ(status(""), 400U);
  EXPECT_EQ(status(site_.origin() + "/none"), 404U);
  site_.put("/feed.xml", "<html><p>no feed</p></html>", "text/html");
  EXPECT_EQ(get(server).status, 400U);
  site_.put("/feed.xml", feed(""), "application/rss+xml");
  EXPECT_EQ(get(server, "&target=xx").status, 400U);
  EXPECT_EQ(get(server, "").status, 400U);
  site_.put("/moved", "", "text/plain", 302);
  EXPECT_EQ(status(site_.origin() + "/moved"), 502U);
  EXPECT_EQ(TestServer().get("/v1/feed?target=pt&url=" + site_.origin() + "/feed.xml").status, 404U) << "off by itself";
  ServerOptions closed = options();
  closed.allow_private = false;
  closed.feeds = {"*"};
  EXPECT_EQ(get(TestServer(closed)).status, 400U) << "an allowed origin at a private address still is not asked";
}

}  // namespace
}  // namespace dragoman::server
