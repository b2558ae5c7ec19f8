// What of a page is read aloud.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dragoman/speech.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

Block block(BlockRole role, const std::string& text) {
  Block out;
  out.role = role;
  out.source = out.target = text;
  return out;
}

std::vector<std::string> texts(const std::vector<Passage>& passages) {
  std::vector<std::string> out;
  for (const Passage& passage : passages) out.push_back(passage.text);
  return out;
}

const std::string kParagraph = "O porto reabriu na segunda-feira, e todos os navios saíram para o mar.";

std::vector<Block> page() {
  return {block(BlockRole::kHeadline, "Porto reabre | Jornal"),
          block(BlockRole::kStandfirst, "Descrição do site"),
          block(BlockRole::kNavigation, "Esportes"),
          block(BlockRole::kHeadline, "Porto reabre"),
          block(BlockRole::kByline, "Por Rosa Branca"),
          block(BlockRole::kCaption, "Navio no porto"),
          block(BlockRole::kCredit, "R. Branca/Agência"),
          block(BlockRole::kText, kParagraph),
          block(BlockRole::kText, kParagraph),
          block(BlockRole::kTableCell, "12"),
          block(BlockRole::kMetadata, "porto, navios")};
}

TEST(Script, TheStoryBeginsWithItsHeadlineAndIsSaidOnce) {
  EXPECT_THAT(texts(script_of(page(), {.language = "pt"})), ElementsAre("Porto reabre", "Navio no porto", kParagraph));
}

TEST(Script, CreditsAndCaptionsAreAChoice) {
  EXPECT_THAT(texts(script_of(page(), {.language = "pt", .captions = false, .credits = true, .bylines = true})),
              ElementsAre("Porto reabre", "Por Rosa Branca", "R. Branca/Agência", kParagraph));
}

TEST(Script, ATranslationIsAnnouncedInItsLanguage) {
  const auto first = [](const ScriptOptions& options, std::vector<Block> blocks) {
    const std::vector<Passage> script = script_of(blocks, options);
    return script.front().announcement ? script.front().text : "";
  };
  EXPECT_EQ(first({.language = "en", .translated = true}, page()), "Powered by automated translation.");
  EXPECT_NE(first({.language = "pt", .translated = true}, page()).find("tradução"), std::string::npos);
  EXPECT_EQ(first({.language = "pt", .translated = true, .announcement = "Aviso."}, page()), "Aviso.");
  EXPECT_EQ(first({.language = "pt", .translated = true, .announcement = "-"}, page()), "");
  EXPECT_EQ(first({.language = "pt"}, page()), "");
  std::vector<Block> labelled = page();
  labelled.insert(labelled.begin() + 4, block(BlockRole::kLabel, "Beta V.1.0 - Powered by automated translation"));
  EXPECT_NE(first({.language = "pt"}, labelled), "");
}

TEST(Script, SentencesKeepTheirOriginals) {
  Block translated = block(BlockRole::kText, "");
  translated.source = "The port reopened. All left.";
  translated.target = "O porto reabriu. Todos saíram.";
  translated.sentences = {{{0, 18}, {0, 16}, false}, {{19, 28}, {17, 31}, false}};
  const std::vector<Passage> script = script_of({translated}, {.language = "pt"});
  ASSERT_EQ(script.size(), 1U);
  ASSERT_EQ(script[0].pairs.size(), 2U);
  EXPECT_EQ(script[0].pairs[1].original, "All left.");
  EXPECT_EQ(script[0].pairs[1].text, (ByteRange{17, 31}));
}

}  // namespace
}  // namespace dragoman
