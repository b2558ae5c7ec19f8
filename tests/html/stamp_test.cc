// The stamp: what is written where, that nothing else moves, and that a second run gives the same bytes. Blocks are made here
// in the simplest way, so that these tests need no reader.
#include "html/stamp.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include "document/label.h"
#include "first_difference.h"
#include "html/inserted.h"
#include "html/lexer.h"
#include "html/roles.h"
#include "html/stamp_marks.h"

namespace dragoman::html {
namespace {

using document::SourceBlock;
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
Stamp arabic() {
  Stamp stamp = portuguese();
  stamp.target_language = "ar";
  stamp.right_to_left = true;
  stamp.label = document::label_text("ar");
  return stamp;
}

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_html_space(c))
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool inside_inserted(const Tree& tree, NodeId id) {
  for (; id != kNoNode; id = tree[id].parent) {
    if (is_inserted(tree, id)) return true;
  }
  return false;
}

std::string stamped(std::string page, const Stamp& stamp, bool xhtml = false) {
  const auto tree = Tree::parse(std::move(page), {});
  const Roles roles(*tree);
  std::vector<SourceBlock> blocks;
  std::vector<BlockPlace> places;
  for (NodeId id = 1; id != kNoNode; id = tree->next(id)) {
    const bool holds = tree->is(id, "p") || tree->is(id, "h1") || tree->is(id, "h2") || tree->is(id, "figcaption") ||
                       tree->is(id, "li");
    if (!holds || inside_inserted(*tree, id)) continue;
    SourceBlock block;
    block.text = collapsed(tree->inner_text(id));
    if (block.text.empty()) continue;
    roles.describe(id, {}, block);
    blocks.push_back(block);
    places.push_back({id, {}});
  }
  document::Splices splices(tree->source());
  stamp_tags(*tree, places, stamp, xhtml, splices);
  apply_stamp(*tree, blocks, places, stamp, xhtml, splices);
  return splices.render();
}

/// Elements, attributes and texts as a browser has them, without languages, directions and what the stamp inserted.
std::string shape(const std::string& page) {
  const auto tree = Tree::parse(page, {});
  std::string out;
  for (NodeId id = 1; id != kNoNode;) {
    const Node& node = (*tree)[id];
    if (is_inserted(*tree, id)) {
      id = tree->behind(id);
      continue;
    }
    std::size_t depth = 0;
    for (NodeId at = node.parent; at != kNoNode; at = (*tree)[at].parent) ++depth;
    out += "\n" + std::to_string(depth) + " " + std::string(node.tag);
    if (node.kind != Node::Kind::kElement) out += std::string(tree->source(node.open));
    for (const Attribute& attribute : tree->attributes(id)) {
      const bool locale =
          tree->value(id, "property") == "og:locale" || equal_names(tree->value(id, "http-equiv"), "content-language");
      if (attribute.name == "content" && locale) continue;
      if (attribute.name == "lang" || attribute.name == "dir" || attribute.name == "xml:lang") continue;
      out += " " + std::string(attribute.name) + "=" + std::string(attribute.value);
    }
    id = tree->next(id);
  }
  return out;
}

const std::string kParagraph =
    "<p>" + std::string("The port reopened on Monday after a week in which no ship could leave or enter the harbour.") +
    "</p>";
const std::string kArticle =
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Port reopens</title></head><body><article><h1>Port "
    "reopens</h1>"
    "<p class=standfirst>Ships return.</p><figure><img src=a alt=''><figcaption>A ship. REUTERS/Jane "
    "Doe</figcaption></figure>" +
    kParagraph + kParagraph + "</article></body></html>";

TEST(Stamp, MarksOfAnArticle) {
  const std::string out = stamped(kArticle, portuguese());
  EXPECT_THAT(out, HasSubstr("<html lang=\"pt\">"));
  EXPECT_THAT(
      out,
      HasSubstr(
          "<meta data-dragoman=\"machine-translation\" name=\"machine-translation\" content=\"yes; from=en; to=pt\">"));
  EXPECT_THAT(out, HasSubstr("\"translator\":{\"@type\":\"SoftwareApplication\",\"name\":\"Dragoman 0.0.0\"}"));
  EXPECT_THAT(out, HasSubstr("\"translationOfWork\":{\"@type\":\"CreativeWork\",\"inLanguage\":\"en\"}"));
  EXPECT_THAT(out, HasSubstr("</script></head>"));
  EXPECT_THAT(out, HasSubstr("</figure>" + label_element(portuguese()) + "<p>The port"));
  EXPECT_EQ(shape(out), shape(kArticle));
}

TEST(Stamp, MarksStandBeforeANoscript) {
  const std::string page = "<head><title>x</title>\n<noscript><img src=a></noscript><meta name=b></head><body>y";
  const std::string out = stamped(page, portuguese());
  EXPECT_THAT(out, HasSubstr("</script><noscript><img"));
  EXPECT_EQ(shape(out), shape(page));
  EXPECT_EQ(stamped(out, portuguese()), out);
}

TEST(Stamp, LabelPlaces) {
  Stamp stamp = portuguese();
  const std::string label = label_element(stamp);
  const auto with = [&](LabelPlace place, const std::string& body) {
    stamp.label_place = place;
    return stamped(body, stamp);
  };
  EXPECT_THAT(with(LabelPlace::kHeadline, kArticle), HasSubstr("</h1>" + label));
  EXPECT_THAT(with(LabelPlace::kTop, kArticle), HasSubstr("<body>" + label));
  EXPECT_THAT(with(LabelPlace::kEnd, kArticle), HasSubstr("</p>" + label + "</article>"));
  EXPECT_THAT(with(LabelPlace::kNone, kArticle), Not(HasSubstr("<aside")));
  EXPECT_THAT(with(LabelPlace::kNone, kArticle), HasSubstr("machine-translation"));
  EXPECT_THAT(with(LabelPlace::kAuto, "<h1>A b</h1><p class=dek>C d</p>" + kParagraph), HasSubstr("C d</p>" + label));
  EXPECT_THAT(with(LabelPlace::kAuto, "<h1>A b</h1>" + kParagraph), HasSubstr("</h1>" + label));
  EXPECT_THAT(with(LabelPlace::kAuto, "<h1>A b</h1>" + kParagraph + "<figure><figcaption>Later</figcaption></figure>"),
              HasSubstr("</h1>" + label));
  EXPECT_THAT(with(LabelPlace::kAuto, "<div>" + kParagraph + "</div>"), HasSubstr("<div>" + label + "<p>"));
  for (const char* unseen : {"<div style=\"Display: none\">", "<div class=visually-hidden>", "<div hidden>"}) {
    EXPECT_THAT(with(LabelPlace::kAuto, unseen + std::string("<h1>A b</h1></div><h1>C d</h1>") + kParagraph),
                HasSubstr("C d</h1>" + label));
  }
  EXPECT_THAT(with(LabelPlace::kAuto, "<body style=\"visibility:hidden\"><h1>A b</h1>" + kParagraph),
              HasSubstr("A b</h1>" + label));
  EXPECT_THAT(with(LabelPlace::kAuto, "<a href=/s><div><h1>A</h1></div></a>" + kParagraph), HasSubstr("</a>" + label));
  EXPECT_THAT(with(LabelPlace::kAuto, "<body>x"), HasSubstr("<body>" + label + "x"));
}

TEST(Stamp, LabelNeverGoesWhereItWouldBeMoved) {
  for (const std::string& page :
       {"<table><tr><td><h1>Port reopens</h1></td></tr></table>" + kParagraph,
        "<a href=/x><h1>Port reopens</h1></a>" + kParagraph, "<h1>Port reopens" + kParagraph,
        "<table><h1>Port reopens</h1><tr><td>x</table>" + kParagraph, "<p><h1>Port</h1></p>" + kParagraph,
        "<span><h1>Port reopens</h1></span>" + kParagraph, "<ul><li>x<li><h1>Port</h1></ul>" + kParagraph,
        "<h1>Port</h1><figure><figcaption>A ship" + kParagraph, "<dl><dt><h1>Port</h1></dl>" + kParagraph,
        std::string("<h1><p>Port</h1>") + kParagraph, "<button><h1>Port</h1></button>" + kParagraph,
        "<p><b><h1>Port</h1></b>" + kParagraph, "<select><h1>x</select>" + kParagraph}) {
    const std::string out = stamped(page, portuguese());
    EXPECT_EQ(shape(out), shape(page)) << out;
    EXPECT_THAT(out, HasSubstr("<aside")) << page;
    EXPECT_EQ(stamped(out, portuguese()), out) << page;
  }
}

TEST(Stamp, PagesWithoutTagsOfTheirOwn) {
  for (const std::string page : {"",
                                 "x",
                                 "<p>x</p>",
                                 "<!doctype html>\n<!-- c -->\n<p>Some text.",
                                 "<title>x</title>\n<p>y",
                                 "<html>\n<body>\n<p>x",
                                 "<head><title>x</title><body>y",
                                 "<html><head><script>var a;",
                                 "<html><head><title>Port",
                                 "<html><head><style>a{}</style><meta name=a>\n<p>x</p>",
                                 "<body>x</body>",
                                 "<html><head></head>\n<body>\nx</body></html>",
                                 "<head><!-- open <body>x",
                                 "<meta charset=utf-8><div>x<head>y",
                                 "<noscript><p>x</p></noscript>",
                                 "<html><frameset><frame></frameset></html>",
                                 "</p>x",
                                 "<link rel=a><script>1</script> <h1>x</h1>",
                                 " \n <h1>x</h1>",
                                 "<template><p>x</p></template>",
                                 "<plaintext>x",
                                 "<textarea>x",
                                 "<p>x<!--",
                                 "<html lang>x",
                                 "<body><!-- c --><p>x",
                                 "<svg><title>t</title></svg>x"}) {
    const std::string out = stamped(page, portuguese());
    EXPECT_EQ(shape(out), shape(page)) << "in: " << page << "\nout: " << out;
    EXPECT_EQ(stamped(out, portuguese()), out) << page;
    const auto tree = Tree::parse(out, {});
    ASSERT_NE(tree->html(), kNoNode);
    EXPECT_EQ(tree->value(tree->html(), "lang"), "pt") << out;
  }
}

TEST(Stamp, ASecondRunGivesTheSameBytes) {
  Stamp stamp = portuguese();
  stamp.alternates = {{"en", "https://x.org/en"}, {"fr", "https://x.org/fr?a=1&b=\"2\""}};
  stamp.publish_url = "https://x.org/pt";
  stamp.originals_json = R"({"0":["a </script> b"]})";
  stamp.mark_blocks = true;
  const std::string once = stamped(kArticle, stamp);
  EXPECT_EQ(stamped(once, stamp), once);
  EXPECT_THAT(once, HasSubstr("data-dragoman-block=\"0\""));
  EXPECT_THAT(once, HasSubstr("a \\u003c/script> b"));
  EXPECT_EQ(std::string::npos, once.find("a </script>"));
  // Another label, another place: the old one goes.
  stamp.label = "Outro rótulo";
  stamp.label_place = LabelPlace::kEnd;
  const std::string other = stamped(once, stamp);
  EXPECT_THAT(other, Not(HasSubstr(document::label_text("pt"))));
  EXPECT_THAT(other, HasSubstr("Outro rótulo"));
  stamp.label = document::label_text("pt");
  stamp.label_place = LabelPlace::kAuto;
  EXPECT_EQ(stamped(kArticle, stamp), once);
}

TEST(Stamp, TheOriginalIsRememberedByASecondRun) {
  Stamp stamp = portuguese();
  stamp.publish_url = "https://x.org/pt";
  std::string page = kArticle;
  page.insert(page.find("<title>"),
              "<link rel=canonical href='https://x.org/en?a&amp;b'><meta property=og:url content=https://x.org/en>"
              "<meta property=og:locale content=en_GB><meta http-equiv=content-language content=en>");
  const std::string once = stamped(page, stamp);
  EXPECT_THAT(
      once, HasSubstr("<link rel=canonical href='https://x.org/pt'><meta property=og:url content=\"https://x.org/pt\">"
                      "<meta property=og:locale content=\"pt_BR\"><meta http-equiv=content-language content=\"pt\">"));
  EXPECT_THAT(once,
              HasSubstr("rel=\"alternate machine-translated-from\" hreflang=\"en\" href=\"https://x.org/en?a&amp;b\""));
  EXPECT_THAT(once, HasSubstr("\"url\":\"https://x.org/pt\""));
  stamp.source_language = "pt";  // as the page states it now
  EXPECT_EQ(stamped(once, stamp), once);
}

TEST(Stamp, ALocaleOfTheTargetStays) {
  const std::string page = "<html lang=pt-BR><meta property=og:locale content=pt_BR><p>Porto</p>";
  EXPECT_THAT(stamped(page, portuguese()), HasSubstr("content=pt_BR>"));
}

TEST(Stamp, AddressesStayWithoutAPublishAddress) {
  std::string page = kArticle;
  page.insert(page.find("<title>"),
              "<link rel=canonical href=https://x.org/en><meta property=og:url content=https://x.org/en>"
              "<link rel=alternate hreflang=fr href=/fr><base href=/b>");
  EXPECT_EQ(shape(stamped(page, portuguese())), shape(page));
  EXPECT_THAT(stamped(page, portuguese()), Not(HasSubstr("\"canonical\"")));
}

TEST(Stamp, RightToLeft) {
  const std::string out = stamped(kArticle, arabic());
  EXPECT_THAT(out, HasSubstr("lang=\"ar\""));
  EXPECT_THAT(out, HasSubstr("<html dir=\"rtl\" lang=\"ar\">"));
  EXPECT_THAT(out, HasSubstr("<aside class=\"dragoman-label\" data-dragoman=\"label\" role=\"note\" lang=\"ar\">"));
  EXPECT_EQ(stamped(out, arabic()), out);
  // Islands keep their direction; a block that stated the source's language goes with it.
  const std::string island =
      "<html dir=ltr lang=en><body><p dir=ltr>Call <span dir=ltr>+44 20</span> x</p><p lang=en-GB dir=ltr>Port</p><p "
      "lang=fr dir=ltr>Le port</p>";
  const std::string turned = stamped(island, arabic());
  EXPECT_THAT(turned, HasSubstr("<html dir=\"rtl\" lang=\"ar\">"));
  EXPECT_THAT(turned, HasSubstr("<p dir=ltr>Call <span dir=ltr>"));
  EXPECT_THAT(turned, HasSubstr("<p lang=\"ar\" dir=\"rtl\">Port</p><p lang=fr dir=ltr>Le port</p>"));
  EXPECT_THAT(
      stamped("<html lang=en><p>a <i lang=en-GB>b</i> <i lang=fr>c</i> <code lang=en>d</code> <b translate=no "
              "lang=en>e</b></p>",
              portuguese()),
      HasSubstr("<p>a <i lang=\"pt\">b</i> <i lang=fr>c</i> <code lang=en>d</code> <b translate=no lang=en>e</b></p>"));
  // The English label on an Arabic page.
  Stamp stamp = arabic();
  stamp.label = document::kEnglishLabel;
  EXPECT_THAT(stamped(kArticle, stamp), HasSubstr("lang=\"en\" dir=\"ltr\">"));
  // And back.
  EXPECT_THAT(stamped("<html lang=ar dir=rtl><body dir=rtl><p>x</p>", portuguese()),
              HasSubstr("<html lang=\"pt\" dir=\"ltr\">"));
  EXPECT_THAT(stamped("<html lang=ar><p>x</p>", portuguese()), Not(HasSubstr("dir=")));
}

TEST(Stamp, AnEarlierLabelLineIsReplacedNotDoubled) {
  std::string page = kArticle;
  page.insert(page.find("<p>The"), "<p class=tag>\n <em>Beta V.1.0</em> - Powered by automated translation</p>");
  const std::string out = stamped(page, portuguese());
  EXPECT_THAT(out, HasSubstr("data-nosnippet=\"\">" + document::label_text("pt") + "</span></aside><p>The"));
  EXPECT_THAT(out, Not(HasSubstr("class=tag")));
  EXPECT_THAT(out, Not(HasSubstr("Powered by")));
  EXPECT_EQ(stamped(out, portuguese()), out);
  // Where it is asked for elsewhere, it goes there.
  Stamp top = portuguese();
  top.label_place = LabelPlace::kTop;
  EXPECT_THAT(stamped(page, top), HasSubstr("<body><aside"));
  EXPECT_EQ(stamped(stamped(page, top), top), stamped(page, top));
  Stamp none = portuguese();
  none.label_place = LabelPlace::kNone;
  EXPECT_THAT(stamped(page, none), Not(HasSubstr("Powered by")));  // no label is no label
}

TEST(Stamp, XmlSyntax) {
  const std::string page =
      "<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\" "
      "lang=\"en\"><head><title>x</title></head>"
      "<body><h1>Port</h1>" +
      kParagraph + "</body></html>";
  Stamp stamp = portuguese();
  stamp.originals_json = R"({"a":"<&>"})";
  stamp.publish_url = "https://x.org/a?b&c";
  const std::string out = stamped(page, stamp, true);
  EXPECT_THAT(out, HasSubstr("xml:lang=\"pt\" lang=\"pt\""));
  EXPECT_THAT(out, HasSubstr("content=\"yes; from=en; to=pt\" />"));
  EXPECT_THAT(out, HasSubstr("{\"a\":\"\\u003c\\u0026\\u003e\"}"));
  EXPECT_THAT(out, HasSubstr("rel=\"canonical\" href=\"https://x.org/a?b&amp;c\" />"));
  EXPECT_THAT(out, HasSubstr("\"url\":\"https://x.org/a?b\\u0026c\""));
  EXPECT_EQ(stamped(out, stamp, true), out);
}

TEST(Stamp, AmpPagesGetNoForeignScript) {
  for (const char* amp : {"<html amp lang=en>", "<html ⚡ lang=en>"}) {
    Stamp stamp = portuguese();
    stamp.originals_json = "{}";
    const std::string out = stamped(
        std::string("<!doctype html>") + amp + "<head><title>x</title></head><body><h1>Port</h1>" + kParagraph, stamp);
    EXPECT_THAT(out, Not(HasSubstr("application/json")));
    EXPECT_THAT(out, HasSubstr("application/ld+json"));
    EXPECT_THAT(out, HasSubstr("<aside"));
  }
}

TEST(Stamp, APagesOwnUseOfTheAttributeIsNotOurs) {
  const std::string page =
      "<html lang=en><body data-dragoman=x><div data-dragoman=label><h1 data-dragoman>Port</h1></div>" + kParagraph;
  const std::string out = stamped(page, portuguese());
  EXPECT_EQ(shape(out), shape(page));
}

TEST(Stamp, HostileValuesAreEscaped) {
  Stamp stamp = portuguese();
  stamp.label = "<b>\"&'</aside>";
  stamp.translator = "\"><script>";
  stamp.source_url = "https://x.org/\"><script>alert(1)</script>";
  stamp.alternates = {{"\"><p>", "'><p>"}};
  stamp.target_language = "pt\"><p>";
  const std::string out = stamped(kArticle, stamp);
  EXPECT_EQ(shape(out), shape(kArticle)) << out;
  EXPECT_EQ(stamped(out, stamp), out);
}

TEST(Stamp, OpenGraphLocales) {
  EXPECT_EQ(open_graph_locale("pt"), "pt_BR");
  EXPECT_EQ(open_graph_locale("pt-BR"), "pt_BR");
  EXPECT_EQ(open_graph_locale("pt-PT"), "pt_PT");
  EXPECT_EQ(open_graph_locale("zh-Hant"), "zh_TW");
  EXPECT_EQ(open_graph_locale("zh-Hant-TW"), "zh_TW");
  EXPECT_EQ(open_graph_locale("zh-Hans"), "zh_CN");
  EXPECT_EQ(open_graph_locale("es-419"), "es_419");
  EXPECT_EQ(open_graph_locale("fr"), "fr_FR");
  EXPECT_EQ(open_graph_locale("ar"), "ar_EG");
}

TEST(Stamp, DevPagesKeepTheirShape) {
  const char* shared = std::getenv("DRAGOMAN_SHARED");
  const std::filesystem::path pages = std::filesystem::path(shared ? shared : "../shared") / "pages/dev";
  if (!std::filesystem::exists(pages)) GTEST_SKIP() << pages << " is not there";
  for (const auto& entry : std::filesystem::directory_iterator(pages)) {
    std::ifstream file(entry.path() / "source.html", std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    for (const Stamp& stamp : {portuguese(), arabic()}) {
      const std::string out = stamped(bytes.str(), stamp);
      EXPECT_EQ(first_difference(shape(out), shape(bytes.str())), "") << entry.path();
      EXPECT_TRUE(stamped(out, stamp) == out) << entry.path();
      EXPECT_THAT(out, HasSubstr("<aside class=\"dragoman-label\"")) << entry.path();
      EXPECT_THAT(out, HasSubstr("data-dragoman=\"machine-translation\"")) << entry.path();
    }
  }
}

}  // namespace
}  // namespace dragoman::html
