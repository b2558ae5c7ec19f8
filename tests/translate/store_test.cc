// Translations that outlive a translator: found again, by all options that they depend on, and never believed when damaged.
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "fixture.h"

namespace dragoman::test {
namespace {

class MapStore : public SentenceStore {
 public:
  std::optional<std::string> find(std::string_view key) override {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(std::string(key));
    return found == entries_.end() ? std::nullopt : std::optional(found->second);
  }
  void add(std::string_view key, std::string_view value) override {
    const std::lock_guard lock(mutex_);
    entries_[std::string(key)] = value;
  }
  std::map<std::string, std::string> entries_;

 private:
  std::mutex mutex_;
};

class Store : public WithModels {};

constexpr const char* kText = "The port reopened on Monday. Nobody was hurt.";

TEST_F(Store, IsAskedForWhatTheCacheLacks) {
  const auto store = std::make_shared<MapStore>();
  std::string expected;
  {
    const Translator first({model("enpt")}, {.store = store});
    expected = translated(first, kText, {.align = true}).text;
    EXPECT_EQ(first.stats().cache_hits, 0U);
  }
  EXPECT_EQ(store->entries_.size(), 2U);
  const Translator second({model("enpt")}, {.store = store});
  const Translation again = translated(second, kText, {.align = true});
  EXPECT_EQ(again.text, expected);
  EXPECT_EQ(second.stats().cache_hits, 2U);
  EXPECT_EQ(second.stats().source_words, 0U);
  EXPECT_FALSE(again.sentences.front().hypotheses.front().tokens.empty());
  // Other options, other results: nothing of it is taken for theirs.
  EXPECT_EQ(translated(second, kText, {.beam = 2}).sentences.size(), 2U);
  EXPECT_EQ(second.stats().cache_hits, 2U);
  // And what has been found there is in the cache from then on.
  store->entries_.clear();
  EXPECT_EQ(translated(second, kText, {.align = true}).text, expected);
  EXPECT_EQ(second.stats().cache_hits, 4U);
}

TEST_F(Store, ACallWithoutCacheNeitherAsksNorTells) {
  const auto store = std::make_shared<MapStore>();
  const Translator translator({model("enpt")}, {.store = store});
  translated(translator, kText, {.use_cache = false});
  EXPECT_TRUE(store->entries_.empty());
}

TEST_F(Store, DamagedEntriesAreTranslatedAnew) {
  const auto store = std::make_shared<MapStore>();
  const std::string expected = translated(Translator({model("enpt")}, {.store = store}), kText).text;
  for (auto& [key, value] : store->entries_) value.resize(value.size() / 2);
  EXPECT_EQ(translated(Translator({model("enpt")}, {.store = store}), kText).text, expected);
  for (auto& [key, value] : store->entries_) EXPECT_GT(value.size(), 20U) << "mended";
}

}  // namespace
}  // namespace dragoman::test
