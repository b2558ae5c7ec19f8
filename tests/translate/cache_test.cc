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
  cache.add("first", padding);
  for (int i = 0; i < 100; ++i) {
    cache.add("other" + std::to_string(i), padding);
    ASSERT_TRUE(cache.find("first")) << i;
  }
  EXPECT_FALSE(cache.find("other0"));
  EXPECT_TRUE(cache.find("other99"));
}

TEST(SentenceCache, RefusesWhatIsLargerThanItself) {
  SentenceCache cache(1000);
  cache.add("small", "a");
  cache.add("large", std::string(2000, 'x'));
  EXPECT_FALSE(cache.find("large"));
  EXPECT_TRUE(cache.find("small"));
}

TEST(SentenceCache, GivesBackWhatWasAdded) {
  SentenceCache cache(4096);
  cache.add("key", std::string("\0a", 2));
  cache.add("empty", "");
  EXPECT_EQ(cache.find("key"), std::string("\0a", 2));
  EXPECT_EQ(cache.find("empty"), "");
}

TEST(SentenceCache, OfNoSizeHoldsNothing) {
  SentenceCache cache(0);
  cache.add("a", "b");
  EXPECT_FALSE(cache.find("a"));
}

TEST(SentenceCache, AnEntryThatIsTooLargeCostsTheOthersNothing) {
  SentenceCache cache(4096);
  cache.add("small", "a");
  for (int i = 0; i < 5; ++i) cache.add("large" + std::to_string(i), std::string(3000, 'x'));
  EXPECT_TRUE(cache.find("small"));
}

// What the process really grows by, not what is counted: entries of several threads between the short-lived memory of
// their work, many times what the cache holds.
TEST(SentenceCache, ItsSizeIsAPromise) {
  constexpr std::size_t kBound = std::size_t{8} << 20;
  SentenceCache cache(kBound);
  [[maybe_unused]] const std::size_t before = resident_bytes();
  std::atomic<int> found = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&cache, &found, t] {
      for (int i = 0; i < 30000; ++i) {
        const std::string key = std::to_string(t) + " a sentence of usual length, as news has it, number " +
                                std::to_string(i) + std::string(static_cast<std::size_t>(i % 97), '.');
        cache.add(key, "uma frase de " + key + std::string(static_cast<std::size_t>(160 + i % 31 * 8), '.'));
        // Not always: a thread may be halted here until the others have filled the cache anew.
        if (i % 5 == 0 && cache.find(key)) ++found;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  [[maybe_unused]] const std::size_t after = resident_bytes();
  EXPECT_GT(found, 3 * 30000 / 5 / 2);
  EXPECT_LE(cache.allocated(), kBound);
  EXPECT_GT(cache.allocated(), kBound / 2);
#ifndef DRAGOMAN_SANITIZED  // they keep what is freed
  EXPECT_LE(after, before + kBound + (std::size_t{3} << 20));
#endif
}

}  // namespace
}  // namespace dragoman::translate
