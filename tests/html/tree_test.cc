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
