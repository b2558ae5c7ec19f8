// What is different between two versions of a story.
#include "articles/changes.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace dragoman::articles_test {
namespace {

using articles::change_name;
using articles::changes_between;
using articles::SentenceChange;

Block block(std::initializer_list<const char*> sentences, BlockRole role = BlockRole::kText) {
  Block out;
  out.role = role;
  for (const char* one : sentences) {
    const std::size_t begin = out.source.size();
    out.source += one;
    out.sentences.push_back({{begin, out.source.size()}, {begin, out.source.size()}, false});
    out.source += ' ';
  }
  out.target = out.source;
  return out;
}

std::string told(const std::vector<Block>& before, const std::vector<Block>& after) {
  std::string out;
  for (const SentenceChange& one : changes_between(before, after))
    out += std::string(change_name(one.kind)) + "(" + one.before.source + "|" + one.after.source + ")";
  return out;
}

TEST(Changes, AreToldInTheirOrder) {
  const std::vector<Block> before = {block({"The port closed."}, BlockRole::kHeadline),
                                     block({"It was shut for two days.", "Nobody was hurt.", "Ships waited."})};
  EXPECT_EQ(told(before, before), "");
  EXPECT_EQ(told({}, before).substr(0, 26), "added(|The port closed.)ad");
  EXPECT_EQ(told({}, {}), "");
  EXPECT_EQ(told(before, {}).find("added"), std::string::npos);
  EXPECT_EQ(
      told(before, {block({"The port closed."}, BlockRole::kHeadline),
                    block({"It was shut for three days.", "Ships waited.", "It rained."})}),
      "changed(It was shut for two days.|It was shut for three days.)removed(Nobody was hurt.|)added(|It rained.)");
  EXPECT_EQ(told({block({"A b c d.", "One.", "Two."})}, {block({"One.", "New words here.", "Two."})}),
            "removed(A b c d.|)added(|New words here.)");
  EXPECT_EQ(told({block({"Old words here.", "He left on Monday."})}, {block({"He left on Tuesday."})}),
            "removed(Old words here.|)changed(He left on Monday.|He left on Tuesday.)");
}

TEST(Changes, SayWhereASentenceStands) {
  const auto changes =
      changes_between({block({"One two three four."})}, {block({"New."}), block({"Zero.", "One two three five."})});
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes[2].before.block, 0U);
  EXPECT_EQ(changes[2].after.block, 1U);
  EXPECT_EQ(changes[2].after.sentence, 1U);
}

TEST(Changes, AHeadlineThatStandsInThePageTwiceCountsOnce) {
  const Block head = block({"The port closed."}, BlockRole::kHeadline),
              fresh = block({"The port opened."}, BlockRole::kHeadline);
  EXPECT_EQ(told({head, head}, {fresh, fresh}), "changed(The port closed.|The port opened.)");
  EXPECT_EQ(told({block({"No.", "No."})}, {block({"No."})}), "removed(No.|)")
      << "but a sentence said twice is said twice";
  Block kept = block({});
  kept.source = "REUTERS/A. Jones";
  Block other = kept;
  other.source = "EPA/B. Smith";
  EXPECT_EQ(told({kept}, {other}), "added(|EPA/B. Smith)removed(REUTERS/A. Jones|)");
}

TEST(Changes, VeryLongPagesAreCompared) {
  std::vector<Block> before, after;
  for (int i = 0; i < 5000; ++i) {
    const std::string text = "Old " + std::to_string(i) + ".", next = "New " + std::to_string(i) + ".";
    before.push_back(block({text.c_str()}));
    after.push_back(block({next.c_str()}));
  }
  EXPECT_GE(changes_between(before, after).size(), 5000U);
}

}  // namespace
}  // namespace dragoman::articles_test
