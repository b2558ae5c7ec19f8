// A phrase changed throughout a publication, and taken back: whole words only, exactly those corrections, nothing that others changed since.
#include "articles/replacements.h"
#include "articles/phrases.h"
#include "articles/test_articles.h"

namespace dragoman::articles_test {
namespace {

using articles::Phrase;
using articles::PhrasePlaces;
using articles::Replacement;
using articles::Replacements;
using articles::with_replaced;

TEST(Phrases, WholeWordsAsTheyAreWritten) {
  EXPECT_EQ(with_replaced("Silva e silva, Silvano, (Silva).", "Silva", "Souza"), "Souza e silva, Silvano, (Souza).");
  EXPECT_EQ(with_replaced("Ávila, Ávilas, xÁvila", "Ávila", "A"), "A, Ávilas, xÁvila");
  EXPECT_EQ(with_replaced("Silva\u0301 Silva", "Silva", "X"), "Silva\u0301 X") << "an accent goes on with the word";
  EXPECT_EQ(with_replaced("porto de Santos", "porto de Santos", "Porto"), "Porto");
  EXPECT_EQ(with_replaced("G20 20", "20", "30"), "G20 30");
  EXPECT_EQ(with_replaced("R$ 5, US$ 5", "R$ 5", "x"), "x, US$ 5");
  EXPECT_EQ(with_replaced("$5 a$5", "$5", "x"), "x ax") << "a sign begins a word of its own";
  EXPECT_EQ(with_replaced("北京市", "北京", "東京"), "東京市");
  EXPECT_EQ(with_replaced("محمد علي", "علي", "عمر"), "محمد عمر");
  EXPECT_EQ(with_replaced("Silva, da Silva", "Silva", "da Silva"), "da Silva, da Silva") << "what is right stays";
  EXPECT_EQ(with_replaced("aa", "a", "b"), "aa");
  EXPECT_EQ(with_replaced("", "a", "b"), "");
}

class Replacing : public ArticlesTest {
 protected:
  static constexpr const char* kAna = "ana";
  Submitted with(const Articles& articles, const std::string& number, const std::string& target) {
    const Submitted sent = submit(articles, "one", "https://a.example/" + number);
    put(articles, sent, translation(sent, "S" + number + ".", target));
    return sent;
  }
  static Phrase phrase() { return {"herald", "", "pt", "Silva", "Souza"}; }
  static std::string addresses(const Result<PhrasePlaces>& found) {
    if (!found) return found.error().what;
    std::string out;
    for (const auto& place : found->places) out += place.address.back();
    return out;
  }
  static std::vector<Correction> corrections(const Articles& articles, const Submitted& sent) {
    return *articles.corrections(sent.article.id, "pt");
  }
};

TEST_F(Replacing, PlacesAreFoundPageByPage) {
  const Articles articles = open();
  const Replacements replacements(articles);
  with(articles, "1", "Silva saiu.");
  with(articles, "2", "Silvano saiu.");
  with(articles, "3", "O \"Silva\" saiu.");
  with(articles, "4", "Silva e Silva.");
  const Result<PhrasePlaces> all = replacements.find(phrase(), 0, 10);
  EXPECT_EQ(addresses(all), "431");
  EXPECT_EQ(all->next, 0);
  EXPECT_EQ(all->places[0].replaced, "Souza e Souza.");
  EXPECT_EQ(all->places[0].source, "S4.");
  EXPECT_EQ(all->places[0].target, "Silva e Silva.");
  const Result<PhrasePlaces> first = replacements.find(phrase(), 0, 2);
  EXPECT_EQ(addresses(first), "43");
  ASSERT_NE(first->next, 0);
  EXPECT_EQ(addresses(replacements.find(phrase(), first->next, 2)), "1");
  Phrase other = phrase();
  other.find = "O \"Silva\"";
  EXPECT_EQ(addresses(replacements.find(other, 0, 10)), "3");
  other = phrase();
  other.publication = "other";
  EXPECT_EQ(addresses(replacements.find(other, 0, 10)), "");
  other = phrase();
  other.from = "fr";
  EXPECT_EQ(addresses(replacements.find(other, 0, 10)), "");
  other = phrase();
  other.replace = other.find;
  EXPECT_EQ(replacements.find(other, 0, 10).error().code, ErrorCode::kBadArgument);
  other.replace = " ";
  EXPECT_EQ(replacements.find(other, 0, 10).error().code, ErrorCode::kBadArgument);
  other.replace = std::string(1001, 'x');
  EXPECT_EQ(replacements.find(other, 0, 10).error().code, ErrorCode::kTooLong);
}

TEST_F(Replacing, IsMadeAndTakenBack) {
  const Articles articles = open();
  const Replacements replacements(articles);
  const Submitted plain = with(articles, "1", "Silva saiu."), corrected = with(articles, "2", "Silva entrou."),
                  since = with(articles, "3", "Silva dormiu.");
  ASSERT_TRUE(articles.correct(corrected.article.id, "pt",
                               {.source = "S2.", .target = "Silva entrou.", .who = "rui", .time = 7}));
  const Replacement made = *replacements.begin(phrase(), kAna);
  for (const Submitted* one : {&plain, &corrected, &since}) {
    const auto corrections = replacements.make(made, one->article.id);
    ASSERT_TRUE(corrections) << corrections.error().what;
    EXPECT_EQ(corrections->size(), 1U);
  }
  EXPECT_EQ(corrections(articles, plain)[0].target, "Souza saiu.");
  EXPECT_EQ(corrections(articles, plain)[0].who, kAna);
  EXPECT_EQ(corrections(articles, corrected)[0].target, "Souza entrou.");
  EXPECT_EQ(replacements.unsettled(made.id)->size(), 3U) << "no version has them yet";
  ASSERT_TRUE(replacements.settle(made.id, plain.article.id));
  EXPECT_EQ(replacements.unsettled(made.id)->size(), 2U);
  EXPECT_EQ(replacements.get(made.id)->made, 3U);
  EXPECT_EQ(articles.history(plain.article.id)->front().what, "replaced");

  ASSERT_TRUE(articles.correct(since.article.id, "pt", {.source = "S3.", .target = "Sousa dormiu.", .who = "rui"}));
  std::size_t rounds = 0;
  for (std::string next = *replacements.next_made(made.id); !next.empty(); next = *replacements.next_made(made.id)) {
    ASSERT_TRUE(replacements.take_back(made, next, "eva"));
    ASSERT_LE(++rounds, 3U);
  }
  EXPECT_EQ(rounds, 3U);
  EXPECT_TRUE(corrections(articles, plain).empty());
  ASSERT_EQ(corrections(articles, corrected).size(), 1U);
  EXPECT_EQ(corrections(articles, corrected)[0].target, "Silva entrou.") << "what was there before is there again";
  EXPECT_EQ(corrections(articles, corrected)[0].who, "rui");
  EXPECT_EQ(corrections(articles, corrected)[0].time, 7);
  EXPECT_EQ(corrections(articles, since)[0].target, "Sousa dormiu.") << "somebody has changed it since";
  EXPECT_EQ(replacements.get(made.id)->left, 1U);
  EXPECT_NE(replacements.get(made.id)->undone, 0);
  EXPECT_EQ(replacements.unsettled(made.id)->size(), 2U);
  const ArticleEvent last = articles.history(plain.article.id)->front();
  EXPECT_EQ(last.what, "replacement-undone");
  EXPECT_EQ(last.who, "eva");
  EXPECT_EQ(replacements.list("herald", 10)->size(), 1U);
  EXPECT_EQ(replacements.list("other", 10)->size(), 0U);
  EXPECT_EQ(replacements.get(made.id + 1).error().code, ErrorCode::kNotFound);
}

TEST_F(Replacing, OnceMoreIsTheSame) {
  const Articles articles = open();
  const Replacements replacements(articles);
  const Submitted sent = with(articles, "1", "Silva saiu.");
  const Replacement made = *replacements.begin(phrase(), kAna);
  ASSERT_TRUE(replacements.make(made, sent.article.id));
  now_ += 5;
  ASSERT_EQ(replacements.make(made, sent.article.id)->size(), 1U) << "a run that was broken off goes on";
  EXPECT_EQ(replacements.get(made.id)->made, 1U);
  ASSERT_EQ(replacements.take_back(made, sent.article.id, kAna)->size(), 1U);
  EXPECT_TRUE(corrections(articles, sent).empty()) << "its own correction is not what was there before";
  ASSERT_TRUE(articles.remove(sent.article.id, "", kAna));
  EXPECT_EQ(replacements.get(made.id)->made, 0U) << "what hangs on an article goes with it";
}

}  // namespace
}  // namespace dragoman::articles_test
