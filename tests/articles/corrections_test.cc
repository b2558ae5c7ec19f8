// Corrections: they hold over new sources, and are told where they cannot.
#include "articles/test_articles.h"
#include "articles/unfinished.h"

namespace dragoman::articles_test {
namespace {

const Languages kEnPt = {*Language::parse("en"), *Language::parse("pt")};

class Corrections : public ArticlesTest {};

TEST_F(Corrections, HoldWhereTheirSentenceStillStands) {
  const Articles articles = open();
  const Submitted sent = submit(articles, "one");
  const std::string id = sent.article.id;
  EXPECT_EQ(articles.correct(id, "pt", {.source = "The port.", .target = "O cais."}).error().code,
            ErrorCode::kNotFound);
  put(articles, sent, translation(sent, "The port.", "O porto."));
  ASSERT_TRUE(articles.correct(id, "pt", {.source = " The port. ", .target = "O cais.", .who = "ana"}));
  const Result<std::vector<Correction>> stored = articles.corrections(id, "pt");
  ASSERT_TRUE(stored);
  ASSERT_EQ(stored->size(), 1U);
  EXPECT_EQ((*stored)[0].source, "The port.");
  const Advise advise = advising_with(*stored, kEnPt, {});
  EXPECT_EQ(advise("The port. ")->exact->target, "O cais.");
  EXPECT_FALSE(advise("The ports.")->exact);

  const ArticleVersion corrected = put(articles, sent, translation(sent, "The port.", "O cais."));
  EXPECT_EQ(corrected.version, 2U);
  EXPECT_EQ(corrected.state, ArticleState::kCorrected);
  EXPECT_EQ(articles.find(id)->translations[0].unplaced, 0U);

  const Submitted changed = submit(articles, "two");
  EXPECT_EQ(put(articles, changed, translation(changed, "The port is shut.", "O porto fechou.")).state,
            ArticleState::kMachine);
  EXPECT_EQ(articles.find(id)->translations[0].unplaced, 1U);
  EXPECT_FALSE((*articles.corrections(id, "pt"))[0].placed);

  const Submitted back = submit(articles, "three");
  EXPECT_EQ(put(articles, back, translation(back, "The port.", "O cais.")).state, ArticleState::kCorrected);
  EXPECT_TRUE((*articles.corrections(id, "pt"))[0].placed);
}

TEST_F(Corrections, TheLastWordCounts) {
  const Articles articles = open();
  const Submitted sent = submit(articles, "one");
  put(articles, sent, translation(sent, "The port.", "O porto."));
  ASSERT_TRUE(articles.correct(sent.article.id, "pt", {.source = "The port.", .target = "Um.", .who = "ana"}));
  ASSERT_TRUE(articles.correct(sent.article.id, "pt", {.source = "The port.", .target = "Dois.", .who = "rui"}));
  const Result<std::vector<Correction>> stored = articles.corrections(sent.article.id, "pt");
  ASSERT_EQ(stored->size(), 1U);
  EXPECT_EQ((*stored)[0].target, "Dois.");
  EXPECT_EQ((*stored)[0].who, "rui");
  ASSERT_TRUE(articles.remove_correction(sent.article.id, "pt", (*stored)[0].id));
  EXPECT_EQ(articles.remove_correction(sent.article.id, "pt", (*stored)[0].id).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(articles.corrections(sent.article.id, "pt")->empty());
  EXPECT_EQ(articles.correct(sent.article.id, "pt", {.source = " ", .target = "x"}).error().code,
            ErrorCode::kBadArgument);
}

TEST_F(Corrections, WhatIsToBeDoneIsWrittenDownUntilItIs) {
  const Articles articles = open();
  const Submitted sent = submit(articles, "one");
  const std::string id = sent.article.id;
  put(articles, sent, translation(sent, "The port.", "O porto."));
  const articles::Unfinished unfinished(articles);
  EXPECT_EQ(unfinished.correct("none", "pt", "en", {.source = "The port.", .target = "Um."}).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(unfinished.correct(id, "pt", "en", {.source = "The port.", .target = " "}).error().code,
            ErrorCode::kBadArgument);
  EXPECT_TRUE(unfinished.all()->empty()) << "all or nothing";
  const auto first = unfinished.correct(id, "pt", "en", {.source = " The port. ", .target = "Um.", .who = "ana"});
  ASSERT_TRUE(first);
  const auto second = unfinished.correct(id, "pt", "en", {.source = "The port.", .target = "Dois.", .who = "rui"});
  ASSERT_TRUE(second);
  EXPECT_EQ(*unfinished.all(), std::vector<std::int64_t>{second->id}) << "the last word counts";
  EXPECT_FALSE(unfinished.find(first->id)->has_value());
  const articles::UnfinishedChange found = **unfinished.find(second->id);
  EXPECT_EQ(found.article, id);
  EXPECT_EQ(found.source_language, "en");
  EXPECT_EQ(found.correction.source, "The port.");
  EXPECT_EQ(found.correction.target, "Dois.");
  EXPECT_EQ(found.correction.who, "rui");
  const std::vector<Correction> stored = *articles.corrections(id, "pt");
  ASSERT_EQ(stored.size(), 1U);
  EXPECT_EQ(unfinished.undo(id, "pt", "en", stored[0].id + 1, "eva").error().code, ErrorCode::kNotFound);
  const auto undone = unfinished.undo(id, "pt", "en", stored[0].id, "eva");
  ASSERT_TRUE(undone);
  EXPECT_TRUE(articles.corrections(id, "pt")->empty());
  EXPECT_EQ(*unfinished.all(), std::vector<std::int64_t>{undone->id});
  EXPECT_TRUE((*unfinished.find(undone->id))->undo);
  EXPECT_EQ((*unfinished.find(undone->id))->correction.target, "Dois.");
  ASSERT_TRUE(unfinished.finished(undone->id));
  EXPECT_TRUE(unfinished.all()->empty());
  ASSERT_TRUE(unfinished.correct(id, "pt", "en", {.source = "The port.", .target = "Um."}));
  ASSERT_TRUE(articles.remove(id, "", ""));
  EXPECT_TRUE(unfinished.all()->empty()) << "it goes with its article";
}

TEST_F(Corrections, ComeBeforeWhatElseIsSettled) {
  const Advise memory = [](std::string_view) -> Result<Advice> {
    Advice advice;
    advice.exact = StoredPair{"a", "memory", kEnPt};
    return advice;
  };
  const Advise both = advising_with({{.source = "a", .target = "ours"}}, kEnPt, memory);
  EXPECT_EQ(both("a")->exact->target, "ours");
  EXPECT_EQ(both("b")->exact->target, "memory");
}

}  // namespace
}  // namespace dragoman::articles_test
