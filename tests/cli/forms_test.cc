// The forms of output, fed with results made by hand, so that no model is needed.
#include "forms.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace dragoman::cli {
namespace {

// A translation of a block made by hand: sentences given as (source, hypotheses) in order, gaps copied.
struct Sentence {
  std::string source;
  std::vector<Hypothesis> hypotheses;
};

Hypothesis hypothesis(std::string text, float score) {
  Hypothesis out;
  out.text = std::move(text);
  out.log_prob = 2 * score;
  out.score = score;
  return out;
}

Translation translated(const Block& block, const std::vector<Sentence>& sentences) {
  Translation out;
  std::size_t at = 0;
  for (const Sentence& sentence : sentences) {
    const std::size_t begin = block.text.find(sentence.source, at);
    out.text.append(block.text, at, begin - at);
    SentencePair pair;
    pair.source = {begin, begin + sentence.source.size()};
    pair.target = {out.text.size(), out.text.size() + sentence.hypotheses.front().text.size()};
    pair.hypotheses = sentence.hypotheses;
    out.text += sentence.hypotheses.front().text;
    out.sentences.push_back(std::move(pair));
    at = begin + sentence.source.size();
  }
  out.text.append(block.text, at);
  return out;
}

Block block_of(std::string text, std::uint64_t offset = 0) {
  Block block;
  block.text = std::move(text);
  block.offset = offset;
  return block;
}

TEST(TextForm, LostLinesAreOurMistake) {
  Translation wrong;
  wrong.text = "one line\n";
  Result<std::string> out = make_text_form()->block(block_of("two\nlines\n"), wrong);
  ASSERT_FALSE(out.ok());
  EXPECT_EQ(out.error().code, ErrorCode::kInternal);
}

TEST(NBestForm, SentencesOfALineAreCombinedBestFirst) {
  const Block block = block_of("A.  B.\r\n\nC.");
  const Translation translation = translated(block, {{"A.", {hypothesis("a1", -1), hypothesis("a2", -2)}},
                                                     {"B.", {hypothesis("b1", -1), hypothesis("b2", -1.5F)}},
                                                     {"C.", {hypothesis("c1", -0.25F), hypothesis("c2", -3)}}});
  Result<std::string> out = make_n_best_form(3)->block(block, translation);
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(*out,
            "0 ||| a1  b1 ||| -2.0000\r\n0 ||| a1  b2 ||| -2.5000\r\n0 ||| a2  b1 ||| -3.0000\r\n"
            "1 |||  ||| 0.0000\n"
            "2 ||| c1 ||| -0.2500\n2 ||| c2 ||| -3.0000\n");
}

TEST(NBestForm, CandidatesMayShareABeginningOrLeaveIt) {
  const Block block = block_of("A. B. C.\n");
  const std::vector<Hypothesis> a{hypothesis("a1", -1), hypothesis("a2", -1.25F)};
  const std::vector<Hypothesis> b{hypothesis("b1", -1), hypothesis("b2", -2)};
  const std::vector<Hypothesis> c{hypothesis("c1", -1), hypothesis("c2", -1.125F)};
  Result<std::string> out = make_n_best_form(3)->block(block, translated(block, {{"A.", a}, {"B.", b}, {"C.", c}}));
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(*out, "0 ||| a1 b1 c1 ||| -3.0000\n0 ||| a1 b1 c2 ||| -3.1250\n0 ||| a2 b1 c1 ||| -3.2500\n");
}

TEST(NBestForm, LinesAreCountedOverBlocks) {
  auto form = make_n_best_form(1);
  const Block block = block_of("A.\n");
  const Translation translation = translated(block, {{"A.", {hypothesis("a", -1)}}});
  ASSERT_TRUE(form->block(block, translation).ok());
  EXPECT_EQ(*form->block(block, translation), "1 ||| a ||| -1.0000\n");
}

TEST(AlignmentForm, TokensBecomeWords) {
  const Block block = block_of("x\nred house. It\n");
  Hypothesis house = hypothesis("casa vermelha.", -1);
  // Pieces of words, one with the space before it, one that looks nowhere.
  house.tokens = {{{0, 2}, {5, 8}, 0, {}}, {{2, 4}, {8, 12}, 0, {}}, {{4, 13}, {2, 5}, 0, {}}, {{13, 14}, {}, 0, {}}};
  Hypothesis it = hypothesis("Isso", -1);
  it.tokens = {{{0, 4}, {12, 15}, 0, {}}};
  const Translation translation =
      translated(block, {{"x", {hypothesis("x", 0)}}, {"red house.", {house}}, {"It", {it}}});
  Result<std::string> out = make_alignment_form()->block(block, translation);
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(*out, "x |||\ncasa vermelha. Isso ||| 0-1 1-0 2-2\n");
}

TEST(JsonForm, RangesGoThroughAllBlocks) {
  auto form = make_json_form({"a.txt", "en", "pt", {"enpt"}}, true, true);
  Hypothesis a = hypothesis("alfa", -0.5F);
  a.tokens = {{{0, 4}, {0, 2}, -0.25F, {}}, {{4, 4}, {}, -0.5F, {}}};
  const Block first = block_of("A.\n");
  const Block second = block_of("A.\n", 3);
  std::string text = *form->block(first, translated(first, {{"A.", {a, hypothesis("beta", -1)}}}));
  text += *form->block(second, translated(second, {{"A.", {a}}}));
  text += form->end();
  ASSERT_EQ(text.back(), '\n');
  EXPECT_EQ(text.find('\n'), text.size() - 1);  // one line
  const nlohmann::json json = nlohmann::json::parse(text);
  EXPECT_EQ(json["text"], "alfa\nalfa\n");
  EXPECT_EQ(json["model"], nlohmann::json({"enpt"}));
  ASSERT_EQ(json["sentences"].size(), 2U);
  const nlohmann::json& sentence = json["sentences"][1];
  EXPECT_EQ(sentence["source"], nlohmann::json({{"begin", 3}, {"end", 5}, {"text", "A."}}));
  EXPECT_EQ(sentence["target"], nlohmann::json({{"begin", 5}, {"end", 9}, {"text", "alfa"}}));
  EXPECT_EQ(sentence["tokens"][0]["target"], nlohmann::json({5, 9}));
  EXPECT_EQ(sentence["tokens"][0]["source"], nlohmann::json({3, 5}));
  EXPECT_TRUE(sentence["tokens"][1]["source"].is_null());
  EXPECT_EQ(json["sentences"][0]["alternatives"].size(), 2U);
  EXPECT_EQ(json["sentences"][0]["alternatives"][0]["tokens"][0]["target"], nlohmann::json({0, 4}));
}

TEST(JsonForm, AnEmptyFileIsAWholeObject) {
  const nlohmann::json json = nlohmann::json::parse(make_json_form({"-", "", "pt", {}}, false, false)->end());
  EXPECT_TRUE(json["source_language"].is_null());
  EXPECT_EQ(json["sentences"].size(), 0U);
  EXPECT_EQ(json["text"], "");
}

}  // namespace
}  // namespace dragoman::cli
