// Items of feeds: kept while somebody asks for them, hidden when their article is, gone with it.
#include "articles/feed_items.h"

#include "articles/test_articles.h"

namespace dragoman::articles_test {
namespace {

using articles::TranslatedItems;

class FeedItemsTest : public ArticlesTest {};

TEST_F(FeedItemsTest, AreKeptWhileTheyAreAskedFor) {
  const Articles articles = open();
  const TranslatedItems items(articles);
  EXPECT_FALSE(*items.find("k1"));
  ASSERT_TRUE(items.keep({{"k1", "https://a.example/1", "<item>um</item>"}, {"k2", "", "<item>dois</item>"}}));
  EXPECT_EQ(**items.find("k1"), "<item>um</item>");
  ASSERT_TRUE(items.keep({{"k1", "https://a.example/1", "<item>outro</item>"}}));
  EXPECT_EQ(**items.find("k1"), "<item>outro</item>");
  now_ += 10 * 86400;
  EXPECT_TRUE(*items.find("k1"));
  now_ += 10 * 86400;
  ASSERT_TRUE(items.keep({{"k3", "", "<item>"}}));
  EXPECT_TRUE(*items.find("k1"));
  EXPECT_FALSE(*items.find("k2")) << "nobody asked for it in two weeks";
}

TEST_F(FeedItemsTest, AreHiddenWhenTheirArticleIs) {
  const Articles articles = open();
  const TranslatedItems items(articles);
  const Submitted sent = submit(articles, "one");
  put(articles, sent, translation(sent, "a", "um"));
  const auto hidden = [&](const char* language) { return *items.is_hidden(sent.article.address, language); };
  EXPECT_FALSE(hidden("pt"));
  ASSERT_TRUE(articles.withdraw(sent.article.id, "pt", true, ""));
  EXPECT_TRUE(hidden("pt"));
  EXPECT_FALSE(hidden("es"));
  ASSERT_TRUE(articles.withdraw(sent.article.id, "pt", false, ""));
  ASSERT_TRUE(articles.embargo(sent.article.id, now_ + 10, ""));
  EXPECT_TRUE(hidden("es"));
  now_ += 10;
  EXPECT_FALSE(hidden("es"));
  ASSERT_TRUE(items.keep({{"k1", sent.article.address, "<item>um</item>"}}));
  ASSERT_TRUE(articles.remove(sent.article.id, "", ""));
  EXPECT_FALSE(*items.find("k1"));
}

}  // namespace
}  // namespace dragoman::articles_test
