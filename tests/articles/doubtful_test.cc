// How many sentences are in doubt: kept with the newest version, told in the overview, and what a desk's list is sorted by.
#include "articles/test_articles.h"

namespace dragoman::articles_test {
namespace {

class Doubtful : public ArticlesTest {
 protected:
  Submitted with(const Articles& articles, const std::string& number, std::optional<std::size_t> doubtful,
                 const std::string& language = "pt") {
    const Submitted sent = submit(articles, "one", "https://a.example/" + number);
    ArticleVersion version = translation(sent, "A.", "B" + number + ".", language);
    version.doubtful = doubtful;
    version.blocks[0].sentences[0].quality = 0.25F;
    put(articles, sent, version);
    return sent;
  }
  static std::string order(const Articles& articles, ArticleQuery query) {
    std::string out;
    query.order = ArticleOrder::kDoubtful;
    for (;;) {
      const Result<std::vector<ArticleOverview>> list = articles.list(query);
      EXPECT_TRUE(list) << list.error().what;
      if (!list || list->empty()) return out;
      for (const ArticleOverview& one : *list) out += one.article.address.back();
      query.before = list->back().cursor;
    }
  }
};

TEST_F(Doubtful, IsToldOfTheNewestVersion) {
  const Articles articles = open();
  const Submitted sent = with(articles, "1", 3);
  EXPECT_EQ(articles.find(sent.article.id)->translations[0].doubtful, 3U);
  EXPECT_EQ(articles.version(sent.article.id, "pt")->blocks[0].sentences[0].quality, 0.25F);
  ArticleVersion next = translation(sent, "A.", "C.");
  put(articles, sent, next);
  EXPECT_EQ(articles.find(sent.article.id)->translations[0].doubtful, std::nullopt) << "nobody has counted";
  EXPECT_EQ(articles.version(sent.article.id, "pt")->blocks[0].sentences[0].quality, std::nullopt);
  next.doubtful = 0;
  next.blocks[0].sentences[0].quality = 0.5F;
  EXPECT_EQ(put(articles, sent, next).version, 2U) << "the same page is no new version";
  EXPECT_EQ(articles.find(sent.article.id)->translations[0].doubtful, 0U) << "but counted now";
  EXPECT_EQ(articles.version(sent.article.id, "pt")->blocks[0].sentences[0].quality, 0.5F);
}

TEST_F(Doubtful, ComesFirstInTheList) {
  const Articles articles = open();
  with(articles, "1", 2);
  with(articles, "2", std::nullopt);
  const Submitted most = with(articles, "3", 7);
  with(articles, "4", 2);
  with(articles, "5", 0);
  EXPECT_EQ(order(articles, {}), "34152");
  for (const std::size_t most_at_once : {1U, 2U, 3U}) EXPECT_EQ(order(articles, {.most = most_at_once}), "34152");
  EXPECT_EQ(order(articles, {.language = "pt"}), "34152");
  EXPECT_EQ(order(articles, {.publication = "other"}), "");
  ASSERT_TRUE(articles.approve(most.article.id, "pt", 0, "ana"));
  EXPECT_EQ(order(articles, {}), "41532") << "what somebody approved is in no doubt";
  with(articles, "5", 9, "ar");
  EXPECT_EQ(order(articles, {}), "54132");
  EXPECT_EQ(order(articles, {.language = "ar"}), "5");
}

TEST_F(Doubtful, ATitleIsTheLongestHeadlineOfTheNewestVersion) {
  const Articles articles = open();
  const Submitted sent = submit(articles, "one");
  const auto title = [&] { return articles.find(sent.article.id)->translations.at(0).title; };
  ArticleVersion version = translation(sent, "A.", "B.");
  put(articles, sent, version);
  EXPECT_EQ(title(), "") << "a text is no headline";
  const auto headline = [&](const std::string& text) {
    Block block;
    block.role = BlockRole::kHeadline;
    block.source = "A";
    block.target = text;
    version.blocks.push_back(block);
    version.page += text;
    put(articles, sent, version);
  };
  headline("O porto");
  headline("O porto reabriu");
  headline("Porto");
  EXPECT_EQ(title(), "O porto reabriu");
  std::string longer = "x";
  while (longer.size() < 400) longer += "\u00E3";
  headline(longer);
  EXPECT_EQ(title(), longer.substr(0, 299)) << "no part of a character";
}

}  // namespace
}  // namespace dragoman::articles_test
