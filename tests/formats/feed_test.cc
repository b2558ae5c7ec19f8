// Feeds: golden documents with an engine that shouts, and what the golden ones don't show.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "shouting.h"

namespace dragoman::formats {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::filesystem::path kGolden = std::filesystem::path(DRAGOMAN_SOURCE_DIR) / "tests/golden/feeds";

ReadResult rss(std::string_view bytes) { return read_feed(bytes, {}, PageFormat::kRss); }
ReadResult atom(std::string_view bytes) { return read_feed(bytes, {}, PageFormat::kAtom); }

TEST(Feed, GoldenDocuments) {
  document::Stamp stamp = test_stamp();
  stamp.publish_url = "https://gazette.example/pt.xml";
  stamp.source_url = "https://gazette.example/en.xml";
  stamp.alternates = {{"fr", "https://gazette.example/fr.xml?a=1&b=2"}};
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kGolden)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".in.xml")) continue;
    ++seen;
    const std::string source = file_text(entry.path());
    const ReadResult feed = name.starts_with("atom") ? atom(source) : rss(source);
    EXPECT_EQ(untouched(feed), source) << name;
    EXPECT_EQ(echoed(feed), source) << name;
    const std::string stem = name.substr(0, name.size() - 7);
    EXPECT_EQ(listing(feed), golden_text(kGolden / (stem + ".blocks.txt"), listing(feed))) << name;
    const std::string out = translated(feed, &stamp);
    EXPECT_EQ(out, golden_text(kGolden / (stem + ".out.xml"), out)) << name;
    EXPECT_THAT(out, Not(HasSubstr("LABEL")));
  }
  EXPECT_GE(seen, 2);
}

std::string item(const std::string& content) {
  return "<rss version=\"2.0\"><channel><item>" + content + "</item></channel></rss>";
}
/// The item's content once translated, marks taken out.
std::string translated_item(const std::string& content) {
  const std::string out = translated(rss(item(content)), nullptr);
  const std::size_t begin = out.find("<item>"), end = out.find("</item>");
  return begin == std::string::npos || end == std::string::npos ? out : out.substr(begin + 6, end - begin - 6);
}

TEST(Feed, EscapesAsTheSourceDid) {
  const std::pair<const char*, const char*> cases[] = {
      {"<title>Tom & Jerry's</title>", "<title>TOM &amp; JERRY'S</title>"},
      {"<title>a &lt; b</title>", "<title>A &lt; B</title>"},
      {"<title>x&amp;amp;y</title>", "<title>X&amp;amp;Y</title>"},
      {"<description><![CDATA[a < b]]></description>", "<description><![CDATA[A < B]]></description>"},
      {"<description><![CDATA[ <p>x</p> ]]></description>", "<description><![CDATA[ <p>X</p> ]]></description>"},
      {"<description>&lt;p>x&lt;/p></description>", "<description>&lt;p>X&lt;/p></description>"},
      {"<description>&lt;p&gt;&apos;x&apos;&lt;/p&gt;</description>",
       "<description>&lt;p&gt;&apos;X&apos;&lt;/p&gt;</description>"},
      // HTML in HTML: escaped once too often, and given back so.
      {"<description>&amp;lt;p&amp;gt;x &amp;amp;amp; y&amp;lt;/p&amp;gt;</description>",
       "<description>&amp;lt;p&amp;gt;X &amp;amp;amp; Y&amp;lt;/p&amp;gt;</description>"},
      {"<description><![CDATA[&lt;p&gt;x&lt;/p&gt;]]></description>",
       "<description><![CDATA[&lt;p&gt;X&lt;/p&gt;]]></description>"},
      // Nothing to read in it.
      {"<description>&lt;img src=\"x\"&gt;</description>", "<description>&lt;img src=\"x\"&gt;</description>"},
      // HTML that nobody escaped.
      {"<description><p>x <b>y</b></p></description>", "<description><p>X <b>Y</b></p></description>"}};
  for (const auto& [source, expected] : cases) {
    EXPECT_EQ(translated_item(source), expected) << source;
  }
}

TEST(Feed, EncodingBecomesUtf8) {
  const std::string latin =
      "<?xml version=\"1.0\" "
      "encoding=\"ISO-8859-1\"?><rss><channel><item><title>caf\xE9</title></item></channel></rss>";
  EXPECT_EQ(untouched(rss(latin)),
            "<?xml version=\"1.0\" "
            "encoding=\"UTF-8\"?><rss><channel><item><title>caf\xC3\xA9</title></item></channel></rss>");
}

TEST(Feed, RunningTwiceAddsNothing) {
  document::Stamp stamp = test_stamp();
  stamp.publish_url = "https://gazette.example/pt.xml";
  stamp.source_url = "https://gazette.example/en.xml";
  for (const char* name : {"rss", "atom"}) {
    const bool is_rss = std::string_view(name) == "rss";
    const std::string source = file_text(kGolden / (std::string(name) + ".in.xml"));
    const std::string once = translated(is_rss ? rss(source) : atom(source), &stamp);
    const ReadResult again = is_rss ? rss(once) : atom(once);
    ASSERT_TRUE(again.ok());
    EXPECT_EQ((*again)->stated_language(), "pt");
    EXPECT_EQ(value_or_error((*again)->write(echo_all(**again), &stamp)), once) << name;
    EXPECT_EQ(value_or_error((*again)->write(std::vector<document::Placement>((*again)->blocks().size()), &stamp)),
              once)
        << name;
  }
}

TEST(Feed, NothingTranslatedMeansNoMark) {
  const std::string source = item("<title>x</title>");
  const ReadResult feed = rss(source);
  ASSERT_TRUE(feed.ok());
  const document::Stamp stamp = test_stamp();
  EXPECT_EQ(value_or_error((*feed)->write(std::vector<document::Placement>(1), &stamp)), source);
  EXPECT_EQ(value_or_error((*feed)->write({}, &stamp)), "error: 0 placements for 1 blocks");
}

TEST(Feed, OldAndCarelessForms) {
  EXPECT_EQ(
      listing(rss(
          "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
          "<channel><title>n</title><description>d</description></channel><item><title>h</title></item></rdf:RDF>")),
      "metadata (name): n\nstandfirst: d\nheadline: h\n");
  // Prefixes that nobody declared.
  EXPECT_EQ(listing(rss(item("<media:title>m</media:title><content:encoded>c</content:encoded><x:y>z</x:y>"))),
            "caption: m\ntext: c\n");
  EXPECT_EQ(listing(atom("<entry xmlns='http://www.w3.org/2005/Atom'><title>t</title></entry>")), "headline: t\n");
  EXPECT_EQ(listing(rss("<rss/>")), "");
  EXPECT_THAT(listing(rss("<html/>")), HasSubstr("root element is <html>"));
  EXPECT_THAT(listing(rss("<rss><channel><item><title>x</item></channel></rss>")), HasSubstr("mismatched tag"));
}

TEST(Feed, EntitiesThatAreNotExpandedKeepTheirBlock) {
  const std::string dtd = "<!DOCTYPE rss [<!ENTITY a 'text'><!ENTITY b '&a;&a;'>]>";
  const std::string source = dtd + item("<title>short &a;</title><description>long &b; tail</description>");
  EXPECT_EQ(listing(rss(source)), "headline: short text\ntext (limit): long &b; tail\n");
  EXPECT_EQ(translated(rss(source), nullptr),
            dtd + item("<title>SHORT TEXT</title><description>long &b; tail</description>"));
}

TEST(Feed, DeepMarkupIsKept) {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "<p>";
  deep += "x";
  for (int i = 0; i < 10'000; ++i) deep += "</p>";
  const std::string source = item("<description>" + deep + "</description>");
  EXPECT_EQ(listing(rss(source)), "text (limit): x\n");
  EXPECT_EQ(translated(rss(source), nullptr), source);
}

}  // namespace
}  // namespace dragoman::formats
