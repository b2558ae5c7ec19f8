// The tree against the source: places, strays, repairs.
#include "html/tree.h"
#include <gtest/gtest.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include "html/entities.h"

namespace dragoman::html {
namespace {

std::unique_ptr<const Tree> parse(std::string source, bool fragment = true) {
  return Tree::parse(std::move(source), {.fragment = fragment});
}

/// Shape with places: tag[open|close](children), "text", !stray, #comment.
std::string shape(const Tree& tree, NodeId id) {
  std::string out;
  for (NodeId at = tree[id].first_child; at != kNoNode; at = tree[at].next) {
    const Node& node = tree[at];
    if (node.repaired) out += "~";
    switch (node.kind) {
      case Node::Kind::kText: out += "'" + tree.text(at) + "'"; break;
      case Node::Kind::kComment: out += "#"; break;
      case Node::Kind::kStray: out += "!" + std::string(tree.source(node.open)); break;
      case Node::Kind::kCut: out += "%"; break;
      case Node::Kind::kElement:
        out += std::string(node.tag) + "[" + std::string(tree.source(node.open)) +
               std::string(tree.source(node.close)) + "](" + shape(tree, at) + ")";
    }
  }
  return out;
}
std::string shape_of(std::string source) {
  const auto tree = parse(std::move(source));
  return shape(*tree, tree->root());
}

TEST(Tree, Shapes) {
  EXPECT_EQ(shape_of("<p>a <b>b</b>"), "p[<p>]('a 'b[<b></b>]('b'))");
  EXPECT_EQ(shape_of("a</foo>b"), "'a'!</foo>'b'");
  EXPECT_EQ(shape_of("<my-tag A=1>x</my-tag>"), "my-tag[<my-tag A=1></my-tag>]('x')");
  EXPECT_EQ(shape_of("<div><p>x</div>"), "div[<div></div>](p[<p>]('x'))");
  EXPECT_EQ(shape_of("<noscript><img src=a>t</noscript>"), "noscript[<noscript></noscript>](img[<img src=a>]()'t')");
  EXPECT_EQ(shape_of("1 < 2 &amp; 3"), "'1 < 2 & 3'");
  EXPECT_EQ(shape_of("<b>x<p>y</b>z</p>"), "b[<b>]('x')~p[<p></p>](~b[]('y')'z')");
  EXPECT_EQ(shape_of("<ul><li>a<li>b</ul>"), "ul[<ul></ul>](li[<li>]('a')li[<li>]('b'))");
  EXPECT_EQ(shape_of("<svg viewBox='0 0 1 1'><linearGradient/></svg>"),
            "svg[<svg viewBox='0 0 1 1'></svg>](linearGradient[<linearGradient/>]())");
  EXPECT_EQ(shape_of("<script>if (a<b) '</p>'</script>x"), "script[<script></script>]('if (a<b) '</p>'')'x'");
  EXPECT_EQ(shape_of("a<!-- b --><?php x ?><br/>"), "'a'##br[<br/>]()");
}

/// name=value of each, with the places that hold them in brackets.
std::string attributes_of(std::string source, std::string_view tag) {
  const auto tree = parse(std::move(source));
  std::string out;
  for (NodeId at = tree->root(); at != kNoNode; at = tree->next(at)) {
    if (!tree->is(at, tag)) continue;
    for (const Attribute& one : tree->attributes(at)) {
      out += std::string(one.name) + "=" + std::string(one.value) + "[" + std::string(tree->source(one.name_place)) +
             "|" + std::string(tree->source(one.value_place)) + "]";
    }
    out += ";";
  }
  return out;
}

TEST(Tree, AttributesAreReadAsBrowsersReadThem) {
  EXPECT_EQ(attributes_of("<p>x", "p"), ";");
  EXPECT_EQ(attributes_of("<p Class=\"a b\"id='c'hidden>x", "p"),
            "class=a b[Class|\"a b\"]id=c[id|'c']hidden=[hidden|];");
  EXPECT_EQ(attributes_of("<p a = b/c d=>x", "p"), "a=b/c[a|b/c]d=[d|];");
  EXPECT_EQ(attributes_of("<p a=1 A=2 b>x", "p"), "a=1[a|1]b=[b|];");
  EXPECT_EQ(attributes_of("<p =a=b \"=c\">x", "p"), "=a=b[=a|b]\"=c\"[\"|c\"];");
  EXPECT_EQ(attributes_of("<p/a/=b>x", "p"), "a=[a|]=b=[=b|];");
  EXPECT_EQ(attributes_of("<p title='a > b &amp; \"c\"'>x", "p"), "title=a > b & \"c\"[title|'a > b &amp; \"c\"'];");
  EXPECT_EQ(attributes_of("<img src=a/><br class=x />", "img"), "src=a/[src|a/];");
  EXPECT_EQ(attributes_of("<img src=a/><br class=x />", "br"), "class=x[class|x];");
  EXPECT_EQ(attributes_of("<input type=hidden value=''>", "input"), "type=hidden[type|hidden]value=[value|''];");
  EXPECT_EQ(attributes_of("<svg viewbox=0><path D=m /></svg>", "svg"), "viewBox=0[viewbox|0];");
  // What comes back in the next paragraph has values, but no places.
  EXPECT_EQ(attributes_of("<p><a href=u>x<p>y", "a"), "href=u[href|u];href=u[|];");
  EXPECT_EQ(attributes_of("<p><b class=u>x<p>y", "b"), "class=u[class|u];class=u[|];");
}

TEST(Tree, AttributesThatShapeTheTreeReachTheParser) {
  EXPECT_EQ(shape_of("<table><input type=hidden><tr></table>"),
            "table[<table></table>](input[<input type=hidden>]()tbody[](tr[<tr>]()))");
  // Of formatting elements that are alike three come back, of different ones all.
  EXPECT_EQ(attributes_of("<p><b class=1><b class=2><b class=3><b class=4><p>x", "b"),
            "class=1[class|1];class=2[class|2];class=3[class|3];class=4[class|4];"
            "class=1[|];class=2[|];class=3[|];class=4[|];");
  EXPECT_EQ(attributes_of("<p><b c=1><b c=1><b c=1><b c=1><p>x", "b"),
            "c=1[c|1];c=1[c|1];c=1[c|1];c=1[c|1];c=1[|];c=1[|];c=1[|];");
}

TEST(Tree, LongTextsAreWholeThoughTheParserSeesTheirEndsOnly) {
  const std::string blank = std::string(20, ' '), long_text = "A long text, with 1 < 2 &amp; more";
  const std::string decoded = "A long text, with 1 < 2 & more";
  EXPECT_EQ(shape_of("<p>" + long_text + "</p>"), "p[<p></p>]('" + decoded + "')");
  EXPECT_EQ(shape_of("<p>" + long_text + "</foo>" + long_text), "p[<p>]('" + decoded + "'!</foo>'" + decoded + "')");
  EXPECT_EQ(shape_of("<p>" + blank + "<b>" + blank + "</b>"), "p[<p>]('" + blank + "'b[<b></b>]('" + blank + "'))");
  EXPECT_EQ(shape_of("<pre>\n\n" + blank + "x</pre>"), "pre[<pre></pre>]('\n" + blank + "x')");
  for (const std::string odd :
       {"< not a tag, as every reader sees", "&lt;b> stands for a tag here", "é é é é é é é é é é é",
        "ends with a sign: 1 &lt", "ends with a plain one <", "& and so on to the very end &"}) {
    EXPECT_EQ(shape_of("<i>" + odd + "</i>"), "i[<i></i>]('" + decode_text(odd, false) + "')") << odd;
  }
  EXPECT_EQ(shape_of("<title>" + long_text + " <b></title>"), "title[<title></title>]('" + decoded + " <b>')");
}

TEST(Tree, BlanksOfLongTextsKeepTheirPlaces) {
  const std::string blank = std::string(20, '\n');
  const auto whole =
      parse("<html>" + blank + "<head>" + blank + "<title>t</title></head>" + blank + "text" + blank, false);
  EXPECT_EQ(shape(*whole, whole->root()), "html[<html>](head[<head></head>]('" + blank +
                                              "'title[<title></title>]('t'))'" + blank + "'body[]('text" + blank +
                                              "'))");
  // What a table cannot hold goes before it, blanks alone do not.
  EXPECT_EQ(
      shape_of("<table>" + blank + "<tr>" + blank + "long enough to be cut<td>x</table>"),
      "'" + blank + "long enough to be cut'table[<table></table>]('" + blank + "'tbody[](tr[<tr>](td[<td>]('x'))))");
  EXPECT_EQ(shape_of("<table> <tr> short<td>x</table>"),
            "' short'table[<table></table>](' 'tbody[](tr[<tr>](td[<td>]('x'))))");
  EXPECT_EQ(shape_of("<table><colgroup>" + blank + "long enough to be cut</table>"),
            "'long enough to be cut'table[<table></table>](colgroup[<colgroup>]('" + blank + "'))");
  // A frameset drops each letter and keeps the blanks: the text has its place, and is not what stands there.
  const auto frames = parse("<frameset>" + blank + "all but blanks is lost<frame></frameset>", false);
  EXPECT_NE(shape(*frames, frames->root()).find("~'" + blank + "all but blanks is lost'"), std::string::npos)
      << shape(*frames, frames->root());
}

TEST(Tree, NoMoreAttributesThanAReaderCompares) {
  std::string many = "<p";
  for (int i = 0; i < 200; ++i) many += " a" + std::to_string(i);
  const auto tree = parse(many + ">x");
  for (NodeId at = tree->root(); at != kNoNode; at = tree->next(at)) {
    if (tree->is(at, "p")) {
      EXPECT_EQ(tree->attributes(at).size(), 128U);
    }
  }
}

TEST(Tree, DevPagesHoldTheirPlaces) {
  const char* shared = std::getenv("DRAGOMAN_SHARED");
  const std::filesystem::path pages = std::filesystem::path(shared ? shared : "../shared") / "pages/dev";
  if (!std::filesystem::exists(pages)) GTEST_SKIP() << pages << " is not there";
  for (const auto& entry : std::filesystem::directory_iterator(pages)) {
    std::ifstream file(entry.path() / "source.html", std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    const auto tree = parse(bytes.str(), false);
    std::size_t repaired = 0, at = 0;
    for (NodeId id = 1; id != kNoNode; id = tree->next(id)) {
      const Node& node = (*tree)[id];
      repaired += node.repaired;
      if (node.repaired || node.open.empty()) continue;
      if (id > tree->body() && node.kind != Node::Kind::kElement) continue;  // some stand behind the body's end
      EXPECT_LE(at, node.open.begin) << entry.path() << ' ' << tree->source(node.open);
      at = node.open.end;
    }
    EXPECT_LE(repaired, 1U) << entry.path();
    EXPECT_NE(tree->head(), kNoNode) << entry.path();
    EXPECT_NE(tree->body(), kNoNode) << entry.path();
  }
}

}  // namespace
}  // namespace dragoman::html
