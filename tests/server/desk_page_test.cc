// The desk's page and files, who one is, and a correction that is taken back.
#include <gmock/gmock.h>

#include "dragoman/memory.h"
#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class DeskPage : public testing::Test {
 protected:
  void SetUp() override { NEEDS_MODELS(); }
  ServerOptions options() const {
    ServerOptions options;
    options.articles = folder_.path / "articles.db";
    options.memory = folder_.path / "memory.db";
    return options;
  }
  const Folder folder_;
};

TEST_F(DeskPage, SpeaksTheEditorsLanguageAndTellsNothingElse) {
  const TestServer server(options());
  const Answer page = server.get("/desk");
  EXPECT_EQ(page.status, 200U);
  EXPECT_THAT(page.body,
              AllOf(HasSubstr("<html lang=\"en\" dir=\"ltr\">"), HasSubstr("\"keys\":false"), Not(HasSubstr("{{"))));
  EXPECT_THAT(page.head, AllOf(HasSubstr("script-src 'self'; style-src 'self'"), HasSubstr("frame-ancestors 'none'"),
                               HasSubstr("require-trusted-types-for 'script'"), HasSubstr("X-Robots-Tag: noindex")));
  EXPECT_THAT(page.head, Not(HasSubstr("unsafe-inline")));
  EXPECT_THAT(server.get("/desk?ui=ar").body, HasSubstr("<html lang=\"ar\" dir=\"rtl\">"));
  EXPECT_THAT(server.get("/desk", "Accept-Language: pt-BR\r\n").body, HasSubstr("A mesa dos editores"));
}

TEST_F(DeskPage, ItsFilesAreThere) {
  const TestServer server(options());
  for (const char* name : {"/desk/desk.js", "/desk/article.js", "/shared/element.js"})
    EXPECT_TRUE(server.get(name).has_header("Content-Type: text/javascript; charset=utf-8")) << name;
  for (const char* name : {"/desk/desk.css", "/shared/base.css"})
    EXPECT_TRUE(server.get(name).has_header("Content-Type: text/css; charset=utf-8")) << name;
  EXPECT_EQ(server.get("/desk/page.html").status, 404U);
  EXPECT_EQ(server.get("/shared/strings/en.txt").status, 404U);
}

TEST_F(DeskPage, AKeyTellsWhatItMayDo) {
  ServerOptions with_keys = options();
  with_keys.keys = folder_.path / "keys";
  const Result<std::string> editor = ApiKeys::add(with_keys.keys, "ana", {.role = KeyRole::kEditor});
  const Result<std::string> client = ApiKeys::add(with_keys.keys, "cms");
  ASSERT_TRUE(editor && client);
  const TestServer server(with_keys);
  const auto who = [&](const std::string& key) {
    return server.get("/v1/who", "Authorization: Bearer " + key + "\r\n");
  };
  EXPECT_EQ(who(*editor).json(), (nlohmann::json{{"name", "ana"}, {"role", "editor"}}));
  EXPECT_TRUE(who(*editor).has_header("Cache-Control: private, no-store"));
  EXPECT_EQ(who(*client).json()["role"], "client");
  EXPECT_EQ(who("wrong").status, 401U);
  EXPECT_EQ(server.get("/v1/who").status, 401U);
  EXPECT_EQ(server.get("/desk").status, 200U) << "the page itself has nothing to hide";
  EXPECT_EQ(TestServer(options()).get("/v1/who").json()["role"], "administrator");
}

TEST_F(DeskPage, AnUndoneCorrectionIsGoneFromArticleAndMemory) {
  const TestServer server(options());
  const std::string page = "<html lang=en><h1>The port reopened</h1><p>He left on Monday.</p></html>";
  const std::string at =
      "/v1/articles/" +
      server
          .send("POST", "/v1/articles?publication=herald&address=https://herald.example/port&to=pt", "text/html", page)
          .json()["id"]
          .get<std::string>();
  const auto text = [&] { return server.get(at + "?to=pt").body; };
  const std::string before = text();
  const auto correct = [&](const char* target) {
    return server.post(at + "/corrections",
                       {{"to", "pt"}, {"source", "He left on Monday."}, {"target", target}, {"who", "ana"}});
  };
  ASSERT_EQ(correct("Partiu na segunda.").status, 200U);
  ASSERT_THAT(text(), HasSubstr("Partiu na segunda."));
  const auto id = [&] { return server.get(at + "/corrections?to=pt").json()["corrections"][0]["id"].dump(); };
  const Answer undone = server.send("DELETE", at + "/corrections/" + id() + "?to=pt&undo=true&who=rui", "", "");
  ASSERT_EQ(undone.status, 200U) << undone.body;
  EXPECT_EQ(undone.json()["version"], 3);
  EXPECT_EQ(undone.json()["state"], "machine");
  EXPECT_THAT(text(), Not(HasSubstr("Partiu na segunda.")));
  EXPECT_EQ(text(), before);
  const nlohmann::json history = server.get(at + "/history").json()["history"];
  EXPECT_EQ(history[0]["what"], "translated");
  EXPECT_EQ(history[1]["what"], "uncorrected");
  EXPECT_EQ(history[1]["who"], "rui");
  EXPECT_EQ(server.send("DELETE", at + "/corrections/99?to=pt&undo=true", "", "").status, 404U);
  EXPECT_EQ(text(), before);

  // What the memory had before holds again; a later word of somebody else stays.
  const auto memory = Memory::open(folder_.path / "memory.db", {});
  ASSERT_TRUE(memory);
  const Languages languages{*Language::parse("en"), *Language::parse("pt")};
  ASSERT_TRUE(memory->correct("He left on Monday.", "Foi embora na segunda.", languages, "eva"));
  ASSERT_EQ(correct("Partiu na segunda.").status, 200U);
  ASSERT_EQ(server.send("DELETE", at + "/corrections/" + id() + "?to=pt&undo=true", "", "").status, 200U);
  EXPECT_THAT(text(), HasSubstr("Foi embora na segunda."));
  ASSERT_EQ(correct("Partiu na segunda.").status, 200U);
  ASSERT_TRUE(memory->correct("He left on Monday.", "Saiu na segunda.", languages, "eva"));
  ASSERT_EQ(server.send("DELETE", at + "/corrections/" + id() + "?to=pt&undo=true", "", "").status, 200U);
  EXPECT_THAT(text(), HasSubstr("Saiu na segunda."));
}

}  // namespace
}  // namespace dragoman::server
