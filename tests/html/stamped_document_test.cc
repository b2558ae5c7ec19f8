// The stamp through the real reader: a translated page is stamped, read again and stamped again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include "document/label.h"
#include "first_difference.h"
#include "html/html_document.h"
#include "html/stamp_marks.h"
#include "html/tree.h"
#include "pseudo.h"

namespace dragoman::html {
namespace {

using document::Stamp;
using testing::HasSubstr;
using testing::Not;

Stamp portuguese() {
  Stamp stamp;
  stamp.source_language = "en";
  stamp.target_language = "pt";
  stamp.label = document::label_text("pt");
  stamp.translator = "Dragoman 0.0.0";
  return stamp;
}

std::string written(const std::string& bytes, const Stamp& stamp, bool translated, bool xhtml = false) {
  const auto page = read_html(bytes, {}, xhtml);
  EXPECT_TRUE(page.ok());
  const auto& blocks = (*page)->blocks();
  const auto out = (*page)->write(translated ? pseudo_translations(blocks) : unchanged(blocks), &stamp);
  EXPECT_TRUE(out.ok());
  return *out;
}

std::vector<std::string> blocks_of(const std::string& bytes) {
  const auto page = read_html(bytes, {}, false);
  EXPECT_TRUE(page.ok());
  std::vector<std::string> out;
  for (const auto& block : (*page)->blocks()) out.push_back(std::string(role_name(block.role)) + ": " + block.text);
  return out;
}

const std::string kText =
    "<p>The port reopened on Monday after a week in which no ship could leave or enter the harbour.</p>";

// Where the parser drops what an earlier run inserted, the next ones cannot see it, and must not insert it again.
TEST(StampedDocument, MarksThatTheTreeLacksAreNotWrittenAgain) {
  const auto many = [](const std::string& tag) {
    std::string out;
    for (int i = 0; i < 2100; ++i) out += tag;
    return out;
  };
  for (const std::string& page : {"<form>" + many("<frameset>") + "Text.", many("<td>") + "Text.",
                                  many("<form>") + "<p>Text.", "<select>" + many("<b>") + "Text."}) {
    const std::string once = written(page, portuguese(), true);
    EXPECT_THAT(once, HasSubstr("name=\"machine-translation\"")) << page.substr(0, 20);
    EXPECT_EQ(written(once, portuguese(), false), once) << page.substr(0, 20);
  }
}

TEST(StampedDocument, OddPagesAreStampedOnce) {
  for (const std::string& page :
       {std::string("<p>Some text é"), std::string("<!doctype html>\n<!-- c -->\n<p>é"),
        std::string("<title>xé</title>\n<p>y"), std::string("<html>\n<body>\n<p>é"), std::string("<head></head>é"),
        std::string("é"), std::string(""), std::string("<body>é<!--"),
        std::string("<html><head>\n<noscript><img></noscript><title>é</title></head><h1>A</h1>") + kText,
        std::string("<meta charset=latin1><h1>A b</h1>") + kText, std::string("<head><script>é"),
        std::string("\n\n<div>é</div>")}) {
    const std::string once = written(page, portuguese(), true);
    EXPECT_EQ(written(once, portuguese(), false), once) << page;
    const auto tree = Tree::parse(once, {});
    EXPECT_EQ(tree->value(tree->html(), "lang"), "pt") << once;
    EXPECT_EQ(once.find("data-dragoman=\"machine-translation\""), once.rfind("data-dragoman=\"machine-translation\""))
        << once;
    EXPECT_THAT(once, HasSubstr("charset")) << once;
  }
}

TEST(StampedDocument, InsertedElementsAreNoBlocks) {
  const std::string page = "<html lang=en><head><title>Port</title></head><body><h1>Port reopens</h1>" + kText;
  EXPECT_EQ(blocks_of(written(page, portuguese(), false)), blocks_of(page));
}

TEST(StampedDocument, ALabelInTheirPlaceIsReplacedAgain) {
  const std::string page =
      "<html lang=en><body><h1>Port reopens</h1><p>Beta V.1.0 - Powered by automated translation</p>" + kText;
  EXPECT_THAT(blocks_of(page), testing::Contains("label: Beta V.1.0 - Powered by automated translation"));
  Stamp stamp = portuguese();
  const std::string once = written(page, stamp, true);
  EXPECT_THAT(once, HasSubstr("</h1>" + label_element(stamp)));
  EXPECT_THAT(once, Not(HasSubstr("cbjrerq")));
  EXPECT_EQ(written(once, stamp, false), once);
  stamp.label = document::label_text("de");
  const std::string german = written(once, stamp, false);
  EXPECT_THAT(german, HasSubstr(stamp.label));
  EXPECT_THAT(german, Not(HasSubstr(document::label_text("pt"))));
}

TEST(StampedDocument, TheEndIsThatOfTheStory) {
  Stamp stamp = portuguese();
  stamp.label_place = LabelPlace::kEnd;
  const std::string label = label_element(stamp);
  const std::string footer =
      "<footer><p>All rights reserved by us and by others, and some more words of law that "
      "nobody reads but a lawyer.</p></footer>";
  EXPECT_THAT(written("<h1>A b</h1><div><p>One short.</p><p>Two short.</p></div><div><p>x</p></div>", stamp, false),
              HasSubstr("Two short.</p>" + label));
  EXPECT_THAT(written("<h1>A b</h1><div>" + kText + kText + "<p>The end.</p></div>" + footer, stamp, false),
              HasSubstr("The end.</p>" + label + "</div>"));
}

TEST(StampedDocument, ListsItselfAmongItsLanguages) {
  Stamp stamp = portuguese();
  const std::string page = "<h1>A b</h1>" + kText;
  stamp.publish_url = "https://x.org/pt";
  const std::string self =
      "<link data-dragoman=\"alternate\" rel=\"alternate\" hreflang=\"pt\" href=\"https://x.org/pt\">";
  EXPECT_THAT(written(page, stamp, false), Not(HasSubstr("hreflang")));
  stamp.source_url = "https://x.org/en";
  EXPECT_THAT(written(page, stamp, false), HasSubstr(self));
  EXPECT_THAT(written(page, stamp, false), HasSubstr("hreflang=\"en\" href=\"https://x.org/en\""));
  stamp.alternates = {{"pt", "https://x.org/pt"}};
  const std::string out = written(page, stamp, false);
  EXPECT_EQ(out.find(self), out.rfind(self));
  stamp.publish_url.clear();
  stamp.alternates.clear();
  EXPECT_THAT(written(page, stamp, false), Not(HasSubstr("hreflang=\"pt\"")));
}

TEST(StampedDocument, TheOriginalOfATranslatedTranslationIsTheTranslation) {
  const auto page = [](std::string_view head) {
    return "<!doctype html><html lang=en><head><title>A ship</title>" + std::string(head) + "</head><body>" + kText;
  };
  Stamp first = portuguese(), second = portuguese();
  first.publish_url = "https://pt.example/navio";
  second.source_language = "pt";
  second.target_language = "es";
  const std::string from = R"(hreflang="pt" href="https://pt.example/navio")";
  for (const char* head : {"<link rel=canonical href=https://en.example/ship>",
                           "<meta property=og:url content=https://en.example/ship>", ""}) {
    const std::string chain = written(written(page(head), first, true), second, true);
    EXPECT_THAT(chain, HasSubstr("machine-translated-from\" " + from)) << head;
    EXPECT_THAT(chain, HasSubstr(R"("inLanguage":"pt","url":"https://pt.example/navio")")) << head;
    EXPECT_THAT(chain, Not(HasSubstr("en.example"))) << head;
  }
  // Nobody said where the translation is: no address is better than the wrong one.
  first.publish_url.clear();
  const std::string silent =
      written(written(page("<link rel=canonical href=https://en.example/ship>"), first, true), second, true);
  EXPECT_THAT(silent, Not(HasSubstr("machine-translated-from")));
}

TEST(StampedDocument, RolesAndLocksReachTheBlocks) {
  const std::string page =
      "<html lang=en><head><meta property=og:site_name content='The Harbour Post'><title>Port reopens - The Harbour "
      "Post</title>"
      "<script type=application/ld+json>{\"@type\":\"WebPage\",\"name\":\"Port reopens | The Harbour "
      "Post\",\"caption\":\"A ship. REUTERS/Jane Doe\"}</script></head>"
      "<body><h1>Port reopens</h1><p class=byline>By <a rel=author>Jane Doe</a></p><figure><figcaption>A ship. <span "
      "class=credit>REUTERS/Jane Doe</span>"
      "</figcaption></figure><p>LONDON (Reuters) - The port reopened.</p>";
  const auto read = read_html(page, {}, false);
  ASSERT_TRUE(read.ok());
  std::vector<std::string> seen;
  for (const auto& block : (*read)->blocks()) {
    std::string line(role_name(block.role));
    for (const ByteRange range : block.locked)
      line += " [" + block.text.substr(range.begin, range.end - range.begin) + "]";
    seen.push_back(line);
  }
  EXPECT_THAT(seen, testing::ElementsAre("headline [The Harbour Post]", "headline [The Harbour Post]",
                                         "caption [REUTERS/Jane Doe]", "headline", "byline [Jane Doe]",
                                         "caption [REUTERS/Jane Doe]", "text [(Reuters)]"));
}

TEST(StampedDocument, BlocksAreNumberedInsideOthersToo) {
  Stamp stamp = portuguese();
  stamp.mark_blocks = true;
  const std::string page = "<html lang=en><body><h1>Port</h1><p>The <a href=/x title='Its name'>port</a> reopened.</p>";
  const std::string once = written(page, stamp, true);
  EXPECT_THAT(
      once,
      HasSubstr(
          "<p data-dragoman-block=\"1\">Gur <a data-dragoman-block-title=\"2\" href=/x title='Vgf anzr'>cbeg</a>"));
  EXPECT_EQ(written(once, stamp, false), once);
}

TEST(StampedDocument, XhtmlStaysXml) {
  const std::string page =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">\n"
      "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
      "xml:lang=\"en\"><head><title>Port</title></head><body><h1>Port</h1>" +
      kText + "</body></html>";
  const std::string once = written(page, portuguese(), false, true);
  EXPECT_THAT(once, HasSubstr("xml:lang=\"pt\""));
  EXPECT_THAT(once, HasSubstr("to=pt\" />"));
  EXPECT_EQ(written(once, portuguese(), false, true), once);
}

TEST(StampedDocument, DevPagesAreStampedOnce) {
  const char* shared = std::getenv("DRAGOMAN_SHARED");
  const std::filesystem::path pages = std::filesystem::path(shared ? shared : "../shared") / "pages/dev";
  if (!std::filesystem::exists(pages)) GTEST_SKIP() << pages << " is not there";
  for (const auto& entry : std::filesystem::directory_iterator(pages)) {
    std::ifstream file(entry.path() / "source.html", std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    Stamp stamp = portuguese();
    stamp.publish_url = "https://example.org/pt";
    stamp.alternates = {{"en", "https://example.org/en"}};
    stamp.originals_json = "{}";
    const std::string once = written(bytes.str(), stamp, true);
    EXPECT_EQ(first_difference(written(once, stamp, false), once), "") << entry.path();
  }
}

}  // namespace
}  // namespace dragoman::html
