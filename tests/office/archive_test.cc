// Containers: what is not touched stays byte for byte, and what is hostile or broken is refused in words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "containers.h"
#include "office/archive.h"
#include "office/office.h"

namespace dragoman::office {
namespace {

using testing::HasSubstr;

constexpr std::size_t kPlenty = std::size_t{1} << 20;

std::string what_is_wrong(std::string_view zip) {
  const Result<std::unique_ptr<Archive>> archive = Archive::open(zip, kPlenty);
  return archive ? "" : archive.error().what;
}

TEST(Archive, ReadsParts) {
  const std::string zip = stored_zip({{"mimetype", "text"}, {"a/b.xml", "<b/>"}});
  const auto archive = Archive::open(zip, kPlenty);
  ASSERT_TRUE(archive.ok()) << archive.error().what;
  EXPECT_EQ((*archive)->first_part(), "mimetype");
  EXPECT_TRUE((*archive)->holds("a/b.xml"));
  EXPECT_FALSE((*archive)->holds("a"));
  EXPECT_EQ(*(*archive)->read("a/b.xml"), "<b/>");
  EXPECT_THAT((*archive)->read("c").error().what, HasSubstr("it has no part c"));
}

TEST(Archive, ChangesOnePartAndKeepsTheOthers) {
  const std::string zip = stored_zip({{"mimetype", "text"}, {"a.xml", "<a/>"}, {"picture", std::string(300, '\x7F')}});
  const auto archive = Archive::open(zip, kPlenty);
  ASSERT_TRUE(archive.ok());
  EXPECT_EQ(*(*archive)->with({}), zip);
  const Result<std::string> out = (*archive)->with({{"a.xml", "<a>new</a>"}, {"b.xml", "<b/>"}});
  ASSERT_TRUE(out.ok()) << out.error().what;
  EXPECT_EQ(*out, *(*archive)->with({{"a.xml", "<a>new</a>"}, {"b.xml", "<b/>"}})) << "the same each time";
  EXPECT_TRUE(begins_with(*out, "mimetype", "text")) << "the first part has not moved";
  const auto again = Archive::open(*out, kPlenty);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ((*again)->first_part(), "mimetype");
  EXPECT_EQ(*(*again)->read("a.xml"), "<a>new</a>");
  EXPECT_EQ(*(*again)->read("b.xml"), "<b/>");
  EXPECT_EQ(*(*again)->read("picture"), std::string(300, '\x7F'));
}

TEST(Archive, APartThatUnpacksTooFarIsRefused) {
  const auto small = Archive::open(stored_zip({{"x", ""}}), kPlenty);
  ASSERT_TRUE(small.ok());
  // A bomb: ten million zeros in ten thousand bytes.
  const Result<std::string> bomb = (*small)->with({{"word/document.xml", std::string(10'000'000, '\0')}});
  ASSERT_TRUE(bomb.ok());
  EXPECT_LT(bomb->size(), 20'000U);
  const auto archive = Archive::open(*bomb, kPlenty);
  ASSERT_TRUE(archive.ok());
  const Result<std::string> part = (*archive)->read("word/document.xml");
  ASSERT_FALSE(part.ok());
  EXPECT_EQ(part.error().code, ErrorCode::kTooLong);
  EXPECT_THAT(part.error().what, HasSubstr("raise max_bytes"));
}

TEST(Archive, AllPartsTogetherCountAgainstTheLimit) {
  const auto archive = Archive::open(stored_zip({{"a", std::string(60, 'a')}, {"b", std::string(60, 'b')}}), 100);
  ASSERT_TRUE(archive.ok());
  EXPECT_TRUE((*archive)->read("a").ok());
  EXPECT_EQ((*archive)->read("b").error().code, ErrorCode::kTooLong);
}

TEST(Archive, DamageIsToldWithARemedy) {
  const std::string zip = stored_zip({{"a.xml", "<a/>"}, {"b.xml", "<b/>"}});
  EXPECT_THAT(what_is_wrong(zip.substr(0, zip.size() - 30)), HasSubstr("damaged"));
  EXPECT_THAT(what_is_wrong("PK\x03\x04"), HasSubstr("save it again"));
  EXPECT_THAT(what_is_wrong(""), HasSubstr("damaged"));
  std::string flipped = zip;
  flipped[flipped.find("<b/>")] = 'x';
  const auto archive = Archive::open(flipped, kPlenty);
  ASSERT_TRUE(archive.ok());
  EXPECT_TRUE((*archive)->read("a.xml").ok());
  EXPECT_THAT((*archive)->read("b.xml").error().what, HasSubstr("b.xml cannot be unpacked"));
}

TEST(Archive, TwoPartsOfOneNameAreRefused) {
  EXPECT_THAT(what_is_wrong(stored_zip({{"a", "1"}, {"a", "2"}})), HasSubstr("two parts of the name a"));
}

TEST(Archive, EncryptedPartsAreRefused) {
  std::string zip = stored_zip({{"a.xml", "<a/>"}});
  zip[6] = static_cast<char>(zip[6] | 1);
  const std::size_t list = zip.find("PK\x01\x02");
  zip[list + 8] = static_cast<char>(zip[list + 8] | 1);
  EXPECT_THAT(what_is_wrong(zip), HasSubstr("save it without a password"));
}

TEST(Archive, NamesAreKeysAndNoPaths) {
  const std::string zip = stored_zip({{"../../etc/passwd", "x"}, {"/abs", "y"}});
  const auto archive = Archive::open(zip, kPlenty);
  ASSERT_TRUE(archive.ok());
  EXPECT_EQ(*(*archive)->read("../../etc/passwd"), "x");
}

TEST(Packages, AreKnownByTheirParts) {
  EXPECT_EQ(*recognise_package(word_document("")), PageFormat::kDocx);
  EXPECT_EQ(*recognise_package(open_document("")), PageFormat::kOdt);
  EXPECT_EQ(*recognise_package(small_book()), PageFormat::kEpub);
  const auto refusal = [](const std::string& type) {
    return recognise_package(stored_zip({{"mimetype", type}})).error().what;
  };
  EXPECT_THAT(refusal("application/vnd.oasis.opendocument.spreadsheet"), HasSubstr("a spreadsheet, not a text"));
  EXPECT_THAT(recognise_package(stored_zip({{"a.txt", "x"}})).error().what, HasSubstr("a ZIP archive of other files"));
  EXPECT_THAT(recognise_package(stored_zip({{"[Content_Types].xml", "presentationml"}})).error().what,
              HasSubstr("a presentation"));
}

}  // namespace
}  // namespace dragoman::office
