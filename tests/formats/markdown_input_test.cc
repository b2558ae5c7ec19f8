// What Markdown's parser is given in place of the document, and that places are the document's all the same.
#include "formats/markdown_input.h"

#include <gtest/gtest.h>

#include "fake_placements.h"
#include "formats/formats.h"

namespace dragoman::formats {
namespace {

std::unique_ptr<document::Document> read(std::string_view text) {
  PageReadOptions options;
  options.name = "story.md";
  ReadResult document = read_markdown(text, options);
  EXPECT_TRUE(document.ok());
  return std::move(*document);
}

std::string written(std::string_view text, const Words& words) {
  const auto document = read(text);
  return *document->write(place_all(*document, words), nullptr);
}

std::string same(std::string_view text) { return std::string(text); }

TEST(MarkdownInput, DefinitionsRightBelowText) {
  const std::string text =
      "See [the report][rep] and [maps] by others.[^1]\n\n[^1]: A note on it.\n[rep]: https://x.org/r \"The "
      "title\"\n[maps]: "
      "<https://x.org/m n>\n";
  EXPECT_EQ(written(text, capitals),
            "SEE [THE REPORT][rep] AND [MAPS][maps] BY OTHERS.[^1]\n\n[^1]: A NOTE ON IT.\n[rep]: https://x.org/r "
            "\"THE TITLE\"\n"
            "[maps]: <https://x.org/m n>\n");
  // Crowded tables and definitions in one document: all places are the source's.
  EXPECT_EQ(written("| a | b |\n|-|-|\n| c | d |\n\nSome [x] here\n[x]: /y\n\nmore *text*\n", capitals),
            "| A | B |\n|-|-|\n| C | D |\n\nSOME [X][x] HERE\n[x]: /y\n\nMORE *TEXT*\n");
}

TEST(MarkdownInput, WhatLooksLikeADefinitionIsText) {
  EXPECT_EQ(late_definitions("They spoke.\n[Smith]: yes\nhe is [Smith]\n", 0), std::vector<std::size_t>());
  EXPECT_EQ(late_definitions("They spoke.\n[a]: /b\n", 0), std::vector<std::size_t>());  // nobody names it
  EXPECT_EQ(late_definitions("```\n[a]\n[a]: /b\n```\n", 0), std::vector<std::size_t>());
  EXPECT_EQ(late_definitions("[a]\n\n<p>\n[a]: /b\n", 0), std::vector<std::size_t>());
  EXPECT_EQ(late_definitions("[a]\n\n[a]: /b\n", 0), std::vector<std::size_t>());  // md4c knows it
  EXPECT_EQ(late_definitions("[a]\n[a]: /b\n[c]: /d\n", 0), std::vector<std::size_t>{4});
}

TEST(MarkdownInput, PricesBesideFormulas) {
  EXPECT_EQ(price_signs("from $5 to $10, and $x^2$ or $\\pi$", 0), (std::vector<std::size_t>{5, 11}));
  EXPECT_EQ(price_signs("$$a$$ and \\$5 $ 6", 0), std::vector<std::size_t>{14});
  EXPECT_EQ(price_signs("it is $a\n+b$ or $5\n\nor 6$ more", 0), (std::vector<std::size_t>{16, 24}));
  EXPECT_EQ(price_signs("($5/$10) and $x^2$3", 0), (std::vector<std::size_t>{1, 4}));
  const std::string text = "It costs $5 to $10, *more* than $x^2$ is.\n";
  const auto document = read(text);
  ASSERT_EQ(document->blocks().size(), 1U);
  EXPECT_EQ(document->blocks()[0].text, "It costs $5 to $10, more than x^2 is.");
  EXPECT_EQ(written(text, same), text);
}

}  // namespace
}  // namespace dragoman::formats
