// The cache of sentences: the least used go first, and its size is a promise.
#include "translate/cache.h"

#include <gtest/gtest.h>

namespace dragoman::translate {
namespace {

std::shared_ptr<const Translated> value(const std::string& text) {
  auto made = std::make_shared<Translated>();
  made->hypotheses.push_back({.text = text});
  return made;
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

}  // namespace
}  // namespace dragoman::translate
