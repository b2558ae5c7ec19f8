// ninjs of both generations: golden documents with an engine that shouts, and what the golden ones don't show.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "shouting.h"

namespace dragoman::formats {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::filesystem::path kGolden = std::filesystem::path(DRAGOMAN_SOURCE_DIR) / "tests/golden/ninjs";

ReadResult ninjs(std::string_view bytes) { return read_ninjs(bytes, {}); }

TEST(Ninjs, GoldenDocuments) {
  const document::Stamp stamp = test_stamp();
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kGolden)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".in.json")) continue;
    ++seen;
    const std::string source = file_text(entry.path());
    const ReadResult object = ninjs(source);
    EXPECT_EQ(untouched(object), source) << name;
    EXPECT_EQ(echoed(object), source) << name;
    const std::string stem = name.substr(0, name.size() - 8);
    EXPECT_EQ(listing(object), golden_text(kGolden / (stem + ".blocks.txt"), listing(object))) << name;
    const std::string out = translated(object, &stamp);
    EXPECT_EQ(out, golden_text(kGolden / (stem + ".out.json"), out)) << name;
    EXPECT_THAT(out, Not(HasSubstr("LABEL")));
    // Once more: nothing is added.
    const ReadResult again = ninjs(out);
    ASSERT_TRUE(again.ok());
    EXPECT_EQ((*again)->stated_language(), "pt");
    EXPECT_EQ(value_or_error((*again)->write(std::vector<document::Placement>((*again)->blocks().size()), &stamp)),
              out);
    std::vector<document::Placement> echo = echo_all(**again);
    for (std::size_t i = 0; i < echo.size(); ++i) {
      if ((*again)->blocks()[i].keep == KeepReason::kNone && (*again)->blocks()[i].language != "de")
        echo[i] = {true, source_pieces((*again)->blocks()[i])};
    }
    EXPECT_EQ(value_or_error((*again)->write(echo, &stamp)), out) << name;
  }
  EXPECT_GE(seen, 2);
}

TEST(Ninjs, MarksStandWhereTheStandardHasThem) {
  const document::Stamp stamp = test_stamp();
  EXPECT_EQ(translated(ninjs("{\"headline\":\"x\"}"), &stamp),
            "{\"language\": \"pt\",\"infosource\": [{\"name\": \"Dragoman 0.0\", \"rel\": \"translator\", \"scheme\": "
            "\"urn:dragoman:machine-translation\", \"code\": \"en>pt\"}],\"headline\":\"X\"}");
  EXPECT_EQ(
      translated(ninjs("{ \"language\" : \"en\",\n\"headlines\":[{\"value\":\"x\"}], \"infosources\" : [ ] }"), &stamp),
      "{ \"language\" : \"pt\",\n\"headlines\":[{\"value\":\"X\"}], \"infosources\" : [{\"name\": \"Dragoman 0.0\", "
      "\"role\": "
      "\"urn:dragoman:machine-translation\", \"literal\": \"en>pt\"} ] }");
  EXPECT_THAT(
      translated(ninjs("{\"versionCreated\":\"\",\"language\":\"en\",\"headlines\":[{\"value\":\"x\"}]}"), &stamp),
      HasSubstr("\"infoSources\": ["));
}

TEST(Ninjs, OddOnes) {
  EXPECT_EQ(listing(ninjs("{}")), "");
  EXPECT_EQ(listing(ninjs("[]")), "");
  EXPECT_EQ(listing(ninjs("\"x\"")), "");
  EXPECT_EQ(listing(ninjs("\xEF\xBB\xBF{\"headline\":\"x\"}")), "headline: x\n");
  EXPECT_EQ(translated(ninjs("\xEF\xBB\xBF{\"headline\":\"x\"}"), nullptr), "\xEF\xBB\xBF{\"headline\":\"X\"}");
  EXPECT_EQ(listing(ninjs("[{\"headline\":\"x\"},{\"headline\":\"y\"}]")), "headline: x\nheadline: y\n");
  EXPECT_EQ(listing(ninjs("{\"headline\":\"half \\ud800\"}")), "headline (failed): half \xEF\xBF\xBD\n");
  EXPECT_THAT(listing(ninjs("{\"headline\":")), HasSubstr("error: "));
  EXPECT_THAT(listing(ninjs("")), HasSubstr("error: "));
  // HTML inside a string that claims to be XML and is not.
  EXPECT_EQ(translated(ninjs("{\"body_nitf\":\"<p>one<hr>two\"}"), nullptr), "{\"body_nitf\":\"<p>ONE<hr>TWO\"}");
}

}  // namespace
}  // namespace dragoman::formats
