// What of a page is its story.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "../fake_engine.h"
#include "dragoman/page.h"

namespace dragoman {
namespace {

/// The story as lines: texts, "[address]" for a picture, "ul:" before what stands in a group.
std::string story(std::string_view bytes, const std::string& name = "a.html") {
  const Result<Page> page = Page::read(bytes, {.name = name});
  if (!page) return page.error().what;
  const std::vector<Block> blocks = page->blocks();
  std::string out;
  for (const StoryItem& item : page->story()) {
    if (!item.group.empty()) out += item.group + ":";
    out += item.block == StoryItem::kNoBlock ? "[" + item.picture + "]" : blocks[item.block].source;
    out += '\n';
  }
  return out;
}

const std::string kLong = " and the people of the town came to see it, as they had done every morning of that week.";

TEST(Story, WhatStandsAroundItIsLeftOut) {
  EXPECT_EQ(
      story("<title>T</title><nav><a href=/>Home page</a></nav><h1>The port</h1><p class=standfirst>It is open</p>"
            "<div><p>One" +
            kLong +
            "</p><p>Two.</p><p><a href=/b>Another story that you may like to read</a></p></div>"
            "<aside><p>Aside" +
            kLong + "</p></aside><footer><p>Foot" + kLong + "</p></footer>"),
      "The port\nIt is open\nOne" + kLong + "\nTwo.\n");
}

TEST(Story, TheArticleCountsMoreThanItsComments) {
  EXPECT_EQ(story("<h1>The port</h1><article><p>One" + kLong + "</p><p>Two" + kLong +
                  "</p></article>"
                  "<div class=comments><p>First" +
                  kLong + "</p><p>Second" + kLong + "</p></div>"),
            "The port\nOne" + kLong + "\nTwo" + kLong + "\n");
}

TEST(Story, PicturesStandInTheirPlaces) {
  EXPECT_EQ(story("<h1>The port</h1><article><figure><img src=/a.jpg alt='A ship'><figcaption>A ship in the "
                  "port</figcaption></figure>"
                  "<img src=/pixel.gif width=1 height=1><p>One" +
                  kLong +
                  "</p>"
                  "<img src='data:image/gif;base64,R0lGOD' data-src=/b.jpg><p>Two" +
                  kLong + "</p></article><img src=/c.jpg>"),
            "The port\nfigure:[/a.jpg]\nfigure:A ship in the port\nOne" + kLong + "\n[/b.jpg]\nTwo" + kLong + "\n");
}

TEST(Story, ListsAndTablesKeepTheirRows) {
  const Result<Page> page = Page::read(
      "<h1>The port</h1><main><p>One" + kLong +
          "</p><ol><li>First entry<li>Second entry</ol><table><tr><th>Name<th>Age<tr><td>Ann Lee<td>Old</table></main>",
      {.name = "a.html"});
  ASSERT_TRUE(page);
  const std::vector<StoryItem> items = page->story();
  ASSERT_EQ(items.size(), 8U);
  EXPECT_EQ(items[2].group, "ol");
  EXPECT_EQ(items[2].group_id, items[3].group_id);
  EXPECT_NE(items[2].row, items[3].row);
  EXPECT_EQ(items[4].group, "table");
  EXPECT_TRUE(items[4].head);
  EXPECT_EQ(items[4].row, items[5].row);
  EXPECT_FALSE(items[6].head);
  EXPECT_NE(items[5].row, items[6].row);
}

TEST(Story, APageWithoutOneGivesItsText) {
  EXPECT_EQ(story("<aside><p>The port is open</p></aside>"), "The port is open\n");
}

TEST(Story, OfOtherFormats) {
  EXPECT_EQ(story("The port\n\nIt is open, and the ships go out of it again. People watch.\n", "a.txt"),
            "The port\nIt is open, and the ships go out of it again. People watch.\n");
  EXPECT_EQ(story("# The port\n\n- one ship\n- two ships\n", "a.md"), "The port\nul:one ship\nul:two ships\n");
}

std::string upper(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

Result<TranslatedPage> run(std::string_view bytes, testing::FakeEngine& engine, const PageOptions& options) {
  const Result<Page> page = Page::read(bytes, {.name = "page.html"});
  if (!page) return page.error();
  return translate_page(*page, engine.function(), options);
}

TEST(TranslatedStory, WordsAndMarksWhereTheyAreAskedFor) {
  testing::FakeEngine engine{.word = upper, .reversed = true};
  PageOptions options{.from = "en", .to = "pt"};
  options.links = true;
  const auto out = run("<p>one <a href='javascript:x'>two <b>three</b></a> four</p>", engine, options);
  ASSERT_TRUE(out);
  const auto block = std::ranges::find(out->blocks, "one two three four", &Block::source);
  ASSERT_NE(block, out->blocks.end());
  ASSERT_EQ(block->target, "FOUR THREE TWO ONE");
  ASSERT_EQ(block->words.size(), 4U);
  EXPECT_EQ(block->words[0].source.begin, 14U);
  EXPECT_EQ(block->words[0].target.end, 4U);
  ASSERT_EQ(block->marks.size(), 2U);
  EXPECT_EQ(block->marks[0].element, "a");
  EXPECT_EQ(block->marks[0].address, "javascript:x");
  EXPECT_EQ(block->target.substr(block->marks[0].target.begin, 9), "THREE TWO");
  EXPECT_EQ(block->marks[1].element, "b");
  EXPECT_EQ(block->target.substr(block->marks[1].target.begin, 5), "THREE");
  options.links = false;
  const auto bare = run("<p>one <a href=/x>two</a> four</p>", engine, options);
  ASSERT_TRUE(bare);
  for (const Block& one : bare->blocks) EXPECT_TRUE(one.words.empty() && one.marks.empty());
}

TEST(TranslatedStory, TheStoryAlone) {
  testing::FakeEngine engine{.word = upper};
  PageOptions options{.from = "en", .to = "pt"};
  options.story_only = true;
  const auto out = run("<nav><a href=/>the menu</a></nav><h1>the port</h1><p>it is open today</p>", engine, options);
  ASSERT_TRUE(out);
  const auto find = [&](std::string_view source) { return std::ranges::find(out->blocks, source, &Block::source); };
  EXPECT_EQ(find("the menu")->kept, KeepReason::kNotAsked);
  EXPECT_EQ(find("the menu")->target, "the menu");
  EXPECT_EQ(find("it is open today")->target, "IT IS OPEN TODAY");
  EXPECT_NE(out->bytes.find("the menu"), std::string::npos);
}

}  // namespace
}  // namespace dragoman
