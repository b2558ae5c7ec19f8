// Words in capitals, and their translations.
#include "fidelity/capitals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "aligned.h"

namespace dragoman::fidelity {
namespace {

/// A small engine's words.
WordForms words() {
  static const std::set<std::string, std::less<>> kKnown = {
      "children", "Children", "nothing", "Nothing", "subscribe", "now",   "Now",   "follow", "us",   "US",
      "the",      "The",      "all",     "All",     "NATO",      "BBC",   "news",  "News",   "it",   "It",
      "IT",       "is",       "Is",      "closed",  "Ada",       "learn", "Learn", "more",   "More", "harbour"};
  return {{}, [](std::string_view word) { return kKnown.contains(word); }, "en"};
}

std::string line(std::string text) {
  for (const EmphasisedWord& word : find_emphasis(text, words()))
    text.replace(word.range.begin, word.range.end - word.range.begin, word.form);
  return text;
}

TEST(Capitals, EmphasisIsFound) {
  EXPECT_EQ(line("He said NOTHING to them."), "He said nothing to them.");
  EXPECT_EQ(line("ALL the CHILDREN left."), "ALL the children left.");  // alone, three letters may be an acronym
  EXPECT_EQ(line("THE HARBOUR IS CLOSED and quiet."), "The harbour is closed and quiet.");
  EXPECT_EQ(line("SUBSCRIBE NOW"), "Subscribe now");
  EXPECT_EQ(line("FOLLOW US"), "Follow us");
  EXPECT_EQ(line("LEARN MORE"), "Learn more");
  EXPECT_EQ(line("But IT IS CLOSED"), "But it is closed");
}

TEST(Capitals, AcronymsAndNamesStay) {
  for (const char* same : {"NATO and the BBC met in the US.", "BBC News", "IKEA", "QUILLEX opened.", "the B2B NEWS_ID",
                           "U.S. harbour", "see HTTP/NEWS.HTML"}) {
    EXPECT_EQ(line(same), same);
  }
  EXPECT_EQ(line("NATO CHILDREN"), "NATO children");
  EXPECT_EQ(line("ADA IS CLOSED"), "Ada is closed");
}

TEST(Capitals, TheDocumentKnowsBetter) {
  WordForms forms = words();
  forms.usual = [](std::string_view word) {
    return std::string(word == "QUAY" ? "quay" : word == "NEWS" ? "News" : "");
  };
  EXPECT_EQ(find_emphasis("the QUAY", forms).size(), 1U);
  EXPECT_TRUE(find_emphasis("the NEWS party", forms).empty());  // a name
  EXPECT_EQ(find_emphasis("the NOTHING party", forms).size(), 1U);
  forms.usual = [](std::string_view word) { return std::string(word); };  // nowhere but in capitals: that says nothing
  EXPECT_EQ(find_emphasis("the NOTHING party", forms).size(), 1U);
}

TEST(Capitals, ComeBackOnTheirWords) {
  const std::string source = "He said NOTHING to them", target = "Ele não disse nada a eles";
  const markup::AlignedText given = testing::aligned(source, target, "0-0 2-1 1-2 2-3 3-4 4-5");
  const markup::AlignedText out = with_capitals(source, given, {{8, 15}}, "pt");
  EXPECT_EQ(out.text, "Ele NÃO disse NADA a eles");
  for (const markup::Link& link : out.links) EXPECT_LE(link.target.end, out.text.size());
  EXPECT_EQ(with_capitals(source, given, {}, "pt").text, target);
}

}  // namespace
}  // namespace dragoman::fidelity
