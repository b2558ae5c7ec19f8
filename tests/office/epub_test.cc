// E-books.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "containers.h"
#include "fake_placements.h"
#include "office/office.h"
#include "office/part_names.h"

namespace dragoman::office {
namespace {

using formats::capitals;
using testing::HasSubstr;
using testing::Not;

formats::ReadResult book(const std::string& zip) { return read_package(zip, {}, PageFormat::kEpub); }

TEST(Epub, ChaptersInTheOrderOfTheSpine) {
  const formats::ReadResult document = book(small_book());
  ASSERT_TRUE(document.ok()) << document.error().what;
  EXPECT_EQ((*document)->stated_language(), "en");
  const std::string all = formats::listing(**document);
  EXPECT_LT(all.find("The cover of the book"), all.find("headline: Morning"));
  EXPECT_LT(all.find("The port reopened."), all.find("He left the port."));
  EXPECT_THAT(all, HasSubstr("metadata: A story of the harbour."));
}

TEST(Epub, TextsOfAllPartsAndNothingElse) {
  const std::string out = rewritten(book(small_book()), capitals);
  EXPECT_THAT(part_of(out, "OEBPS/text/one 1.xhtml"), HasSubstr("<p>THE <em>PORT</em> REOPENED.</p>"));
  EXPECT_THAT(part_of(out, "OEBPS/nav.xhtml"), HasSubstr("<a href=\"text/two.xhtml\">EVENING</a>"));
  EXPECT_THAT(part_of(out, "OEBPS/toc.ncx"), HasSubstr("<text>MORNING</text>"));
  EXPECT_THAT(part_of(out, "OEBPS/toc.ncx"), HasSubstr("<docAuthor><text>Rose White</text>"));
  EXPECT_THAT(part_of(out, "OEBPS/book.opf"), HasSubstr("<dc:title>THE PORT</dc:title><dc:creator>Rose White"));
  EXPECT_EQ(part_of(out, "OEBPS/font.otf"), "OTTO not touched");
  EXPECT_TRUE(begins_with(out, "mimetype", "application/epub+zip"));
}

TEST(Epub, TheLabelStandsOnce) {
  const document::Stamp stamp = formats::stamp_to("pt", "Traduzido");
  const std::string out = rewritten(book(small_book()), capitals, &stamp);
  EXPECT_THAT(part_of(out, "OEBPS/text/one 1.xhtml"), HasSubstr("Traduzido"));
  EXPECT_THAT(part_of(out, "OEBPS/text/two.xhtml"), Not(HasSubstr("Traduzido")));
  EXPECT_THAT(part_of(out, "OEBPS/cover.xhtml"), Not(HasSubstr("Traduzido")));
  EXPECT_THAT(part_of(out, "OEBPS/text/two.xhtml"), HasSubstr("lang=\"pt\""));
  EXPECT_THAT(part_of(out, "OEBPS/book.opf"), HasSubstr("<dc:language>pt</dc:language>"));
  EXPECT_THAT(part_of(out, "OEBPS/book.opf"), HasSubstr("<meta name=\"dragoman:machine-translation\""));
}

TEST(Epub, NothingChangedIsTheSameBytes) {
  EXPECT_EQ(rewritten(book(small_book()), [](std::string_view text) { return std::string(text); }), small_book());
}

TEST(Epub, ProtectedAndDamagedOnesAreRefused) {
  const NamedParts container = {{"mimetype", "application/epub+zip"},
                                {"META-INF/container.xml", "<c><rootfile full-path=\"a.opf\"/></c>"}};
  const auto with = [&](const NamedParts& more) {
    NamedParts parts = container;
    parts.insert(parts.end(), more.begin(), more.end());
    const formats::ReadResult document = book(stored_zip(parts));
    return document ? "" : document.error().what;
  };
  EXPECT_THAT(with({}), HasSubstr("names no package document that is there"));
  EXPECT_THAT(with({{"a.opf", "<package/>"}}), HasSubstr("lists no chapter"));
  const std::string secret = "<e><CipherData><CipherReference URI=\"a/ch1.xhtml\"/></CipherData></e>";
  EXPECT_THAT(with({{"a.opf", "<package/>"}, {"META-INF/encryption.xml", secret}}),
              HasSubstr("a/ch1.xhtml is encrypted"));
}

TEST(PartNames, ReferencesAreFollowedWithinTheContainer) {
  EXPECT_EQ(part_of_reference("OEBPS/a/b.opf", "../text/ch%201.xhtml#x"), "OEBPS/text/ch 1.xhtml");
  EXPECT_EQ(part_of_reference("b.opf", "./c.xhtml"), "c.xhtml");
  EXPECT_EQ(part_of_reference("a/b.opf", "/c.xhtml"), "c.xhtml");
  EXPECT_EQ(part_of_reference("a/b.opf", "../../etc/passwd"), "");
  EXPECT_EQ(part_of_reference("a/b.opf", "https://n.example/c.xhtml"), "");
  EXPECT_EQ(part_of_reference("b.opf", "100%"), "100%");
}

}  // namespace
}  // namespace dragoman::office
