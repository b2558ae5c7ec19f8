// Locked parts in translations that kept, changed, moved or dropped them.
#include "markup/locks.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "marked.h"

namespace dragoman::markup {
namespace {

struct Case {
  const char* source;  // locked parts in braces
  const char *target, *pairs, *expected;
  std::size_t lost = 0;
};

void PrintTo(const Case& each, std::ostream* out) { *out << each.source; }

class Locks : public ::testing::TestWithParam<Case> {};

TEST_P(Locks, AreRestoredOrReported) {
  const Case& each = GetParam();
  const document::SourceBlock block = marked(each.source);
  const std::vector<ByteRange> ranges = locked_ranges(block);
  const Restored restored = restore_locked(block.text, ranges, aligned(block.text, each.target, each.pairs));
  EXPECT_EQ(restored.text.text, each.expected);
  EXPECT_EQ(restored.lost.size(), each.lost);
  std::size_t exact = 0, end = 0;
  for (const Link& link : restored.text.links) {
    EXPECT_LE(end, link.target.begin);
    ASSERT_LE(link.target.end, restored.text.text.size());
    end = link.target.end;
    const bool whole = std::ranges::find(ranges, link.source) != ranges.end();
    exact += whole && restored.text.text.substr(link.target.begin, end - link.target.begin) ==
                          block.text.substr(link.source.begin, link.source.end - link.source.begin);
  }
  EXPECT_EQ(exact, ranges.size() - each.lost);
}

INSTANTIATE_TEST_SUITE_P(
    All, Locks,
    ::testing::Values(
        Case{"use {ls -l} now", "use ls -l agora", "0-0 4-4", "use ls -l agora"},
        Case{"write to {jo@x.org} today", "escreva hoje para jo-x.org", "0-0 1-2 2-3 2-4 2-5 3-1",
             "escreva hoje para jo@x.org"},
        Case{"see {x.org/a_b} and {y.net}.", "veja y.net e x.org/b.", "0-0 1-3 2-3 3-4 3-5 4-2 5-1 6-6",
             "veja y.net e x.org/a_b."},
        // what a bracket or a lone letter of the locked part is linked to is another's word
        Case{"Dear {[name]}, your order", "Caro nome, o pedido", "0-0 3-2 5-3 6-4", "Caro [name], o pedido"},
        Case{"Hello {[name]}, you have", "Olá, nome, você tem", "0-0 5-2 3-3 5-4 6-5", "Olá, [name], você tem"},
        Case{"Found {%d} files", "Arquivos % encontrados", "0-0 1-1 2-2", "Arquivos %d encontrados"},
        Case{"you have {[count]} new", "tem Conta novas", "1-0 3-1 4-2", "tem [count] novas"},
        // something else lies in the place: not overwritten
        Case{"the {parseInt} call", "a chamada pars int", "0-0 1-1 1-3 2-2", "a chamada pars int", 1},
        Case{"the {parseInt} call", "a chamada", "0-0 2-1", "a chamada", 1},
        Case{"mail to {a@b.org}.", "mande para: a-b.org.", "0-0 1-1 2-2 2-3 2-4 2-5 3-6", "mande para: a@b.org."},
        // twice the same
        Case{"{ls} or {ls}", "ls ou ls", "0-0 1-1 2-2", "ls ou ls"},
        Case{"{lsof} or {lsof}", "lsof ou lsofs", "0-0 1-1 2-2", "lsof ou lsof"},
        // signs may be put back where they were dropped
        Case{"port<sup>[3]</sup> closed", "porto fechado", "0-0 4-1", "porto[3] fechado"},
        Case{"<a>→</a> Next page", "Próxima página", "1-0 2-1", "→ Próxima página"},
        Case{"Next page <a>→</a>", "Próxima página", "0-0 1-1", "Próxima página →"},
        // a foreign word leaves its neighbours and the signs round it alone
        Case{"the word {مرحبا} means hello", "a palavra significa olá", "0-0 1-1 2-2 4-3",
             "a palavra مرحبا significa olá"},
        Case{"he said {سلام} and left", "ele disse e saiu", "0-0 1-1 2-2 4-3", "ele disse سلام e saiu"},
        Case{"the flat (80 {m²}) sold", "o apartamento (80 m) vendido", "0-0 1-1 2-2 3-3 4-4 5-5 7-6",
             "o apartamento (80 m²) vendido"},
        Case{"he said \"{да}\" twice", "ele disse \"da\" duas", "0-0 1-1 2-2 3-3 3-4 5-5", "ele disse \"да\" duas"},
        Case{"say <i>⚡</i> hello", "diga olá", "0-0 2-1", "diga ⚡ olá"},
        Case{"rose to <b>2,500</b> again", "subiu a 2.500", "0-0 1-1 2-2", "subiu a 2.500"},
        Case{"<code/>{a} and b", "b e um", "1-1 2-0 0-2", "b e a"}));

TEST(Locks, WordsBesideAPlaceAreNobodys) {
  const document::SourceBlock block = marked("both <a>@s_b</a> and me");
  const AlignedText given = aligned(block.text, "ambos os s-b e eu", "0-0 1-1 1-2 2-5 3-6");
  AlignedText text = given;
  text.links[1].source = {5, 6};  // the sign alone
  text.links[2].source = {6, 9};
  const Restored restored = restore_locked(block.text, locked_ranges(block), text);
  EXPECT_EQ(restored.text.text.substr(0, 13), "ambos os @s_b");
  for (const Link& link : restored.text.links) EXPECT_NE(link.target.begin, 6U);
}

TEST(LockedRanges, NoPartsOfNumbers) {
  EXPECT_TRUE(locked_ranges(marked("by 1,<i>250</i> and <b>12</b><i>.99</i>")).empty());
  EXPECT_EQ(locked_ranges(marked("on <i>12</i> at <b>5</b>")).size(), 2U);
}

TEST(LockedRanges, AHandleInAnElementOfItsOwn) {
  const document::SourceBlock block = marked("By <a>Ana Hill</a><i>@anahill</i> and <i>@ana hill</i>");
  const std::vector<ByteRange> ranges = locked_ranges(block);
  ASSERT_EQ(ranges.size(), 1U);
  EXPECT_EQ(block.text.substr(ranges[0].begin, ranges[0].end - ranges[0].begin), "@anahill");
}

TEST(LockedRanges, AreSortedApartAndNotEmpty) {
  document::SourceBlock block = marked("say {one two} and <sup><a>[3]</a></sup>{x} <b>2,500</b> <i> </i>");
  EXPECT_EQ(locked_ranges(marked("see <a><b>a</b></a> <a><b>b</b></a> <a>c</a> and <i>a</i> dog")),
            (std::vector<ByteRange>{{4, 9}}));
  block.locked = {{0, 3}, {8, 14}, {5, 5}, {900, 950}};
  const std::vector<ByteRange> ranges = locked_ranges(block);
  std::vector<std::string> texts;
  for (const ByteRange range : ranges) texts.push_back(block.text.substr(range.begin, range.end - range.begin));
  EXPECT_EQ(texts, (std::vector<std::string>{"say", "one two an", "[3]", "x"}));
}

/// The text with its tags locked, as they are in plain text, against a translation that has none.
std::string with_tags(const std::string& source, const std::string& target, const std::string& pairs) {
  document::SourceBlock block;
  block.text = source;
  for (std::size_t at = source.find('<'); at != std::string::npos; at = source.find('<', at + 1))
    block.locked.push_back({at, source.find('>', at) + 1});
  const Restored restored = restore_locked(source, block.locked, aligned(source, target, pairs));
  return restored.text.text + (restored.lost.empty() ? "" : " LOST");
}

TEST(Locks, TagsThatATextShowsAreLaidRoundTheirWords) {
  // Atoms of the source: The, ships, left, <, b, >, today, <, /, b, >, .
  EXPECT_EQ(with_tags("The ships left <b>today</b>.", "Hoje partiram os navios.", "0-2 1-3 2-1 6-0 11-4"),
            "<b>Hoje</b> partiram os navios.");
  EXPECT_EQ(with_tags("The ships left <b>today</b>.", "Os navios partiram hoje.", "0-0 1-1 2-2 6-3 11-4"),
            "Os navios partiram <b>hoje</b>.");
  EXPECT_EQ(with_tags("<i>The <b>red</b> ships</i> left.", "Os navios vermelhos partiram.", "3-0 7-2 12-1 17-3 18-4"),
            "<i>Os navios <b>vermelhos</b></i> partiram.");
  // A tag that is spoken of is a word: it is kept where it is found, else lost.
  EXPECT_EQ(with_tags("The <b> tag", "A tag <b>", "0-0 1-2 2-3 3-4 4-1"), "A tag <b>");
  EXPECT_EQ(with_tags("The <b> tag", "A tag", "0-0 4-1"), "A tag LOST");
  EXPECT_EQ(with_tags("The <noun>.js file", "O arquivo", "0-0 6-1"), "O arquivo LOST");
}

}  // namespace
}  // namespace dragoman::markup
