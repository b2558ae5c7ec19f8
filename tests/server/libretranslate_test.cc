// LibreTranslate's contract: each answer and error that a client relies on, against the default models.
#include <gmock/gmock.h>

#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// One server for all tests here: nothing of one is seen by another.
class LibreTranslate : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (test_models().empty()) return;
    ServerOptions options;
    options.max_characters = 5000;
    options.max_texts = 10;
    shared_ = new TestServer(options);
  }
  static void TearDownTestSuite() {
    delete shared_;
    shared_ = nullptr;
  }
  void SetUp() override { NEEDS_MODELS(); }
  static const TestServer& server() { return *shared_; }
  static Answer translate(const json& body) { return server().post("/translate", body); }
  static std::string error_of(const json& body) {
    const Answer answer = translate(body);
    EXPECT_EQ(answer.status, 400U) << answer.body;
    return answer.json().value("error", "");
  }
  static TestServer* shared_;
};
TestServer* LibreTranslate::shared_ = nullptr;

TEST_F(LibreTranslate, OneTextAndNothingElse) {
  const Answer answer = translate({{"q", "The port reopened on Monday."}, {"source", "en"}, {"target", "pt"}});
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.json(), json({{"translatedText", "O porto reabriu na segunda-feira."}}));
  EXPECT_TRUE(answer.has_header("Access-Control-Allow-Origin: *")) << answer.head;
  EXPECT_TRUE(answer.has_header("Access-Control-Max-Age: 1728000")) << answer.head;
}

TEST_F(LibreTranslate, ListsComeBackAsLists) {
  const json one =
      translate({{"q", {"The port reopened."}}, {"source", "en"}, {"target", "pt"}, {"api_key", nullptr}}).json();
  EXPECT_EQ(one, json({{"translatedText", {"O porto reabriu."}}}));
  const json many = translate({{"q", {"", "The port reopened.", "First line.\n\nThe second line is longer."}},
                               {"source", "EN"},
                               {"target", "PT"},
                               {"apiKey", "ignored"}})
                        .json();
  ASSERT_EQ(many["translatedText"].size(), 3U);
  EXPECT_EQ(many["translatedText"][0], "");
  EXPECT_EQ(many["translatedText"][1], "O porto reabriu.");
  EXPECT_THAT(many["translatedText"][2].get<std::string>(), HasSubstr("\n\n"));
}

TEST_F(LibreTranslate, AutoTellsTheLanguage) {
  const json one = translate({{"q", "The port reopened on Monday."}, {"source", "auto"}, {"target", "pt"}}).json();
  EXPECT_EQ(one["detectedLanguage"]["language"], "en");
  EXPECT_GT(one["detectedLanguage"]["confidence"], 50);
  const json list =
      translate({{"q", {"Hello", "The port reopened on Monday."}}, {"source", "auto"}, {"target", "pt"}}).json();
  ASSERT_EQ(list["detectedLanguage"].size(), 2U);
  EXPECT_EQ(list["detectedLanguage"][0], list["detectedLanguage"][1]);
  const json mixed =
      translate({{"q", {"The port reopened on Monday.", "O ministro disse que não voltaria ao governo."}},
                 {"source", "auto"},
                 {"target", "pt"}})
          .json();
  EXPECT_EQ(mixed["detectedLanguage"][1]["language"], "pt");
  EXPECT_EQ(mixed["translatedText"][1], "O ministro disse que não voltaria ao governo.");
}

TEST_F(LibreTranslate, SignsAndTheSameLanguageComeBack) {
  const json signs = translate({{"q", "😀 → 5"}, {"source", "auto"}, {"target", "pt"}}).json();
  EXPECT_EQ(signs["translatedText"], "😀 → 5");
  EXPECT_EQ(signs["detectedLanguage"], json({{"confidence", 0}, {"language", "en"}}));
  EXPECT_EQ(translate({{"q", "Olá a todos."}, {"source", "pt"}, {"target", "pt"}}).json()["translatedText"],
            "Olá a todos.");
}

TEST_F(LibreTranslate, Alternatives) {
  const json one =
      translate({{"q", "The port reopened."}, {"source", "en"}, {"target", "pt"}, {"alternatives", 3}}).json();
  ASSERT_FALSE(one["alternatives"].empty());
  EXPECT_LE(one["alternatives"].size(), 3U);
  std::set<std::string> distinct = {one["translatedText"]};
  for (const json& other : one["alternatives"]) EXPECT_TRUE(distinct.insert(other).second) << other;
  const json list =
      translate({{"q", {"The port reopened.", "He left."}}, {"source", "en"}, {"target", "pt"}, {"alternatives", "1"}})
          .json();
  ASSERT_EQ(list["alternatives"].size(), 2U);
  EXPECT_EQ(list["alternatives"][1].size(), 1U);
  for (const json& none : {json(0), json(-1), json("0")}) {
    EXPECT_FALSE(translate({{"q", "He left."}, {"source", "en"}, {"target", "pt"}, {"alternatives", none}})
                     .json()
                     .contains("alternatives"));
  }
}

TEST_F(LibreTranslate, HtmlKeepsItsTags) {
  const json one =
      translate({{"q", "<p>The <b>port</b> reopened. <a href=\"/x?a=1&amp;b=2\">Read &lt;more&gt;</a></p>"},
                 {"source", "en"},
                 {"target", "pt"},
                 {"format", "html"}})
          .json();
  const std::string text = one["translatedText"];
  EXPECT_TRUE(text.starts_with("<p>O <b>porto</b> reabriu. <a href=\"/x?a=1&amp;b=2\">")) << text;
  EXPECT_TRUE(text.ends_with("</a></p>")) << text;
  EXPECT_THAT(text, HasSubstr("&lt;")) << "what was escaped stays so";
  const json list = translate({{"q", {"<p>He left.</p>", "plain"}},
                               {"source", "en"},
                               {"target", "pt"},
                               {"format", "html"},
                               {"alternatives", 2}})
                        .json();
  EXPECT_EQ(list["alternatives"], json({json::array(), json::array()}));
}

TEST_F(LibreTranslate, FormsAndAddresses) {
  const json wanted = {{"translatedText", "O porto reabriu."}};
  EXPECT_EQ(server().form("/translate", "q=The+port+reopened.&source=en&target=pt").json(), wanted);
  EXPECT_EQ(server().send("POST", "/translate?q=The%20port%20reopened.&source=en&target=pt", "", "").json(), wanted);
  const std::string part = "--B\r\nContent-Disposition: form-data; name=";
  EXPECT_EQ(server()
                .send("POST", "/translate", "multipart/form-data; boundary=B",
                      part + "\"q\"\r\n\r\nThe port reopened.\r\n" + part + "\"source\"\r\n\r\nen\r\n" + part +
                          "\"target\"\r\n\r\npt\r\n--B--\r\n")
                .json(),
            wanted);
  EXPECT_EQ(server().form("/translate", "q=He+left.%0D%0AHe+came.%0D%0A&source=en&target=en").json()["translatedText"],
            "He left.\nHe came.");
  EXPECT_EQ(server().form("/translate", "q=a&q=b&source=en&target=en").json()["translatedText"], "a");
  EXPECT_EQ(
      server().send("POST", "/translate", "text/plain", R"({"q":"a","source":"en","target":"pt"})").json()["error"],
      "Invalid request: missing q parameter");
}

TEST_F(LibreTranslate, ErrorsHaveTheirWords) {
  const json fine = {{"q", "a"}, {"source", "en"}, {"target", "pt"}};
  const auto with = [&](const char* name, const json& value) {
    json changed = fine;
    changed[name] = value;
    return error_of(changed);
  };
  for (const json& nothing : {json(""), json(nullptr), json::array()})
    EXPECT_EQ(with("q", nothing), "Invalid request: missing q parameter");
  EXPECT_EQ(with("source", ""), "Invalid request: missing source parameter");
  EXPECT_EQ(with("target", nullptr), "Invalid request: missing target parameter");
  EXPECT_EQ(with("source", "ZZ"), "zz is not supported");
  EXPECT_EQ(with("target", "auto"), "auto is not supported");
  EXPECT_EQ(with("format", "xml"), "xml format is not supported");
  EXPECT_EQ(with("format", "HTML"), "HTML format is not supported");
  EXPECT_EQ(with("alternatives", "many"), "Invalid request: alternatives parameter is not a number");
  EXPECT_EQ(with("alternatives", 9), "Invalid request: alternatives parameter must be <= 8");
  EXPECT_EQ(with("q", std::string(5001, 'a')), "Invalid request: request (5001) exceeds text limit (5000)");
  EXPECT_EQ(with("q", std::vector<std::string>(11, "a")), "Invalid request: request (11) exceeds text limit (10)");
  for (const json& odd : {json(7), json({{"a", 1}}), json({1, 2})}) EXPECT_FALSE(with("q", odd).empty());
  // Sizes come before languages, those before formats.
  EXPECT_THAT(error_of({{"q", std::string(5001, 'a')}, {"source", "zz"}, {"target", "pt"}}), HasSubstr("text limit"));
  EXPECT_EQ(error_of({{"q", "a"}, {"source", "zz"}, {"target", "pt"}, {"format", "xml"}}), "zz is not supported");
}

TEST_F(LibreTranslate, BadBodies) {
  const auto post = [](std::string_view body) { return server().send("POST", "/translate", "application/json", body); };
  EXPECT_EQ(post("[1]").json()["error"], "Invalid JSON format");
  for (const char* body : {"{", "", "{\"q\": \"\xff\"}", "{\"q\":1,\"q\":2}"})
    EXPECT_EQ(post(body).status, 400U) << body;
  EXPECT_EQ(post(std::string(100'000, '[')).status, 400U);
  EXPECT_EQ(server().form("/translate", "q=%FF&source=en&target=pt").status, 400U);
  EXPECT_EQ(server().send("POST", "/translate", "multipart/form-data", "x").status, 400U);
}

TEST_F(LibreTranslate, OtherMethodsAndAddresses) {
  const Answer get = server().get("/translate");
  EXPECT_EQ(get.status, 405U);
  EXPECT_TRUE(get.has_header("Allow: OPTIONS, POST")) << get.head;
  EXPECT_EQ(server().post("/languages", {}).status, 405U);
  EXPECT_EQ(server().get("/nothing").status, 404U);
  const Answer options = server().send("OPTIONS", "/translate", "", "");
  EXPECT_EQ(options.status, 200U);
  EXPECT_EQ(options.body, "");
  EXPECT_TRUE(options.has_header("Access-Control-Allow-Methods: GET, POST")) << options.head;
}

TEST_F(LibreTranslate, DetectAndLanguages) {
  const json guess = server().form("/detect", "q=O+ministro+disse+que+n%C3%A3o+voltaria.").json();
  ASSERT_TRUE(guess.is_array());
  EXPECT_EQ(guess[0]["language"], "pt");
  EXPECT_LE(guess[0]["confidence"], 100);
  EXPECT_EQ(server().post("/detect", {{"q", "12345"}}).json(), json::parse(R"([{"confidence":0,"language":"en"}])"));
  EXPECT_EQ(server().post("/detect", {{"q", ""}}).json()["error"], "Invalid request: missing q parameter");
  EXPECT_EQ(server().get("/languages").json(), json::parse(R"json([
      {"code":"en","name":"English","targets":["en","pt","pt-BR","pt-PT"]},
      {"code":"pt","name":"Portuguese","targets":["en","pt","pt-BR","pt-PT"]},
      {"code":"pt-BR","name":"Portuguese (Brazil)","targets":["en","pt","pt-BR","pt-PT"]},
      {"code":"pt-PT","name":"Portuguese (Portugal)","targets":["en","pt","pt-BR","pt-PT"]}])json"));
  const auto names = [](std::string_view wished) {
    std::string out;
    for (const json& one : server().get("/languages", "Accept-Language: " + std::string(wished) + "\r\n").json())
      out += one["name"].get<std::string>() + ", ";
    return out;
  };
  EXPECT_EQ(names("pt-BR, en;q=0.5"), "Inglês, Português, Português (Brasil), Português (Portugal), ");
  EXPECT_EQ(names("xx-unknown, de"), "Englisch, Portugiesisch, Portugiesisch (Brasilien), Portugiesisch (Portugal), ");
  const std::string english = "English, Portuguese, Portuguese (Brazil), Portuguese (Portugal), ";
  for (const char* wished : {"en-GB,pt", "*", "", ";;,\xff"}) EXPECT_EQ(names(wished), english) << wished;
  // What is listed is taken.
  for (const json& one : server().get("/languages").json()) {
    for (const json& target : one["targets"])
      EXPECT_EQ(server().post("/translate", {{"q", "a"}, {"source", one["code"]}, {"target", target}}).status, 200U)
          << one << target;
  }
}

TEST_F(LibreTranslate, SettingsSpecAndHealth) {
  const json settings = server().get("/frontend/settings").json();
  EXPECT_EQ(settings["charLimit"], 5000);
  EXPECT_EQ(settings["apiKeys"], false);
  for (const char* extension : {".txt", ".html", ".docx", ".odt", ".epub"})
    EXPECT_THAT(settings["supportedFilesFormat"], testing::Contains(extension));
  EXPECT_EQ(settings["language"]["source"], json({{"code", "auto"}, {"name", "Auto Detect"}}));
  const json spec = server().get("/spec").json();
  EXPECT_EQ(spec["info"]["title"], "LibreTranslate");
  for (const auto& [path, methods] : spec["paths"].items()) {
    for (const auto& [method, about] : methods.items()) {
      const unsigned status = server().send(method == "get" ? "GET" : "POST", path, "application/json", "{}").status;
      EXPECT_TRUE(status != 404 && status != 405) << method << path << " is not served";
    }
  }
  EXPECT_EQ(server().get("/health").json(), json({{"status", "ok"}}));
  EXPECT_EQ(server().get("/").status, 200U);
  EXPECT_TRUE(server().get("/docs/").has_header("Content-Type: text/html; charset=utf-8"));
}

class Files : public LibreTranslate {
 protected:
  static Answer upload(const std::string& name, const std::string& bytes, const std::string& source = "en") {
    const std::string part = "--B\r\nContent-Disposition: form-data; name=";
    return server().send("POST", "/translate_file", "multipart/form-data; boundary=B",
                         part + "\"file\"; filename=\"" + name + "\"\r\n\r\n" + bytes + "\r\n" + part +
                             "\"source\"\r\n\r\n" + source + "\r\n" + part + "\"target\"\r\n\r\npt\r\n--B--\r\n");
  }
};

TEST_F(Files, TextThereAndBack) {
  const Answer answer = upload("a note.txt", "The port reopened.\n\nHe left.\n", "auto");
  ASSERT_EQ(answer.status, 200U) << answer.body;
  const std::string url = answer.json()["translatedFileUrl"];
  ASSERT_TRUE(url.starts_with("http://test:1/download_file/")) << url;
  ASSERT_TRUE(url.ends_with(".a_note_pt.txt")) << url;
  const Answer file = server().get(url.substr(std::string("http://test:1").size()));
  EXPECT_EQ(file.body, "O porto reabriu.\n\nEle saiu.\n");
  EXPECT_TRUE(file.has_header("Content-Disposition: attachment; filename=a_note_pt.txt")) << file.head;
}

TEST_F(Files, PagesComeOutInTheirFormat) {
  const std::string srt = "1\n00:00:01,000 --> 00:00:02,000\nThe port reopened.\n";
  const Answer answer = upload("film.SRT", srt);
  ASSERT_EQ(answer.status, 200U) << answer.body;
  const std::string url = answer.json()["translatedFileUrl"];
  EXPECT_EQ(server().get(url.substr(url.find("/download"))).body,
            "1\n00:00:01,000 --> 00:00:02,000\nO porto reabriu.\n");
}

TEST_F(Files, WhatIsRefused) {
  EXPECT_EQ(upload("a.zip", "PK").json()["error"], "Invalid request: file format not supported");
  EXPECT_THAT(upload("a.pdf", "%PDF").json()["error"].get<std::string>(),
              testing::AllOf(testing::StartsWith("Invalid request: file format not supported"), HasSubstr(".docx")));
  EXPECT_EQ(upload("", "x").json()["error"], "Invalid request: missing file parameter");
  EXPECT_EQ(upload("a.txt", "x", "zz").json()["error"], "zz is not supported");
  EXPECT_EQ(upload("a.txt", "\xff").status, 400U);
  EXPECT_EQ(server().form("/translate_file", "source=en&target=pt").status, 400U);
  for (const char* name : {"/download_file/x", "/download_file/../../etc/passwd", "/download_file/%2e%2e/passwd",
                           "/download_file/00000000-0000-0000-0000-000000000000.a.txt"}) {
    EXPECT_EQ(server().get(name).status, 404U) << name;
  }
}

}  // namespace
}  // namespace dragoman::server
