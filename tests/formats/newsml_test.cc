// NewsML-G2: golden documents with an engine that shouts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "shouting.h"

namespace dragoman::formats {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::filesystem::path kGolden = std::filesystem::path(DRAGOMAN_SOURCE_DIR) / "tests/golden/newsml";

ReadResult newsml(std::string_view bytes) { return read_newsml(bytes, {}); }

TEST(Newsml, GoldenDocuments) {
  const document::Stamp stamp = test_stamp();
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kGolden)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".in.xml")) continue;
    ++seen;
    const std::string source = file_text(entry.path());
    const ReadResult item = newsml(source);
    EXPECT_EQ(untouched(item), source) << name;
    EXPECT_EQ(echoed(item), source) << name;
    const std::string stem = name.substr(0, name.size() - 7);
    EXPECT_EQ(listing(item), golden_text(kGolden / (stem + ".blocks.txt"), listing(item))) << name;
    const std::string out = translated(item, &stamp);
    EXPECT_EQ(out, golden_text(kGolden / (stem + ".out.xml"), out)) << name;
    EXPECT_THAT(out, Not(HasSubstr("LABEL")));
    const ReadResult again = newsml(out);
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(value_or_error((*again)->write(echo_all(**again), &stamp)), out) << name;
  }
  EXPECT_GE(seen, 2);
}

TEST(Newsml, ATitleInABylineIsABlockOfItsOwn) {
  const std::string blocks = listing(newsml(
      "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' "
      "xml:lang='en'><contentSet><inlineXML><nitf><body><body.head>"
      "<byline>By Rose Hill<byttl>Harbour Editor</byttl></byline></body.head></body></nitf></inlineXML></contentSet>"
      "</newsItem>"));
  EXPECT_THAT(blocks, HasSubstr("byline"));
  EXPECT_THAT(blocks, Not(HasSubstr("HillHarbour")));
  EXPECT_THAT(blocks, HasSubstr("Harbour Editor"));
}

TEST(Newsml, OtherXmlIsRefusedByName) {
  EXPECT_THAT(listing(newsml("<NewsML><NewsItem/></NewsML>")), HasSubstr("<NewsML>, not a NewsML-G2"));
  EXPECT_THAT(listing(newsml("<newsItem/>")), HasSubstr("not a NewsML-G2"));
  EXPECT_EQ(listing(newsml("<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'/>")), "");
}

}  // namespace
}  // namespace dragoman::formats
