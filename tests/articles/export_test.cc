// A publication as files: where they lie, and that what was taken back goes.
#include <fstream>
#include <iterator>

#include "articles/test_articles.h"

namespace dragoman::articles_test {
namespace {

class ExportTest : public ArticlesTest {
 protected:
  std::filesystem::path out() const { return folder_ / "site"; }
  std::string read(const std::string& name) const {
    std::ifstream in(out() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  ExportCount run(const Articles& articles, const std::string& language = "") const {
    const Result<ExportCount> count = export_articles(articles, {.folder = out(), .language = language});
    EXPECT_TRUE(count) << count.error().what;
    return count ? *count : ExportCount{};
  }
  std::string add(const Articles& articles, const std::string& address, const std::string& text) {
    const Submitted sent = submit(articles, "x", address);
    const Result<ArticleVersion> stored =
        articles.put(sent.article.id, translation(sent, "a", text), "https://pt.example/" + text);
    EXPECT_TRUE(stored) << stored.error().what;
    return sent.article.id;
  }
};

TEST_F(ExportTest, PagesLieWhereTheirAddressesSay) {
  const Articles articles = open();
  add(articles, "https://a.example/2026/port", "um");
  add(articles, "https://a.example/2026/port.html", "dois");
  add(articles, "https://a.example/", "raiz");
  add(articles, "https://a.example/../../etc/.passwd?x=1#top", "fora");
  add(articles, "tag:a.example,2026:1", "tag");
  const ExportCount count = run(articles);
  EXPECT_EQ(count.pages, 5U);
  EXPECT_EQ(count.written, 6U) << "and the sitemap";
  EXPECT_EQ(read("pt/a.example/index.html"), "<p>raiz</p>");
  EXPECT_EQ(read("pt/a.example/_./_./etc/_passwd_x_1.html"), "<p>fora</p>");
  EXPECT_EQ(read("pt/tag_a.example_2026_1.html"), "<p>tag</p>");
  EXPECT_EQ(read("pt/a.example/2026/port.html"), "<p>dois</p>") << "the newest comes first";
  EXPECT_EQ(read("pt/a.example/2026/port-" + *Articles::id_of("herald", "https://a.example/2026/port") + ".html"),
            "<p>um</p>");
  EXPECT_PRED2(has, read("sitemap.xml"), "<loc>https://pt.example/raiz</loc><lastmod>2027-01-15</lastmod>");
  EXPECT_EQ(run(articles).written, 0U) << "nothing has changed";
}

TEST_F(ExportTest, WhatReadersMayNotSeeGoes) {
  const Articles articles = open();
  const std::string id = add(articles, "https://a.example/1", "um");
  add(articles, "https://a.example/2", "dois");
  run(articles);
  std::ofstream(out() / "pt/a.example/mine.html") << "mine";
  ASSERT_TRUE(articles.withdraw(id, "", true, ""));
  const ExportCount count = run(articles);
  EXPECT_EQ(count.pages, 1U);
  EXPECT_EQ(count.removed, 1U);
  EXPECT_FALSE(std::filesystem::exists(out() / "pt/a.example/1.html"));
  EXPECT_EQ(read("pt/a.example/mine.html"), "mine") << "not of an export";
  EXPECT_FALSE(has(read("sitemap.xml"), "pt.example/um"));
  std::ofstream(out() / ".dragoman-export", std::ios::app) << "../articles.db\n/etc/hostname\n";
  run(articles);
  EXPECT_TRUE(std::filesystem::exists(file())) << "a list that was tampered with leads nowhere else";
  EXPECT_EQ(run(articles, "es").removed, 1U);
}

}  // namespace
}  // namespace dragoman::articles_test
