// JSON-LD: what is offered for translation, what never is, and the script written back.
#include "html/json_ld.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dragoman::html {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Script {
  std::string source;
  JsonLd data;
};

Script read(const std::string& json, bool xhtml = false) {
  Script script;
  script.source = "<script type='application/ld+json'>" + json + "</script>";
  const std::size_t begin = script.source.find('>') + 1;
  script.data = JsonLd::read(script.source, {begin, begin + json.size()}, {}, xhtml);
  return script;
}

std::vector<std::string> blocks(const std::string& json) {
  std::vector<std::string> out;
  const Script script = read(json);
  for (const auto& block : script.data.blocks()) out.push_back(std::string(role_name(block.role)) + ": " + block.text);
  return out;
}

/// The script with every block in brackets.
std::string bracketed(const std::string& json, bool xhtml = false, std::string_view suffix = "") {
  const Script script = read(json, xhtml);
  std::vector<document::Placement> placements;
  for (const auto& block : script.data.blocks()) {
    placements.push_back({true, {{document::Piece::Kind::kText, "[" + block.text + "]" + std::string(suffix), -1}}});
  }
  document::Splices splices(script.source);
  script.data.write(placements, splices);
  const std::string out = splices.render();
  const std::size_t begin = out.find('>') + 1;
  return out.substr(begin, out.rfind("</script>") - begin);
}

TEST(JsonLd, ProseByKeyAndType) {
  EXPECT_THAT(
      blocks(
          R"({"@context":"https://schema.org","@type":"NewsArticle","@id":"https://x.org/#a","headline":"Port reopens",
    "alternativeHeadline":"Ships return","description":"After a week.","articleBody":"First.\n\n  Second  one.\r\nThird.",
    "articleSection":["World","Trade"],"keywords":"port, ships","inLanguage":"en","datePublished":"2021-05-03",
    "image":{"@type":"ImageObject","caption":"A ship","name":"port.jpg","creditText":"Jane Doe","url":"https://x.org/a.jpg"},
    "author":[{"@type":"Person","name":"Jane Doe","jobTitle":"Trade Editor"}],"publisher":{"@type":"NewsMediaOrganization","name":"The Post"},
    "name":"Port reopens - The Post","about":[{"@type":"Thing","name":"Basra"}],"speakable":{"cssSelector":["h1"]}})"),
      ElementsAre("headline: Port reopens", "headline: Ships return", "standfirst: After a week.", "text: First.",
                  "text: Second one.", "text: Third.", "metadata: World", "metadata: Trade", "metadata: port, ships",
                  "caption: A ship", "metadata: Trade Editor", "headline: Port reopens - The Post"));
}

TEST(JsonLd, ArraysGraphsAndLists) {
  EXPECT_THAT(
      blocks(
          R"([{"@type":"WebPage","name":"World"},{"@graph":[{"name":"Jane","@type":"Person"},{"@type":["VideoObject","Thing"],"name":"At sea"}]}])"),
      ElementsAre("headline: World", "headline: At sea"));
  EXPECT_THAT(
      blocks(
          R"({"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"item":{"@id":"/w","name":"World news"}},
                        {"@type":"ListItem","name":"Trade"},{"@type":"ListItem","item":{"@type":"Person","name":"Jane"}}]})"),
      ElementsAre("navigation: World news", "navigation: Trade"));
}

TEST(JsonLd, NeverCodesAndContexts) {
  EXPECT_THAT(
      blocks(
          R"({"@context":{"headline":"schema headline","description":{"text":"a b"}},"headline":{"@value":"Port reopens","@language":"en"},
    "description":"https://x.org/a b","text":"  ","caption":"12:30 2021-05-03","abstract":"IMG_2041","keywords":["av","CNN","pt-BR","tag:x","PT30M","@jane","a@b.org","2021-05","/a/b"],
    "articleBody":"half \ud83d pair"})"),
      IsEmpty());
}

TEST(JsonLd, WhatDoesNotParseIsLeftAlone) {
  for (const char* json : {"{\"headline\":\"A b\",}", "<![CDATA[{\"headline\":\"A b\"]]>",
                           "// a port\n{\"headline\":\"A b\"}", "{\"headline\":\"A\nb\"}", "{\"headline\":\"A b\"};"}) {
    const Script script = read(json);
    EXPECT_THAT(script.data.blocks(), IsEmpty()) << json;
    EXPECT_NE(script.data.fault(), "") << json;
    EXPECT_EQ(bracketed(json), json);
  }
}

TEST(JsonLd, WrittenBackInItsOwnManner) {
  EXPECT_EQ(
      bracketed(R"( { "headline" : "Port\u2019s end", "url":"https:\/\/x.org\/a", "n": 1.50, "headline":"A \/ b" } )",
                false, "</script>é"),
      R"( { "headline" : "[Port\u2019s end]\u003c\/script>\u00e9", "url":"https:\/\/x.org\/a", "n": 1.50, "headline":"[A \/ b]\u003c\/script>\u00e9" } )");
  EXPECT_EQ(bracketed(R"({"articleBody":"First.\n\n\tSecond.\n"})"), R"({"articleBody":"[First.]\n\n\t[Second.]\n"})");
  EXPECT_EQ(bracketed(R"({"description":"Bush&#8217;s plan &amp; more"})", false, "<b>&"),
            R"({"description":"[Bush’s plan &amp; more]&lt;b&gt;&amp;"})");
  EXPECT_EQ(bracketed(R"({"description":"R and D"})", true, "&]]>"), R"({"description":"[R and D]\u0026]]\u003e"})");
}

TEST(JsonLd, UnchangedBlocksStayByteForByte) {
  const Script script = read(R"({"headline":"Port\u0020reopens","description":"After\n\na  week"})");
  ASSERT_EQ(script.data.blocks().size(), 3U);
  std::vector<document::Placement> placements(3);
  document::Splices splices(script.source);
  script.data.write(placements, splices);
  EXPECT_EQ(splices.render(), script.source);
  placements[2] = {true, {{document::Piece::Kind::kText, "uma semana", -1}}};
  script.data.write(placements, splices);
  EXPECT_NE(splices.render().find(R"("Port\u0020reopens","description":"After\n\numa semana")"), std::string::npos)
      << splices.render();
}

TEST(JsonLd, LinesWithMarkupStayLines) {
  const char* json = R"({"articleBody":"The <b>first</b> one.\n\nThe second.\nA <i>third &amp; last<\/i>."})";
  EXPECT_THAT(blocks(json), ElementsAre("text: The first one.", "text: The second.", "text: A third & last."));
  const Script script = read(json);
  std::vector<document::Placement> placements(3);
  placements[1] = {true, {{document::Piece::Kind::kText, "O segundo.", -1}}};
  document::Splices splices(script.source);
  script.data.write(placements, splices);
  EXPECT_NE(
      splices.render().find(R"("The \u003cb>first\u003c/b> one.\n\nO segundo.\nA \u003ci>third &amp; last\u003c/i>.")"),
      std::string::npos)
      << splices.render();
}

TEST(JsonLd, MarkupInAStringIsHtml) {
  EXPECT_THAT(blocks(R"({"articleBody":"<p>First <b>one</b>.<\/p><p>Second.<\/p>"})"),
              ElementsAre("text: First one.", "text: Second."));
  const Script script = read(R"({"articleBody":"<p>First.<\/p><p>Second.<\/p>"})");
  ASSERT_EQ(script.data.blocks().size(), 2U);
  std::vector<document::Placement> placements(2);
  placements[1] = {true, {{document::Piece::Kind::kText, "Segundo <&>.", -1}}};
  document::Splices splices(script.source);
  script.data.write(placements, splices);
  EXPECT_NE(splices.render().find(R"("\u003cp>First.\u003c\/p>\u003cp>Segundo &lt;&amp;)"), std::string::npos)
      << splices.render();
}

}  // namespace
}  // namespace dragoman::html
