// Glossaries over DeepL's routes, versions 2 and 3: stored, used, kept over a restart, seen by their owner only.
#include <gmock/gmock.h>

#include <fstream>

#include "server/glossary_entries.h"
#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr const char* kKey = "Authorization: DeepL-Auth-Key any\r\n";
constexpr const char* kNowhere = "96ab91fd-e715-41a1-adeb-5d701f84a483";

TEST(GlossaryEntries, TsvAndCsv) {
  EXPECT_THAT(*read_entries("a\tb\r\n c d \te\n\n", EntriesFormat::kTsv, "en", "pt"),
              ElementsAre(Pair("a", "b"), Pair("c d", "e")));
  EXPECT_THAT(*read_entries("a,b,en,pt\n\"x\"\"y\",\"t,u\",EN,PT\nc,d,de,en\n", EntriesFormat::kCsv, "en", "pt"),
              ElementsAre(Pair("a", "b"), Pair("x\"y", "t,u")));
  EXPECT_THAT(*read_entries("\xEF\xBB\xBF\"a\nb\",\"c\td\"\n", EntriesFormat::kCsv, "en", "pt"),
              ElementsAre(Pair("a b", "c d")));
  EXPECT_EQ(entries_as_tsv({{"a", "b"}, {"c", "d"}}), "a\tb\nc\td");
}

TEST(GlossaryEntries, WhatIsRefused) {
  for (const char* bad : {"", "no tab", "a\t", "\tb", "a\tb\na\tc"})
    EXPECT_FALSE(read_entries(bad, EntriesFormat::kTsv, "en", "pt")) << bad;
  EXPECT_THAT(read_entries("a\tb\nx", EntriesFormat::kTsv, "en", "pt").error().what, HasSubstr("line 2"));
  EXPECT_FALSE(read_entries("\"open,b", EntriesFormat::kCsv, "en", "pt"));
}

class GlossaryRoutes : public testing::Test {
 protected:
  void SetUp() override {
    NEEDS_MODELS();
    start();
  }
  void start() {
    ServerOptions options;
    options.data = folder_.path;
    options.keys = keys_;
    server_ = std::make_unique<TestServer>(options);
  }
  Answer make(const json& changes = json::object()) const {
    json body = {{"name", "Ports"},
                 {"source_lang", "en"},
                 {"target_lang", "pt"},
                 {"entries", "port\tcais\nBlue Water\tÁgua Azul"},
                 {"entries_format", "tsv"}};
    body.update(changes);
    return server_->post("/v2/glossaries", body, kKey);
  }
  std::string translate(const json& changes) const {
    json body = {{"text", {"The port reopened."}}, {"source_lang", "EN"}, {"target_lang", "PT-BR"}};
    body.update(changes);
    return server_->post("/v2/translate", body, kKey).json()["translations"][0]["text"];
  }
  Folder folder_;
  std::filesystem::path keys_;
  std::unique_ptr<TestServer> server_;
};

TEST_F(GlossaryRoutes, MadeUsedAndRemoved) {
  const Answer made = make();
  ASSERT_EQ(made.status, 201U) << made.body;
  const std::string id = made.json()["glossary_id"];
  EXPECT_EQ(made.json()["entry_count"], 2);
  EXPECT_EQ(made.json()["ready"], true);
  EXPECT_THAT(made.json()["creation_time"].get<std::string>(), testing::MatchesRegex("....-..-..T..:..:..\\.......Z"));
  EXPECT_EQ(translate(json::object()), "O porto reabriu.");
  EXPECT_THAT(translate({{"glossary_id", id}}), HasSubstr("cais"));
  EXPECT_EQ(translate({{"glossary_id", id}, {"text", {"Blue Water"}}}), "Água Azul") << "a text that is a term";
  EXPECT_THAT(translate({{"glossary_id", id}, {"text", {"The <b>port</b> reopened."}}, {"tag_handling", "html"}}),
              HasSubstr("<b>cais</b>"));
  EXPECT_EQ(server_->get("/v2/glossaries/" + id, kKey).json(), made.json());
  const Answer entries = server_->get("/v2/glossaries/" + id + "/entries", kKey);
  EXPECT_EQ(entries.body, "port\tcais\nBlue Water\tÁgua Azul");
  EXPECT_TRUE(entries.has_header("Content-Type: text/tab-separated-values; charset=utf-8"));
  EXPECT_EQ(server_->get("/v2/glossaries", kKey).json()["glossaries"], json::array({made.json()}));
  EXPECT_EQ(server_->send("DELETE", "/v2/glossaries/" + id, "", "", kKey).status, 204U);
  EXPECT_EQ(server_->get("/v2/glossaries/" + id, kKey).status, 404U);
  EXPECT_EQ(server_
                ->post("/v2/translate",
                       {{"text", {"a"}}, {"source_lang", "EN"}, {"target_lang", "PT-BR"}, {"glossary_id", id}}, kKey)
                .status,
            404U);
}

TEST_F(GlossaryRoutes, VersionThree) {
  const Answer made = server_->form(
      "/v3/glossaries",
      "name=Both&dictionaries[0].source_lang=EN&dictionaries[0].target_lang=PT&dictionaries[0].entries=a%09b"
      "&dictionaries[0].entries_format=tsv&dictionaries[1].source_lang=pt&dictionaries[1].target_lang=en"
      "&dictionaries[1].entries=b%09a",
      kKey);
  ASSERT_EQ(made.status, 201U) << made.body;
  const std::string place = "/v3/glossaries/" + made.json()["glossary_id"].get<std::string>();
  ASSERT_EQ(made.json()["dictionaries"].size(), 2U);
  EXPECT_EQ(made.json()["dictionaries"][1], json({{"source_lang", "pt"}, {"target_lang", "en"}, {"entry_count", 1}}));
  const json merge = {
      {"name", "New"},
      {"dictionaries",
       {{{"source_lang", "en"}, {"target_lang", "pt"}, {"entries", "a\tB\nc\td"}, {"entries_format", "tsv"}}}}};
  const Answer changed = server_->send("PATCH", place, "application/json", merge.dump(), kKey);
  EXPECT_EQ(changed.json()["name"], "New");
  EXPECT_EQ(changed.json()["dictionaries"][0]["entry_count"], 2);
  const auto entries = [&](const std::string& pair) { return server_->get(place + "/entries?" + pair, kKey); };
  EXPECT_EQ(entries("source_lang=EN&target_lang=PT").json()["dictionaries"][0]["entries"], "a\tB\nc\td");
  const json other = {{"source_lang", "en"}, {"target_lang", "pt"}, {"entries", "x\ty"}, {"entries_format", "tsv"}};
  EXPECT_EQ(server_->send("PUT", place + "/dictionaries", "application/json", other.dump(), kKey).json()["entry_count"],
            1);
  EXPECT_EQ(entries("source_lang=en&target_lang=pt").json()["dictionaries"][0]["entries"], "x\ty");
  EXPECT_EQ(server_->send("DELETE", place + "/dictionaries?source_lang=en&target_lang=pt", "", "", kKey).status, 204U);
  EXPECT_EQ(entries("source_lang=en&target_lang=pt").status, 404U);
  EXPECT_EQ(server_->get("/v3/glossaries", kKey).json()["glossaries"].size(), 1U);
  EXPECT_EQ(server_->send("DELETE", place, "", "", kKey).status, 204U);
  EXPECT_EQ(server_->get(place, kKey).status, 404U);
}

TEST_F(GlossaryRoutes, SurviveARestart) {
  const json made = make().json();
  const std::string id = made["glossary_id"];
  server_.reset();
  start();
  EXPECT_EQ(server_->get("/v2/glossaries/" + id, kKey).json(), made);
  EXPECT_THAT(translate({{"glossary_id", id}}), HasSubstr("cais"));
  server_.reset();
  std::ofstream(folder_.path / "glossaries" / (id + ".json")) << "{";
  const Result<std::unique_ptr<Server>> damaged = Server::start({.port = 0, .data = folder_.path});
  ASSERT_FALSE(damaged);
  EXPECT_THAT(damaged.error().what, HasSubstr(id));
  EXPECT_THAT(damaged.error().what, HasSubstr("move the file away"));
}

TEST_F(GlossaryRoutes, BelongToAKey) {
  const std::filesystem::path keys = folder_.path / "keys";
  const std::string ana = "Authorization: DeepL-Auth-Key " + *ApiKeys::add(keys, "ana") + "\r\n";
  const std::string rui = "Authorization: DeepL-Auth-Key " + *ApiKeys::add(keys, "rui") + "\r\n";
  keys_ = keys;
  start();
  const json body = {{"name", "n"}, {"source_lang", "en"}, {"target_lang", "pt"}, {"entries", "a\tb"}};
  const std::string id = server_->post("/v2/glossaries", body, ana).json()["glossary_id"];
  EXPECT_EQ(server_->get("/v2/glossaries/" + id, ana).status, 200U);
  EXPECT_EQ(server_->get("/v2/glossaries/" + id, rui).status, 404U);
  EXPECT_EQ(server_->send("DELETE", "/v3/glossaries/" + id, "", "", rui).status, 404U);
  EXPECT_TRUE(server_->get("/v3/glossaries", rui).json()["glossaries"].empty());
}

TEST_F(GlossaryRoutes, WhatIsRefused) {
  EXPECT_EQ(make({{"name", ""}}).status, 400U);
  EXPECT_EQ(make({{"target_lang", "xx"}}).status, 400U);
  EXPECT_EQ(make({{"target_lang", "en"}}).status, 400U);
  EXPECT_EQ(make({{"entries_format", "xlsx"}}).status, 400U);
  const Answer bad = make({{"entries", "a\tb\na\tc"}});
  EXPECT_EQ(bad.status, 400U);
  EXPECT_EQ(bad.json()["message"], "Invalid glossary entries provided");
  EXPECT_THAT(bad.json()["detail"].get<std::string>(), HasSubstr("line 2"));
  EXPECT_EQ(server_->post("/v3/glossaries", {{"name", "n"}, {"dictionaries", json::array()}}, kKey).status, 400U);
  EXPECT_EQ(server_->get("/v2/glossaries/not-an-id", kKey).status, 400U);
  EXPECT_EQ(server_->get(std::string("/v3/glossaries/") + kNowhere, kKey).status, 404U);
  EXPECT_EQ(server_->get("/v2/glossaries/..%2F..%2Fetc", kKey).status, 400U);
  EXPECT_EQ(server_->get("/v2/glossary-language-pairs", kKey).json()["supported_languages"],
            json::parse(R"([{"source_lang":"en","target_lang":"pt"},{"source_lang":"pt","target_lang":"en"}])"));
}

}  // namespace
}  // namespace dragoman::server
