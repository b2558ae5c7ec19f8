// Wire formats against documents made to hurt: they come back as they are or are refused, in time that grows with their size.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>

#include "formats/nested.h"
#include "shouting.h"

namespace dragoman::formats {
namespace {

using testing::HasSubstr;

std::string times(std::size_t count, std::string_view what) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += what;
  return out;
}
std::string nested(std::size_t depth, std::string_view open, std::string_view inside, std::string_view close) {
  return times(depth, open) + std::string(inside) + times(depth, close);
}

using Reader = std::function<ReadResult(std::string_view)>;
ReadResult rss(std::string_view bytes) { return read_feed(bytes, {}, PageFormat::kRss); }
ReadResult atom(std::string_view bytes) { return read_feed(bytes, {}, PageFormat::kAtom); }
ReadResult newsml(std::string_view bytes) { return read_newsml(bytes, {}); }
ReadResult xliff(std::string_view bytes) { return read_xliff(bytes, {}); }

const std::string kNar = "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'>";
const std::string kFile = "<xliff version='1.2'><file source-language='en'><body>";
const std::string kFileEnd = "</body></file></xliff>";

struct Case {
  std::string name;
  Reader read;
  std::function<std::string(std::size_t)> document;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"items in items", rss,
       [](std::size_t n) {
         return "<rss><channel>" + nested(n, "<item>", "<title>x</title>", "</item>") + "</channel></rss>";
       }},
      {"languages in languages", atom,
       [](std::size_t n) {
         return "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>" +
                nested(n, "<p xml:lang='en'>a", "x", "b</p>") + "</content></entry></feed>";
       }},
      {"marks in marks", newsml,
       [](std::size_t n) {
         return kNar + "<inlineXML><p>" + nested(n, "<b>a", "x", "b</b>") + "</p></inlineXML></newsItem>";
       }},
      {"stated languages", newsml,
       [](std::size_t n) {
         return kNar + "<contentMeta>" + nested(n, "<x xml:lang='en'><headline>a</headline>", "", "</x>") +
                "</contentMeta></newsItem>";
       }},
      {"many points", newsml,
       [](std::size_t n) { return kNar + "<inlineXML><p>x" + times(n, " <br/> ") + "y</p></inlineXML></newsItem>"; }},
      {"groups in groups", xliff,
       [](std::size_t n) {
         return kFile + nested(n, "<group><trans-unit><source>x</source></trans-unit>", "", "</group>") + kFileEnd;
       }},
      {"pairs that never meet", xliff,
       [](std::size_t n) {
         return kFile + "<trans-unit><source>x" + times(n, "<bx id='1'/><ex id='2'/> ") + "y</source></trans-unit>" +
                kFileEnd;
       }},
      {"prefixes", rss,
       [](std::size_t n) { return "<rss>" + nested(n, "<a xmlns:b='urn:x' xmlns='urn:y'>", "", "</a>") + "</rss>"; }},
      {"attributes", rss,
       [](std::size_t n) {
         std::string out = "<rss><channel";
         for (std::size_t i = 0; i < n; ++i) out += " a" + std::to_string(i) + "='x'";
         return out + "/></rss>";
       }},
      {"references", rss, [](std::size_t n) {
         return "<rss><channel><item><title>" + times(n, "&a &#38; &amp") + "</title></item></channel></rss>";
       }}};
  return all;
}

void expect_whole(const Case& test, std::size_t n) {
  const std::string source = test.document(n);
  const document::Stamp stamp = test_stamp();
  const ReadResult document = test.read(source);
  EXPECT_TRUE(document.ok()) << test.name << ": " << (document ? "" : document.error().what);
  const std::string out = translated(document, &stamp);
  EXPECT_TRUE(test.read(out).ok()) << test.name;
  EXPECT_EQ(untouched(document), source) << test.name;
}

// Quadratic work on any of these would run into the test program's time limit; linear work takes a moment.
TEST(HostileXml, LargeDocumentsComeBackWhole) {
  for (const Case& test : cases()) expect_whole(test, 40'000);
}

TEST(HostileXml, NulsAndControlCharactersComeBack) {
  std::string source = "<rss><channel><item><title>a";
  source += '\0';
  source += "b\x02</title><description>c</description></item></channel></rss>";
  EXPECT_EQ(untouched(rss(source)), source);
  // In a text that is translated they have no place; XML has no way to write them.
  EXPECT_THAT(translated(rss(source), nullptr), HasSubstr("<title>AB</title><description>C</description>"));
}

TEST(HostileXml, MorePiecesOfHtmlThanAnyFeedHasAreKept) {
  const std::string item = "<item><title>&lt;i></title></item>";
  const std::string source =
      "<rss><channel>" + times(kMostNested, item) + "<item><title>&lt;b>x&lt;/b></title></item></channel></rss>";
  EXPECT_EQ(listing(rss(source)), "headline (limit): <b>x</b>\n");
}

TEST(HostileXml, NothingIsFetchedOrExpanded) {
  const std::string dtd =
      "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:1/x.dtd' [<!ENTITY f SYSTEM 'file:///etc/passwd'><!ENTITY % p SYSTEM "
      "'http://127.0.0.1:1/y'>%p;]>";
  const std::string source = dtd + "<rss><channel><item><title>&f;</title></item></channel></rss>";
  EXPECT_EQ(listing(rss(source)), "headline (limit): &f;\n");
  EXPECT_EQ(translated(rss(source), nullptr), source);
}

}  // namespace
}  // namespace dragoman::formats
