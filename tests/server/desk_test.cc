// What an editor's desk asks of the server: which sentences are in doubt and why, and who has settled what.
#include <gmock/gmock.h>

#include <fstream>

#include "articles/replacements.h"
#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

using nlohmann::json;

/// The second sentence is nothing that a model could be sure of.
constexpr std::string_view kDoubted =
    "<!doctype html><html lang=en><title>He left on Monday.</title><body><h1>He left on Monday.</h1>"
    "<p>He left on Monday. Wug snarks blorf 12 the frumious of it yon.</p></body></html>";

class DeskRoutes : public testing::Test {
 protected:
  void SetUp() override { NEEDS_MODELS(); }
  ServerOptions options() const {
    ServerOptions options;
    options.articles = folder_.path / "articles.db";
    options.memory = folder_.path / "memory.db";
    options.data = folder_.path / "data";
    return options;
  }
  /// The path of an article that was sent in.
  static std::string send_in(const TestServer& server, std::string_view page, std::string_view address = "a",
                             std::string_view publication = "herald") {
    const Answer sent = server.send(
        "POST", "/v1/articles?to=pt&publication=" + std::string(publication) + "&address=" + std::string(address),
        "text/html", page);
    EXPECT_TRUE(sent.status == 201 || sent.status == 200) << sent.body;
    return "/v1/articles/" + sent.json()["id"].get<std::string>();
  }
  static json blocks(const TestServer& server, const std::string& at) {
    return server.get(at + "?to=pt&version=newest", "Accept: application/json\r\n").json()["blocks"];
  }
  /// The first sentence with that source, as the JSON has it; null if there is none.
  static json sentence(const json& blocks, std::string_view source) {
    for (const json& block : blocks) {
      for (const json& one : block["sentences"]) {
        const std::size_t begin = one["source"][0], end = one["source"][1];
        if (block["source"].get<std::string>().substr(begin, end - begin) == source) return one;
      }
    }
    return {};
  }
  const Folder folder_;
};

TEST_F(DeskRoutes, SentencesSayHowSureOneCanBeOfThem) {
  const TestServer server(options());
  const std::string at = send_in(server, kDoubted);
  const json shown = blocks(server, at);
  const json sure = sentence(shown, "He left on Monday.");
  const json doubted = sentence(shown, "Wug snarks blorf 12 the frumious of it yon.");
  EXPECT_GT(sure["quality"].get<double>(), 0.6);
  EXPECT_EQ(sure["doubtful"], false);
  EXPECT_EQ(sure["findings"], json::array());
  EXPECT_LT(doubted["quality"].get<double>(), sure["quality"].get<double>()) << shown;
  EXPECT_EQ(doubted["doubtful"], true);
  EXPECT_THAT(doubted["facts"].dump(), testing::HasSubstr("[\"number\",\"kept\"]"));
  EXPECT_EQ(doubted["findings"][0]["severity"], "critical");
  EXPECT_EQ(doubted["sentence"], 1);
  EXPECT_EQ(server.get(at).json()["translations"][0]["doubtful"], 1);
  const json read = server.get(at + "?to=pt", "Accept: application/json\r\n").json()["blocks"];
  EXPECT_FALSE(sentence(read, "He left on Monday.").contains("quality")) << "that is for editors";

  const json correction = {{"to", "pt"},
                           {"block", doubted["block"]},
                           {"sentence", doubted["sentence"]},
                           {"target", "Doze snarks."},
                           {"who", "ana"}};
  ASSERT_EQ(server.post(at + "/corrections", correction).status, 200U);
  const json settled = sentence(blocks(server, at), "Wug snarks blorf 12 the frumious of it yon.");
  EXPECT_EQ(settled["doubtful"], false) << "somebody has looked";
  EXPECT_EQ(settled["remembered"], true);
  EXPECT_EQ(settled["corrected"]["who"], "ana");
  EXPECT_THAT(settled["corrected"]["when"].get<std::string>(), testing::HasSubstr("T"));
  EXPECT_FALSE(sentence(blocks(server, at), "He left on Monday.").contains("corrected"));
  EXPECT_EQ(server.get(at).json()["translations"][0]["doubtful"], 0);
}

TEST_F(DeskRoutes, ASentenceIsCheckedWhileItIsTyped) {
  const TestServer server(options());
  json asked = {
      {"from", "en"}, {"to", "pt"}, {"publication", "herald"}, {"source", "The court saw 20 ships of Fado Ltd."}};
  ASSERT_EQ(
      server
          .post("/v1/terms",
                {{"publication", "herald"}, {"from", "en"}, {"to", "pt"}, {"source", "court"}, {"target", "tribunal"}})
          .status,
      201U);
  ASSERT_EQ(
      server.post("/v1/terms", {{"from", "en"}, {"to", "pt"}, {"source", "Fado Ltd"}, {"target", nullptr}}).status,
      201U);
  asked["target"] = "A corte viu 30 navios da Fado Lda.";
  const Answer wrong = server.post("/v1/check", asked);
  ASSERT_EQ(wrong.status, 200U) << wrong.body;
  EXPECT_EQ(wrong.json()["findings"][0]["kind"], "number") << wrong.body;
  EXPECT_EQ(wrong.json()["doubtful"], true);
  ASSERT_EQ(wrong.json()["terms"].size(), 2U) << wrong.body;
  EXPECT_EQ(wrong.json()["terms"][0]["target"], "tribunal");
  EXPECT_EQ(wrong.json()["terms"][0]["held"], false);
  EXPECT_EQ(wrong.json()["terms"][0]["at"], json::array({4, 9}));
  EXPECT_EQ(wrong.json()["terms"][1]["target"], nullptr) << "the server's own hold for all";
  EXPECT_EQ(wrong.json()["terms"][1]["held"], false);
  asked["target"] = "Os tribunais viram 20 navios da Fado Ltd.";
  const json right = server.post("/v1/check", asked).json();
  EXPECT_EQ(right["doubtful"], false) << right;
  EXPECT_EQ(right["terms"][0]["held"], true) << "in the plural, too";
  EXPECT_EQ(right["terms"][1]["held"], true);
  EXPECT_GT(right["quality"].get<double>(), wrong.json()["quality"].get<double>());
  asked["quality"] = false;
  EXPECT_FALSE(server.post("/v1/check", asked).json().contains("quality"));
  asked["target"] = "";
  EXPECT_EQ(server.post("/v1/check", asked).json()["findings"][0]["kind"], "empty");
  EXPECT_EQ(server.post("/v1/check", {{"from", "en"}, {"to", "pt"}, {"target", "a"}}).status, 400U);
  EXPECT_EQ(server.post("/v1/check", {{"from", "en"}, {"source", "a"}, {"target", "a"}}).status, 400U);
  asked["target"] = std::string(9000, 'a');
  EXPECT_EQ(server.post("/v1/check", asked).status, 413U);
}

TEST_F(DeskRoutes, WhatWasSaidBeforeIsShownWithWhoSaidIt) {
  const TestServer server(options());
  const std::string at = send_in(server, kDoubted);
  ASSERT_EQ(
      server
          .post(at + "/corrections",
                {{"to", "pt"}, {"source", "He left on Monday."}, {"target", "Partiu na segunda."}, {"who", "ana"}})
          .status,
      200U);
  const json found = server
                         .post("/v1/check", {{"from", "en"},
                                             {"to", "pt"},
                                             {"publication", "herald"},
                                             {"source", "He left on Tuesday."},
                                             {"target", "x"}})
                         .json()["memory"];
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]["target"], "Partiu na segunda.");
  EXPECT_EQ(found[0]["who"], "ana");
  EXPECT_EQ(found[0]["status"], "approved");
  EXPECT_GE(found[0]["score"].get<int>(), 60);
  EXPECT_LT(found[0]["score"].get<int>(), 100);
  const json pairs = server.get("/v1/memory?from=en&to=pt&q=SEGUNDA").json();
  ASSERT_EQ(pairs["pairs"].size(), 1U) << pairs;
  EXPECT_EQ(pairs["pairs"][0]["source"], "He left on Monday.");
  EXPECT_TRUE(pairs["next"].is_null());
  EXPECT_EQ(server.get("/v1/memory?publication=herald").json()["pairs"].size(), 0U) << "corrections hold for all";
  EXPECT_EQ(server.get("/v1/memory?q=nothing").json()["pairs"].size(), 0U);
}

TEST_F(DeskRoutes, TermsHoldFromTheNextRequestOn) {
  const TestServer server(options());
  constexpr std::string_view kPort = "<html lang=en><h1>The port reopened on Monday.</h1>";
  const std::string ours = send_in(server, kPort), theirs = send_in(server, kPort, "a", "other");
  const json term = {{"publication", "herald"}, {"from", "en"}, {"to", "pt"}, {"source", "port"},
                     {"target", "ancoradouro"}, {"who", "ana"}};
  const Answer added = server.post("/v1/terms", term);
  ASSERT_EQ(added.status, 201U) << added.body;
  EXPECT_EQ(added.json()["target"], "ancoradouro");
  const auto text = [&](const std::string& at) { return blocks(server, at)[0]["target"].get<std::string>(); };
  for (const std::string& at : {ours, theirs}) {
    const Answer again = server.post(at + "/translate", {{"to", "pt"}, {"who", "ana"}});
    EXPECT_EQ(again.status, 200U) << again.body;
  }
  EXPECT_THAT(text(ours), testing::HasSubstr("ancoradouro"));
  EXPECT_THAT(text(theirs), testing::Not(testing::HasSubstr("ancoradouro"))) << "it is of the other publication";
  const json listed = server.get("/v1/terms?publication=herald&from=en&to=pt-BR&q=PORT").json();
  ASSERT_EQ(listed["terms"].size(), 1U) << listed;
  EXPECT_EQ(listed["terms"][0]["who"], "ana");
  EXPECT_EQ(server.get("/v1/terms").json()["terms"].size(), 0U);
  EXPECT_EQ(server.post(ours + "/translate", {{"to", "xx"}}).status, 400U);
  EXPECT_EQ(server.post("/v1/articles/0123/translate", {{"to", "pt"}}).status, 404U);
  const std::string one = "/v1/terms/" + std::to_string(added.json()["id"].get<int>());
  EXPECT_EQ(server.send("DELETE", one, "", "").status, 204U);
  EXPECT_EQ(server.send("DELETE", one, "", "").status, 404U);
  EXPECT_EQ(server.send("DELETE", "/v1/terms/odd", "", "").status, 400U);
  EXPECT_EQ(server.get("/v1/terms?publication=herald").json()["terms"].size(), 0U);
  EXPECT_EQ(server.post("/v1/terms", {{"from", "en"}, {"to", "pt"}, {"source", " "}}).status, 400U);
  EXPECT_EQ(server.post("/v1/terms", {{"from", "en"}, {"source", "a"}}).status, 400U);
  EXPECT_EQ(server.get("/v1/terms?limit=0").status, 400U);
  EXPECT_EQ(server.get("/v1/terms?from=klingon7").status, 400U);
}

TEST_F(DeskRoutes, ReportsAreLookedThroughAndDoneWith) {
  const std::string file = (folder_.path / "data" / "reports.jsonl").string();
  std::filesystem::create_directories(folder_.path / "data");
  std::ofstream(file) << "{\"time\":\"before\",\"note\":\"old\"}\n{\"broken\n";
  std::string id, old;
  {
    const TestServer server(options());
    const std::string at = send_in(server, kDoubted, "https://a.example/1");
    const json said = {{"note", "a name is wrong"}, {"address", "https://a.example/1"}, {"target", "Ele saiu."}};
    ASSERT_EQ(server.post("/v1/reports", said).status, 201U);
    const json all = server.get("/v1/reports").json();
    ASSERT_EQ(all["reports"].size(), 2U) << all;
    EXPECT_EQ(all["open"], 2);
    EXPECT_EQ(all["reports"][0]["note"], "a name is wrong");
    EXPECT_EQ(all["reports"][0]["state"], "open");
    EXPECT_EQ("/v1/articles/" + all["reports"][0]["articles"][0].get<std::string>(), at);
    EXPECT_EQ(all["reports"][1]["note"], "old");
    id = all["reports"][0]["id"];
    old = all["reports"][1]["id"];
    const Answer done = server.post("/v1/reports/" + old, {{"state", "done"}, {"who", "ana"}});
    ASSERT_EQ(done.status, 200U) << done.body;
    EXPECT_EQ(server.post("/v1/reports/" + id, {{"state", "odd"}}).status, 400U);
    EXPECT_EQ(server.post("/v1/reports/odd", {{"state", "done"}}).status, 404U);
  }
  const TestServer server(options());
  const json open = server.get("/v1/reports?state=open").json();
  ASSERT_EQ(open["reports"].size(), 1U) << open;
  EXPECT_EQ(open["reports"][0]["id"], id);
  const json done = server.get("/v1/reports?state=done").json();
  ASSERT_EQ(done["reports"].size(), 1U);
  EXPECT_EQ(done["reports"][0]["who"], "ana");
  ASSERT_EQ(server.post("/v1/reports/" + old, {{"state", "open"}}).status, 200U);
  const json first = server.get("/v1/reports?state=open&limit=1").json();
  EXPECT_EQ(first["next"], id);
  EXPECT_EQ(server.get("/v1/reports?before=" + id).json()["reports"][0]["id"], old);
  EXPECT_EQ(server.get("/v1/reports?before=odd").status, 400U);
  EXPECT_EQ(TestServer().get("/v1/reports").status, 404U);
}

TEST_F(DeskRoutes, ANameIsSetRightInTheArchiveAndTakenBack) {
  const TestServer server(options());
  // "port" becomes "porto" in both; a third article has nothing of it.
  const std::string one = send_in(server, "<html lang=en><h1>The port reopened on Monday.</h1>", "1"),
                    two = send_in(
                        server, "<html lang=en><h1>The port reopened on Monday.</h1><p>The port closed on Friday.</p>",
                        "2"),
                    other = send_in(server, "<html lang=en><h1>He left on Monday.</h1>", "3");
  const auto shown = [&](const std::string& at) { return server.get(at + "?to=pt").body; };
  const std::string first = shown(one), second = shown(two);
  ASSERT_THAT(first, testing::HasSubstr("porto"));
  json wish = {{"publication", "herald"}, {"to", "pt"}, {"find", "porto"}, {"replace", "cais"}, {"who", "ana"}};
  const json found = server.post("/v1/replacements", wish).json();
  ASSERT_EQ(found["places"].size(), 3U) << found;
  EXPECT_EQ(found["more"], false);
  EXPECT_EQ("/v1/articles/" + found["places"][0]["article"].get<std::string>(), two) << "the newest first";
  EXPECT_EQ(found["places"][0]["source"], "The port reopened on Monday.");
  EXPECT_THAT(found["places"][0]["replaced"].get<std::string>(), testing::HasSubstr("cais"));
  EXPECT_EQ(shown(one), first) << "looked at only";
  wish["limit"] = 1;
  const json part = server.post("/v1/replacements", wish).json();
  EXPECT_EQ(part["more"], true);
  wish["before"] = part["next"];
  EXPECT_EQ("/v1/articles/" + server.post("/v1/replacements", wish).json()["places"][0]["article"].get<std::string>(),
            one);

  wish["dry_run"] = false;
  wish["only"] = json::array({two.substr(std::string_view("/v1/articles/").size())});
  const Answer chosen = server.post("/v1/replacements", wish);
  ASSERT_EQ(chosen.status, 200U) << chosen.body;
  EXPECT_EQ(chosen.json()["count"], 2);
  EXPECT_EQ(chosen.json()["articles"], 1);
  EXPECT_EQ(chosen.json()["failed"], json::array()) << chosen.body;
  EXPECT_THAT(shown(two), testing::Not(testing::HasSubstr("porto")));
  EXPECT_EQ(shown(one), first) << "it was not chosen";
  wish.erase("only");
  const json rest = server.post("/v1/replacements", wish).json();
  EXPECT_EQ(rest["count"], 1) << rest;
  EXPECT_THAT(shown(one), testing::HasSubstr("cais"));
  EXPECT_EQ(server.get(one + "/history").json()["history"][1]["what"], "replaced");
  EXPECT_EQ(server.get("/v1/replacements?publication=herald").json()["replacements"].size(), 2U);

  // Somebody changes one of the sentences; that stays.
  ASSERT_EQ(server
                .post(two + "/corrections",
                      {{"to", "pt"}, {"source", "The port closed on Friday."}, {"target", "O cais fechou."}})
                .status,
            200U);
  const auto undo = [&](const json& batch) {
    return server.send("DELETE", "/v1/replacements/" + std::to_string(batch["batch"].get<int>()), "", "");
  };
  const Answer undone = undo(chosen.json());
  ASSERT_EQ(undone.status, 200U) << undone.body;
  EXPECT_EQ(undone.json()["left"], 1);
  EXPECT_EQ(undone.json()["more"], false);
  EXPECT_THAT(shown(two), testing::HasSubstr("O cais fechou."));
  EXPECT_EQ(undo(rest).status, 200U);
  EXPECT_EQ(shown(one), first) << "just as it was";
  EXPECT_EQ(server.post("/translate", {{"q", "The port reopened on Monday."}, {"source", "en"}, {"target", "pt"}})
                .json()["translatedText"]
                .get<std::string>()
                .find("cais"),
            std::string::npos)
      << "the memory as well";
  EXPECT_EQ(undo(rest).json()["articles"], 0) << "once is enough";
  EXPECT_EQ(server.post("/v1/replacements", {{"dry_run", false}, {"batch", rest["batch"]}}).status, 409U);
  EXPECT_EQ(server.send("DELETE", "/v1/replacements/99", "", "").status, 404U);
  wish["replace"] = wish["find"];
  EXPECT_EQ(server.post("/v1/replacements", wish).status, 400U);
}

TEST_F(DeskRoutes, AReplacementThatWasBrokenOffGoesOn) {
  const TestServer server(options());
  const std::string at = send_in(server, "<html lang=en><h1>The port reopened on Monday.</h1>");
  const auto shown = [&] { return server.get(at + "?to=pt").body; };
  const std::string first = shown();
  // What a server leaves that is killed between a correction and the page with it.
  const articles::Replacements store(*Articles::open(options().articles));
  const articles::Replacement made =
      *store.begin({.publication = "herald", .language = "pt", .find = "porto", .replace = "cais"}, "ana");
  const std::string id = at.substr(std::string_view("/v1/articles/").size()), batch = std::to_string(made.id);
  ASSERT_EQ(store.make(made, id)->size(), 1U);
  EXPECT_EQ(shown(), first);
  const json done = server.post("/v1/replacements", {{"dry_run", false}, {"batch", made.id}}).json();
  EXPECT_EQ(done["articles"], 1) << done;
  EXPECT_EQ(done["count"], 1);
  EXPECT_THAT(shown(), testing::HasSubstr("cais"));
  EXPECT_EQ(server.post("/v1/replacements", {{"dry_run", false}, {"batch", made.id}}).json()["articles"], 0);
  ASSERT_EQ(store.take_back(made, id, "ana")->size(), 1U);
  EXPECT_THAT(shown(), testing::HasSubstr("cais")) << "no page was made since";
  const json undone = server.send("DELETE", "/v1/replacements/" + batch, "", "").json();
  EXPECT_EQ(undone["articles"], 1) << undone;
  EXPECT_EQ(shown(), first);
}

TEST_F(DeskRoutes, WhatTheSourceSaysDifferentlyIsTold) {
  const TestServer server(options());
  const std::string at =
      send_in(server, "<html lang=en><h1>The port reopened.</h1><p>He left on Monday. It rained for days.</p>");
  EXPECT_EQ(server.get(at + "/changes?to=pt").json()["compared_with"], nullptr);
  EXPECT_EQ(server.get(at + "/changes?to=pt").json()["changes"], json::array());
  ASSERT_EQ(server.post(at + "/state", {{"action", "approve"}, {"to", "pt"}, {"who", "ana"}}).status, 200U);
  ASSERT_EQ(
      server.post(at + "/corrections", {{"to", "pt"}, {"source", "It rained for days."}, {"target", "Choveu dias."}})
          .status,
      200U);
  send_in(server, "<html lang=en><h1>The port reopened.</h1><p>He left on Monday. They slept.</p>");
  send_in(server, "<html lang=en><h1>The port reopened.</h1><p>He left on Tuesday. They slept.</p>");
  const json told = server.get(at + "/changes?to=pt").json();
  EXPECT_EQ(told["compared_with"]["version"], 1) << "somebody approved that one: " << told;
  EXPECT_EQ(told["is_newest_source"], true);
  ASSERT_EQ(told["changes"].size(), 3U) << told;
  EXPECT_EQ(told["changes"][0]["kind"], "changed");
  EXPECT_EQ(told["changes"][0]["before"]["source"], "He left on Monday.");
  EXPECT_EQ(told["changes"][0]["before"]["target"], "Ele saiu na segunda-feira.");
  EXPECT_EQ(told["changes"][0]["after"]["source"], "He left on Tuesday.");
  EXPECT_EQ(told["changes"][0]["after"]["sentence"], 0);
  EXPECT_EQ(told["changes"][1]["kind"], "added");
  EXPECT_EQ(told["changes"][1]["before"], nullptr);
  EXPECT_EQ(told["changes"][2]["before"]["source"], "It rained for days.");
  ASSERT_EQ(told["unplaced_corrections"].size(), 1U);
  EXPECT_EQ(told["unplaced_corrections"][0]["target"], "Choveu dias.");
  EXPECT_EQ(server.get(at + "/changes").status, 400U);
  EXPECT_EQ(server.get("/v1/articles/0123/changes?to=pt").status, 404U);
}

TEST_F(DeskRoutes, AreForEditors) {
  ServerOptions given = options();
  given.keys = folder_.path / "keys";
  const std::string client = "Authorization: Bearer " + *ApiKeys::add(given.keys, "widget") + "\r\n";
  const TestServer server(given);
  const json body = {{"from", "en"}, {"to", "pt"}, {"source", "a"}, {"target", "b"}};
  for (const char* path : {"/v1/check", "/v1/terms"}) {
    EXPECT_EQ(server.post(path, body).status, 401U) << path;
    EXPECT_EQ(server.post(path, body, client).status, 403U) << path;
  }
  for (const char* path : {"/v1/terms", "/v1/memory"}) EXPECT_EQ(server.get(path, client).status, 403U) << path;
  EXPECT_EQ(server.send("DELETE", "/v1/terms/1", "", "", client).status, 403U);
  EXPECT_EQ(server.get("/v1/reports", client).status, 403U);
  EXPECT_EQ(server.post("/v1/reports/1", {{"state", "done"}}, client).status, 403U);
  const std::string editor =
      "Authorization: Bearer " + *ApiKeys::add(given.keys, "desk", {.role = KeyRole::kEditor}) + "\r\n";
  ASSERT_TRUE(server.server->reload());
  EXPECT_EQ(server.post("/v1/replacements", {{"find", "a"}}, editor).status, 403U) << "that is for approvers";
  EXPECT_EQ(server.send("DELETE", "/v1/replacements/1", "", "", editor).status, 403U);
  EXPECT_EQ(server.get("/v1/terms", editor).status, 200U);
  const TestServer none;
  EXPECT_EQ(none.post("/v1/replacements", {{"find", "a"}}).status, 404U);
  EXPECT_EQ(none.get("/v1/terms").status, 404U);
  EXPECT_EQ(none.get("/v1/memory").status, 404U);
}

TEST_F(DeskRoutes, DoubtfulArticlesComeFirst) {
  const TestServer server(options());
  const std::string doubted = send_in(server, kDoubted, "1");
  send_in(server, "<html lang=en><h1>He left on Monday.</h1>", "2");
  EXPECT_EQ(server.get("/v1/articles").json()["articles"][0]["address"], "2");
  const json first = server.get("/v1/articles?order=doubtful&limit=1").json();
  EXPECT_EQ(first["articles"][0]["address"], "1");
  const std::string next = std::to_string(first["next"].get<std::int64_t>());
  EXPECT_EQ(server.get("/v1/articles?order=doubtful&before=" + next).json()["articles"][0]["address"], "2");
  EXPECT_EQ(server.get("/v1/articles?order=odd").status, 400U);
}

}  // namespace
}  // namespace dragoman::server
