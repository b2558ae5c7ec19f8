// The cache of sentences: what is used stays, all of an entry comes back, and the size is a promise.
#include "translate/cache.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace dragoman::translate {
namespace {

Translated value(const std::string& text) {
  Translated made;
  made.hypotheses.push_back({.text = text});
  return made;
}

Hypothesis rich_hypothesis(const std::string& text) {
  Hypothesis made{.text = text, .log_prob = -1.25F, .score = -0.5F, .complete = false};
  made.tokens.push_back({.target = {0, 3}, .source = {1, 2}, .log_prob = -0.125F, .weights = {0.25F, 0.75F}});
  made.tokens.push_back({.target = {3, 9}, .source = {}, .log_prob = -2, .weights = {}});
  return made;
}

/// Bytes of this process that are in memory now.
std::size_t resident_bytes() {
  std::ifstream in("/proc/self/statm");
  std::size_t pages = 0;
  in >> pages >> pages;
  return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

TEST(SentenceCache, KeepsWhatIsUsedAndDropsTheRest) {
  SentenceCache cache(10 * 1024);
  const std::string padding(900, 'x');
  cache.add("first", value(padding));
  for (int i = 0; i < 100; ++i) {
    cache.add("other" + std::to_string(i), value(padding));
    ASSERT_NE(cache.find("first"), nullptr) << i;
  }
  EXPECT_EQ(cache.find("other0"), nullptr);
  EXPECT_NE(cache.find("other99"), nullptr);
}

TEST(SentenceCache, RefusesWhatIsLargerThanItself) {
  SentenceCache cache(1000);
  cache.add("small", value("a"));
  cache.add("large", value(std::string(2000, 'x')));
  EXPECT_EQ(cache.find("large"), nullptr);
  EXPECT_NE(cache.find("small"), nullptr);
}

TEST(SentenceCache, OfNoSizeHoldsNothing) {
  SentenceCache cache(0);
  cache.add("a", value("b"));
  EXPECT_EQ(cache.find("a"), nullptr);
}

TEST(SentenceCache, GivesBackAllOfAnEntry) {
  Translated all;
  all.hypotheses = {rich_hypothesis("first"), rich_hypothesis("")};
  all.source_tokens = {{0, 1}, {1, 4}};
  all.copied = true;
  all.target_tokens = {7, 9};
  all.source_token_count = 11;
  SentenceCache cache(4096);
  cache.add("key", all);
  const auto found = cache.find("key");
  ASSERT_NE(found, nullptr);
  ASSERT_EQ(found->hypotheses.size(), 2U);
  EXPECT_EQ(found->hypotheses[0].text, "first");
  EXPECT_EQ(found->hypotheses[1].text, "");
  for (const Hypothesis& hypothesis : found->hypotheses) {
    EXPECT_EQ(hypothesis.log_prob, -1.25F);
    EXPECT_EQ(hypothesis.score, -0.5F);
    EXPECT_FALSE(hypothesis.complete);
    ASSERT_EQ(hypothesis.tokens.size(), 2U);
    EXPECT_EQ(hypothesis.tokens[0].target.end, 3U);
    EXPECT_EQ(hypothesis.tokens[0].source.begin, 1U);
    EXPECT_EQ(hypothesis.tokens[0].log_prob, -0.125F);
    EXPECT_EQ(hypothesis.tokens[0].weights, (std::vector{0.25F, 0.75F}));
    EXPECT_EQ(hypothesis.tokens[1].target.begin, 3U);
    EXPECT_TRUE(hypothesis.tokens[1].weights.empty());
  }
  ASSERT_EQ(found->source_tokens.size(), 2U);
  EXPECT_EQ(found->source_tokens[1].end, 4U);
  EXPECT_TRUE(found->copied);
  EXPECT_EQ(found->target_tokens, (std::vector<std::size_t>{7, 9}));
  EXPECT_EQ(found->source_token_count, 11U);
}

TEST(SentenceCache, AnEntryThatIsTooLargeCostsTheOthersNothing) {
  SentenceCache cache(4096);
  cache.add("small", value("a"));
  for (int i = 0; i < 5; ++i) cache.add("large" + std::to_string(i), value(std::string(3000, 'x')));
  EXPECT_NE(cache.find("small"), nullptr);
}

// What the process really grows by, not what is counted: entries of several threads between the short-lived memory of
// their work, many times what the cache holds.
TEST(SentenceCache, ItsSizeIsAPromise) {
  constexpr std::size_t kBound = std::size_t{8} << 20;
  SentenceCache cache(kBound);
  const std::size_t before = resident_bytes();
  std::atomic<int> found = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&cache, &found, t] {
      for (int i = 0; i < 30000; ++i) {
        const std::string key = std::to_string(t) + " a sentence of usual length, as news has it, number " +
                                std::to_string(i) + std::string(static_cast<std::size_t>(i % 97), '.');
        Translated made = value("uma frase de " + key);
        made.source_tokens.resize(static_cast<std::size_t>(20 + i % 31));
        cache.add(key, made);
        // Not always: a thread may be halted here until the others have filled the cache anew.
        if (i % 5 == 0 && cache.find(key)) ++found;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const std::size_t after = resident_bytes();
  EXPECT_GT(found, 3 * 30000 / 5 / 2);
  EXPECT_LE(cache.allocated(), kBound);
  EXPECT_GT(cache.allocated(), kBound / 2);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they keep what is freed
  EXPECT_LE(after, before + kBound + (std::size_t{3} << 20));
#endif
}

}  // namespace
}  // namespace dragoman::translate
