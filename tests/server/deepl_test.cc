// DeepL's contract: what its client libraries send and read, against the default models.
#include <gmock/gmock.h>

#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr const char* kKey = "Authorization: DeepL-Auth-Key any:fx\r\n";

class Deepl : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!test_models().empty()) shared_ = new TestServer();
  }
  static void TearDownTestSuite() {
    delete shared_;
    shared_ = nullptr;
  }
  void SetUp() override { NEEDS_MODELS(); }
  static const TestServer& server() { return *shared_; }
  static Answer translate(json body) {
    if (!body.contains("target_lang")) body["target_lang"] = "PT-BR";
    return server().post("/v2/translate", body, kKey);
  }
  static std::string text_of(const json& body) { return translate(body).json()["translations"][0]["text"]; }
  static TestServer* shared_;
};
TestServer* Deepl::shared_ = nullptr;

TEST_F(Deepl, AllEncodings) {
  const json wanted = json::parse(R"({"translations":[{"detected_source_language":"EN","text":"O porto reabriu."}]})");
  EXPECT_EQ(translate({{"text", {"The port reopened."}}}).json(), wanted);
  EXPECT_EQ(translate({{"text", "The port reopened."}, {"debug", 1}}).json(), wanted) << "one text, not a list";
  EXPECT_EQ(server().form("/v2/translate", "text=The+port+reopened.&target_lang=pt-br", kKey).json(), wanted);
  EXPECT_EQ(server().get("/v2/translate?text=The%20port%20reopened.&target_lang=PT&source_lang=en", kKey).json(),
            wanted);
  EXPECT_EQ(server().send("POST", "/v2/translate?text=The%20port%20reopened.&target_lang=PT&auth_key=k", "", "").json(),
            wanted);
}

TEST_F(Deepl, BatchesTellEachTextsLanguage) {
  const json out =
      server()
          .form("/v2/translate", "text=The+port+reopened.&text=&text=O+ministro+disse+que+n%C3%A3o.&target_lang=EN-GB",
                kKey)
          .json()["translations"];
  ASSERT_EQ(out.size(), 3U);
  EXPECT_EQ(out[0], json({{"detected_source_language", "EN"}, {"text", "The port reopened."}}));
  EXPECT_EQ(out[1]["text"], "");
  EXPECT_EQ(out[2]["detected_source_language"], "PT");
  EXPECT_THAT(out[2]["text"].get<std::string>(), HasSubstr("minister"));
}

TEST_F(Deepl, WhatIsAskedForIsAdded) {
  const json one = translate({{"text", {"São 5."}},
                              {"target_lang", "EN-US"},
                              {"source_lang", "PT"},
                              {"show_billed_characters", true},
                              {"model_type", "latency_optimized"},
                              {"context", "A conta."}})
                       .json()["translations"][0];
  EXPECT_EQ(one["billed_characters"], 6);
  EXPECT_EQ(one["model_type_used"], "latency_optimized");
  const json other =
      translate({{"text", {"He left."}}, {"model_type", "prefer_quality_optimized"}}).json()["translations"][0];
  EXPECT_EQ(other["model_type_used"], "quality_optimized");
}

TEST_F(Deepl, TagsOfHtmlAndXml) {
  EXPECT_EQ(text_of({{"text", {"<p>The <b>port</b> reopened.</p>"}}, {"tag_handling", "html"}}),
            "<p>O <b>porto</b> reabriu.</p>");
  EXPECT_EQ(text_of({{"text", {"<p>The port of <span translate=\"no\">Blue Water</span> reopened.</p>"}},
                     {"tag_handling", "html"}}),
            "<p>O porto de <span translate=\"no\">Blue Water</span> reabriu.</p>");
  // Placeholders as a translation platform sends them.
  const std::string held =
      text_of({{"text", {"The file <x id=\"6\"></x> was saved."}}, {"tag_handling", "xml"}, {"ignore_tags", {"x"}}});
  EXPECT_THAT(held, HasSubstr("<x id=\"6\"></x>"));
  EXPECT_THAT(held, HasSubstr("foi salvo"));
  const std::string kept = text_of({{"text", {"The <keep>Blue Water</keep> port reopened.<br/>"}},
                                    {"tag_handling", "xml"},
                                    {"ignore_tags", "keep,y"}});
  EXPECT_THAT(kept, HasSubstr("<keep>Blue Water</keep>"));
  EXPECT_TRUE(kept.ends_with("<br/>")) << kept;
  EXPECT_EQ(text_of({{"text", {"1 < 2 & <b>"}}}), "1 < 2 & <b>") << "without tag_handling tags are text";
}

TEST_F(Deepl, BadParametersAreNamed) {
  const auto message = [](const json& body) {
    const Answer answer = translate(body);
    EXPECT_EQ(answer.status, 400U) << answer.body;
    return answer.json().value("message", "");
  };
  EXPECT_EQ(message(json::object()), "Parameter 'text' not specified.");
  EXPECT_EQ(message({{"text", {"a"}}, {"target_lang", "XX"}}), "Value for 'target_lang' not supported.");
  EXPECT_EQ(message({{"text", {"a"}}, {"target_lang", "PT-AO"}}), "Value for 'target_lang' not supported.");
  EXPECT_EQ(message({{"text", {"a"}}, {"source_lang", "PT-BR"}}), "Value for 'source_lang' not supported.");
  for (const char* name : {"tag_handling", "split_sentences", "formality", "model_type", "preserve_formatting",
                           "outline_detection", "tag_handling_version"}) {
    EXPECT_THAT(message({{"text", {"a"}}, {name, "odd"}}), HasSubstr(name));
  }
  EXPECT_EQ(message({{"text", {"a"}}, {"target_lang", "EN-US"}, {"formality", "less"}}),
            "Target language 'EN-US' doesn't support formality.");
  EXPECT_THAT(message({{"text", {"a"}}, {"glossary_id", "x"}}), HasSubstr("source_lang"));
  EXPECT_EQ(translate({{"text", {"a"}}, {"target_lang", "EN-US"}, {"formality", "prefer_less"}}).status, 200U);
}

TEST_F(Deepl, FormalityIsAcceptedAndToldOf) {
  EXPECT_TRUE(
      translate({{"text", {"You left."}}, {"formality", "less"}}).has_header("X-Dragoman-Not-Applied: formality"));
  const std::string said = "\"You never listen to me,\" she told her son. \"I love you.\"";
  const auto text = [&](const json& more) {
    json body = {{"text", {said}}};
    body.update(more);
    const Answer answer = translate(body);
    const json out = answer.json();
    return out["translations"][0]["text"].get<std::string>() +
           (answer.head.find("X-Dragoman-Not-Applied") == std::string::npos ? "" : " (not applied)");
  };
  ASSERT_THAT(text(json::object()), HasSubstr(" te amo")) << "or the test says nothing";
  for (const char* tags : {"", "html"}) {
    for (const char* formality : {"more", "prefer_more"}) {
      const std::string formal = text({{"formality", formality}, {"tag_handling", tags}});
      EXPECT_THAT(formal, Not(HasSubstr(" te "))) << formality << tags;
      EXPECT_THAT(formal, HasSubstr("você")) << formality << tags;
      EXPECT_THAT(formal, Not(HasSubstr("not applied")));
    }
  }
}

TEST_F(Deepl, Languages) {
  const json source = server().get("/v2/languages", kKey).json();
  EXPECT_EQ(source, json::parse(R"([{"language":"EN","name":"English"},{"language":"PT","name":"Portuguese"}])"));
  const json target = server().post("/v2/languages?x=1", {{"type", "target"}}, kKey).json();
  ASSERT_EQ(target.size(), 4U);
  EXPECT_EQ(target[0], json({{"language", "EN-GB"}, {"name", "English (British)"}, {"supports_formality", false}}));
  EXPECT_EQ(target[2], json({{"language", "PT-BR"}, {"name", "Portuguese (Brazilian)"}, {"supports_formality", true}}));
  EXPECT_THAT(server().get("/v2/languages?type=x", kKey).json()["message"].get<std::string>(), HasSubstr("type"));
}

TEST_F(Deepl, UsageCountsCharacters) {
  const TestServer own;
  own.post("/v2/translate", {{"text", {"São 5."}}, {"source_lang", "PT"}, {"target_lang", "EN-US"}}, kKey);
  const json usage = own.get("/v2/usage", kKey).json();
  EXPECT_EQ(usage["character_count"], 6);
  EXPECT_GT(usage["character_limit"], 1'000'000);
}

TEST_F(Deepl, KeysAndOtherAddresses) {
  EXPECT_EQ(server().post("/v2/translate", {{"text", {"a"}}, {"target_lang", "PT"}}).status, 403U);
  EXPECT_EQ(
      server().post("/v2/translate", {{"text", {"a"}}, {"target_lang", "PT"}}, "Authorization: Bearer x\r\n").status,
      403U);
  const Answer none = server().get("/v2/write/rephrase", kKey);
  EXPECT_EQ(none.status, 404U);
  EXPECT_FALSE(none.json().value("message", "").empty());
  EXPECT_NE(none.head.find("\r\nX-Trace-ID: "), std::string::npos) << none.head;
}

}  // namespace
}  // namespace dragoman::server
