// A file of the first version becomes one of the newest when it is opened, with all that is in it, or stays as it is.
#include <sqlite3.h>

#include "articles/deliveries.h"
#include "articles/schema.h"
#include "articles/test_articles.h"

namespace dragoman::articles_test {
namespace {

class Migration : public ArticlesTest {
 protected:
  std::string sql(const char* statements) const {
    sqlite3* handle = nullptr;
    EXPECT_EQ(sqlite3_open(file().c_str(), &handle), SQLITE_OK);
    std::string out;
    const auto take = [](void* text, int, char** values, char**) {
      *static_cast<std::string*>(text) += values[0] != nullptr ? values[0] : "";
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(handle, statements, take, &out, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
    sqlite3_close(handle);
    return out;
  }
  /// A file as the first version made it, with an article in it.
  void make_first() const {
    sql("PRAGMA journal_mode=WAL");
    sql(articles::schema().steps[0]);
    sql("PRAGMA application_id=1148338546; PRAGMA user_version=1;"
        "INSERT INTO articles (name, publication, address, section, created, changed)"
        " VALUES ('0123', 'herald', 'https://a.example/1', '', 1, 1);"
        "INSERT INTO sources VALUES (1, 1, 1, 'en', 'text/html', '', 'x', 'one');"
        "INSERT INTO translations (article, language) VALUES (1, 'pt');"
        "INSERT INTO versions VALUES (1, 1, 1, 0, 1, '', 'text/html', 'en', 'x', 'um', "
        "'[{\"role\":\"text\",\"kept\":\"none\","
        "\"note\":\"\",\"source\":\"one\",\"target\":\"um\",\"sentences\":[[0,3,0,2,0]]}]');");
  }
};

TEST_F(Migration, TheFirstVersionBecomesTheNewest) {
  make_first();
  EXPECT_EQ(sql("PRAGMA application_id"), std::to_string(articles::schema().application));
  const Result<Articles> reader = Articles::open(file(), {.read_only = true});
  ASSERT_FALSE(reader);
  EXPECT_PRED2(has, reader.error().what, "open it for writing once");
  const Articles articles = open();
  EXPECT_EQ(sql("PRAGMA user_version"), std::to_string(articles::schema().version()));
  EXPECT_EQ(articles.source("0123")->bytes, "one");
  EXPECT_EQ(articles.find("0123")->translations.at(0).doubtful, std::nullopt) << "nobody has counted";
  EXPECT_EQ(articles.find("0123")->translations.at(0).title, "");
  const ArticleVersion version = *articles.version("0123", "pt");
  EXPECT_EQ(version.blocks.at(0).sentences.at(0).quality, std::nullopt);
  EXPECT_EQ(version.page, "um");
  articles::Delivery delivery;
  delivery.article = "0123";
  delivery.language = "pt";
  EXPECT_TRUE(articles::Deliveries(articles).add(delivery)) << "what came later is there";
}

TEST_F(Migration, AFaultOnTheWayLeavesTheOldFile) {
  make_first();
  sql("CREATE TABLE deliveries (a)");  // stands in the way of a later step
  EXPECT_EQ(Articles::open(file()).error().code, ErrorCode::kBadMemory);
  EXPECT_EQ(sql("PRAGMA user_version"), "1");
  EXPECT_EQ(sql("SELECT count(*) FROM sqlite_schema WHERE name = 'feed_items'"), "0") << "all steps, or none";
}

}  // namespace
}  // namespace dragoman::articles_test
