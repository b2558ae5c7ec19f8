// Translated sentences on disk: found again after a restart, bounded, and never in the way.
#include "server/kept_sentences.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "service_under_test.h"

namespace dragoman::server {
namespace {

std::shared_ptr<KeptSentences> open(const std::filesystem::path& file, std::uint64_t max_bytes = 1 << 24) {
  Result<std::shared_ptr<KeptSentences>> kept = KeptSentences::open(file, max_bytes);
  EXPECT_TRUE(kept) << kept.error().what;
  return kept ? *kept : nullptr;
}

std::string read_all(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class KeptSentencesTest : public ::testing::Test {
 protected:
  Folder folder_;
  const std::filesystem::path file_ = folder_.path / "deep" / "sentences.db";
};

TEST_F(KeptSentencesTest, OutliveTheServer) {
  KeptSentences::of(open(file_), "models")->add("key", std::string("\0value", 6));
  const auto store = KeptSentences::of(open(file_), "models");
  EXPECT_EQ(store->find("key"), std::string("\0value", 6));
  EXPECT_FALSE(store->find("other"));
}

TEST_F(KeptSentencesTest, OtherModelsHaveOthers) {
  const auto kept = open(file_);
  KeptSentences::of(kept, "one")->add("key", "1");
  KeptSentences::of(kept, "two")->add("key", "2");
  ASSERT_TRUE(kept->flush());
  EXPECT_EQ(KeptSentences::of(kept, "one")->find("key"), "1");
  EXPECT_EQ(KeptSentences::of(kept, "two")->find("key"), "2");
  EXPECT_FALSE(KeptSentences::of(kept, "three")->find("key"));
  EXPECT_EQ(kept->stats().found, 2U);
  EXPECT_EQ(kept->stats().written, 2U);
}

TEST_F(KeptSentencesTest, TheFileStaysWithinItsBound) {
  constexpr std::uint64_t kBound = 2 << 20;
  const auto kept = open(file_, kBound);
  const auto store = KeptSentences::of(kept, "models");
  for (int round = 0; round < 12; ++round) {
    for (int i = 0; i < 1000; ++i) store->add(std::to_string(round * 1000 + i), std::string(500, 'x'));
    ASSERT_TRUE(kept->flush());
    EXPECT_LE(kept->stats().bytes, kBound);
  }
  EXPECT_GT(kept->stats().removed, 5000U);
  EXPECT_GT(kept->stats().bytes, kBound / 4) << "not more goes than must";
}

TEST_F(KeptSentencesTest, ADamagedFileIsPutAside) {
  open(file_);
  std::ofstream(file_, std::ios::binary | std::ios::trunc) << "this was a database once, of 100 bytes and more";
  const auto kept = open(file_);
  ASSERT_TRUE(kept);
  EXPECT_TRUE(std::filesystem::exists(file_.string() + ".damaged"));
  KeptSentences::of(kept, "models")->add("key", "value");
  ASSERT_TRUE(kept->flush());
  EXPECT_EQ(KeptSentences::of(kept, "models")->find("key"), "value");
}

TEST_F(KeptSentencesTest, AllCanBeForgotten) {
  const auto kept = open(file_);
  const auto store = KeptSentences::of(kept, "models");
  store->add("key", "value");
  ASSERT_TRUE(kept->clear());
  EXPECT_FALSE(store->find("key"));
  store->add("key", "other");
  ASSERT_TRUE(kept->flush());
  EXPECT_EQ(store->find("key"), "other");
}

TEST_F(KeptSentencesTest, ManyThreadsAddAndFind) {
  const auto kept = open(file_);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&kept, t] {
      const auto store = KeptSentences::of(kept, "models");
      for (int i = 0; i < 200; ++i) {
        const std::string key = std::to_string(i % 50), value = "value of " + key;
        store->add(key, value);
        EXPECT_EQ(store->find(key).value_or(value), value) << t;
        if (i % 100 == 99) {
          EXPECT_TRUE(kept->flush());
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(KeptSentences::of(kept, "models")->find("49"), "value of 49");
}

// As clients see it: the sentence is not translated again by the next server over the same folder.
TEST_F(KeptSentencesTest, ARestartedServerRemembers) {
  if (test_models().empty()) GTEST_SKIP() << "no models: set DRAGOMAN_TEST_MODELS or run make models";
  const nlohmann::json body = {{"q", "The port reopened on Monday."}, {"source", "en"}, {"target", "pt"}};
  ServerOptions options;
  options.data = folder_.path;
  std::string first;
  {
    const TestServer server(options);
    first = server.post("/translate", body).json()["translatedText"];
  }
  const TestServer server(options);
  EXPECT_EQ(server.post("/translate", body).json()["translatedText"], first);
  const std::string metrics = server.get("/metrics").body;
  EXPECT_NE(metrics.find("dragoman_cache_hits_total{pair=\"en-pt\"} 1"), std::string::npos) << metrics;
  EXPECT_NE(metrics.find("dragoman_words_total{pair=\"en-pt\"} 0"), std::string::npos);
}

TEST_F(KeptSentencesTest, ARemovedArticleIsNotRemembered) {
  if (test_models().empty()) GTEST_SKIP() << "no models: set DRAGOMAN_TEST_MODELS or run make models";
  ServerOptions options;
  options.data = folder_.path;
  options.articles = folder_.path / "articles.db";
  const std::string page = "<html lang=en><h1>The port reopened on Monday.</h1></html>";
  {
    const TestServer server(options);
    const Answer sent =
        server.send("POST", "/v1/articles?publication=herald&address=https://x.org/a&to=pt", "text/html", page);
    ASSERT_EQ(sent.status, 201U) << sent.body;
    const std::string at = "/v1/articles/" + sent.json()["id"].get<std::string>();
    ASSERT_EQ(server.send("DELETE", at, "", "").status, 204U);
  }
  // With and without the removal, so that the test sees what it says.
  EXPECT_EQ(read_all(folder_.path / "sentences.db").find("O porto reabriu"), std::string::npos);
  TestServer(options).post("/translate", {{"q", "The port reopened on Monday."}, {"source", "en"}, {"target", "pt"}});
  EXPECT_NE(read_all(folder_.path / "sentences.db").find("O porto reabriu"), std::string::npos);
}

}  // namespace
}  // namespace dragoman::server
