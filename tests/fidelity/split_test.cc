// Texts cut round locked parts, translated by a double, and joined.
#include "fidelity/split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

namespace dragoman::fidelity {
namespace {

/// Translates "text" to "TEXT." with one link for all of it.
markup::AlignedText shout(std::string_view text, const std::string& end) {
  markup::AlignedText out{std::string(text), {}};
  out.text[0] = static_cast<char>(std::toupper(out.text[0]));
  out.text += end;
  out.links.push_back({{0, text.size()}, {0, text.size()}});
  return out;
}

std::string joined(const std::string& text, const std::vector<ByteRange>& ranges, const std::string& end = "") {
  const std::vector<Part> parts = split_around(text, ranges);
  std::vector<markup::AlignedText> translations;
  for (const Part& part : parts) {
    if (part.translate)
      translations.push_back(shout(text.substr(part.source.begin, part.source.end - part.source.begin), end));
  }
  const markup::AlignedText out = join_parts(text, parts, translations);
  for (const markup::Link& link : out.links) EXPECT_LE(link.target.end, out.text.size());
  for (const ByteRange range : ranges) {
    const auto is_exact = [range](const markup::Link& link) { return link.source == range; };
    EXPECT_EQ(std::ranges::count_if(out.links, is_exact), 1);
  }
  return out.text;
}

TEST(Split, KeepsBlanksAndSigns) {
  EXPECT_EQ(joined("see x.org, or ask", {{4, 9}}), "See x.org, or ask");
  EXPECT_EQ(joined("see x.org, or ask", {{4, 9}}, "."), "See x.org, or ask.");
  EXPECT_EQ(joined("see (x.org).", {{5, 10}}), "See (x.org).");
  EXPECT_EQ(joined("x.org", {{0, 5}}), "x.org");
  EXPECT_EQ(joined(" x.org y.org ", {{1, 6}, {7, 12}}), " x.org y.org ");
}

TEST(Split, SmoothsTheJoints) {
  EXPECT_EQ(joined("go x.org. then y", {{3, 8}}), "Go x.org. then y");
  EXPECT_EQ(joined("go x.org then y", {{3, 8}}), "Go x.org then y");
  EXPECT_EQ(joined("go x.org Then y", {{3, 8}}), "Go x.org Then y");
}

TEST(Split, EdgesAreFound) {
  EXPECT_EQ(edge_ranges("> * see x.org: now #1 !", {{0, 1}, {2, 3}, {8, 13}, {19, 20}}),
            (std::vector<ByteRange>{{0, 1}, {2, 3}}));
  EXPECT_EQ(edge_ranges("see it > >", {{7, 8}, {9, 10}}), (std::vector<ByteRange>{{7, 8}, {9, 10}}));
  EXPECT_EQ(edge_ranges("x.org", {{0, 5}}), (std::vector<ByteRange>{{0, 5}}));
  EXPECT_TRUE(edge_ranges("a b", {}).empty());
}

TEST(Split, AnEmptyTranslationLeavesTheSource) {
  const std::string text = "see x.org";
  EXPECT_EQ(join_parts(text, split_around(text, {{4, 9}}), {{"", {}}}).text, text);
}

}  // namespace
}  // namespace dragoman::fidelity
