// XLIFF of both generations: golden documents with an engine that shouts; placeholders.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "formats/placeholders.h"
#include "shouting.h"

namespace dragoman::formats {
namespace {

using testing::HasSubstr;

const std::filesystem::path kGolden = std::filesystem::path(DRAGOMAN_SOURCE_DIR) / "tests/golden/xliff";

ReadResult xliff(std::string_view bytes) { return read_xliff(bytes, {}); }

TEST(Xliff, GoldenDocuments) {
  const document::Stamp stamp = test_stamp();
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kGolden)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".in.xlf")) continue;
    ++seen;
    const std::string source = file_text(entry.path());
    const ReadResult file = xliff(source);
    EXPECT_EQ(untouched(file), source) << name;
    const std::string stem = name.substr(0, name.size() - 7);
    EXPECT_EQ(listing(file), golden_text(kGolden / (stem + ".blocks.txt"), listing(file))) << name;
    const std::string out = translated(file, &stamp);
    EXPECT_EQ(out, golden_text(kGolden / (stem + ".out.xlf"), out)) << name;
    // Once more: what is translated stays.
    EXPECT_EQ(translated(xliff(out), &stamp), out) << name;
  }
  EXPECT_GE(seen, 2);
}

std::string unit(const std::string& content) {
  return "<xliff version='1.2'><file source-language='en' target-language='fr'><body><trans-unit id='1'>" + content +
         "</trans-unit></body></file></xliff>";
}

TEST(Xliff, TheTargetLanguageIsNamedAndOthersAreNotRenamed) {
  const document::Stamp stamp = test_stamp();
  EXPECT_THAT(translated(xliff(unit("<source>x</source>")), &stamp), HasSubstr("target-language='pt'"));
  const std::string mixed = translated(
      xliff(unit("<source>x</source></trans-unit><trans-unit id='2'><source>y</source><target>le y</target>")), &stamp);
  EXPECT_THAT(mixed, HasSubstr("target-language='fr'"));
  EXPECT_THAT(
      mixed,
      HasSubstr(
          "<target xml:lang=\"pt\" state=\"needs-review-translation\" state-qualifier=\"leveraged-mt\">X</target>"));
}

TEST(Xliff, OddOnes) {
  EXPECT_EQ(listing(xliff(unit(""))), "");
  EXPECT_EQ(listing(xliff(unit("<source/>"))), "");
  EXPECT_EQ(listing(xliff(unit("<source> <x id='1'/> </source>"))), "");
  EXPECT_EQ(listing(xliff("<xliff/>")), "");
  EXPECT_THAT(listing(xliff("<tmx/>")), HasSubstr("not <xliff>"));
  // Halves of pairs that never meet, and pairs that cross.
  const std::string crossed = unit("<source><bx id='1'/>a<bx id='2'/>b<ex id='1'/>c<ex id='2'/>d<ex id='7'/></source>");
  EXPECT_THAT(translated(xliff(crossed), nullptr),
              HasSubstr("\"><bx id='1'/>A<bx id='2'/>B<ex id='1'/>C<ex id='2'/>D<ex id='7'/></target>"));
}

TEST(Xliff, BlanksRoundCodesStay) {
  const std::pair<const char*, const char*> cases[] = {{"a <x/> b", "A <x/> B"},
                                                       {" <x/> b ", " <x/> B "},
                                                       {"a <x/>", "A <x/>"},
                                                       {"a <x/><x/> b", "A <x/><x/> B"},
                                                       {"a <bx id='1'/> b", "A <bx id='1'/> B"},
                                                       {"a <g id='1'> b </g> c", "A <g id='1'>B</g> C"}};
  for (const auto& [source, target] : cases) {
    EXPECT_THAT(translated(xliff(unit("<source>" + std::string(source) + "</source>")), nullptr),
                HasSubstr("\">" + std::string(target) + "</target>"));
  }
}

TEST(Xliff, EscapedHtmlBesideCodesIsMarkup) {
  const auto source = [](const std::string& text) { return xliff(unit("<source>" + text + "</source>")); };
  const std::string ships = "The <g id='1'>ships</g> left &lt;b&gt;today&lt;/b&gt;.";
  EXPECT_THAT(listing(source(ships)), HasSubstr("The ships left today.\n"));
  EXPECT_THAT(translated(source(ships), nullptr),
              HasSubstr("\">THE <g id='1'>SHIPS</g> LEFT &lt;b&gt;TODAY&lt;/b&gt;.</target>"));
  EXPECT_THAT(translated(source("Click <x id='1'/> &lt;a href=\"x\"&gt;here&lt;/a> to see"), nullptr),
              HasSubstr("\">CLICK <x id='1'/> &lt;a href=\"x\"&gt;HERE&lt;/a> TO SEE</target>"));
  // Words on both sides of a break are two; what is no tag is text.
  const std::string lines = "one&lt;br/&gt;two<x id='1'/> 3 &lt; 4 &lt;b &lt;5";
  EXPECT_THAT(listing(source(lines)), HasSubstr("one two 3 < 4 <b <5\n"));
  EXPECT_THAT(translated(source(lines), nullptr),
              HasSubstr("\">ONE&lt;br/&gt;TWO<x id='1'/> 3 &lt; 4 &lt;B &lt;5</target>"));
}

TEST(Placeholders, AreFound) {
  const auto found = [](std::string_view text) {
    std::string out;
    for (const ByteRange range : placeholders(text))
      out += std::string(text.substr(range.begin, range.end - range.begin)) + "|";
    return out;
  };
  EXPECT_EQ(found("%s and %1$s, %-5.2f %% %(name)s %ld %@ %1"), "%s|%1$s|%-5.2f|%%|%(name)s|%ld|%@|%1|");
  EXPECT_EQ(found("{0} {name} {{user.name}} ${x} {#bold}"), "{0}|{name}|{{user.name}}|${x}|{#bold}|");
  EXPECT_EQ(found("100 % sure, 50 %correct, {a, b}, { not closed, $5, %"), "");
  EXPECT_TRUE(has_message_grammar("{n, plural, one {x} other {y}}"));
  EXPECT_FALSE(has_message_grammar("{a}, plural of {b}"));
}

}  // namespace
}  // namespace dragoman::formats
