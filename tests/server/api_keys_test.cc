// The keys' file: made, read, changed; what it holds and what it does not.
#include <sys/stat.h>

#include <fstream>

#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(ApiKeys, MadeShownOnceAndRevoked) {
  const Folder folder;
  const std::filesystem::path file = folder.path / "keys";
  const Result<std::string> one = ApiKeys::add(file, "newsroom"), two = ApiKeys::add(file, "cms");
  ASSERT_TRUE(one) << one.error().what;
  ASSERT_TRUE(two);
  EXPECT_EQ(one->size(), 64U);
  EXPECT_EQ(bytes_of(file).find(*one), std::string::npos) << "the file must not hold the key";
  struct stat about {};
  ASSERT_EQ(::stat(file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
  Result<ApiKeys> keys = ApiKeys::read(file);
  ASSERT_TRUE(keys);
  ASSERT_NE(keys->find(*one), nullptr);
  EXPECT_EQ(keys->find(*one)->name, "newsroom");
  EXPECT_EQ(keys->find("x"), nullptr);
  EXPECT_EQ(keys->find(""), nullptr);
  ASSERT_TRUE(ApiKeys::remove(file, "newsroom"));
  keys = ApiKeys::read(file);
  EXPECT_EQ(keys->find(*one), nullptr);
  EXPECT_NE(keys->find(*two), nullptr);
}

TEST(ApiKeys, TermsChangeAndTheKeyStays) {
  const Folder folder;
  const std::filesystem::path file = folder.path / "keys";
  const std::string key = *ApiKeys::add(file, "cms", {.characters_per_month = 1000, .requests_per_minute = 60});
  const std::string site = *ApiKeys::add(file, "widget", {.role = KeyRole::kSite, .origins = {"https://a.example"}});
  ASSERT_TRUE(ApiKeys::change(file, "cms", {.role = KeyRole::kEditor, .characters_per_month = 0}));
  ASSERT_TRUE(ApiKeys::change(file, "widget", {.requests_per_minute = 5, .origins = {"https://B.example/"}}));
  const ApiKeys keys = *ApiKeys::read(file);
  ASSERT_NE(keys.find(key), nullptr);
  EXPECT_EQ(keys.find(key)->role, KeyRole::kEditor);
  EXPECT_EQ(keys.find(key)->characters_per_month, 0U);
  EXPECT_EQ(keys.find(key)->requests_per_minute, 60U) << "what is not named stays";
  ASSERT_NE(keys.find(site), nullptr);
  EXPECT_EQ(keys.find(site)->origins, std::vector<std::string>{"https://b.example"});
  EXPECT_EQ(keys.find(site)->requests_per_minute, 5U);
  EXPECT_EQ(ApiKeys::change(file, "none", {.requests_per_minute = 5}).error().code, ErrorCode::kNotFound);
  for (const auto& [name, change] : {std::pair<const char*, KeyChange>{"cms", {.role = KeyRole::kSite}},
                                     {"cms", {.origins = {"https://a.example"}}},
                                     {"widget", {.role = KeyRole::kEditor}},
                                     {"widget", {.origins = {"a.example/path"}}}})
    EXPECT_EQ(ApiKeys::change(file, name, change).error().code, ErrorCode::kBadArgument) << name;
  EXPECT_EQ(ApiKeys::read(file)->find(site)->origins, std::vector<std::string>{"https://b.example"});
}

TEST(ApiKeys, WhatIsRefused) {
  const Folder folder;
  const std::filesystem::path file = folder.path / "keys";
  EXPECT_EQ(ApiKeys::read(file).error().code, ErrorCode::kNotFound);
  for (const char* name : {"", "two words", "#x", "tab\t"})
    EXPECT_EQ(ApiKeys::add(file, name).error().code, ErrorCode::kBadArgument);
  ASSERT_TRUE(ApiKeys::add(file, "a"));
  EXPECT_EQ(ApiKeys::add(file, "a").error().code, ErrorCode::kBadArgument);
  EXPECT_EQ(ApiKeys::remove(file, "b").error().code, ErrorCode::kNotFound);
  std::ofstream(file) << "# remark\na secret\n";
  const Result<ApiKeys> broken = ApiKeys::read(file);
  ASSERT_FALSE(broken);
  EXPECT_NE(broken.error().what.find("line 2"), std::string::npos) << broken.error().what;
  EXPECT_FALSE(ApiKeys::add(file, "c")) << "a file that is not understood is left as it is";
  EXPECT_EQ(bytes_of(file), "# remark\na secret\n");
}

TEST(ApiKeys, TermsAreKept) {
  const Folder folder;
  const std::filesystem::path file = folder.path / "keys";
  ASSERT_TRUE(ApiKeys::add(file, "plain"));
  ASSERT_TRUE(ApiKeys::add(
      file, "desk", {.role = KeyRole::kEditor, .characters_per_month = 5'000'000'000, .requests_per_minute = 60}));
  const Result<std::string> site = ApiKeys::add(
      file, "widget", {.role = KeyRole::kSite, .origins = {"HTTPS://News.Example:443/", "https://*.news.example"}});
  ASSERT_TRUE(site) << site.error().what;
  EXPECT_TRUE(site->starts_with("site_"));
  const Result<ApiKeys> keys = ApiKeys::read(file);
  ASSERT_TRUE(keys) << keys.error().what;
  ASSERT_EQ(keys->entries().size(), 3U);
  const ApiKeys::Entry &plain = keys->entries()[0], &desk = keys->entries()[1], &widget = keys->entries()[2];
  EXPECT_EQ(plain.characters_per_month, 0U);
  EXPECT_EQ(desk.characters_per_month, 5'000'000'000U);
  EXPECT_EQ(desk.requests_per_minute, 60U);
  EXPECT_EQ(desk.key, "") << "a secret one is nowhere kept";
  EXPECT_EQ(widget.key, *site) << "a public one may be shown";
  EXPECT_EQ(widget.origins, (std::vector<std::string>{"https://news.example", "https://*.news.example"}));
  EXPECT_EQ(keys->find(*site), &widget);
}

TEST(ApiKeys, SitesHaveOriginsAndOthersNone) {
  const Folder folder;
  const std::filesystem::path file = folder.path / "keys";
  EXPECT_EQ(ApiKeys::add(file, "a", {.role = KeyRole::kSite}).error().code, ErrorCode::kBadArgument);
  EXPECT_EQ(ApiKeys::add(file, "a", {.origins = {"https://news.example"}}).error().code, ErrorCode::kBadArgument);
  EXPECT_EQ(ApiKeys::add(file, "a", {.role = KeyRole::kSite, .origins = {"*"}}).error().code, ErrorCode::kBadArgument);
  EXPECT_FALSE(std::filesystem::exists(file));
  const std::string sum(64, 'a');
  for (const char* terms :
       {"site", "site key=x", "site origin=https://a.example", "client characters=0", "client requests=x",
        "client origin=https://a.example", "client loud", "client characters=-1", "boss"}) {
    std::ofstream(file) << "a " << sum << " " << terms << "\n";
    EXPECT_FALSE(ApiKeys::read(file)) << terms;
  }
}

TEST(ApiKeys, TheServerAsksForThem) {
  NEEDS_MODELS();
  const Folder folder;
  const std::filesystem::path file = folder.path / "keys";
  const std::string key = *ApiKeys::add(file, "a");
  ServerOptions options;
  options.keys = file;
  const TestServer test(options);
  const nlohmann::json body = {{"q", "He left."}, {"source", "en"}, {"target", "pt"}};
  nlohmann::json keyed = body, wrong = body;
  keyed["api_key"] = key;
  wrong["api_key"] = "x";
  EXPECT_EQ(test.post("/translate", body).json()["error"], "Please contact the server operator to get an API key");
  EXPECT_EQ(test.post("/translate", wrong).status, 403U);
  EXPECT_EQ(test.post("/translate", wrong).json()["error"], "Invalid API key");
  EXPECT_EQ(test.post("/translate", keyed).status, 200U);
  EXPECT_EQ(test.get("/frontend/settings").json()["keyRequired"], true);
  EXPECT_EQ(test.get("/v2/usage", "Authorization: DeepL-Auth-Key x\r\n").status, 403U);
  EXPECT_EQ(test.get("/v2/usage", "Authorization: DeepL-Auth-Key " + key + "\r\n").status, 200U);
  ASSERT_TRUE(ApiKeys::remove(file, "a"));
  ASSERT_TRUE(test.server->reload());
  EXPECT_EQ(test.post("/translate", keyed).status, 403U);
  std::filesystem::remove(file);
  EXPECT_FALSE(test.server->reload());
  EXPECT_EQ(test.post("/translate", keyed).status, 403U) << "without its file the server stays closed";
}

}  // namespace
}  // namespace dragoman::server
