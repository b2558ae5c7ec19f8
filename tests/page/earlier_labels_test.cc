// Labels that a page brings along, wherever they stand: one is ours afterwards, or none where the format shows none.
#include <gtest/gtest.h>
#include "../fake_engine.h"
#include "document/label.h"
#include "dragoman/page.h"

namespace dragoman {
namespace {

const std::string kLabel(document::kEnglishLabel);

std::string upper(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

std::string translated(const std::string& bytes, const std::string& name = "a.html", PageOptions options = {}) {
  testing::FakeEngine engine{.word = upper};
  options.from = "en";
  options.to = "pt";
  const Result<Page> page = Page::read(bytes, {.name = name});
  if (!page) return page.error().what;
  const auto out = translate_page(*page, engine.function(), options);
  return out ? out->bytes : out.error().what;
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++found;
  return found;
}

/// A page's body in which `part` stands between headline and text.
std::string with(const std::string& part) {
  return "<html lang=en><head><title>the ship sank</title></head><body><article><h1>the ship sank</h1>" + part +
         "<p>the harbour workers ended their strike on Monday, the union said, after two weeks of talks.</p></article>";
}

TEST(EarlierLabels, APageShowsOneLabel) {
  const std::string dashed = "Beta V.1.0 \u2013 Powered by&nbsp;automated translation";
  for (const std::string& part : std::vector<std::string>{
           "<p>" + kLabel + "</p>",
           "<p><em>" + kLabel + "</em></p>",
           "<p><a href=/about>" + kLabel + "</a></p>",
           "<table><tr><td>" + kLabel + "</td></tr></table>",
           "<table><tr><td><p><a href=/about>" + kLabel + "</a></p></td></tr></table>",
           kLabel,
           "<span>" + kLabel + "</span>",
           "<p>" + dashed + "</p>",
           "<p>Beta V.2.3 | Powered by automated translation.</p>",
           "<p>" + kLabel + "<br>the first talks began in January.</p>",
           "<p>the first talks began in January.<br><br>" + kLabel + "<br><br>the last ones are over.</p>",
           "<p>" + kLabel + ". The talks began.</p>",
           "<figure><img src=a><figcaption>the ships wait. REUTERS/Jo Ko<br>" + kLabel + "</figcaption></figure>",
           "<figure><img src=a><figcaption>the ships wait at the end of the long old harbour. REUTERS/Jo Ko<br>" +
               kLabel + "</figcaption></figure>",
           "<figure><img src=a><figcaption>the ships wait. REUTERS/Jo Ko <span>" + kLabel +
               "</span></figcaption></figure>",
           "<figure><img src=a><figcaption>the ships wait. REUTERS/Jo Ko " + kLabel + "</figcaption></figure>",
           "<figure><img src=a><figcaption>the ships wait <i>| " + kLabel + "</i></figcaption></figure>",
           "<ul><li>" + kLabel + "</li></ul><p>" + kLabel + "</p>",
           std::string("<p>the crew is safe.</p>"),
       }) {
    const std::string once = translated(with(part));
    EXPECT_EQ(count(once, document::label_text("pt")), 1U) << once;
    EXPECT_EQ(count(upper(once), "AUTOMATED"), 0U) << once;
    EXPECT_EQ(count(once, "<p></p>") + count(once, "<br></"), 0U) << once;
    EXPECT_EQ(translated(once), once);
    EXPECT_EQ(count(once, "<img"), count(part, "<img"));
    const std::string none = translated(with(part), "a.html", {.label_place = LabelPlace::kNone});
    EXPECT_EQ(count(none, document::label_text("pt")) + count(upper(none), "AUTOMATED"), 0U) << none;
  }
}

TEST(EarlierLabels, WhatStandsBesideOneStays) {
  EXPECT_NE(translated(with("<p>" + kLabel + "<br>the talks began.</p>")).find("<p>THE TALKS BEGAN.</p>"),
            std::string::npos);
  EXPECT_NE(translated(with("<p>the talks began.<br>" + kLabel + "</p>")).find("<p>THE TALKS BEGAN.</p>"),
            std::string::npos);
  const std::string caption =
      translated(with("<figure><figcaption>the ships wait. REUTERS/Jo Ko<br>" + kLabel + "</figcaption></figure>"));
  EXPECT_NE(caption.find("<figcaption>THE SHIPS WAIT. REUTERS/Jo Ko</figcaption></figure><aside"), std::string::npos)
      << caption;
  const std::string about = "<p>machine translation is changing the newsroom.</p>";
  EXPECT_NE(translated(with(about)).find(upper("machine translation is changing the newsroom.")), std::string::npos);
}

TEST(EarlierLabels, OursTakesThePlaceWhereABlockMayStand) {
  const std::string aside = "<aside class=\"dragoman-label\"";
  for (const auto& [before, behind] : std::vector<std::pair<std::string, std::string>>{
           {"", "<p class=note><a href=/>" + kLabel + "</a></p>"},
           {"<table><tr><td>", kLabel + "</td></tr></table>"},
           {"<ul><li>THE TALKS BEGAN.</li><li>", kLabel + "</li></ul>"},
           {"<div class=note>THE TALKS BEGAN.</div>", "<div><span>" + kLabel + "</span></div>"}}) {
    const std::string once = translated(with(before + behind));
    EXPECT_NE(once.find(before + aside), std::string::npos) << once;
    EXPECT_EQ(count(once, "<aside"), 1U) << once;
    EXPECT_EQ(translated(once), once);
  }
  // Not in a link, which readers show, nor between words.
  for (const std::string& part : {"<a href=/><b>the talks began.</b><div>" + kLabel + "</div></a>",
                                  "<p>the talks began.<br>" + kLabel + "</p>"}) {
    EXPECT_NE(translated(with(part)).find("</h1>" + aside), std::string::npos) << translated(with(part));
  }
}

TEST(EarlierLabels, APlaceThatIsAskedForIsTaken) {
  const std::string page = with("<p>" + kLabel + "</p>");
  const std::string end = translated(page, "a.html", {.label_place = LabelPlace::kEnd});
  EXPECT_NE(end.find("OF TALKS.</p><aside"), std::string::npos) << end;
  EXPECT_EQ(count(end, document::label_text("pt")), 1U);
  EXPECT_EQ(translated(end, "a.html", {.label_place = LabelPlace::kEnd}), end);
}

TEST(EarlierLabels, NoneInDescriptions) {
  const std::string head = "<html lang=en><head><title>a ship</title><meta name=description content='" + kLabel +
                           ". a ship sank.'><meta property=og:description content='" + kLabel +
                           "'><meta name=twitter:description content='the ship sank. " + kLabel +
                           "'><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":\"" +
                           kLabel + "\\n\\nthe ship sank.\\n" + kLabel + "\\n" + kLabel + "\",\"description\":\"" +
                           kLabel + "\"}</script></head>";
  const std::string out = translated(head + "<body><h1>a ship</h1><p>the ship sank today in the harbour.</p>");
  EXPECT_NE(out.find("<meta name=description content='A SHIP SANK.'>"), std::string::npos) << out;
  EXPECT_NE(out.find("<meta property=og:description content=''>"), std::string::npos) << out;
  EXPECT_NE(out.find("<meta name=twitter:description content='THE SHIP SANK.'>"), std::string::npos) << out;
  EXPECT_NE(out.find(R"("articleBody":"THE SHIP SANK.","description":""})"), std::string::npos) << out;
  EXPECT_EQ(count(out, "Beta V"), 1U) << out;
  EXPECT_EQ(translated(out), out);
}

TEST(EarlierLabels, NoneInFeeds) {
  const std::string out = translated(
      "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Post</title>"
      "<language>en</language><item><title>a ship sank</title><description>" +
      kLabel + " The crew was saved.</description><content:encoded><![CDATA[<p>" + kLabel +
      "</p><p>the crew was saved.</p>]]></content:encoded></item><item><title>a crew</title><description>" + kLabel +
      "</description></item><item><title>a port</title><description>\n" + kLabel +
      "\n\nthe port is open.\n</description></item></channel></rss>");
  EXPECT_EQ(count(upper(out), "AUTOMATED") + count(out, "Beta"), 0U) << out;
  EXPECT_NE(out.find("<description>THE CREW WAS SAVED.</description>"), std::string::npos) << out;
  EXPECT_NE(out.find("<![CDATA[<p>THE CREW WAS SAVED.</p>]]>"), std::string::npos) << out;
  EXPECT_NE(out.find("<description></description>"), std::string::npos) << out;
  EXPECT_NE(out.find("<description>\nTHE PORT IS OPEN.\n</description>"), std::string::npos) << out;
}

TEST(EarlierLabels, NoneInNewsmlNorItsParagraph) {
  const std::string out = translated(
      "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" xml:lang=\"en\"><contentSet><inlineXML><nitf "
      "xmlns=\"http://iptc.org/std/NITF/2006-10-18/\"><body><body.content><p>" +
          kLabel + "</p><p> <em>" + kLabel +
          "</em> </p><p>the crew was saved in the harbour.</p></body.content></body>" +
          "</nitf></inlineXML></contentSet></newsItem>",
      "a.xml");
  EXPECT_NE(out.find("<body.content><p>THE CREW WAS SAVED IN THE HARBOUR.</p></body.content>"), std::string::npos)
      << out;
}

TEST(EarlierLabels, NoneInNinjs) {
  const std::string out = translated(R"({"uri":"x","language":"en","headline":"a ship sank","body_text":")" + kLabel +
                                         R"(\n\nthe crew was saved.\n)" + kLabel + R"(","body_html":"<p>)" + kLabel +
                                         R"(</p><p>the crew was saved.</p>"})",
                                     "a.json");
  EXPECT_NE(out.find(R"("body_text":"THE CREW WAS SAVED.",)"), std::string::npos) << out;
  EXPECT_NE(out.find(R"("body_html":"<p>THE CREW WAS SAVED.</p>")"), std::string::npos) << out;
  EXPECT_EQ(count(out, "Beta"), 0U) << out;
}

TEST(EarlierLabels, NoneInFrontMatter) {
  const std::string out =
      translated("---\ntitle: a ship sank\ndescription: \"" + kLabel + ". the crew was saved.\"\nsummary: \"" + kLabel +
                     "\"\n---\n\nthe crew was saved.\n",
                 "a.md");
  EXPECT_NE(out.find("description: \"THE CREW WAS SAVED.\"\nsummary: \"\"\n"), std::string::npos) << out;
  EXPECT_EQ(count(out, "Beta V"), 1U) << out;
}

TEST(EarlierLabels, TheReportTellsWhichGo) {
  testing::FakeEngine engine{.word = upper};
  const Result<Page> page = Page::read("<html lang=en><meta name=description content='" + kLabel + "'><p>" + kLabel +
                                           "</p><p>the ship sank today in the harbour.</p>",
                                       {.name = "a.html"});
  ASSERT_TRUE(page);
  const auto out = translate_page(*page, engine.function(), {.from = "en", .to = "pt"});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->blocks[0].role, BlockRole::kLabel);
  EXPECT_EQ(out->blocks[0].target, "");
  EXPECT_FALSE(out->blocks[0].note.empty());
  EXPECT_EQ(out->blocks[1].role, BlockRole::kLabel);
  EXPECT_EQ(out->blocks[1].target, document::label_text("pt"));
}

}  // namespace
}  // namespace dragoman
