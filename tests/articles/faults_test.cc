// What goes wrong around the file: other programs' files, newer and damaged ones, quotas, others who write.
#include <sqlite3.h>

#include <fstream>
#include <thread>

#include "articles/test_articles.h"

namespace dragoman::articles_test {
namespace {

class Faults : public ArticlesTest {
 protected:
  void sql(const char* statements) const {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(file().c_str(), &handle), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(handle, statements, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
    sqlite3_close(handle);
  }
  Error refused() const {
    const Result<Articles> articles = Articles::open(file());
    EXPECT_FALSE(articles);
    return articles ? Error{} : articles.error();
  }
};

TEST_F(Faults, OtherFilesAreLeftAlone) {
  std::ofstream(file())
      << "this is a text file, long enough to be looked at by anybody who wants to, a hundred bytes and more";
  EXPECT_EQ(refused().code, ErrorCode::kBadMemory);
  EXPECT_PRED2(has, refused().what, "no store of articles");
  std::filesystem::remove(file());
  sql("PRAGMA application_id=1147301223; PRAGMA user_version=1; CREATE TABLE notes (a)");
  EXPECT_PRED2(has, refused().what, "another program");
  std::filesystem::remove(file());
  { open(); }
  sql("PRAGMA user_version=99");
  EXPECT_PRED2(has, refused().what, "newer dragoman");
}

TEST_F(Faults, ReopenedAllIsThere) {
  std::string id;
  {
    const Articles articles = open();
    const Submitted sent = submit(articles, "one");
    id = sent.article.id;
    put(articles, sent, translation(sent, "a", "um"));
  }
  const Articles again = open();
  EXPECT_EQ(seen(again, id), "<p>um</p>");
  const Result<Articles> reader = Articles::open(file(), {.read_only = true});
  ASSERT_TRUE(reader) << reader.error().what;
  EXPECT_EQ(seen(*reader, id), "<p>um</p>");
  EXPECT_EQ(reader->remove(id, "", "").error().code, ErrorCode::kIo);
  EXPECT_EQ(Articles::open(folder_ / "none.db", {.read_only = true}).error().code, ErrorCode::kNotFound);
}

TEST_F(Faults, TwoThatHaveItOpenSeeTheSame) {
  const Articles one = open(), other = open();
  const Submitted sent = submit(one, "one");
  put(other, sent, translation(sent, "a", "um"));
  EXPECT_EQ(seen(one, sent.article.id), "<p>um</p>");
  ASSERT_TRUE(one.withdraw(sent.article.id, "", true, "ana"));
  EXPECT_EQ(seen(other, sent.article.id), "(withdrawn)");
}

TEST_F(Faults, ManyThreadsLoseNothing) {
  const Articles one = open(), other = open();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      const Articles& mine = t % 2 == 0 ? one : other;
      for (int i = 0; i < 10; ++i) {
        const Submitted sent = submit(mine, "x", "https://a.example/" + std::to_string(t) + "/" + std::to_string(i));
        put(mine, sent, translation(sent, "a", "um"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(one.list({.shown_only = true, .most = 100})->size(), 40U);
}

TEST_F(Faults, AQuotaMakesOldVersionsGoThenRefuses) {
  const Articles articles = open({.max_bytes = 1 << 20, .versions = 100});
  std::string id;
  std::uint32_t version = 0;
  for (int i = 0; i < 30; ++i) {  // 3 MB in all
    const Submitted sent = submit(articles, std::to_string(i) + std::string(100'000, 'x'));
    id = sent.article.id;
    version = sent.article.source_version;
  }
  EXPECT_EQ(version, 30U);
  EXPECT_LE(std::filesystem::file_size(file()), std::uintmax_t{5} << 20);
  const Result<Submitted> large = articles.submit(
      {.publication = "herald", .address = "https://a.example/large", .bytes = std::string(2 << 20, 'x')});
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, ErrorCode::kTooLong);
  EXPECT_PRED2(has, large.error().what, "allow more");
  EXPECT_EQ(articles.find(*Articles::id_of("herald", "https://a.example/large")).error().code, ErrorCode::kNotFound)
      << "nothing of what failed is stored";
  EXPECT_EQ(articles.source(id)->bytes.substr(0, 3), "29x") << "the newest is kept";
}

TEST_F(Faults, DamagedBlocksAreTold) {
  const Articles articles = open();
  const Submitted sent = submit(articles, "one");
  put(articles, sent, translation(sent, "a", "um"));
  for (const char* damaged : {"UPDATE versions SET blocks = '[{]'",
                              "UPDATE versions SET blocks = '[{\"role\":\"text\",\"kept\":\"none\",\"source\":\"a\","
                              "\"target\":\"b\",\"sentences\":[[0,9,0,1,0]]}]'"}) {
    sql(damaged);
    const Result<Sight> sight = articles.see(sent.article.id, "pt");
    ASSERT_FALSE(sight);
    EXPECT_EQ(sight.error().code, ErrorCode::kBadMemory);
    EXPECT_PRED2(has, sight.error().what, "bring it back from a copy");
  }
}

}  // namespace
}  // namespace dragoman::articles_test
