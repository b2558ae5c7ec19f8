// OpenDocument texts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "containers.h"
#include "fake_placements.h"
#include "office/office.h"

namespace dragoman::office {
namespace {

using formats::capitals;
using testing::HasSubstr;
using testing::Not;

formats::ReadResult odt(const std::string& body, std::string_view styles = {}) {
  return read_package(open_document(body, styles), {}, PageFormat::kOdt);
}
std::string listed(const std::string& body, std::string_view styles = {}) {
  const formats::ReadResult document = odt(body, styles);
  return document ? formats::listing(**document) : "error: " + document.error().what;
}
/// What office:text holds when all is in capitals.
std::string loud(const std::string& body, std::string_view styles = {}) {
  const std::string text = part_of(rewritten(odt(body, styles), capitals), "content.xml");
  const std::size_t begin = text.find("<office:text>") + 13;
  return text.substr(begin, text.find("</office:text>") - begin);
}
constexpr std::string_view kRest = "text: Daily news\nmetadata: The port\n";

TEST(Odt, SpansAndLinksStayOnTheirWords) {
  const std::string body =
      "<text:p>The <text:span text:style-name=\"T1\">old</text:span> port <text:a xlink:href=\"u\" "
      "xmlns:xlink=\"x\">reopened</text:a>.</text:p>";
  EXPECT_EQ(listed(body), "text: The old port reopened.\n" + std::string(kRest));
  EXPECT_EQ(loud(body),
            "<text:p>THE <text:span text:style-name=\"T1\">OLD</text:span> PORT <text:a xlink:href=\"u\" "
            "xmlns:xlink=\"x\">REOPENED</text:a>.</text:p>");
}

TEST(Odt, SpansThatShowNothingAreNoMarks) {
  const std::string_view styles =
      "<style:style style:name=\"T9\" style:family=\"text\"><style:text-properties officeooo:rsid=\"0001\" "
      "fo:language=\"en\"/></style:style>";
  EXPECT_EQ(loud("<text:p>The po<text:span text:style-name=\"T9\">rt re</text:span>opened.</text:p>", styles),
            "<text:p>THE PORT REOPENED.</text:p>");
  EXPECT_EQ(loud("<text:p><text:span text:style-name=\"T9\">The</text:span> port</text:p>", styles),
            "<text:p>THE PORT</text:p>");
}

TEST(Odt, NotesAreTextsOfTheirOwn) {
  const std::string body =
      "<text:p>The port<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note."
      "</text:p></text:note-body></text:note> reopened.</text:p>";
  EXPECT_EQ(listed(body), "text: The port reopened.\ntext: A note.\n" + std::string(kRest));
  EXPECT_EQ(loud(body),
            "<text:p>THE PORT<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A NOTE."
            "</text:p></text:note-body></text:note> REOPENED.</text:p>");
}

TEST(Odt, BlanksTabsFieldsAndDeletions) {
  EXPECT_EQ(listed("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
                   "<text:p>One<text:s text:c=\"2\"/>word<text:tab/>two</text:p>"
                   "<text:p>Page <text:page-number>3</text:page-number> of it<office:annotation><text:p>Why?</text:p>"
                   "</office:annotation></text:p>"),
            "text: One word\ntext: two\ntext: Page 3 of it\n" + std::string(kRest));
  EXPECT_EQ(loud("<text:p>Page <text:page-number>iii</text:page-number> of it</text:p>"),
            "<text:p>PAGE <text:page-number>iii</text:page-number> OF IT</text:p>");
}

TEST(Odt, RolesAndPictures) {
  EXPECT_EQ(
      listed("<text:h text:outline-level=\"1\">The port</text:h><text:h text:outline-level=\"2\">Monday</text:h>"
             "<text:list><text:list-item><text:p>One</text:p></text:list-item></text:list>"
             "<table:table><table:table-row><table:table-cell><text:p>Ships</text:p></table:table-cell>"
             "</table:table-row></table:table><text:p><draw:frame><svg:desc>A ship</svg:desc></draw:frame></text:p>"),
      "headline: The port\nsubheading: Monday\nlist-item: One\ntable-cell: Ships\nattribute: A ship\n" +
          std::string(kRest));
}

TEST(Odt, NothingChangedIsTheSameBytes) {
  const std::string zip = open_document("<text:p>The <text:span>old</text:span>  port </text:p>");
  EXPECT_EQ(rewritten(read_package(zip, {}, PageFormat::kOdt), [](std::string_view text) { return std::string(text); }),
            zip);
}

TEST(Odt, TheStampIsALineALanguageAndAProperty) {
  const document::Stamp stamp = formats::stamp_to("pt", "Traduzido");
  const std::string once = rewritten(
      odt("<text:h text:outline-level=\"1\">The port</text:h><text:p>It reopened.</text:p>"), capitals, &stamp);
  EXPECT_THAT(part_of(once, "content.xml"),
              HasSubstr("THE PORT</text:h><text:p><text:bookmark text:name=\"dragoman-label\"/>Traduzido</text:p>"
                        "<text:p>IT REOPENED."));
  EXPECT_THAT(part_of(once, "styles.xml"), HasSubstr("fo:language=\"pt\" fo:country=\"none\""));
  EXPECT_THAT(part_of(once, "meta.xml"), HasSubstr("<dc:title>THE PORT</dc:title><dc:language>pt</dc:language>"));
  EXPECT_THAT(part_of(once, "meta.xml"), HasSubstr("meta:name=\"MachineTranslation\""));
  EXPECT_EQ(part_of(once, "Pictures/1.png"), "\x89PNG not touched");
  EXPECT_TRUE(begins_with(once, "mimetype", "application/vnd.oasis.opendocument.text"));
  const std::string twice = rewritten(read_package(once, {}, PageFormat::kOdt), capitals, &stamp);
  EXPECT_EQ(part_of(twice, "content.xml"), part_of(once, "content.xml"));
  EXPECT_EQ(part_of(twice, "meta.xml"), part_of(once, "meta.xml"));
}

TEST(Odt, ParagraphsRunAsTheTargetLanguageDoes) {
  document::Stamp stamp = formats::stamp_to("ar", "");
  stamp.right_to_left = true;
  const std::string_view styles =
      "<style:style style:name=\"P1\" style:family=\"paragraph\"><style:paragraph-properties "
      "style:writing-mode=\"lr-tb\"/></style:style>";
  const std::string out = rewritten(odt("<text:p>The port</text:p>", styles), capitals, &stamp);
  EXPECT_THAT(part_of(out, "content.xml"), HasSubstr("style:writing-mode=\"rl-tb\""));
  EXPECT_THAT(part_of(out, "styles.xml"), HasSubstr("fo:language=\"ar\""));
}

TEST(Odt, AProtectedOneIsRefused) {
  const std::string zip = stored_zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                                      {"META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"}});
  const formats::ReadResult document = read_package(zip, {}, PageFormat::kOdt);
  ASSERT_FALSE(document.ok());
  EXPECT_THAT(document.error().what, HasSubstr("save it without one"));
}

}  // namespace
}  // namespace dragoman::office
