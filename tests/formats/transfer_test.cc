// The whole way of marks: a block, a translation with its words in another order, the transfer by alignment, the writer.
#include <gtest/gtest.h>

#include <algorithm>

#include "fake_placements.h"
#include "formats/formats.h"
#include "formats/markdown_items.h"
#include "markup/transfer.h"

namespace dragoman::formats {
namespace {

/// The block's words in reverse, each linked to where it stood.
markup::AlignedText reversed(const document::SourceBlock& block) {
  markup::AlignedText out;
  for (std::size_t end = block.text.size(); end > 0;) {
    const std::size_t blank = block.text.rfind(' ', end - 1);
    const std::size_t begin = blank == std::string::npos ? 0 : blank + 1;
    if (begin < end) {
      if (!out.text.empty()) out.text += ' ';
      const std::size_t at = out.text.size();
      out.text.append(block.text, begin, end - begin);
      out.links.push_back({{begin, end}, {at, out.text.size()}});
    }
    end = blank == std::string::npos ? 0 : blank;
  }
  return out;
}

std::vector<document::Placement> transferred(const document::Document& document) {
  std::vector<document::Placement> placements;
  for (const document::SourceBlock& block : document.blocks())
    placements.push_back(markup::transfer(block, reversed(block)));
  return placements;
}

/// How many spans of each kind, breaks and pieces of HTML each leaf has.
std::string census(std::string_view text) {
  std::string out;
  const auto leaves = read_leaves(text, 0, {});
  for (const MarkdownLeaf& leaf : *leaves) {
    std::string signs;
    for (const MarkdownItem& item : leaf.items) {
      if (item.kind == MarkdownItem::Kind::kOpen) signs += static_cast<char>('0' + static_cast<int>(item.span));
      if (item.kind == MarkdownItem::Kind::kHardBreak) signs += '!';
      if (item.kind == MarkdownItem::Kind::kHtml) signs += '<';
    }
    std::ranges::sort(signs);
    out += std::to_string(static_cast<int>(leaf.kind)) + signs + "\n";
  }
  return out;
}

TEST(Transfer, MarkdownKeepsEveryMarkInAnyOrderOfWords) {
  for (const std::string text :
       {"# A *quick* brown **fox jumps** over\n\nThe `lazy` dog, [who *slept* here](http://x.org \"a title here\") and "
        "_was_, \"*quoted*\" (**so**).\n",
        "- in**mid**dle of words\n- one ![alt text](a.png) two *three\n  four* five\n- hard  \n  break here\n",
        "Inline <b>raw *html* text</b> and <br> more [ref one] and [two][] words[^1].\n\n[ref one]: /a\n[two]: "
        "/b\n[^1]: A *note* here.\n",
        "| a *b c* d | **e** |\n|---|---|\n| ~~f g~~ h | [i j](k) |\n"}) {
    const auto document = read_markdown(text, {});
    ASSERT_TRUE(document.ok());
    const std::string out = *(*document)->write(transferred(**document), nullptr);
    EXPECT_EQ(census(out), census(text)) << out;
    EXPECT_NE(out, text);
  }
}

TEST(Transfer, CuesKeepTheirWordsInAnyOrder) {
  const std::string text =
      "1\n00:00:01,000 --> 00:00:03,000\nThe <i>old harbour</i> was closed\n\n2\n00:00:03,100 --> "
      "00:00:05,000\nbecause of the storm,\n\n"
      "3\n00:00:05,000 --> 00:00:07,000\nwhich came <b>late</b>.\n";
  const auto document = read_subtitles(text, {}, PageFormat::kSrt);
  ASSERT_TRUE(document.ok());
  ASSERT_EQ((*document)->blocks().size(), 1U);
  const std::string out = *(*document)->write(transferred(**document), nullptr);
  EXPECT_EQ(out.find("\n\n\n"), std::string::npos) << out;
  for (const std::string_view once : {"<i>", "</i>", "<b>", "</b>", "storm,", "harbour"}) {
    EXPECT_NE(out.find(once), std::string::npos) << out;
  }
  const auto again = read_subtitles(out, {}, PageFormat::kSrt);
  std::size_t words = 0;
  for (const document::SourceBlock& block : (*again)->blocks())
    words += static_cast<std::size_t>(std::ranges::count(block.text, ' ')) + 1;
  EXPECT_EQ(words, 12U) << out;
}

}  // namespace
}  // namespace dragoman::formats
