// Terms said, missing, out of place.
#include "postedit/terms.h"
#include <gtest/gtest.h>
#include "postedit/relink.h"

namespace dragoman::postedit {
namespace {

using markup::AlignedText;

TermMatch match(ByteRange range, std::string target, bool inflected = false) {
  TermMatch match;
  match.range = range;
  match.term.source = "talks";
  match.term.target = std::move(target);
  match.inflected = inflected;
  return match;
}

// "The talks failed": "As conversas falharam"
const std::string kSource = "The talks failed";
AlignedText translation() {
  return {"As conversas falharam", {{{0, 3}, {0, 2}}, {{4, 9}, {3, 12}}, {{10, 16}, {13, 21}}}};
}
const ByteRange kTalks = {4, 9};

TEST(Terms, WholeWordsInAnyCaseSayATerm) {
  const auto missing = [](const std::string& target, bool inflected = false) {
    const std::vector<TermMatch> terms = {match(kTalks, target, inflected)};
    return missing_terms(translation(), terms).size();
  };
  EXPECT_EQ(missing("Conversas"), 0U);
  EXPECT_EQ(missing("conversas falharam"), 0U);
  EXPECT_EQ(missing("conversa"), 1U);
  EXPECT_EQ(missing("conversa", true), 0U);
  EXPECT_EQ(missing("versas"), 1U);
  EXPECT_EQ(missing("negociações"), 1U);
}

TEST(Terms, ATermAskedForTwiceIsSaidTwice) {
  const AlignedText twice = {"talks talks e conversas", {{{0, 5}, {0, 5}}, {{10, 15}, {14, 23}}}};
  const std::vector<TermMatch> terms = {match({0, 5}, "conversas"), match({10, 15}, "conversas")};
  const std::vector<TermMatch> missing = missing_terms(twice, terms);
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(missing[0].range, (ByteRange{0, 5}));
}

TEST(Terms, ATermIsWrittenOverWhatStandsForIt) {
  const std::vector<TermMatch> terms = {match(kTalks, "negociações")};
  const SaidTerms said = say_terms(translation(), terms);
  EXPECT_EQ(said.target.text, "As negociações falharam");
  EXPECT_TRUE(said.lost.empty());
  EXPECT_TRUE(says_in_place(said.target, terms[0]));
}

TEST(Terms, ATermThatOpensASentenceGetsACapital) {
  const AlignedText bare = {"Conversas falharam", {{{0, 5}, {0, 9}}, {{6, 12}, {10, 18}}}};
  const std::vector<TermMatch> terms = {match({0, 5}, "óbvias conversas")};
  EXPECT_EQ(say_terms(bare, terms).target.text, "Óbvias conversas falharam");
}

TEST(Terms, TheEndingOfAWordBesideIsNoPlaceOfItsOwn) {
  // The plural of "Novas" looks at that of "talks".
  const AlignedText plural = {"Novas conversas", {{{0, 3}, {0, 4}}, {{8, 9}, {4, 5}}, {{4, 9}, {6, 15}}}};
  const std::vector<TermMatch> terms = {match(kTalks, "negociações")};
  EXPECT_EQ(say_terms(plural, terms).target.text, "Novas negociações");
}

TEST(Terms, ATermThatIsSpreadHasNoPlace) {
  const AlignedText spread = {"conversas longas falharam", {{{4, 9}, {0, 9}}, {{0, 3}, {10, 16}}, {{4, 9}, {17, 25}}}};
  const std::vector<TermMatch> terms = {match(kTalks, "negociações")};
  EXPECT_EQ(say_terms(spread, terms).lost.size(), 1U);
}

TEST(Terms, ATermWithoutAPlaceIsLost) {
  AlignedText unlinked = translation();
  unlinked.links.erase(unlinked.links.begin() + 1);
  const std::vector<TermMatch> terms = {match(kTalks, "negociações")};
  const SaidTerms said = say_terms(unlinked, terms);
  EXPECT_EQ(said.target.text, unlinked.text);
  EXPECT_EQ(said.lost.size(), 1U);
}

TEST(Terms, WhatIsSaidBesidesIsNotInPlace) {
  AlignedText doubled = translation();
  doubled.text += " negociações";
  doubled.links.push_back({kTalks, {22, doubled.text.size()}});
  EXPECT_FALSE(says_in_place(doubled, match(kTalks, "negociações")));
}

TEST(Terms, WhatIsSaidBesideTheOldWordIsNotInPlace) {
  const AlignedText both = {"As conversas negociações falharam",
                            {{{0, 3}, {0, 2}}, {kTalks, {3, 12}}, {kTalks, {13, 26}}, {{10, 16}, {27, 35}}}};
  EXPECT_FALSE(says_in_place(both, match(kTalks, "negociações")));
  const AlignedText article = {"As negociações falharam", {{kTalks, {0, 2}}, {kTalks, {3, 16}}, {{10, 16}, {17, 25}}}};
  EXPECT_TRUE(says_in_place(article, match(kTalks, "negociações")));
}

TEST(Terms, TermsThatStayAreLocked) {
  TermMatch kept = match({10, 16}, "failed");
  kept.term.source = "failed";
  Draft draft = {kSource, kSource, {{0, 3}}, {}, translation(), {}};
  set_terms(draft, {match({0, 3}, "x"), match(kTalks, "negociações"), kept});
  EXPECT_EQ(draft.locked, (std::vector<ByteRange>{{0, 3}, {10, 16}}));
  ASSERT_EQ(draft.terms.size(), 1U);
  EXPECT_EQ(draft.terms[0].range, kTalks);
}

TEST(Terms, WhatIsSaidInPlainLettersIsWrittenInItsOwn) {
  const auto latin = [](char32_t c) { return c < 0x100; };
  const std::vector<TermMatch> terms = {match(kTalks, "Erdoğan"), match({10, 16}, "会谈")};
  const std::vector<SayableTerm> sayable = sayable_terms(terms, latin);
  ASSERT_EQ(sayable.size(), 1U);
  EXPECT_EQ(sayable[0].said, "Erdogan");
  EXPECT_EQ(made_to_say(sayable, {}).constraints.at(0).phrase, "Erdogan");
  // Of two, the one that stands for the term.
  const AlignedText said = {"Erdogan e Erdogan", {{{0, 3}, {0, 7}}, {kTalks, {10, 17}}}};
  EXPECT_EQ(in_own_letters(said, sayable).text, "Erdogan e Erdoğan");
  EXPECT_EQ(sayable_terms(terms, {}).size(), 2U);
}

TEST(Relink, SameWordsKeepTheirLinksOthersGetThoseOfTheirPlace) {
  const AlignedText linked = relinked(translation(), "As longas negociações falharam.");
  ASSERT_EQ(linked.links.size(), 4U);
  EXPECT_EQ(linked.links[0].source, (ByteRange{0, 3}));
  EXPECT_EQ(linked.links[1].source, kTalks);
  EXPECT_EQ(linked.links[2].source, kTalks);
  EXPECT_EQ(linked.links[3].source, (ByteRange{10, 16}));
  EXPECT_EQ(linked.text.substr(linked.links[3].target.begin, 8), "falharam");
}

TEST(Relink, NothingInCommonAndNothingAtAll) {
  const AlignedText other = relinked(translation(), "Fim");
  ASSERT_EQ(other.links.size(), 1U);
  EXPECT_EQ(other.links[0].source, (ByteRange{0, 16}));
  EXPECT_TRUE(relinked(translation(), "").links.empty());
}

}  // namespace
}  // namespace dragoman::postedit
