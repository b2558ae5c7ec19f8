// Dealing the engine's sentences out to lines, and joining them again.
#include "postedit/sentences.h"
#include <gtest/gtest.h>

namespace dragoman::postedit {
namespace {

/// An engine that takes each line as one sentence, or two at a "|", and returns it in brackets.
Translation brackets(const std::string& text) {
  Translation out;
  std::size_t at = 0, copied = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of("\n|", at), text.size());
    if (end > at) {
      out.text += text.substr(copied, at - copied);
      SentencePair pair;
      pair.source = {at, end};
      pair.target.begin = out.text.size();
      out.text += "[" + text.substr(at, end - at) + "]";
      pair.target.end = out.text.size();
      out.sentences.push_back(pair);
      copied = end;
    }
    at = end + 1;
  }
  return out;
}

TEST(Sentences, AreDealtOutToTheirLines) {
  const std::vector<std::string> lines = {"one", "", "two|three", "four"};
  const auto dealt = sentences_of(lines, brackets("one\n\ntwo|three\nfour\n"));
  ASSERT_EQ(dealt.size(), 4U);
  EXPECT_EQ(dealt[0].size(), 1U);
  EXPECT_TRUE(dealt[1].empty());
  ASSERT_EQ(dealt[2].size(), 2U);
  EXPECT_EQ(dealt[2][1].source, (ByteRange{4, 9}));
  EXPECT_EQ(dealt[2][1].target.text, "[three]");
  EXPECT_EQ(dealt[3][0].source, (ByteRange{0, 4}));
  std::vector<ByteRange> places;
  EXPECT_EQ(joined(dealt[2], lines[2], places).text, "[two]|[three]");
  EXPECT_EQ(places[1], (ByteRange{6, 13}));
}

TEST(Sentences, CopiedTextIsLinkedWordByWord) {
  Translation same;
  same.text = "a bc";
  SentencePair& pair = same.sentences.emplace_back();
  pair.source = pair.target = {0, 4};
  const std::vector<std::string> lines = {"a bc"};
  const auto dealt = sentences_of(lines, same);
  ASSERT_EQ(dealt[0][0].target.links.size(), 2U);
  EXPECT_EQ(dealt[0][0].target.links[1].source, (ByteRange{2, 4}));
}

std::vector<std::string> gapless(const std::string& line, const std::vector<ByteRange>& places,
                                 bool remembered = false) {
  std::vector<Sentence> sentences;
  for (const ByteRange place : places) {
    const std::string text = line.substr(place.begin, place.end - place.begin);
    sentences.push_back({place, {"[" + text + "]", {{place, {0, text.size() + 2}}}}});
    sentences.back().remembered = remembered;
  }
  std::vector<std::string> out;
  for (const Sentence& one : with_gaps(std::move(sentences), line)) {
    out.push_back((one.copied ? "=" : "") + one.target.text);
    EXPECT_EQ(one.target.links.front().source.begin, one.source.begin);
    EXPECT_EQ(one.target.links.back().source.end, one.source.end);
    EXPECT_EQ(one.target.links.back().target.end, one.target.text.size());
  }
  return out;
}

TEST(Sentences, NoWordBetweenThemIsInNone) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(gapless("One. Two", {{0, 4}, {5, 8}}), (Texts{"[One.]", "[Two]"}));
  EXPECT_EQ(gapless("Met us \u2605. Photo: Ann/AP", {{0, 6}}), (Texts{"[Met us] \u2605.", "=Photo: Ann/AP"}));
  EXPECT_EQ(gapless("He left.  AGENCY/Ann Lee", {{0, 8}}), (Texts{"[He left.]", "=AGENCY/Ann Lee"}));
  EXPECT_EQ(gapless("Ask @desk. Photo: x", {{0, 3}}), (Texts{"[Ask] @desk.", "=Photo: x"}));
  EXPECT_EQ(gapless("\u2014 @desk said so.", {{10, 18}}), (Texts{"\u2014 @desk [said so.]"}));
  EXPECT_EQ(gapless("Photo: x. \u2022 He left.", {{14, 22}}), (Texts{"=Photo: x.", "\u2022 [He left.]"}));
  EXPECT_EQ(gapless("\u2022 Yes. \u2605", {{4, 8}}, true), (Texts{"=\u2022", "[Yes.]", "=\u2605"}));
}

TEST(Sentences, ALockJoinsWhatItRunsOver) {
  const std::vector<std::string> lines = {"a|b|c"};
  auto dealt = sentences_of(lines, brackets("a|b|c\n"));
  dealt[0] = joined_across(std::move(dealt[0]), {{0, 3}}, lines[0]);
  ASSERT_EQ(dealt[0].size(), 2U);
  EXPECT_EQ(dealt[0][0].source, (ByteRange{0, 3}));
  EXPECT_EQ(dealt[0][0].target.text, "[a]|[b]");
  EXPECT_EQ(dealt[0][0].target.links[1].target, (ByteRange{4, 7}));
}

}  // namespace
}  // namespace dragoman::postedit
