// Whole pages: what comes back when nothing is translated, and when everything is.
#include "html/html_document.h"
#include <gtest/gtest.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include "html/tree.h"
#include "pseudo.h"

namespace dragoman::html {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::filesystem::path shared_pages() {
  const char* shared = std::getenv("DRAGOMAN_SHARED");
  return std::filesystem::path(shared != nullptr ? shared : "../shared") / "pages/dev";
}

/// Tags and kinds of nodes in document order; runs of text count once.
std::string skeleton(const Tree& tree) {
  std::string out;
  for (NodeId id = 1; id != kNoNode; id = tree.next(id)) {
    const Node& node = tree[id];
    if (tree.attribute(id, "data-dragoman") != nullptr) continue;
    if (node.kind == Node::Kind::kElement) out += '<' + std::string(node.tag) + std::to_string(node.attribute_count);
    if (node.kind == Node::Kind::kComment) out += '#';
  }
  return out;
}

TEST(HtmlDocument, DevPagesComeBackAsTheyWere) {
  const auto pages = shared_pages();
  if (!std::filesystem::exists(pages)) GTEST_SKIP() << pages << " is not there";
  for (const auto& entry : std::filesystem::directory_iterator(pages)) {
    const std::string source = read_file(entry.path() / "source.html");
    const auto document = read_html(source, {}, false);
    ASSERT_TRUE(document);
    const auto& blocks = (*document)->blocks();
    const auto same = (*document)->write(unchanged(blocks), nullptr);
    ASSERT_TRUE(same);
    EXPECT_TRUE(*same == source) << entry.path();
    const auto turned = (*document)->write(pseudo_translations(blocks), nullptr);
    ASSERT_TRUE(turned) << turned.error().what;
    EXPECT_TRUE(*turned != source || blocks.empty()) << entry.path();
    EXPECT_EQ(skeleton(*Tree::parse(*turned, {})), skeleton(*Tree::parse(source, {}))) << entry.path();
    // It is read as the same blocks.
    const auto again = read_html(*turned, {}, false);
    ASSERT_TRUE(again);
    EXPECT_EQ((*again)->blocks().size(), blocks.size()) << entry.path();
  }
}

}  // namespace
}  // namespace dragoman::html
