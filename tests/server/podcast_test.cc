// Podcasts: what is in the feed, that its lengths are right, that sound is made once, and who may hear what.
#include <gmock/gmock.h>

#include <fstream>
#include <regex>

#include "server/podcast.h"
#include "server/service_under_test.h"
#include "server/sound_shelf.h"

namespace dragoman::server {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

TEST(AskedRange, OneOfBytes) {
  const auto is = [](std::string_view header, std::size_t begin, std::size_t end) {
    const auto range = asked_range(header, 100);
    return range && range->begin == begin && range->end == end;
  };
  EXPECT_TRUE(is("bytes=0-", 0, 100));
  EXPECT_TRUE(is("bytes=0-0", 0, 1));
  EXPECT_TRUE(is("bytes=10-19", 10, 20));
  EXPECT_TRUE(is("bytes=90-1000", 90, 100));
  EXPECT_TRUE(is("bytes=-10", 90, 100));
  EXPECT_TRUE(is("bytes=-1000", 0, 100));
  EXPECT_TRUE(is("bytes=100-", 0, 0)) << "outside";
  EXPECT_TRUE(is("bytes=-0", 0, 0));
  EXPECT_TRUE(asked_range("bytes=0-", 0).has_value());
  EXPECT_EQ(asked_range("bytes=0-", 0)->end, 0U);
  for (const std::string_view other :
       {"", "bytes", "bytes=", "bytes=-", "bytes=5", "bytes=9-5", "bytes=1-2,5-6", "bytes= 1-2", "bytes=a-b",
        "bytes=+1-2", "bytes=1--2", "lines=1-2", "bytes=99999999999999999999999-"})
    EXPECT_FALSE(asked_range(other, 100)) << other;
}

TEST(PodcastFeed, TextsAreTexts) {
  const std::string feed = podcast_feed({.title = "A & B <script>",
                                         .description = "d",
                                         .link = "https://a.example/?x=1&y=2",
                                         .self = "https://s",
                                         .language = "pt",
                                         .image = "https://a.example/\"onload=",
                                         .category = "Ne\"ws"},
                                        {{.id = "1-pt",
                                          .title = "]]> \x01\x0B\xC3\xA7",
                                          .description = "</item>",
                                          .link = "",
                                          .file = "https://s/1.mp3",
                                          .media_type = "audio/mpeg",
                                          .bytes = 7,
                                          .duration_ms = 3'723'600,
                                          .published = 0}});
  EXPECT_THAT(feed, HasSubstr("<title>A &amp; B &lt;script&gt;</title>"));
  EXPECT_THAT(feed, HasSubstr("<title>]]&gt; \xC3\xA7</title>"));
  EXPECT_THAT(feed, HasSubstr("href=\"https://a.example/&quot;onload=\""));
  EXPECT_THAT(feed, HasSubstr("<description>&lt;/item&gt;</description>"));
  EXPECT_THAT(feed, HasSubstr("<enclosure url=\"https://s/1.mp3\" length=\"7\" type=\"audio/mpeg\"/>"));
  EXPECT_THAT(feed, HasSubstr("<itunes:duration>1:02:04</itunes:duration>"));
  EXPECT_THAT(feed, HasSubstr("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>"));
}

std::string sound_key(char digit) { return std::string(64, digit); }

TEST(SoundShelves, KeptOverRestartsAndWithinBounds) {
  const Folder folder;
  {
    SoundShelf shelf(folder.path / "new", 10);
    EXPECT_FALSE(shelf.find(sound_key('a'), "mp3"));
    const auto kept = shelf.keep(sound_key('a'), "mp3", 1234, "12345");
    ASSERT_TRUE(kept) << kept.error().what;
    EXPECT_EQ(*shelf.read(*kept), "12345");
    ASSERT_TRUE(shelf.keep(sound_key('b'), "mp3", 1, "123"));
    EXPECT_FALSE(shelf.find(sound_key('a'), "opus")) << "another format is another file";
  }
  std::ofstream(folder.path / "new" / "somebody-elses.mp3") << "x";
  SoundShelf shelf(folder.path / "new", 10);
  const auto found = shelf.find(sound_key('a'), "mp3");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->duration_ms, 1234U);
  EXPECT_EQ(found->bytes, 5U);
  ASSERT_TRUE(shelf.keep(sound_key('c'), "mp3", 1, "1234"));
  EXPECT_TRUE(shelf.find(sound_key('a'), "mp3"));
  EXPECT_FALSE(shelf.find(sound_key('b'), "mp3")) << "asked for longest ago";
  EXPECT_EQ(shelf.keep(sound_key('d'), "mp3", 1, "12345678901").error().code, ErrorCode::kTooLong);
  EXPECT_EQ(shelf.keep("../../x", "mp3", 1, "1").error().code, ErrorCode::kBadArgument);
  std::filesystem::remove(found->file);
  EXPECT_FALSE(shelf.find(sound_key('a'), "mp3")) << "taken away";
  EXPECT_EQ(shelf.read(*found).error().code, ErrorCode::kNotFound);
  shelf.clear();
  EXPECT_FALSE(shelf.find(sound_key('c'), "mp3"));
  EXPECT_TRUE(std::filesystem::exists(folder.path / "new" / "somebody-elses.mp3"));
}

TEST(SoundShelves, AFolderThatCannotBe) {
  const Folder folder;
  std::ofstream(folder.path / "file") << "x";
  SoundShelf shelf(folder.path / "file" / "below", 10);
  const auto kept = shelf.keep(sound_key('a'), "mp3", 1, "1");
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().code, ErrorCode::kIo);
  EXPECT_THAT(kept.error().what, HasSubstr("cannot be written"));
  EXPECT_FALSE(SoundShelf("", 10).is_there());
}

constexpr std::string_view kFeed = "/v1/podcast?publication=herald&to=pt";

class Podcasts : public testing::Test {
 protected:
  void SetUp() override {
    NEEDS_MODELS();
    if (!std::filesystem::exists(DRAGOMAN_VOICE)) GTEST_SKIP() << "no helper in this build: install libespeak-ng-dev";
    ::setenv("DRAGOMAN_VOICE_ESPEAK", DRAGOMAN_VOICE, 1);
  }
  ServerOptions options() const {
    ServerOptions options;
    options.articles = folder_.path / "articles.db";
    options.data = folder_.path / "data";
    return options;
  }
  /// Its id.
  static std::string send_in(const TestServer& server, const std::string& name, const std::string& text,
                             const std::string& headers = "") {
    const Answer sent =
        server.send("POST",
                    "/v1/articles?publication=herald&to=pt&publish_url=https://herald.example/{to}/" + name +
                        "&address=https://herald.example/" + name,
                    "text/html", "<html lang=en><h1>The " + name + " reopened</h1><p>" + text + "</p></html>", headers);
    EXPECT_LT(sent.status, 300U) << sent.body;
    return sent.json()["id"];
  }
  static std::vector<std::vector<std::string>> enclosures(const std::string& feed) {
    static const std::regex kOne("<enclosure url=\"http://test:1([^\"]+)\" length=\"(\\d+)\" type=\"([^\"]+)\"/>");
    std::vector<std::vector<std::string>> out;
    for (std::sregex_iterator at(feed.begin(), feed.end(), kOne), end; at != end; ++at)
      out.push_back({(*at)[1], (*at)[2], (*at)[3]});
    return out;
  }
  static std::string header_of(const Answer& answer, const std::string& name) {
    const std::size_t at = answer.head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return "";
    return answer.head.substr(at + name.size() + 4, answer.head.find("\r\n", at + 2) - at - name.size() - 4);
  }
  std::size_t files() const {
    std::size_t count = 0;
    std::error_code no;
    for ([[maybe_unused]] const auto& one : std::filesystem::directory_iterator(folder_.path / "data" / "podcasts", no))
      ++count;
    return count;
  }
  const Folder folder_;
};

TEST_F(Podcasts, AnEntryForEachStoryWithItsSound) {
  const TestServer server(options());
  const std::string port = send_in(server, "port", "He left on Monday. The harbour was shut for two days.");
  send_in(server, "museum", "It rained on Tuesday, and many people came.");
  EXPECT_EQ(files(), 0U) << "nothing is made before somebody asks";
  const Answer feed = server.get(kFeed);
  ASSERT_EQ(feed.status, 200U) << feed.body;
  EXPECT_TRUE(feed.has_header("Content-Type: application/rss+xml; charset=utf-8")) << feed.head;
  EXPECT_THAT(feed.body, HasSubstr("<language>pt</language>"));
  EXPECT_THAT(feed.body, HasSubstr("<title>herald</title>"));
  EXPECT_THAT(feed.body, HasSubstr("<link>https://herald.example/</link>"));
  EXPECT_THAT(feed.body, HasSubstr("<guid isPermaLink=\"false\">" + port + "-pt</guid>"));
  EXPECT_THAT(feed.body, HasSubstr("<link>https://herald.example/pt/port</link>"));
  EXPECT_THAT(feed.body, HasSubstr("Ele saiu na segunda-feira."));
  EXPECT_THAT(feed.body, HasSubstr("<atom:link rel=\"self\" type=\"application/rss+xml\" "
                                   "href=\"http://test:1/v1/podcast?publication=herald&amp;to=pt\"/>"));
  const auto all = enclosures(feed.body);
  ASSERT_EQ(all.size(), 2U) << feed.body;
  EXPECT_EQ(files(), 2U);
  for (const auto& one : all) {
    const Answer sound = server.get(one[0]);
    ASSERT_EQ(sound.status, 200U) << sound.body;
    EXPECT_EQ(std::to_string(sound.body.size()), one[1]) << "the length that the feed tells";
    EXPECT_EQ(one[2], "audio/mpeg");
    EXPECT_TRUE(sound.has_header("Content-Type: audio/mpeg")) << sound.head;
    EXPECT_TRUE(sound.has_header("Accept-Ranges: bytes")) << sound.head;
  }
  // 64 kbit a second: how long it says it is, it is.
  std::smatch time;
  ASSERT_TRUE(std::regex_search(feed.body, time, std::regex("<itunes:duration>0:00:(\\d+)</itunes:duration>")));
  EXPECT_NEAR(std::stod(time[1]), std::stod(all[0][1]) / 8000, 0.8);
  EXPECT_EQ(server.get(kFeed, "If-None-Match: " + header_of(feed, "ETag") + "\r\n").status, 304U);
  EXPECT_EQ(files(), 2U) << "made once";
}

TEST_F(Podcasts, OpusAndLimits) {
  const TestServer server(options());
  send_in(server, "port", "He left on Monday.");
  send_in(server, "museum", "It rained.");
  const auto opus = enclosures(server.get(std::string(kFeed) + "&format=opus&limit=1").body);
  ASSERT_EQ(opus.size(), 1U);
  EXPECT_THAT(opus[0][0], HasSubstr(".opus"));
  const Answer sound = server.get(opus[0][0]);
  EXPECT_THAT(sound.body, HasSubstr("OpusHead"));
  EXPECT_EQ(std::to_string(sound.body.size()), opus[0][1]);
  EXPECT_EQ(opus[0][2], "audio/ogg; codecs=opus");
  for (const std::string_view bad : {"&format=wav", "&limit=0", "&limit=101", "&image=javascript:alert(1)", "&link=x"})
    EXPECT_EQ(server.get(std::string(kFeed) + std::string(bad)).status, 400U) << bad;
  EXPECT_EQ(server.get("/v1/podcast?to=pt").status, 400U);
  EXPECT_EQ(server.get("/v1/podcast?publication=herald&to=xx").status, 400U);
  EXPECT_EQ(enclosures(server.get("/v1/podcast?publication=other&to=pt").body).size(), 0U);
  const Answer named =
      server.get(std::string(kFeed) + "&title=O%20Arauto%20%26%20Co&image=https://herald.example/a.png");
  EXPECT_THAT(named.body, HasSubstr("<title>O Arauto &amp; Co</title>"));
  EXPECT_THAT(named.body, HasSubstr("<itunes:image href=\"https://herald.example/a.png\"/>"));
}

TEST_F(Podcasts, PartsOfTheSound) {
  const TestServer server(options());
  send_in(server, "port", "He left on Monday.");
  const std::string at = enclosures(server.get(kFeed).body).at(0).at(0);
  const Answer whole = server.get(at);
  const std::string size = std::to_string(whole.body.size()), etag = header_of(whole, "ETag");
  const Answer part = server.get(at, "Range: bytes=100-199\r\n");
  EXPECT_EQ(part.status, 206U);
  EXPECT_EQ(part.body, whole.body.substr(100, 100));
  EXPECT_TRUE(part.has_header("Content-Range: bytes 100-199/" + size)) << part.head;
  EXPECT_EQ(server.get(at, "Range: bytes=-10\r\nIf-Range: " + etag + "\r\n").body,
            whole.body.substr(whole.body.size() - 10));
  EXPECT_EQ(server.get(at, "Range: bytes=-10\r\nIf-Range: \"other\"\r\n").status, 200U);
  const Answer outside = server.get(at, "Range: bytes=99999999-\r\n");
  EXPECT_EQ(outside.status, 416U);
  EXPECT_TRUE(outside.has_header("Content-Range: bytes */" + size)) << outside.head;
  EXPECT_EQ(server.get(at, "If-None-Match: " + etag + "\r\n").status, 304U);
  const Answer head = server.send("HEAD", at, "", "");
  EXPECT_EQ(head.body, "");
  EXPECT_TRUE(head.has_header("Content-Length: " + size)) << head.head;
}

TEST_F(Podcasts, WhatReadersDoNotSeeIsNotHeard) {
  const TestServer server(options());
  const std::string id = send_in(server, "port", "He left on Monday."), at = "/v1/articles/" + id;
  const std::string sound = "/v1/podcast/" + id + "/pt.mp3";
  const auto change = [&](const json& body) { return server.post(at + "/state", body).status; };
  const auto episodes = [&] { return enclosures(server.get(kFeed).body).size(); };
  EXPECT_EQ(episodes(), 1U);
  EXPECT_EQ(change({{"action", "withdraw"}}), 200U);
  EXPECT_EQ(episodes(), 0U);
  EXPECT_EQ(server.get(sound).status, 410U);
  EXPECT_EQ(change({{"action", "restore"}}), 200U);
  EXPECT_EQ(change({{"action", "embargo"}, {"until", "2999-01-01T00:00:00Z"}}), 200U);
  EXPECT_EQ(episodes(), 0U);
  EXPECT_EQ(server.get(sound).status, 404U);
  EXPECT_EQ(change({{"action", "embargo"}}), 200U);
  EXPECT_EQ(episodes(), 1U);
  EXPECT_EQ(server.send("PUT", "/v1/gates?publication=herald&gate=approve", "", "").status, 200U);
  EXPECT_EQ(episodes(), 0U);
  EXPECT_EQ(server.get(sound).status, 404U);
  EXPECT_EQ(change({{"action", "approve"}, {"to", "pt"}}), 200U);
  const std::string before = enclosures(server.get(kFeed).body).at(0).at(1);
  // A correction waits for approval; what is heard until then is what was approved.
  ASSERT_EQ(server
                .post(at + "/corrections", {{"to", "pt"},
                                            {"source", "He left on Monday."},
                                            {"target", "Ele foi embora já na manhã de segunda-feira, muito cedo."}})
                .status,
            200U);
  EXPECT_EQ(enclosures(server.get(kFeed).body).at(0).at(1), before);
  EXPECT_EQ(change({{"action", "approve"}, {"to", "pt"}}), 200U);
  const std::string after = enclosures(server.get(kFeed).body).at(0).at(1);
  EXPECT_GT(std::stoul(after), std::stoul(before));
  EXPECT_EQ(server.get(sound).body.size(), std::stoul(after));
  EXPECT_EQ(server.send("DELETE", at, "", "").status, 204U);
  EXPECT_EQ(files(), 0U) << "what is removed is not kept as sound";
  EXPECT_EQ(server.get(sound).status, 404U);
}

TEST_F(Podcasts, ForWhomItIs) {
  ServerOptions with_keys = options();
  with_keys.keys = folder_.path / "keys";
  const std::string editor = *ApiKeys::add(with_keys.keys, "desk", {.role = KeyRole::kEditor});
  const std::string own = "Authorization: Bearer " + editor + "\r\n";
  std::string id;
  {
    const TestServer server(with_keys);
    id = send_in(server, "port", "He left on Monday.", own);
    EXPECT_EQ(server.get(kFeed).status, 401U);
    EXPECT_EQ(server.get("/v1/podcast/" + id + "/pt.mp3").status, 401U);
    const Answer feed = server.get(kFeed, own);
    EXPECT_EQ(feed.status, 200U);
    EXPECT_TRUE(feed.has_header("Cache-Control: private, no-cache")) << feed.head;
  }
  with_keys.public_articles = true;
  const TestServer server(with_keys);
  const Answer feed = server.get(kFeed);
  EXPECT_EQ(feed.status, 200U);
  EXPECT_TRUE(feed.has_header("Cache-Control: public, max-age=300")) << feed.head;
  EXPECT_EQ(server.get("/v1/podcast/" + id + "/pt.mp3").status, 200U);
}

TEST_F(Podcasts, WhatIsMissingIsTold) {
  const Answer no_articles = TestServer().get(kFeed);
  EXPECT_EQ(no_articles.status, 404U);
  EXPECT_THAT(no_articles.body, HasSubstr("--articles"));
  ServerOptions no_data = options();
  no_data.data.clear();
  const Answer no_folder = TestServer(no_data).get(kFeed);
  EXPECT_EQ(no_folder.status, 404U);
  EXPECT_THAT(no_folder.body, HasSubstr("--data"));
  const TestServer server(options());
  for (const std::string_view path : {"/v1/podcast/x", "/v1/podcast/x/pt", "/v1/podcast/x/pt.wav", "/v1/podcast/x.y/pt",
                                      "/v1/podcast/0123/pt.mp3", "/v1/podcast/../pt.mp3", "/v1/podcast//.mp3"})
    EXPECT_THAT(server.get(path).status, testing::AnyOf(400U, 404U)) << path;
  ::setenv("DRAGOMAN_VOICE_ESPEAK", "/nowhere/helper", 1);
  const TestServer mute(options());
  send_in(mute, "port", "He left on Monday.");
  EXPECT_EQ(mute.get(kFeed).status, 503U);
}

}  // namespace
}  // namespace dragoman::server
