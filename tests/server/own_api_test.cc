// Whole pages over /v1.
#include <gmock/gmock.h>

#include "office/containers.h"
#include "server/service_under_test.h"
#include "store/digest.h"

namespace dragoman::server {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr const char* kPage =
    "<!doctype html><html lang=en><title>The port</title><h1>The port reopened</h1><p>He <b>left</b> on Monday.</p>";

class OwnApi : public testing::Test {
 protected:
  void SetUp() override {
    NEEDS_MODELS();
    server_ = std::make_unique<TestServer>();
  }
  Answer page(const std::string& query, const std::string& headers = "", const std::string& body = kPage) const {
    return server_->send("POST", "/v1/page" + query, "text/html", body, headers);
  }
  std::unique_ptr<TestServer> server_;
};

TEST_F(OwnApi, APageInThePageOut) {
  const Answer answer = page("?to=pt-BR");
  EXPECT_EQ(answer.status, 200U) << answer.body;
  EXPECT_TRUE(answer.has_header("Content-Language: pt-BR")) << answer.head;
  EXPECT_TRUE(answer.has_header("Content-Type: text/html; charset=utf-8")) << answer.head;
  EXPECT_THAT(answer.body, HasSubstr("<p>Ele <b>saiu</b> na segunda-feira.</p>"));
  EXPECT_THAT(answer.body, HasSubstr("data-dragoman=\"label\""));
  EXPECT_THAT(page("?to=pt&label_place=none").body, testing::Not(HasSubstr("data-dragoman=\"label\"")));
  EXPECT_EQ(
      server_->send("POST", "/v1/page?from=en&to=pt&format=srt", "", "1\n00:00:01,000 --> 00:00:02,000\nHe left.\n")
          .body,
      "1\n00:00:01,000 --> 00:00:02,000\nEle saiu.\n");
}

TEST_F(OwnApi, BlocksAsJson) {
  const json out = page("?to=pt", "Accept: application/json\r\n").json();
  EXPECT_EQ(out["format"], "html");
  EXPECT_EQ(out["from"], "en");
  EXPECT_THAT(out["page"].get<std::string>(), HasSubstr("<b>saiu</b>"));
  const auto paragraph =
      std::ranges::find_if(out["blocks"], [](const json& block) { return block["source"] == "He left on Monday."; });
  ASSERT_NE(paragraph, out["blocks"].end()) << out;
  EXPECT_EQ((*paragraph)["target"], "Ele saiu na segunda-feira.");
  EXPECT_EQ((*paragraph)["sentences"][0]["source"], json({0, 18}));
}

TEST_F(OwnApi, OfficeDocumentsAreBytesAndInJsonBase64) {
  const std::string word = office::word_document("<w:p><w:r><w:t>The port reopened.</w:t></w:r></w:p>");
  const std::string bytes = page("?from=en&to=pt", "", word).body;
  EXPECT_THAT(office::body_of(bytes), HasSubstr("O porto reabriu."));
  const json out = page("?from=en&to=pt", "Accept: application/json\r\n", word).json();
  EXPECT_EQ(out["format"], "docx");
  EXPECT_FALSE(out.contains("page"));
  const Result<std::string> decoded = store::base64_read(out["page_base64"].get<std::string>());
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(*decoded, bytes);
}

TEST_F(OwnApi, BlocksAsTheyAreDone) {
  const std::string all = page("?to=pt", "Accept: text/event-stream\r\n").body;
  const std::size_t headline = all.find("\"source\":\"The port reopened\""), text = all.find("Ele saiu"),
                    end = all.find("event: page");
  EXPECT_NE(headline, std::string::npos) << all;
  EXPECT_LT(headline, text);
  EXPECT_LT(text, end);
  EXPECT_NE(end, std::string::npos);
}

TEST_F(OwnApi, APublicationsOwnWordsHoldInItsPagesAlone) {
  const Folder folder;
  ServerOptions options;
  options.memory = folder.path / "memory.db";
  const TestServer server(options);
  const auto term = [&](json body) {
    body.update({{"from", "en"}, {"to", "pt"}});
    return server.post("/v1/terms", body).status;
  };
  ASSERT_EQ(term({{"source", "port"}, {"target", "cais"}}), 201U);
  ASSERT_EQ(term({{"source", "port"}, {"target", "molhe"}, {"publication", "herald"}}), 201U);
  const auto paragraph = [&](const std::string& query) {
    return server.send("POST", "/v1/page?from=en&to=pt" + query, "text/html", "<p>The port reopened on Monday.</p>")
        .body;
  };
  EXPECT_THAT(paragraph(""), HasSubstr("cais"));
  EXPECT_THAT(paragraph("&publication=other"), HasSubstr("cais"));
  EXPECT_THAT(paragraph("&publication=herald"), HasSubstr("molhe"));
  for (const char* name : {"%ff", "%c3"})
    EXPECT_THAT(paragraph(std::string("&publication=") + name), HasSubstr("UTF-8"));
}

/// What the models' vocabulary lacks altogether, over the routes of all dialects.
TEST_F(OwnApi, TermsThatTheModelCannotWriteAreSaidAllTheSame) {
  const Folder folder;
  ServerOptions options;
  options.memory = folder.path / "memory.db";
  const TestServer server(options);
  for (const std::string target : {"会谈", "Łódźğ", "переговоры о мире", "🤝", "os «ğ» ñandú"}) {
    ASSERT_EQ(server.post("/v1/terms", {{"from", "en"}, {"to", "pt"}, {"source", "talks"}, {"target", target}}).status,
              201U);
    const Answer page = server.send("POST", "/v1/page?from=en&to=pt", "text/html",
                                    "<p>The peace talks between the two countries failed on Monday.</p>");
    EXPECT_EQ(page.status, 200U) << page.body;
    EXPECT_THAT(page.body, HasSubstr(target));
    const Answer text =
        server.post("/translate", {{"q", "The talks were long, he said."}, {"source", "en"}, {"target", "pt"}});
    EXPECT_EQ(text.status, 200U) << text.body;
    EXPECT_THAT(text.json().value("translatedText", ""), HasSubstr(target));
  }
}

TEST_F(OwnApi, WhatIsRefused) {
  EXPECT_THAT(page("?from=en").json()["error"].get<std::string>(), HasSubstr("to=pt"));
  EXPECT_EQ(page("?from=xx&to=pt").status, 400U);
  EXPECT_EQ(page("?from=pt&to=pt").status, 400U);
  for (const char* odd : {"&format=odd", "&label_place=odd", "&originals=odd", "&rerank=odd"})
    EXPECT_EQ(page(std::string("?from=en&to=pt") + odd).status, 400U) << odd;
  EXPECT_EQ(page("?from=en&to=pt", "", "").status, 400U);
  EXPECT_EQ(server_->send("POST", "/v1/page?from=en&to=pt", "", std::string("\x89PNG\r\n\x1a\n\0\0\0\r", 12)).status,
            400U);
  EXPECT_EQ(server_->get("/v1/page").status, 405U);
  EXPECT_TRUE(server_->get("/v1/nothing").json().contains("error"));
}

TEST_F(OwnApi, Ready) {
  EXPECT_EQ(server_->get("/v1/ready").json()["ready"], true);
  const Folder empty;
  EXPECT_EQ(TestServer({.models = {empty.path}}).get("/v1/ready").status, 503U);
}

TEST_F(OwnApi, AsksForKeys) {
  const Folder folder;
  const std::string key = *ApiKeys::add(folder.path / "keys", "a");
  ServerOptions options;
  options.keys = folder.path / "keys";
  const TestServer keyed(options);
  EXPECT_EQ(keyed.send("POST", "/v1/page?to=pt", "text/html", kPage).status, 401U);
  EXPECT_EQ(keyed.send("POST", "/v1/page?to=pt", "text/html", kPage, "Authorization: Bearer x\r\n").status, 401U);
  EXPECT_EQ(keyed.send("POST", "/v1/page?to=pt", "text/html", kPage, "Authorization: Bearer " + key + "\r\n").status,
            200U);
}

}  // namespace
}  // namespace dragoman::server
