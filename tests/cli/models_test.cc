// dragoman models and dragoman languages, against folders made for the test.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "fetch/test_server.h"
#include "program.h"

namespace dragoman::cli_test {
namespace {

using nlohmann::json;

TEST(Models, ListShowsWhatIsInstalled) {
  NEEDS_MODELS();
  const Ran ran = run({"models", "list"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_PRED2(has, ran.out, "en -> pt");
  EXPECT_PRED2(has, ran.out, "pt -> en");
  EXPECT_EQ(lines_of(ran.out)[0].substr(0, 4), "NAME");
  EXPECT_EQ(run({"models", "list", "--names"}).out, "enpt\npten\n");
  const json list = json::parse(run({"models", "list", "--json"}).out);
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0]["source_language"], "en");
  EXPECT_EQ(list[0]["target_language"], "pt");
  EXPECT_GT(list[0]["bytes"].get<std::size_t>(), 1000000U);
  EXPECT_EQ(list[0]["folder"], (models() / "enpt").string());
}

TEST(Models, AnEmptyStoreSaysHowToFillIt) {
  TemporaryFolder folder;
  const Ran ran = run({"models", "list", "--models-dir", folder.path.string()});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "");
  EXPECT_PRED2(has, ran.err, "models add");
  EXPECT_EQ(run({"models", "list", "--json", "--models-dir", folder.path.string()}).out, "[]\n");
}

TEST(Models, WhereShowsFoldersAndRoutes) {
  NEEDS_MODELS();
  EXPECT_EQ(lines_of(run({"models", "where"}).out).at(0), models().string());
  const Ran route = run({"models", "where", "en-pt"});
  EXPECT_EQ(route.code, 0) << route.err;
  EXPECT_PRED2(has, route.out, (models() / "enpt").string());
  EXPECT_EQ(run({"models", "where", "en-ja"}).code, 3);
  EXPECT_EQ(run({"models", "where", "en"}).code, 2);
  for (const char* spelt : {"enpt", "en_pt", "eng-por", "en-pt-BR"}) {
    EXPECT_EQ(run({"models", "where", spelt}).out, route.out) << spelt;
  }
  const Ran script = run({"models", "where", "zh-Hant-en"});
  EXPECT_EQ(script.code, 3);  // understood, not installed
  EXPECT_PRED2(has, script.err, "zh-Hant");
  const json both = json::parse(run({"models", "where", "pt-en", "--json"}).out);
  EXPECT_EQ(both["route"][0]["name"], "pten");
  EXPECT_EQ(both["folders"][0], models().string());
}

// A folder of models serves as an index: add from it, translate with it, verify, damage, verify, remove.
TEST(Models, AddVerifyRemove) {
  NEEDS_MODELS();
  TemporaryFolder store;
  const std::string folder = store.path.string();
  const Ran offered = run({"models", "list", "--available", "--index", models().string(), "--models-dir", folder});
  EXPECT_PRED2(has, offered.out, "en -> pt") << offered.err;
  const Ran added = run({"models", "add", "en-pt", "--index", models().string(), "--models-dir", folder});
  ASSERT_EQ(added.code, 0) << added.err;
  EXPECT_PRED2(has, added.out, "en -> pt");
  EXPECT_EQ(added.out.substr(0, 6), "added ");
  const Ran there = run({"models", "add", "en-pt", "--index", models().string(), "--models-dir", folder});
  EXPECT_EQ(there.out, "already there: " + added.out.substr(6));
  const json list = json::parse(run({"models", "list", "--json", "--models-dir", folder}).out);
  ASSERT_EQ(list.size(), 1U);
  const std::string name = list[0]["name"];
  const Ran used = run({"translate", "-f", "en", "-t", "pt", "--models-dir", folder}, "Good morning.\n");
  EXPECT_EQ(used.code, 0) << used.err;
  EXPECT_EQ(run({"models", "verify", "--models-dir", folder}).code, 0);
  for (const auto& entry : std::filesystem::directory_iterator(list[0]["folder"].get<std::string>())) {
    if (entry.path().extension() != ".spm") continue;
    std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
    std::filesystem::resize_file(entry.path(), 100);
  }
  const Ran damaged = run({"models", "verify", "--models-dir", folder});
  EXPECT_EQ(damaged.code, 4);
  EXPECT_PRED2(has, damaged.err, ".spm");
  EXPECT_PRED2(has, damaged.err, "dragoman models add en-pt --force");
  EXPECT_EQ(damaged.err.find("--force"), damaged.err.rfind("--force")) << damaged.err;  // said once
  EXPECT_FALSE(has(damaged.err, "PAIR")) << damaged.err;
  EXPECT_EQ(json::parse(run({"models", "verify", "--json", "--models-dir", folder}).out).size(), 1U);
  const Ran again = run({"models", "add", "en-pt", "--force", "--index", models().string(), "--models-dir", folder});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(run({"models", "verify", "--models-dir", folder}).code, 0);
  EXPECT_EQ(run({"models", "remove", "en-pt", "--models-dir", folder}).out, "removed " + name + "\n");
  EXPECT_EQ(run({"models", "list", "--json", "--models-dir", folder}).out, "[]\n");
  EXPECT_EQ(run({"models", "remove", name, "--models-dir", folder}).code, 3);
  EXPECT_PRED2(has, run({"models", "remove", "", "--models-dir", folder}).err, "the model's name is empty");
}

// A folder without records promises nothing about its files: each must be seen to load before it takes a model's place.
TEST(Models, WhatCannotBeLoadedIsNotInstalled) {
  NEEDS_MODELS();
  TemporaryFolder store, odd;
  const std::string folder = store.path.string();
  ASSERT_EQ(run({"models", "add", "en-pt", "--index", models().string(), "--models-dir", folder}).code, 0);
  for (const char* spoilt : {"model.", "vocab.", "lex."}) {
    std::filesystem::create_directories(odd.path / spoilt);
    for (const auto& entry : std::filesystem::directory_iterator(models() / "enpt")) {
      const std::filesystem::path copy = odd.path / spoilt / entry.path().filename();
      if (entry.path().extension() != ".bin" && entry.path().extension() != ".spm") continue;
      std::filesystem::copy(entry.path(), copy);
      std::filesystem::permissions(copy, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
      if (copy.filename().string().starts_with(spoilt)) std::filesystem::resize_file(copy, 5000);
    }
    const std::string index = (odd.path / spoilt).string();
    const Ran refused = run({"models", "add", "en-pt", "--force", "--index", index, "--models-dir", folder});
    EXPECT_EQ(refused.code, 5) << refused.err;
    EXPECT_PRED2(has, refused.err, spoilt);
    EXPECT_PRED2(has, refused.err, "nothing was installed");
    EXPECT_EQ(run({"models", "verify", "--models-dir", folder}).code, 0) << spoilt;
  }
}

// Models copied by hand have no checksums; that is worth saying, and no fault. What does not load is one.
TEST(Models, VerifyOfHandCopiedModelsLoadsThem) {
  NEEDS_MODELS();
  TemporaryFolder store;
  const std::string folder = store.path.string();
  std::filesystem::copy(models() / "enpt", store.path / "enpt");
  std::filesystem::remove(store.path / "enpt/dragoman.json");
  const Ran ran = run({"models", "verify", "--models-dir", folder});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_PRED2(has, ran.err, "no checksums recorded");
  EXPECT_FALSE(has(ran.err, "add the model again"));
  EXPECT_EQ(json::parse(run({"models", "verify", "--json", "--models-dir", folder}).out)[0]["note"], true);
  for (const auto& entry : std::filesystem::directory_iterator(store.path / "enpt")) {
    if (entry.path().filename().string().ends_with(".alphas.bin")) {
      std::filesystem::resize_file(entry.path(), std::filesystem::file_size(entry.path()) / 2);
    }
  }
  const Ran cut = run({"models", "verify", "--models-dir", folder});
  EXPECT_EQ(cut.code, 4) << cut.err;
  EXPECT_PRED2(has, cut.err, "cannot be loaded");
}

// A model that cannot be read is no reason to say that there is none.
TEST(Models, VerifySeesModelsThatListCannotRead) {
  TemporaryFolder store;
  const std::string folder = store.path.string();
  const Ran empty = run({"models", "verify", "--models-dir", folder});
  EXPECT_EQ(empty.code, 0);
  EXPECT_PRED2(has, empty.err, "nothing to verify");
  std::filesystem::create_directory(store.path / "enpt");
  store.write("enpt/dragoman.json", "{ broken");
  store.write("enpt/vocab.enpt.spm", "x");
  const Ran ran = run({"models", "verify", "--models-dir", folder});
  EXPECT_EQ(ran.code, 4) << ran.err;
  EXPECT_PRED2(has, ran.err, "enpt");
  EXPECT_FALSE(has(ran.err, "nothing to verify"));
  EXPECT_EQ(json::parse(run({"models", "verify", "--json", "--models-dir", folder}).out).size(), 1U);
  EXPECT_EQ(run({"models", "verify", "--json", "--models-dir", folder}).code, 4);
  EXPECT_PRED2(has, run({"models", "list", "--models-dir", folder}).err, "dragoman.json");
}

TEST(Models, OfflineIsSaidClearly) {
  TemporaryFolder store;
  const Ran ran =
      run({"models", "add", "en-ar", "--index", "http://127.0.0.1:9/index.json", "--models-dir", store.path.string()});
  EXPECT_EQ(ran.code, 5);
  EXPECT_PRED2(has, ran.err, "127.0.0.1");
}

// An index that is not there is a failure of the index; a pair that a sound index lacks is a missing model.
TEST(Models, AnIndexThatIsNotThereEndsInFive) {
  TemporaryFolder store;
  fetch_test::TestServer server;
  const std::string none = server.address("/none.json"), nowhere = store.file("nowhere"), folder = store.path.string();
  for (const std::string& index : {none, nowhere, folder}) {
    const Ran added = run({"models", "add", "en-ar", "--index", index, "--models-dir", folder});
    EXPECT_EQ(added.code, 5) << added.err;
    EXPECT_EQ(run({"models", "list", "--available", "--index", index}).code, 5) << index;
  }
  EXPECT_PRED2(has, run({"models", "list", "--available", "--index", none}).err, "404");
  EXPECT_PRED2(has, run({"models", "list", "--available", "--index", nowhere}).err, nowhere);
  NEEDS_MODELS();
  EXPECT_EQ(run({"models", "add", "en-ar", "--index", models().string(), "--models-dir", folder}).code, 3);
}

// More bytes than the index says are the server's fault, and end as all of its faults do.
TEST(Models, ADownloadWithoutEndEndsInFive) {
  TemporaryFolder store;
  fetch_test::TestServer server;
  const auto file = [](const std::string& name) { return "{\"path\": \"" + name + "\", \"uncompressedSize\": 10}"; };
  server.put("/m.json", R"({"baseUrl": ")" + server.address("") +
                            R"(", "models": {"en-ar": [{"architecture": "tiny", "releaseStatus": "Release",)" +
                            R"("sourceLanguage": "en", "targetLanguage": "ar", "files": {"model": )" +
                            file("model.enar.bin") + ", \"lexicalShortlist\": " + file("lex.enar.bin") +
                            ", \"vocab\": " + file("vocab.enar.spm") + "}}]}}");
  for (const char* name : {"/model.enar.bin", "/lex.enar.bin", "/vocab.enar.spm"})
    server.put(name, std::string(200000, 'x'));
  const std::string index = server.address("/m.json"), folder = store.path.string();
  const Ran added = run({"models", "add", "en-ar", "--index", index, "--models-dir", folder});
  EXPECT_EQ(added.code, 5) << added.err;
  EXPECT_PRED2(has, added.err, "installing en-ar");
  // Where one side is English, there is no way through it.
  EXPECT_FALSE(has(run({"models", "add", "en-fr", "--index", index, "--models-dir", folder}).err, "through English"));
  EXPECT_PRED2(has, run({"models", "add", "pt-fr", "--index", index, "--models-dir", folder}).err, "through English");
}

TEST(Models, NothingFromOutsideSteersTheTerminal) {
  TemporaryFolder store;
  const Ran ran = run({"inspect", store.file("no\x1B[31m\xC2\x9B"
                                             "2J")});
  EXPECT_NE(ran.code, 0);
  EXPECT_PRED2(has, ran.err, "no?[31m?2J");
}

TEST(Models, OptionsThatDoNotGoTogetherAreUsageErrors) {
  TemporaryFolder store;
  for (std::vector<std::string> words : {std::vector<std::string>{"models", "list", "--names", "--json"},
                                         {"models", "list", "--index", "x"},
                                         {"languages", "--plain", "--json"}}) {
    const std::string option = words[words.size() - (words[2] == "--index" ? 2 : 1)];
    words.insert(words.end(), {"--models-dir", store.path.string()});
    const Ran ran = run(words);
    EXPECT_EQ(ran.code, 2) << words[1];
    EXPECT_EQ(ran.out, "");
    EXPECT_PRED2(has, ran.err, option);
  }
}

TEST(Models, WrongUsage) {
  EXPECT_EQ(run({"models"}).code, 2);
  EXPECT_EQ(run({"models", "add"}).code, 2);
  EXPECT_EQ(run({"models", "frobnicate"}).code, 2);
}

TEST(Languages, PairsAndPivots) {
  NEEDS_MODELS();
  EXPECT_EQ(run({"languages", "--plain"}).out, "en\tpt\npt\ten\n");
  EXPECT_PRED2(has, run({"languages"}).out, "Portuguese");
  // A made-up third language: a copy of a model under another pair's name.
  TemporaryFolder store;
  std::filesystem::copy(models() / "pten", store.path / "pten", std::filesystem::copy_options::recursive);
  std::filesystem::create_directory(store.path / "enar");
  for (const auto& entry : std::filesystem::directory_iterator(models() / "enpt")) {
    std::string name = entry.path().filename().string();
    if (const std::size_t at = name.find("enpt"); at != std::string::npos) name.replace(at, 4, "enar");
    if (name.ends_with(".bin") || name.ends_with(".spm"))
      std::filesystem::copy(entry.path(), store.path / "enar" / name);
  }
  const std::string folder = store.path.string();
  const json pairs = json::parse(run({"languages", "--json", "--models-dir", folder}).out);
  ASSERT_EQ(pairs.size(), 3U);
  EXPECT_EQ(pairs[2], json({{"source_language", "pt"}, {"target_language", "en"}, {"through", nullptr}}));
  EXPECT_EQ(pairs[1], json({{"source_language", "pt"}, {"target_language", "ar"}, {"through", "en"}}));
  const Ran ran = run({"translate", "-v", "-f", "pt", "-t", "ar", "--models-dir", folder}, "Bom dia.\n");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_PRED2(has, ran.err, "route: pt->en");
  EXPECT_NE(ran.out, "");
}

}  // namespace
}  // namespace dragoman::cli_test
