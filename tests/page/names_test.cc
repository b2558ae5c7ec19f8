// Names, labels and languages of a whole page: what the engine must not be asked.
#include <gtest/gtest.h>

#include "../fake_engine.h"
#include "dragoman/page.h"

namespace dragoman {
namespace {

using testing::FakeEngine;

std::string shouted(std::string_view bytes, const std::string& name = "page.html", PageOptions options = {}) {
  if (options.to.empty()) options.from = "en", options.to = "pt";
  const Result<Page> page = Page::read(bytes, {.name = name});
  if (!page) return page.error().what;
  FakeEngine engine{.word = [](std::string_view word) {
    std::string out(word);
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return out;
  }};
  const Result<TranslatedPage> out = translate_page(*page, engine.function(), options);
  return out ? out->bytes : out.error().what;
}

bool has(const std::string& out, std::string_view part) { return out.find(part) != std::string::npos; }

TEST(Names, APlaceInABylineIsNoWritersName) {
  const std::string out = shouted(
      "<p class=byline>By Mark Pit, Cape Town</p><h2>Vote in Cape Town</h2><h2>More from Mark Pit</h2><p>it is "
      "over.</p>");
  EXPECT_TRUE(has(out, "<h2>VOTE IN CAPE TOWN</h2>")) << out;
  EXPECT_TRUE(has(out, "Mark Pit</h2>")) << out;
}

TEST(Names, PeopleAloneStay) {
  const std::string page =
      "<h2>Stephen Hill</h2><ul><li>Rose Stone</li><li>Hope Waters</li></ul><h2>Port News</h2>"
      "<p>the mayor met Rose Stone in the old town on Monday.</p>";
  const std::string out = shouted(page);
  EXPECT_TRUE(has(out, "<h2>Stephen Hill</h2>")) << out;
  EXPECT_TRUE(has(out, "<li>Rose Stone</li>")) << out;
  EXPECT_TRUE(has(out, "<li>HOPE WATERS</li>")) << out;
  EXPECT_TRUE(has(out, "<h2>PORT NEWS</h2>")) << out;
}

TEST(Names, PeopleOfStructuredDataStay) {
  const std::string out = shouted(
      "<script type=application/ld+json>{\"@type\":\"Person\",\"name\":\"Harbour Stone\"}</script>"
      "<h2>Harbour Stone</h2><p>it is over.</p>");
  EXPECT_TRUE(has(out, "<h2>Harbour Stone</h2>")) << out;
}

TEST(Names, ThePublicationBehindItsPhraseIsWrittenByRule) {
  const std::string out =
      shouted("<meta property=og:site_name content=Lamp><a href=/a>Subscribe to Lamp</a><p>it is over.</p>");
  EXPECT_TRUE(has(out, ">Assine Lamp</a>")) << out;
}

TEST(Names, ALogoHasNoLabel) {
  const std::string page =
      "<html lang=en><body><header><h1 class=site-title><a href=/ rel=home>Pier Lookout</a></h1></header>"
      "<main><h2 class=entry-title>boats return</h2><p>" +
      std::string(120, 'a') + " b.</p></main></body></html>";
  const std::string out = shouted(page);
  EXPECT_TRUE(has(out, "Pier Lookout</a></h1></header>")) << out;
  EXPECT_LT(out.find("</h2>"), out.find("dragoman-label")) << out;
}

TEST(Names, ALabelBeforeAColonIsSaidByRule) {
  const std::string out = shouted("<p>Related: mayor resigns now</p><p>Note that: it is over</p>");
  EXPECT_TRUE(has(out, ": MAYOR RESIGNS NOW")) << out;
  EXPECT_FALSE(has(out, "RELATED")) << out;
  EXPECT_TRUE(has(out, "NOTE THAT: IT IS OVER")) << out;
}

TEST(Names, ShortBlocksOfAThirdLanguageStay) {
  const std::string page = "<html lang=en><body><p>the port is open and ships leave it.</p>";
  EXPECT_TRUE(
      has(shouted(page + "<p>Het schip ligt nu weer in de haven.</p>"), "Het schip ligt nu weer in de haven.</p>"));
  EXPECT_TRUE(has(shouted(page + "<p lang=nl>Wij gaan nu weg.</p>"), "Wij gaan nu weg."));
  EXPECT_TRUE(has(shouted(page + "<p>Anna Berg, Jan Vos, Piet Smit</p>"), "ANNA BERG"));
}

TEST(Names, ListsOfLanguagesStay) {
  const std::string page = "<html lang=en><body><p>the port is open and ships leave it.</p>";
  EXPECT_TRUE(has(shouted(page + "<ul><li>Deutsch</li><li>English</li><li>Italiano</li></ul>"), "<li>English</li>"));
  EXPECT_TRUE(has(shouted(page + "<ul><li>Maths</li><li>English</li><li>Art</li></ul>"), "<li>ENGLISH</li>"));
}

TEST(Names, ABylineAboveItsDateInAnArticle) {
  const std::string out =
      shouted("Head of it\n\nRose Hill in Berlin\nTue 5 Mar 2024 08.02 GMT\n\nit is over.\n", "a.txt");
  EXPECT_TRUE(has(out, "Rose Hill em Berlim\n")) << out;
  const std::size_t label = out.find("Beta V");
  EXPECT_TRUE(label < out.find("Rose Hill") || label > out.find("2024")) << out;
}

}  // namespace
}  // namespace dragoman
