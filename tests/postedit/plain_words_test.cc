// The engine sees plain signs and words; places are told in the text's own offsets.
#include "postedit/plain_words.h"
#include <gtest/gtest.h>
#include "../fake_engine.h"

namespace dragoman::postedit {
namespace {

const EngineVocabulary kLacksPounds = {.can_write = [](char32_t c) { return c != 0xA3 && c != 0xD7 && c != 0xBD; }};

TEST(PlainWords, AreSeenByTheEngineAndMappedBack) {
  testing::FakeEngine engine;
  const std::string text = "“I am tired,” he said—twice—of £300 ‘talks’ — and";
  const Result<Translation> out = with_plain_words(engine.function(), "en", "", kLacksPounds)(text, {});
  ASSERT_TRUE(out);
  EXPECT_EQ(engine.seen, "\"I am tired,\" he said - twice - of GBP 300 'talks' - and");
  ASSERT_EQ(out->sentences.size(), 1U);
  EXPECT_EQ(out->sentences[0].source, (ByteRange{0, text.size()}));
  for (const TokenLink& token : out->sentences[0].hypotheses[0].tokens) {
    const std::string source = text.substr(token.source.begin, token.source.end - token.source.begin);
    const std::string target = out->text.substr(token.target.begin, token.target.end - token.target.begin);
    if (target == "tired,\"") {
      EXPECT_EQ(source, "tired,”");
    }
    if (target == "GBP") {
      EXPECT_EQ(source, "£");
    }
    if (target == "twice") {
      EXPECT_EQ(source, "twice");
    }
  }
}

TEST(PlainWords, TextWithoutThemGoesThroughAsItIs) {
  testing::FakeEngine engine;
  ASSERT_TRUE(with_plain_words(engine.function(), "en", "", {})("it's \"plain\" - yes", {}));
  EXPECT_EQ(engine.seen, "it's \"plain\" - yes");
}

TEST(PlainWords, SensesAreSettledByTheDocument) {
  testing::FakeEngine engine;
  ASSERT_TRUE(with_plain_words(engine.function(), "en", "Missiles hit the airport.", {})("The strike went on.", {}));
  EXPECT_EQ(engine.seen, "The attack went on.");
}

TEST(PlainWords, FiguresInSignsThatTheEngineLacks) {
  EXPECT_EQ(in_plain_form("10×20", kLacksPounds), "10x20");
  EXPECT_EQ(in_plain_form("4½", kLacksPounds), "4 1/2");
  EXPECT_EQ(in_plain_form("½", kLacksPounds), "1/2");
  EXPECT_EQ(in_plain_form("10×20", {}), "10×20");
}

}  // namespace
}  // namespace dragoman::postedit
