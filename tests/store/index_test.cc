// Every form of model index, in small samples of the real ones.
#include "store/index.h"

#include <gtest/gtest.h>

#include "store/address.h"
#include "store/install.h"
#include "store/test_files.h"
#include "store/test_index.h"

namespace dragoman::store {
namespace {

using fetch_test::TestServer;
using store_test::TempFolder;
using store_test::write;

std::vector<Offer> offers_at(const std::string& address) {
  Result<std::vector<Offer>> offers = load_index(address, {});
  EXPECT_TRUE(offers) << offers.error().what;
  return offers ? *offers : std::vector<Offer>();
}
ErrorCode code_at(const std::string& address) {
  Result<std::vector<Offer>> offers = load_index(address, {});
  return offers ? ErrorCode::kInternal : offers.error().code;
}
std::string registry_with(const std::string& name, const std::string& sum, const std::string& size = "1") {
  return R"({"enar": {"model": {"name": ")" + name + R"(", "size": )" + size + R"(, "expectedSha256Hash": ")" + sum +
         R"(", "modelType": "tiny"}, "vocab": {"name": "vocab.enar.spm", "modelType": "tiny"}}})";
}
const std::string kSum(64, 'a');

TEST(Index, Registry) {
  TestServer server;
  store_test::serve_registry(server, "enar", store_test::test_model("enar"), "base-memory", "/sub/");
  std::vector<Offer> offers = offers_at(server.address("/sub/registry.json?alt=media"));
  ASSERT_EQ(offers.size(), 1u);
  EXPECT_EQ(offers[0].source.tag() + offers[0].target.tag(), "enar");
  EXPECT_EQ(offers[0].architecture, "base-memory");
  EXPECT_EQ(offers[0].problem, "");
  ASSERT_EQ(offers[0].files.size(), 3u);
  EXPECT_EQ(offers[0].files[0].address,
            server.address("/sub/models/base-memory/enar/model.enar.intgemm.alphas.bin.gz"));
  EXPECT_EQ(offers[0].files[0].bytes, 200'000u);
  EXPECT_EQ(offers[0].files[0].packed_bytes, 0u);
}

TEST(Index, RegistryOfTheOldDaysStatesMaturity) {
  json::JsonValue prod = *json::parse_json(R"({"enar": {"model": {"name": "model.enar.bin", "modelType": "prod"},
      "vocab": {"name": "vocab.enar.spm", "modelType": "prod"}, "qualityModel": {"name": "q.bin"}},
      "enfa": {"model": {"name": "model.enfa.bin", "modelType": "dev"},
      "srcvocab": {"name": "srcvocab.enfa.spm"}, "trgvocab": {"name": "trgvocab.enfa.spm"}},
      "comment": "no pair", "xx": {}})",
                                           "test");
  std::vector<Offer> offers = read_registry(prod, "https://host/");
  ASSERT_EQ(offers.size(), 2u);
  EXPECT_TRUE(offers[0].released);
  EXPECT_EQ(offers[0].architecture, "");
  EXPECT_EQ(offers[0].files[0].address, "https://host/models/prod/enar/model.enar.bin.gz");
  EXPECT_FALSE(offers[1].released);
  EXPECT_EQ(offers[1].files.size(), 3u);
  EXPECT_EQ(offers[1].problem, "");
}

TEST(Index, Catalogue) {
  TestServer server;
  std::string entries =
      store_test::serve_catalogue_entry(server, "en", "zh_hant", "base", "Release",
                                        store_test::test_model("enzh_hant", 5000, true)) +
      ", " +
      store_test::serve_catalogue_entry(server, "en", "zh_hant", "tiny", "", store_test::test_model("enzh_hant", 4000));
  server.put("/db/models.json", "{\"generated\": \"2026-01-01\", \"baseUrl\": \"" + server.address("") +
                                    "\", \"models\": {\"en-zh_hant\": [" + entries + "]}}");
  std::vector<Offer> offers = offers_at(server.address("/db/models.json"));
  ASSERT_EQ(offers.size(), 2u);
  EXPECT_EQ(offers[0].target.tag(), "zh-Hant");
  EXPECT_TRUE(offers[0].released);
  EXPECT_EQ(offers[0].files.size(), 4u);
  EXPECT_EQ(offers[0].files[0].address,
            server.address("/models/en-zh_hant/base/model.enzh_hant.intgemm.alphas.bin.gz"));
  EXPECT_EQ(offers[0].files[0].sha256.size(), 64u);
  EXPECT_EQ(offers[0].files[1].sha256, "");
  EXPECT_FALSE(offers[1].released);
}

TEST(Index, RecordsAndWhereTheirAttachmentsAre) {
  TestServer server;
  std::string records =
      store_test::serve_records(server, "en", "es", "3.0", store_test::test_model("enes")) + ", " +
      store_test::serve_records(server, "en", "es", "2.1", store_test::test_model("enes", 100)) + ", " +
      store_test::serve_records(server, "en", "zh-Hant", "1.0", store_test::test_model("enzhHant", 100, true));
  server.put("/v1/", R"({"capabilities": {"attachments": {"base_url": ")" + server.address("/cdn") + R"("}}})");
  server.put("/v1/buckets/main/collections/translations-models-v2/records", "{\"data\": [" + records + "]}");
  std::vector<Offer> offers = offers_at(server.address("/v1/buckets/main/collections/translations-models-v2/records"));
  ASSERT_EQ(offers.size(), 3u);
  Result<Offer> best = choose_offer(offers, *Language::parse("en"), *Language::parse("es"), "");
  ASSERT_TRUE(best);
  EXPECT_EQ(best->version, "3.0");
  EXPECT_EQ(best->files[0].address, server.address("/cdn/main-workspace/3.0-model.enes.intgemm.alphas.bin.zst"));
  EXPECT_EQ(best->files[0].bytes, 200'000u);
  EXPECT_GT(best->files[0].packed_bytes, 0u);
  EXPECT_EQ(best->files[0].packed_sha256.size(), 64u);
}

TEST(Index, RecordsOfTheFirstCollection) {
  json::JsonValue index = *json::parse_json(R"({"data": [
      {"name": "model.enes.bin", "fromLang": "en", "toLang": "es", "fileType": "model", "version": "1.0",
       "filter_expression": "env.channel == 'nightly'", "attachment": {"size": 7, "location": "a/b.bin"}},
      {"name": "vocab.enes.spm", "fromLang": "en", "toLang": "es", "fileType": "vocab", "version": "1.0",
       "filter_expression": "env.channel == 'nightly'", "attachment": {"size": 7, "location": "a/c.spm"}},
      {"name": "x", "fileType": "qualityModel", "fromLang": "en", "toLang": "es"}, 7, {"fileType": "model"}]})",
                                            "test");
  std::vector<Offer> offers = read_records(index, "https://cdn/", {});
  ASSERT_EQ(offers.size(), 1u);
  EXPECT_FALSE(offers[0].released);
  EXPECT_EQ(offers[0].problem, "");
  EXPECT_EQ(offers[0].files[0].address, "https://cdn/a/b.bin");
}

TEST(Index, AFolderOfModelFolders) {
  TempFolder temp;
  store_test::write_firefox_model(temp / "enpt", "enpt");
  store_test::write_firefox_model(temp / "models/base/enar", "enar");
  write(temp / "pten/model.pten.bin.gz", store_test::gzipped("x"));
  write(temp / "pten/vocab.pten.spm.zst", store_test::zstandard("x"));
  write(temp / "broken/model.ende.bin", "x");
  std::vector<Offer> offers = offers_at(temp.path().string());
  ASSERT_EQ(offers.size(), 4u);  // in the order of the folders' names
  EXPECT_NE(offers[0].problem, "");
  EXPECT_EQ(offers[1].source.tag() + offers[1].target.tag() + offers[1].architecture, "enpt");
  EXPECT_EQ(offers[2].source.tag() + offers[2].target.tag() + offers[2].architecture, "enarbase");
  EXPECT_EQ(offers[3].files[0].name, "model.pten.bin");
  EXPECT_EQ(offers[3].problem, "");
}

TEST(Index, ALocalIndexFindsItsFilesBesideIt) {
  TempFolder temp;
  TestServer server;
  std::vector<store_test::TestFile> files = store_test::test_model("enar", 1000);
  write(temp / "registry.json", store_test::serve_registry(server, "enar", files));
  for (const store_test::TestFile& file : files) write(temp / ("models/tiny/enar/" + file.name), file.bytes);
  for (const std::string& address : {temp.path().string(), "file://" + (temp / "registry.json").string()}) {
    std::vector<Offer> offers = offers_at(address);
    ASSERT_EQ(offers.size(), 1u);
    EXPECT_EQ(offers[0].files[0].address, (temp / "models/tiny/enar/model.enar.intgemm.alphas.bin").string());
  }
}

TEST(Index, WhatIsNoIndexIsRefused) {
  TempFolder temp;
  TestServer server;
  write(temp / "a.json", "{\"some\": \"json\"}");
  write(temp / "b.json", "<html>");
  write(temp / "c.json", "[]");
  for (const char* name : {"a.json", "b.json", "c.json"})
    EXPECT_EQ(code_at((temp / name).string()), ErrorCode::kBadIndex) << name;
  EXPECT_EQ(code_at((temp / "none.json").string()), ErrorCode::kBadIndex);
  EXPECT_EQ(code_at((temp / "none").string()), ErrorCode::kBadIndex);
  write(temp / "empty/readme", "x");
  EXPECT_EQ(code_at((temp / "empty").string()), ErrorCode::kBadIndex);
  EXPECT_EQ(code_at(server.address("/none.json")), ErrorCode::kBadIndex);
  EXPECT_EQ(code_at("ftp://host/registry.json"), ErrorCode::kBadArgument);
  EXPECT_EQ(code_at("file://host/registry.json"), ErrorCode::kBadArgument);
}

TEST(Index, HostileEntriesSpoilThemselvesOnly) {
  const std::string good = "model.enar.intgemm.alphas.bin";
  EXPECT_EQ(read_registry(*json::parse_json(registry_with(good, kSum), "t"), "https://h/")[0].problem, "");
  for (const std::string& name :
       {std::string("../../model.enar.bin"), std::string("/etc/model.bin"), std::string("model."),
        std::string(".model.bin"), std::string("model.a\\\\b.bin"), std::string("vocab.enar.spm"),
        std::string("model.enar.bin.gz"), std::string("model." + std::string(200, 'a') + ".bin"),
        std::string("model.\\u202e.bin")}) {
    std::vector<Offer> offers = read_registry(*json::parse_json(registry_with(name, kSum), "t"), "https://h/");
    ASSERT_EQ(offers.size(), 1u) << name;
    EXPECT_NE(offers[0].problem, "") << name;
  }
  EXPECT_NE(read_registry(*json::parse_json(registry_with(good, "12"), "t"), "https://h/")[0].problem, "");
  EXPECT_NE(read_registry(*json::parse_json(registry_with(good, kSum, "90000000000"), "t"), "https://h/")[0].problem,
            "");
  Result<Offer> chosen = choose_offer(read_registry(*json::parse_json(registry_with("../x", kSum), "t"), "https://h/"),
                                      *Language::parse("en"), *Language::parse("ar"), "");
  ASSERT_FALSE(chosen);
  EXPECT_EQ(chosen.error().code, ErrorCode::kBadIndex);
}

TEST(Index, TwoFilesForOnePartAreRefused) {
  json::JsonValue index = *json::parse_json(R"({"data": [
      {"name": "model.enes.bin", "sourceLanguage": "en", "targetLanguage": "es", "fileType": "model", "version": "1", "attachment": {"location": "a"}},
      {"name": "model.enes.b.bin", "sourceLanguage": "en", "targetLanguage": "es", "fileType": "model", "version": "1", "attachment": {"location": "b"}},
      {"name": "vocab.enes.spm", "sourceLanguage": "en", "targetLanguage": "es", "fileType": "vocab", "version": "1", "attachment": {"location": "c"}}]})",
                                            "test");
  std::vector<Offer> offers = read_records(index, "https://cdn/", {});
  ASSERT_EQ(offers.size(), 1u);
  EXPECT_NE(offers[0].problem.find("two files"), std::string::npos);
}

TEST(Index, AddressesLeaveNeitherTheFolderNorTheProtocol) {
  EXPECT_EQ(file_address("https://h/a/", "b/c.gz"), "https://h/a/b/c.gz");
  EXPECT_EQ(file_address("https://h/db/", "b/c.gz", "https://other/"), "https://other/b/c.gz");
  EXPECT_EQ(file_address("https://h/db/", "b/c.gz", "http://other/"), "");
  EXPECT_EQ(file_address("http://h/db/", "b/c.gz", "file:///etc/"), "");
  for (const char* path : {"../c", "/etc/passwd", "a//b", "a/../b", "", "a/", "http://x/y", "a%2e%2e/b", "a b", "a?b"})
    EXPECT_EQ(file_address("https://h/", path), "") << path;
}

TEST(Index, ChoosesTheBestOffer) {
  Language en = *Language::parse("en"), pt = *Language::parse("pt"), brazil = *Language::parse("pt-BR");
  auto offer = [&](const Language& target, const char* architecture, bool released, const char* version = "") {
    return Offer{en, target, architecture, version, released, {}, {}};
  };
  std::vector<Offer> offers{offer(pt, "tiny", true), offer(pt, "base-memory", true), offer(pt, "base", false),
                            offer(brazil, "tiny", true)};
  EXPECT_EQ(choose_offer(offers, en, pt, "")->architecture, "base-memory");  // released before better
  EXPECT_EQ(choose_offer(offers, en, pt, "base")->architecture, "base");
  EXPECT_EQ(choose_offer(offers, en, brazil, "")->target, brazil);
  EXPECT_EQ(choose_offer(offers, en, *Language::parse("pt-PT"), "")->target, pt);
  Result<Offer> none = choose_offer(offers, en, pt, "huge");
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().what.find("base-memory"), std::string::npos);
  EXPECT_EQ(choose_offer(offers, pt, en, "").error().code, ErrorCode::kNotFound);
}

TEST(Index, Versions) {
  const char* kRising[] = {"", "1.0a1", "1.0", "1.0.1", "1.2", "1.10", "2.0"};
  for (std::size_t i = 0; i + 1 < std::size(kRising); ++i) {
    EXPECT_TRUE(newer_version(kRising[i + 1], kRising[i])) << kRising[i];
    EXPECT_FALSE(newer_version(kRising[i], kRising[i + 1])) << kRising[i];
    EXPECT_FALSE(newer_version(kRising[i], kRising[i]));
  }
}

TEST(Address, Kinds) {
  EXPECT_TRUE(is_remote("HTTPS://h/x"));
  EXPECT_FALSE(is_remote("/tmp/x"));
  EXPECT_EQ(*local_path("file:///tmp/a%20b"), "/tmp/a b");
  EXPECT_EQ(*local_path("file://localhost/tmp/a"), "/tmp/a");
  EXPECT_EQ(*local_path("some/folder"), "some/folder");
  EXPECT_FALSE(local_path(std::string_view("/tmp/a\0b", 8)));
  EXPECT_EQ(parent_address("https://h/a/b.json?x=/y"), "https://h/a/");
  EXPECT_EQ(parent_address("b.json"), "");
}

}  // namespace
}  // namespace dragoman::store
