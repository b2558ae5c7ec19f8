// What is sent and what readers see: versions, states, gates, embargo, lists, deletion.
#include "articles/test_articles.h"

#include <fstream>
#include <iterator>

namespace dragoman::articles_test {
namespace {

TEST_F(ArticlesTest, AnArticleIsItsPublicationAndAddress) {
  const Articles articles = open();
  const Submitted first = submit(articles, "one");
  EXPECT_TRUE(first.is_new);
  EXPECT_TRUE(first.is_changed);
  EXPECT_EQ(first.article.source_version, 1U);
  EXPECT_EQ(first.article.id.size(), 32U);
  EXPECT_EQ(first.article.id, *Articles::id_of("herald", "https://a.example/1"));
  EXPECT_NE(first.article.id, *Articles::id_of("heral", "dhttps://a.example/1"));
  const Submitted same = submit(articles, "one");
  EXPECT_FALSE(same.is_new);
  EXPECT_FALSE(same.is_changed);
  const Submitted second = submit(articles, "two");
  EXPECT_FALSE(second.is_new);
  EXPECT_TRUE(second.is_changed);
  EXPECT_EQ(second.article.source_version, 2U);
  EXPECT_EQ(articles.source(first.article.id)->bytes, "two");
  EXPECT_TRUE(submit(articles, "one", "https://a.example/2").is_new);
}

TEST_F(ArticlesTest, BytesWithZerosAndRangesComeBackAsTheyWere) {
  const Articles articles = open();
  const std::string bytes("a\0b\xff\n", 5);
  const Submitted sent = submit(articles, bytes);
  EXPECT_EQ(articles.source(sent.article.id)->bytes, bytes);
  ArticleVersion version = translation(sent, "O \"fim\".\n", "Olá \\ fim.");
  version.page = bytes;
  version.blocks[0].role = BlockRole::kHeadline;
  version.blocks[0].note = "unchanged: a name";
  version.blocks.push_back({BlockRole::kCredit, KeepReason::kName, "", "Foto", "Foto", {}});
  put(articles, sent, version);
  const Result<ArticleVersion> back = articles.version(sent.article.id, "pt");
  ASSERT_TRUE(back) << back.error().what;
  EXPECT_EQ(back->page, bytes);
  EXPECT_EQ(back->source_language, "en");
  EXPECT_EQ(back->media_type, "text/html; charset=utf-8");
  ASSERT_EQ(back->blocks.size(), 2U);
  EXPECT_EQ(back->blocks[0].role, BlockRole::kHeadline);
  EXPECT_EQ(back->blocks[0].source, version.blocks[0].source);
  EXPECT_EQ(back->blocks[0].target, version.blocks[0].target);
  EXPECT_EQ(back->blocks[0].note, "unchanged: a name");
  EXPECT_EQ(back->blocks[0].sentences[0].source, version.blocks[0].sentences[0].source);
  EXPECT_EQ(back->blocks[1].kept, KeepReason::kName);
}

TEST_F(ArticlesTest, AutomaticSectionsShowTheNewest) {
  const Articles articles = open();
  const Submitted sent = submit(articles, "one");
  EXPECT_EQ(seen(articles, sent.article.id), "(untranslated)");
  EXPECT_EQ(put(articles, sent, translation(sent, "a", "um")).version, 1U);
  EXPECT_EQ(seen(articles, sent.article.id), "<p>um</p>");
  now_ += 5;
  EXPECT_EQ(put(articles, sent, translation(sent, "a", "um")).version, 1U) << "nothing has changed";
  const Submitted again = submit(articles, "two");
  EXPECT_EQ(put(articles, again, translation(again, "b", "dois")).version, 2U);
  EXPECT_EQ(seen(articles, sent.article.id), "<p>dois</p>");
  EXPECT_EQ(put(articles, sent, translation(sent, "a", "late")).version, 2U) << "made from an older source";
  EXPECT_EQ(seen(articles, sent.article.id), "<p>dois</p>");
  EXPECT_EQ(articles.versions(sent.article.id, "pt")->size(), 2U);
  EXPECT_EQ(articles.version(sent.article.id, "pt", 1)->page, "<p>um</p>");
  EXPECT_EQ(articles.version(sent.article.id, "pt", 7).error().code, ErrorCode::kNotFound);
}

TEST_F(ArticlesTest, SectionsThatWaitShowWhatWasApproved) {
  const Articles articles = open();
  ASSERT_TRUE(articles.set_gate("herald", "", PublishGate::kApprove));
  ASSERT_TRUE(articles.set_gate("herald", "sport", PublishGate::kAutomatic));
  const Submitted sport = submit(articles, "s", "https://a.example/s", "sport");
  put(articles, sport, translation(sport, "a", "gol"));
  EXPECT_EQ(seen(articles, sport.article.id), "<p>gol</p>") << "a section's own gate counts more";
  const Submitted sent = submit(articles, "one", "https://a.example/1", "world");
  put(articles, sent, translation(sent, "a", "um"));
  EXPECT_EQ(seen(articles, sent.article.id), "(unapproved)");
  EXPECT_EQ(articles.approve(sent.article.id, "pt", 9, "ana").error().code, ErrorCode::kBusy);
  ASSERT_TRUE(articles.approve(sent.article.id, "pt", 1, "ana"));
  EXPECT_EQ(seen(articles, sent.article.id), "<p>um</p>");
  const Submitted again = submit(articles, "two", "https://a.example/1", "world");
  put(articles, again, translation(again, "b", "dois"));
  EXPECT_EQ(seen(articles, sent.article.id), "<p>um</p>") << "the approved one until the next is";
  EXPECT_EQ(articles.find(sent.article.id)->translations[0].state, ArticleState::kMachine);
  EXPECT_EQ(articles.find(sent.article.id)->translations[0].shown_version, 1U);
  ASSERT_TRUE(articles.approve(sent.article.id, "pt", 0, "ana"));
  EXPECT_EQ(seen(articles, sent.article.id), "<p>dois</p>");
  EXPECT_EQ(articles.version(sent.article.id, "pt")->who, "ana");
  ASSERT_TRUE(articles.set_gate("other", "", PublishGate::kApprove));
  EXPECT_EQ(*articles.gate("herald", "sport"), PublishGate::kAutomatic);
  EXPECT_EQ(*articles.gate("third", ""), PublishGate::kAutomatic);
}

TEST_F(ArticlesTest, WithdrawnAndHeldArticlesAreNotSeen) {
  const Articles articles = open();
  const Submitted sent = submit(articles, "one");
  put(articles, sent, translation(sent, "a", "um"));
  put(articles, sent, translation(sent, "a", "uno", "es"));
  ASSERT_TRUE(articles.withdraw(sent.article.id, "pt", true, "ana"));
  EXPECT_EQ(seen(articles, sent.article.id), "(withdrawn)");
  EXPECT_EQ(seen(articles, sent.article.id, "es"), "<p>uno</p>");
  EXPECT_EQ(articles.version(sent.article.id, "pt")->page, "<p>um</p>") << "those who may see all still do";
  const Submitted again = submit(articles, "two");
  put(articles, again, translation(again, "b", "dois"));
  EXPECT_EQ(seen(articles, sent.article.id), "(withdrawn)") << "a new version does not bring it back";
  ASSERT_TRUE(articles.withdraw(sent.article.id, "pt", false, "ana"));
  EXPECT_EQ(seen(articles, sent.article.id), "<p>dois</p>");
  ASSERT_TRUE(articles.withdraw(sent.article.id, "", true, "ana"));
  EXPECT_EQ(seen(articles, sent.article.id, "es"), "(withdrawn)");
  EXPECT_EQ(seen(articles, sent.article.id, "fr"), "(withdrawn)");
  ASSERT_TRUE(articles.withdraw(sent.article.id, "", false, "ana"));
  ASSERT_TRUE(articles.embargo(sent.article.id, now_ + 60, "ana"));
  EXPECT_EQ(seen(articles, sent.article.id), "(embargo)");
  now_ += 60;
  EXPECT_EQ(seen(articles, sent.article.id), "<p>dois</p>");
  const Result<std::vector<ArticleEvent>> history = articles.history(sent.article.id);
  ASSERT_TRUE(history);
  EXPECT_EQ(history->front().what, "embargo");
  EXPECT_EQ(history->front().who, "ana");
  EXPECT_EQ(history->back().what, "source");
}

TEST_F(ArticlesTest, ListsHavePagesAndFilters) {
  const Articles articles = open();
  for (int i = 0; i < 7; ++i) {
    const Submitted sent = submit(articles, "x", "https://a.example/" + std::to_string(i), i < 3 ? "sport" : "");
    put(articles, sent, translation(sent, "a", "um"));
    if (i == 5) {
      ASSERT_TRUE(articles.approve(sent.article.id, "pt", 0, "ana"));
    }
    if (i == 6) {
      ASSERT_TRUE(articles.withdraw(sent.article.id, "pt", true, "ana"));
    }
  }
  const auto addresses = [&](const ArticleQuery& query) {
    const Result<std::vector<ArticleOverview>> list = articles.list(query);
    EXPECT_TRUE(list) << list.error().what;
    std::string out;
    for (const ArticleOverview& one : *list) out += one.article.address.back();
    return out;
  };
  EXPECT_EQ(addresses({}), "6543210");
  EXPECT_EQ(addresses({.most = 3}), "654");
  EXPECT_EQ(addresses({.before = (*articles.list({.most = 3}))[2].cursor, .most = 3}), "321");
  EXPECT_EQ(addresses({.section = "sport"}), "210");
  EXPECT_EQ(addresses({.section = ""}), "6543");
  EXPECT_EQ(addresses({.state = ArticleState::kApproved}), "5");
  EXPECT_EQ(addresses({.state = ArticleState::kWithdrawn}), "6");
  EXPECT_EQ(addresses({.shown_only = true}), "543210");
  EXPECT_EQ(addresses({.language = "es"}), "");
  EXPECT_EQ(addresses({.publication = "other"}), "");
}

TEST_F(ArticlesTest, RemovedTextIsGoneFromTheFile) {
  const std::string secret = "zanzibar-quokka-" + std::string(5000, 'q');
  {
    const Articles articles = open();
    const Submitted sent = submit(articles, secret);
    put(articles, sent, translation(sent, "a", secret));
    put(articles, sent, translation(sent, "a", secret, "es"));
    ASSERT_TRUE(articles.correct(sent.article.id, "pt", {.source = "a", .target = secret, .who = "ana"}));
    ASSERT_TRUE(articles.remove(sent.article.id, "es", "ana"));
    EXPECT_EQ(seen(articles, sent.article.id, "es"), "(untranslated)");
    EXPECT_EQ(seen(articles, sent.article.id), "<p>" + secret + "</p>");
    ASSERT_TRUE(articles.remove(sent.article.id, "", "ana"));
    EXPECT_EQ(articles.find(sent.article.id).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(articles.remove(sent.article.id, "", "ana").error().code, ErrorCode::kNotFound);
    EXPECT_EQ(articles.history(sent.article.id)->front().what, "removed");
  }
  std::ifstream in(file(), std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  ASSERT_GT(bytes.size(), 4096U);
  EXPECT_FALSE(has(bytes, "zanzibar-quokka-"));
}

TEST_F(ArticlesTest, OldVersionsGo) {
  const Articles articles = open({.versions = 3});
  std::string id;
  for (int i = 1; i <= 8; ++i) {
    const Submitted sent = submit(articles, "source " + std::to_string(i));
    id = sent.article.id;
    put(articles, sent, translation(sent, "a", std::to_string(i)));
    if (i == 2) {
      ASSERT_TRUE(articles.approve(id, "pt", 0, "ana"));
    }
  }
  std::string kept;
  const Result<std::vector<ArticleVersion>> versions = articles.versions(id, "pt");
  ASSERT_TRUE(versions);
  for (const ArticleVersion& one : *versions) kept += std::to_string(one.version);
  EXPECT_EQ(kept, "8762") << "the approved one stays";
}

TEST_F(ArticlesTest, WhatCannotBeStoredIsTold) {
  const Articles articles = open();
  const auto code = [&](const ArticleSource& source) { return articles.submit(source).error().code; };
  EXPECT_EQ(code({.publication = "", .address = "x", .bytes = "x"}), ErrorCode::kBadArgument);
  EXPECT_EQ(code({.publication = "p", .address = "", .bytes = "x"}), ErrorCode::kBadArgument);
  EXPECT_EQ(code({.publication = "p", .address = "x"}), ErrorCode::kBadArgument);
  EXPECT_EQ(code({.publication = "p\n", .address = "x", .bytes = "x"}), ErrorCode::kBadArgument);
  EXPECT_EQ(code({.publication = "\xff", .address = "x", .bytes = "x"}), ErrorCode::kBadUtf8);
  EXPECT_EQ(code({.publication = "p", .address = std::string(3000, 'x'), .bytes = "x"}), ErrorCode::kTooLong);
  EXPECT_EQ(articles.put("0", ArticleVersion{.language = "pt", .source_version = 1, .page = "x"}).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(articles.put("0", ArticleVersion{.language = "pt"}).error().code, ErrorCode::kBadArgument);
  EXPECT_EQ(articles.embargo("0", -1, "").error().code, ErrorCode::kBadArgument);
}

}  // namespace
}  // namespace dragoman::articles_test
