// The reader's page, its files, stories over /v1/page, and what is reported.
#include <gmock/gmock.h>

#include <fstream>

#include "server/reports.h"
#include "server/service_under_test.h"
#include "server/story_json.h"

namespace dragoman::server {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// A page that tries what pages can try.
constexpr const char* kHostile =
    "<!doctype html><html lang=en><title>x</title><h1>The port <img src=x onerror=alert(1)> reopened</h1>"
    "<script>alert(2)</script><article><p onclick='alert(3)'>He <a href='javascript:alert(4)'>left</a> on Monday "
    "&lt;script&gt;alert(5)&lt;/script&gt; "
    "and <a href=\"/next?a=1&b=\x22x\">nobody</a> saw him again in the town for the rest of that long week.</p>"
    "<svg onload=alert(6)><script>alert(7)</script></svg><img src=\"data:image/svg+xml,<svg onload=alert(8)>\" "
    "alt='&quot;><script>alert(9)</script>'>"
    "<iframe srcdoc='<script>alert(10)</script>'></iframe><style>*{background:url(//evil.example)}</style></article>";

class Reader : public testing::Test {
 protected:
  void SetUp() override {
    NEEDS_MODELS();
    ServerOptions options;
    options.data = folder_.path;
    server_ = std::make_unique<TestServer>(options);
  }
  Answer read(const std::string& fields) const { return server_->form("/read", fields); }
  const Folder folder_;
  std::unique_ptr<TestServer> server_;
};

TEST_F(Reader, ThePageSpeaksTheReadersLanguage) {
  const Answer english = server_->get("/");
  EXPECT_EQ(english.status, 200U);
  EXPECT_THAT(english.body, AllOf(HasSubstr("<html lang=\"en\" dir=\"ltr\">"),
                                  HasSubstr("Read the news in your language"), Not(HasSubstr("{{"))));
  EXPECT_THAT(english.head, HasSubstr("script-src 'self'; style-src 'self'"));
  EXPECT_THAT(english.head, Not(HasSubstr("unsafe-inline")));
  EXPECT_THAT(server_->get("/", "Accept-Language: ar-EG,ar;q=0.9,en;q=0.8\r\n").body,
              HasSubstr("<html lang=\"ar\" dir=\"rtl\">"));
  EXPECT_THAT(server_->get("/?ui=pt", "Accept-Language: ar\r\n").body, HasSubstr("<html lang=\"pt\" dir=\"ltr\">"));
  EXPECT_THAT(server_->get("/?ui=xx").body, HasSubstr("<html lang=\"en\""));
  EXPECT_THAT(english.body, HasSubstr("<option value=\"pt\" lang=\"pt\" dir=\"ltr\">Português</option>"));
}

TEST_F(Reader, FilesHaveTagsAndAreCompressed) {
  const Answer plain = server_->get("/reader/reader.js");
  EXPECT_EQ(plain.status, 200U);
  EXPECT_TRUE(plain.has_header("Content-Type: text/javascript; charset=utf-8")) << plain.head;
  EXPECT_THAT(plain.body, HasSubstr("import"));
  const Answer packed = server_->get("/reader/reader.js", "Accept-Encoding: gzip, br\r\n");
  EXPECT_TRUE(packed.has_header("Content-Encoding: gzip"));
  EXPECT_LT(packed.body.size(), plain.body.size() / 2);
  const std::size_t tag = plain.head.find("ETag: ");
  ASSERT_NE(tag, std::string::npos);
  const std::string etag = plain.head.substr(tag + 6, plain.head.find('\r', tag) - tag - 6);
  EXPECT_EQ(server_->get("/reader/reader.js", "If-None-Match: " + etag + "\r\n").status, 304U);
  EXPECT_EQ(server_->get("/reader/none.js").status, 404U);
  EXPECT_EQ(server_->get("/reader/strings/en.txt").status, 404U);
  EXPECT_EQ(server_->get("/reader/../own_api.cc").status, 404U);
}

TEST_F(Reader, WithoutScriptsTheServerWritesTheStory) {
  const Answer answer = read("text=The+port+reopened%0A%0AHe+left+on+Monday.&from=en&to=pt");
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_THAT(answer.body, AllOf(HasSubstr("<article class=\"story plain\" lang=\"pt\" dir=\"ltr\">"),
                                 HasSubstr("Ele saiu na segunda-feira."), HasSubstr("<p class=\"label\""),
                                 HasSubstr("He left on Monday.")));
  EXPECT_THAT(read("text=&to=pt").body, HasSubstr("role=\"alert\""));
  EXPECT_EQ(read("text=The+port+reopened+on+Monday.&to=xx").status, 400U);
  EXPECT_EQ(read("url=http%3A%2F%2F127.0.0.1%2F&to=pt").status, 403U);
}

TEST_F(Reader, NothingOfAHostilePageIsMarkup) {
  const Answer form = server_->send(
      "POST", "/read", "multipart/form-data; boundary=b",
      std::string("--b\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\npt\r\n--b\r\nContent-Disposition: "
                  "form-data; name=\"file\"; filename=\"a.html\"\r\n\r\n") +
          kHostile + "\r\n--b--\r\n");
  ASSERT_EQ(form.status, 200U) << form.body;
  const std::string story = form.body.substr(form.body.find("<article"));
  const std::string shown = story.substr(0, story.find("</details>"));
  for (const char* bad : {"<script", "onerror=", "onclick", "onload", "javascript:", "srcdoc", "<svg", "<iframe",
                          "<style", "data:image/svg"})
    EXPECT_THAT(shown, Not(HasSubstr(bad)));
  EXPECT_THAT(shown, HasSubstr("&lt;script&gt;"));
  // What people type comes back as text as well.
  EXPECT_THAT(read("text=%3C%2Ftextarea%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&to=xx").body,
              Not(HasSubstr("<script>alert")));
  EXPECT_THAT(server_->get("/?url=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").body, Not(HasSubstr("<script>alert")));
}

TEST_F(Reader, StoriesAreToldWithTheirChecks) {
  const Answer answer =
      server_->send("POST", "/v1/page?to=pt&view=story", "text/html", kHostile, "Accept: text/event-stream\r\n");
  ASSERT_EQ(answer.status, 200U) << answer.body;
  const std::size_t begin = answer.body.find("event: story\ndata: ") + 19;
  const json story = json::parse(answer.body.substr(begin, answer.body.find("\n\n", begin) - begin), nullptr, false);
  ASSERT_TRUE(story.is_object()) << answer.body;
  EXPECT_EQ(story["to_dir"], "ltr");
  EXPECT_EQ(story["items"][0]["role"], "headline");
  EXPECT_EQ(story["label_at"], 1);
  EXPECT_LT(begin, answer.body.find("event: block"));
  EXPECT_THAT(answer.body, AllOf(HasSubstr("\"doubtful\":"), HasSubstr("\"facts\":"), HasSubstr("\"words\":[["),
                                 HasSubstr("\"element\":\"a\"")));
  const std::string blocks = answer.body.substr(0, answer.body.find("event: page"));
  EXPECT_THAT(blocks,
              AllOf(Not(HasSubstr("javascript:")), Not(HasSubstr("not-asked")), Not(HasSubstr("data:image/svg"))));
  EXPECT_EQ(server_->send("POST", "/v1/page?to=pt&view=odd", "text/html", kHostile).status, 400U);
  EXPECT_EQ(server_->send("POST", "/v1/page?to=pt&url=http://127.0.0.1/", "", "").status, 403U);
}

TEST_F(Reader, ReportsAreKept) {
  EXPECT_EQ(
      server_->post("/v1/reports", {{"reason", "name"}, {"target", "Ele saiu."}, {"source", "He left.\n"}}).status,
      201U);
  EXPECT_EQ(server_->post("/v1/reports", {{"reason", "name"}}).status, 400U);
  EXPECT_EQ(server_->post("/v1/reports", {{"note", std::string(9000, 'x')}}).status, 413U);
  std::ifstream file(folder_.path / "reports.jsonl");
  std::string line, more;
  ASSERT_TRUE(std::getline(file, line));
  EXPECT_EQ(json::parse(line)["source"], "He left.\n");
  EXPECT_FALSE(std::getline(file, more));
  EXPECT_EQ(TestServer().post("/v1/reports", {{"note", "x"}}).status, 403U);
}

TEST_F(Reader, AsksForKeys) {
  ServerOptions options;
  const std::string key = *ApiKeys::add(folder_.path / "keys", "a");
  options.keys = folder_.path / "keys";
  options.data = folder_.path;
  const TestServer keyed(options);
  EXPECT_EQ(keyed.get("/").status, 200U);
  EXPECT_EQ(keyed.form("/read", "text=The+port+reopened+on+Monday.&to=pt").status, 401U);
  EXPECT_EQ(keyed.form("/read", "text=The+port+reopened+on+Monday.&to=pt&from=en&key=" + key).status, 200U);
  EXPECT_EQ(keyed.post("/v1/reports", {{"note", "x"}}).status, 401U);
}

TEST(Reports, ALineThatWasCutOffIsEnded) {
  const Folder folder;
  std::ofstream(folder.path / "r") << "{\"half";
  Reports reports(folder.path / "r", 40);
  ASSERT_TRUE(reports.add("{}"));
  std::ifstream file(folder.path / "r");
  std::string first, second;
  std::getline(file, first);
  std::getline(file, second);
  EXPECT_EQ(first, "{\"half");
  EXPECT_EQ(second, "{}");
  const Status full = reports.add(std::string(40, 'x'));
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, ErrorCode::kTooLong);
}

TEST(SafeAddress, OnlyTheWeb) {
  EXPECT_EQ(safe_address("https://a.example/b?c#d", ""), "https://a.example/b?c#d");
  for (const char* bad : {"javascript:alert(1)", " java\tscript:alert(1)", "JAVASCRIPT:x", "data:text/html,x",
                          "vbscript:x", "file:///etc", "https:", "https:x", "", "blob:x"})
    EXPECT_EQ(safe_address(bad, "https://a.example/"), "") << bad;
  EXPECT_EQ(safe_address("data:image/png;base64,AA", "", true), "data:image/png;base64,AA");
  EXPECT_EQ(safe_address("data:image/png;base64,AA", ""), "");
  EXPECT_EQ(safe_address("data:image/svg+xml,<svg>", "", true), "");
}

TEST(SafeAddress, RelativeOnes) {
  const auto at = [](std::string_view address) { return safe_address(address, "https://a.example/b/c.html?d=/e#f"); };
  EXPECT_EQ(at("x.jpg"), "https://a.example/b/x.jpg");
  EXPECT_EQ(at("/x.jpg"), "https://a.example/x.jpg");
  EXPECT_EQ(at("//cdn.example/x.jpg"), "https://cdn.example/x.jpg");
  EXPECT_EQ(at("?g"), "https://a.example/b/c.html?g");
  EXPECT_EQ(at("#g"), "https://a.example/b/c.html?d=/e#g");
  EXPECT_EQ(safe_address("x.jpg", "https://a.example"), "https://a.example/x.jpg");
  EXPECT_EQ(safe_address("x.jpg", ""), "");
  EXPECT_EQ(safe_address("\\\\evil.example", "https://a.example/"), "");
}

constexpr std::string_view kStoredPage =
    "<!doctype html><html lang=en><title>The port reopened</title><article><h1>The port reopened</h1>"
    "<figure><img src=/boats.jpg alt='Two boats'><figcaption>Boats in the harbour.</figcaption></figure>"
    "<p>He left on Monday. The harbour was shut for two days, and nobody saw the pilots in the town.</p>"
    "<ul><li>It rained.</li></ul></article></html>";

class StoredInReader : public testing::Test {
 protected:
  void SetUp() override { NEEDS_MODELS(); }
  ServerOptions options() const {
    ServerOptions options;
    options.articles = folder_.path / "articles.db";
    return options;
  }
  static std::string send_in(const TestServer& server, std::string_view page, const std::string& headers = "") {
    return server
        .send("POST", "/v1/articles?publication=herald&address=https://herald.example/port&to=pt", "text/html", page,
              headers)
        .json()["id"];
  }
  const Folder folder_;
};

TEST_F(StoredInReader, WithoutScripts) {
  const TestServer server(options());
  const std::string id = send_in(server, kStoredPage);
  const Answer sent_on = server.get("/?article=" + id + "&to=pt&ui=ar");
  EXPECT_EQ(sent_on.status, 302U);
  EXPECT_TRUE(sent_on.has_header("Location: /read?article=" + id + "&to=pt&ui=ar")) << sent_on.head;
  EXPECT_TRUE(server.get("/?article=a%0d%0aX:1%26&to=pt").has_header("Location: /read?article=a%0D%0AX%3A1%26&to=pt"));
  const Answer page = server.get("/read?article=" + id + "&to=pt");
  ASSERT_EQ(page.status, 200U) << page.body;
  EXPECT_THAT(page.body,
              AllOf(HasSubstr("<article class=\"story plain\" lang=\"pt\" dir=\"ltr\">"),
                    HasSubstr("Ele saiu na segunda-feira."), HasSubstr("He left on Monday."),
                    HasSubstr("src=\"https://herald.example/boats.jpg\""), HasSubstr("<ul>"), HasSubstr("Beta V.1.0")));
  EXPECT_THAT(page.body, HasSubstr("<link rel=\"alternate\" hreflang=\"pt\" href=\"http://test:1/read?article=" + id +
                                   "&amp;to=pt\">"));
  EXPECT_THAT(page.body, HasSubstr("<title>O porto reaberto"));
  EXPECT_TRUE(page.has_header("Cache-Control: private, no-cache")) << page.head;
}

TEST_F(StoredInReader, AsAStoryForScripts) {
  const TestServer server(options());
  const std::string at = "/v1/articles/" + send_in(server, kStoredPage);
  const json story = server.get(at + "?to=pt&view=story", "Accept: application/json\r\n").json();
  EXPECT_FALSE(story.contains("page"));
  EXPECT_EQ(story["story"]["languages"], json({"pt"}));
  EXPECT_EQ(story["story"]["state"], "machine");
  EXPECT_EQ(story["story"]["address"], "https://herald.example/port");
  bool picture = false, headline = false;
  for (const json& item : story["story"]["items"]) {
    picture |= item.contains("picture") && item["picture"] == "https://herald.example/boats.jpg";
    headline |= item.contains("block") && item["role"] == "headline" &&
                story["blocks"][item["block"].get<std::size_t>()]["target"] == "O porto reaberto";
  }
  EXPECT_TRUE(picture && headline) << story;
  for (const json& block : story["blocks"]) {
    for (const json& sentence : block["sentences"]) EXPECT_TRUE(sentence.contains("facts")) << sentence;
  }
}

TEST_F(StoredInReader, WhatWasApprovedThoughANewerSourceIsThere) {
  const TestServer server(options());
  ASSERT_EQ(server.send("PUT", "/v1/gates?publication=herald&gate=approve", "", "").status, 200U);
  const std::string id = send_in(server, kStoredPage), place = "/read?article=" + id + "&to=pt";
  const Answer waits = server.get(place);
  EXPECT_EQ(waits.status, 404U);
  EXPECT_THAT(waits.body, AllOf(HasSubstr("not published in that language"), Not(HasSubstr("Ele saiu"))));
  const auto change = [&](const json& body) { return server.post("/v1/articles/" + id + "/state", body).status; };
  ASSERT_EQ(change({{"action", "approve"}, {"to", "pt"}}), 200U);
  ASSERT_EQ(send_in(server, "<html lang=en><h1>The port closed again</h1><p>He stayed at home.</p></html>"), id);
  const Answer approved = server.get(place);
  EXPECT_EQ(approved.status, 200U);
  EXPECT_THAT(approved.body, AllOf(HasSubstr("Ele saiu na segunda-feira."), HasSubstr("<title>O porto reaberto"),
                                   Not(HasSubstr("He stayed"))));
  const std::string headline = "<h1 class=\"headline\">O porto reaberto</h1>";
  ASSERT_THAT(approved.body, HasSubstr(headline));
  EXPECT_EQ(approved.body.find(headline), approved.body.rfind(headline)) << "the title element is not told again";
  ASSERT_EQ(change({{"action", "withdraw"}}), 200U);
  const Answer withdrawn = server.get(place);
  EXPECT_EQ(withdrawn.status, 410U);
  EXPECT_THAT(withdrawn.body, AllOf(HasSubstr("this article was withdrawn"), Not(HasSubstr("Ele saiu"))));
}

TEST_F(StoredInReader, NothingHostileComesOfIt) {
  const TestServer server(options());
  const std::string id = send_in(server, kHostile);
  const Answer page = server.get("/read?article=" + id + "&to=pt");
  ASSERT_EQ(page.status, 200U);
  EXPECT_THAT(page.body,
              AllOf(Not(HasSubstr("<script>alert")), Not(HasSubstr("onerror=alert(1)>")), Not(HasSubstr("javascript:")),
                    Not(HasSubstr("<iframe")), Not(HasSubstr("data:image/svg"))));
  const Answer named = server.get("/read?article=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&to=pt");
  EXPECT_EQ(named.status, 404U);
  EXPECT_THAT(named.body, AllOf(Not(HasSubstr("<script>alert(1)")), HasSubstr("value=\"&quot;&gt;&lt;script&gt;")));
  EXPECT_EQ(server.get("/read?article=" + id + "&to=xx").status, 400U);
}

TEST_F(StoredInReader, Keys) {
  ServerOptions with_keys = options();
  with_keys.keys = folder_.path / "keys";
  const std::string editor = *ApiKeys::add(with_keys.keys, "desk", {.role = KeyRole::kEditor}),
                    client = *ApiKeys::add(with_keys.keys, "client", {});
  std::string id;
  {
    const TestServer server(with_keys);
    id = send_in(server, kStoredPage, "Authorization: Bearer " + editor + "\r\n");
    const Answer no = server.get("/read?article=" + id + "&to=pt");
    EXPECT_EQ(no.status, 401U);
    EXPECT_THAT(no.body,
                AllOf(HasSubstr("name=\"article\" type=\"hidden\" value=\"" + id + "\""), Not(HasSubstr("Ele saiu"))));
    EXPECT_EQ(server.form("/read", "article=" + id + "&to=pt&key=wrong").status, 401U);
    const Answer yes = server.form("/read", "article=" + id + "&to=pt&key=" + client);
    EXPECT_EQ(yes.status, 200U);
    EXPECT_THAT(yes.body, AllOf(HasSubstr("Ele saiu na segunda-feira."), Not(HasSubstr(client))));
  }
  with_keys.public_articles = true;
  EXPECT_EQ(TestServer(with_keys).get("/read?article=" + id + "&to=pt").status, 200U);
  EXPECT_EQ(TestServer().get("/read?article=" + id + "&to=pt").status, 404U) << "a server without articles";
}

}  // namespace
}  // namespace dragoman::server
