// Language pairs in every spelling that names of models have, and how well a model serves a wish.
#include "store/pair.h"

#include <gtest/gtest.h>

namespace dragoman::store {
namespace {

std::string read(std::string_view text) {
  Result<Pair> pair = parse_pair(text);
  return pair ? pair->source.tag() + " > " + pair->target.tag() : "none";
}
std::string read_prefix(std::string_view text) {
  Result<Pair> pair = parse_pair_prefix(text);
  return pair ? pair->source.tag() + " > " + pair->target.tag() : "none";
}
Language language(const char* tag) {
  Result<Language> parsed = Language::parse(tag);
  EXPECT_TRUE(parsed) << tag;
  return parsed ? *parsed : Language();
}

TEST(Pair, ReadsEverySpelling) {
  const char* kCases[][2] = {
      {"enar", "en > ar"},
      {"en-ar", "en > ar"},
      {"en_ar", "en > ar"},
      {"ENAR", "en > ar"},
      {"eng-ara", "en > ar"},
      {"engara", "en > ar"},
      {"en-zh-Hant", "en > zh-Hant"},
      {"enzhHant", "en > zh-Hant"},
      {"zhHanten", "zh-Hant > en"},
      {"zh_hant-en", "zh-Hant > en"},
      {"zh_hanten", "zh-Hant > en"},
      {"en-zh_hant", "en > zh-Hant"},
      {"ensr-latn", "en > sr-Latn"},
      {"en-pt-br", "en > pt-BR"},
      {"pt-BR-en", "pt-BR > en"},
      {"enyue", "en > yue"},
      {"yueen", "yue > en"},
      {"en-es-419", "en > es-419"},
      {"en-zh-Hant-TW", "en > zh-Hant-TW"},
      {"pten", "pt > en"},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(read(text), expected) << text;
}

TEST(Pair, RefusesTheRest) {
  for (const char* text : {"", "e", "en", "eng", "en-", "-ar", "en--ar", "en-ar-", "enxx", "en ar", "../en-ar", "en/ar",
                           "en-pt-tiny", "en-zh-Hatn", "model", "en-pt-XX", "12-34"})
    EXPECT_EQ(read(text), "none") << text;
  EXPECT_EQ(read(std::string_view("en\0ar", 5)), "none");
  Result<Pair> pair = parse_pair(std::string(100000, 'e'));
  ASSERT_FALSE(pair);
  EXPECT_EQ(pair.error().code, ErrorCode::kBadLanguage);
  EXPECT_LT(pair.error().what.size(), 300u);
}

TEST(Pair, DropsWhatStandsBehind) {
  EXPECT_EQ(read_prefix("en-pt-tiny"), "en > pt");
  EXPECT_EQ(read_prefix("enpt-1693087644"), "en > pt");
  EXPECT_EQ(read_prefix("en-zh-Hant-base-memory"), "en > zh-Hant");
  EXPECT_EQ(read_prefix("enpt.intgemm.alphas"), "en > pt");
  EXPECT_EQ(read_prefix("models"), "none");
}

TEST(LanguageFit, RegionIsIgnoredWhereTheModelHasNone) {
  EXPECT_GE(language_fit(language("pt"), language("pt-BR")), 0);
  EXPECT_GE(language_fit(language("pt-BR"), language("pt")), 0);
  EXPECT_GE(language_fit(language("pt-BR"), language("pt-BR")), 0);
  EXPECT_LT(language_fit(language("pt-BR"), language("pt-PT")), 0);
  EXPECT_LT(language_fit(language("pt"), language("es")), 0);
  EXPECT_LT(language_fit(Language(), language("es")), 0);
  EXPECT_GT(language_fit(language("pt-BR"), language("pt-BR")), language_fit(language("pt"), language("pt-BR")));
}

TEST(LanguageFit, ScriptsCount) {
  EXPECT_LT(language_fit(language("zh"), language("zh-Hant")), 0);
  EXPECT_GE(language_fit(language("zh"), language("zh-Hans")), 0);
  EXPECT_LT(language_fit(language("zh-Hant"), language("zh")), 0);
  EXPECT_GE(language_fit(language("zh-Hant"), language("zh-TW")), 0);
  EXPECT_LT(language_fit(language("zh"), language("zh-TW")), 0);
  EXPECT_LT(language_fit(language("sr"), language("sr-Latn")), 0);
  EXPECT_GE(language_fit(language("en"), language("en-Latn")), 0);
}

TEST(LanguageFit, NorwegianHasTwoNames) {
  EXPECT_GE(language_fit(language("no"), language("nb")), 0);
  EXPECT_GE(language_fit(language("nb"), language("no")), 0);
  EXPECT_LT(language_fit(language("nn"), language("nb")), 0);
}

}  // namespace
}  // namespace dragoman::store
