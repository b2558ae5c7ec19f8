// Word documents: what is text, what stays, and runs written anew.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "containers.h"
#include "fake_placements.h"
#include "office/office.h"

namespace dragoman::office {
namespace {

using formats::capitals;
using testing::HasSubstr;
using testing::Not;

formats::ReadResult docx(const std::string& body, const NamedParts& more = {}) {
  return read_package(word_document(body, more), {}, PageFormat::kDocx);
}
std::string listed(const std::string& body) {
  const formats::ReadResult document = docx(body);
  return document ? formats::listing(**document) : "error: " + document.error().what;
}
/// The body with all text in capitals.
std::string loud(const std::string& body) { return body_of(rewritten(docx(body), capitals)); }
std::string run(const std::string& text, const std::string& properties = "") {
  return "<w:r>" + (properties.empty() ? "" : "<w:rPr>" + properties + "</w:rPr>") + "<w:t xml:space=\"preserve\">" +
         text + "</w:t></w:r>";
}
std::string paragraph(const std::string& content) { return "<w:p>" + content + "</w:p>"; }

TEST(Docx, RunsThatWordCutInTheMiddleOfAWordAreOneText) {
  const std::string body =
      "<w:p><w:r w:rsidR=\"00A1\"><w:t>The po</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:rPr><w:lang "
      "w:val=\"en-GB\"/></w:rPr><w:t>rt re</w:t></w:r><w:proofErr "
      "w:type=\"spellEnd\"/><w:r><w:t>opened.</w:t></w:r></w:p>";
  EXPECT_EQ(listed(body), "text: The port reopened.\n");
  EXPECT_EQ(loud(body), paragraph(run("THE PORT REOPENED.")));
}

TEST(Docx, FormatStaysOnItsWords) {
  const std::string body = paragraph(run("The ") + run("old", "<w:b/>") + run(" port reopened."));
  EXPECT_EQ(listed(body), "text: The old port reopened.\n");
  EXPECT_EQ(loud(body), paragraph(run("THE ") + run("OLD", "<w:b/>") + run(" PORT REOPENED.")));
}

TEST(Docx, TheFormatOfMostOfTheTextIsNoMark) {
  const std::string body = paragraph(run("See: ") + run("the port reopened on Monday", "<w:i/>"));
  const formats::ReadResult document = docx(body);
  ASSERT_TRUE(document.ok());
  ASSERT_EQ((*document)->blocks()[0].marks.size(), 1U);
  EXPECT_EQ((*document)->blocks()[0].marks[0].text.end, 4U) << "the mark is on the few words that are not in italics";
}

TEST(Docx, LinksNotesPicturesAndBookmarksGoAlong) {
  const std::string body = paragraph(
      run("Read ") + "<w:hyperlink r:id=\"rId4\" xmlns:r=\"r\">" + run("our report", "<w:rStyle w:val=\"Link\"/>") +
      "</w:hyperlink><w:r><w:footnoteReference w:id=\"2\"/></w:r>" + run(" today.") + "<w:bookmarkEnd w:id=\"0\"/>");
  EXPECT_EQ(listed(body), "text: Read our report today.\n");
  EXPECT_EQ(loud(body), paragraph(run("READ ") + "<w:hyperlink r:id=\"rId4\" xmlns:r=\"r\">" +
                                  run("OUR REPORT", "<w:rStyle w:val=\"Link\"/>") +
                                  "</w:hyperlink><w:r><w:footnoteReference w:id=\"2\"/></w:r>" + run(" TODAY.") +
                                  "<w:bookmarkEnd w:id=\"0\"/>"));
}

TEST(Docx, TabsDivideAndStayWhereTheyAre) {
  const std::string body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Name</w:t><w:tab/><w:t>Value</w:t></w:r></w:p>";
  EXPECT_EQ(listed(body), "text: Name\ntext: Value\n");
  EXPECT_EQ(loud(body),
            paragraph(run("NAME", "<w:b/>") + "<w:r><w:rPr><w:b/></w:rPr><w:tab/></w:r>" + run("VALUE", "<w:b/>")));
}

TEST(Docx, ALineThatEndsInASentenceDoesNotDivideIt) {
  EXPECT_EQ(listed("<w:p><w:r><w:t>The port</w:t><w:br/><w:t>reopened.</w:t></w:r></w:p>"),
            "text: The port reopened.\n");
  EXPECT_EQ(listed("<w:p><w:r><w:t>Rose White</w:t><w:br/><w:t>Lisbon</w:t></w:r></w:p>"),
            "text: Rose White\ntext: Lisbon\n");
  EXPECT_THAT(loud("<w:p><w:r><w:t>The port</w:t><w:br/><w:t>reopened.</w:t></w:r></w:p>"), HasSubstr("<w:br/>"));
}

TEST(Docx, DeletedTextIsNoneAndInsertedTextIs) {
  const std::string body =
      paragraph(run("The ") + "<w:del w:id=\"1\"><w:r><w:delText>big </w:delText></w:r></w:del><w:ins w:id=\"2\">" +
                run("small ") + "</w:ins>" + run("port reopened."));
  EXPECT_EQ(listed(body), "text: The small port reopened.\n");
  const std::string out = loud(body);
  EXPECT_THAT(out, HasSubstr("<w:delText>big </w:delText>"));
  EXPECT_THAT(out, HasSubstr("<w:ins w:id=\"2\"><w:r><w:t xml:space=\"preserve\">SMALL"));
}

TEST(Docx, FieldsStayButTheWordsOfALinkAreText) {
  const auto field = [](const std::string& code, const std::string& result) {
    return "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> " + code +
           " </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + run(result) +
           "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
  };
  const std::string page = paragraph(run("On page ") + field("PAGEREF _x", "twelve") + run(" it is told."));
  EXPECT_EQ(listed(page), "text: On page twelve it is told.\n");
  EXPECT_EQ(loud(page), paragraph(run("ON PAGE ") + field("PAGEREF _x", "twelve") + run(" IT IS TOLD.")));
  const std::string link = paragraph(run("Read ") + field("HYPERLINK \"https://n.example\"", "our report") + run("."));
  EXPECT_EQ(loud(link), paragraph(run("READ ") + field("HYPERLINK \"https://n.example\"", "OUR REPORT") + run(".")));
}

TEST(Docx, TextBoxesAreWrittenInsideTheParagraphTheyHangOn) {
  const std::string box =
      "<w:r><w:pict><w:txbxContent>" + paragraph(run("In the box.")) + "</w:txbxContent></w:pict></w:r>";
  const std::string body = paragraph(run("Before ") + box + run("after."));
  EXPECT_EQ(listed(body), "text: Before after.\ntext: In the box.\n");
  const std::string loud_box =
      "<w:r><w:pict><w:txbxContent>" + paragraph(run("IN THE BOX.")) + "</w:txbxContent></w:pict></w:r>";
  EXPECT_EQ(loud(body), paragraph(run("BEFORE ") + loud_box + run("AFTER.")));
}

TEST(Docx, StylesTellRolesWhateverTheirLanguage) {
  const auto styled = [](const std::string& style, const std::string& text) {
    return paragraph("<w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>" + run(text));
  };
  EXPECT_EQ(listed(styled("Titel", "The port") + styled("berschrift1", "Monday") + styled("Q", "We know.") +
                   "<w:tbl><w:tr><w:tc>" + paragraph(run("Ships")) + "</w:tc></w:tr></w:tbl>"),
            "headline: The port\nsubheading: Monday\nquote: We know.\ntable-cell: Ships\n");
}

TEST(Docx, HeadersNotesAndPropertiesAreTextToo) {
  const std::string w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
  const formats::ReadResult document =
      docx(paragraph(run("The port reopened.")),
           {{"word/header1.xml", "<w:hdr " + w + ">" + paragraph(run("Daily news")) + "</w:hdr>"},
            {"word/footnotes.xml", "<w:footnotes " + w + "><w:footnote w:id=\"2\">" +
                                       paragraph("<w:r><w:footnoteRef/></w:r>" + run(" A note.")) +
                                       "</w:footnote></w:footnotes>"},
            {"docProps/core.xml",
             "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
             "<dc:title>The port</dc:title><dc:creator>Rose White</dc:creator>"
             "</cp:coreProperties>"}});
  ASSERT_TRUE(document.ok()) << document.error().what;
  EXPECT_EQ(formats::listing(**document),
            "text: The port reopened.\ntext: Daily news\ntext: A note.\nmetadata: The port\n");
  const std::string out = rewritten(document, capitals);
  EXPECT_THAT(part_of(out, "word/header1.xml"), HasSubstr("DAILY NEWS"));
  EXPECT_THAT(part_of(out, "word/footnotes.xml"), HasSubstr("<w:footnoteRef/></w:r>" + run(" A NOTE.")));
  EXPECT_THAT(part_of(out, "docProps/core.xml"), HasSubstr("<dc:title>THE PORT</dc:title><dc:creator>Rose White"));
}

TEST(Docx, NothingChangedIsTheSameBytes) {
  const std::string zip = word_document(paragraph(run("The ") + run("old", "<w:b/>") + run(" port  ")));
  const formats::ReadResult document = read_package(zip, {}, PageFormat::kDocx);
  EXPECT_EQ(rewritten(document, [](std::string_view text) { return std::string(text); }), zip);
}

TEST(Docx, TheStampIsALineALanguageAndAProperty) {
  const std::string body = paragraph("<w:pPr><w:pStyle w:val=\"Titel\"/></w:pPr>" + run("The port")) +
                           paragraph(run("It reopened.", "<w:lang w:val=\"en-US\"/>"));
  const document::Stamp stamp = formats::stamp_to("pt", "Traduzido");
  const std::string once = rewritten(docx(body), capitals, &stamp);
  EXPECT_THAT(body_of(once), testing::MatchesRegex(".*THE PORT</w:t></w:r></w:p><w:p><w:bookmarkStart w:id=\"1\" "
                                                   "w:name=\"_dragoman_label\"/>.*Traduzido.*IT REOPENED.*"));
  EXPECT_THAT(body_of(once), Not(HasSubstr("en-US")));
  EXPECT_THAT(part_of(once, "word/styles.xml"), HasSubstr("<w:lang w:val=\"pt\"/></w:rPr></w:rPrDefault>"));
  EXPECT_THAT(part_of(once, "word/styles.xml"), Not(HasSubstr("en-GB")));
  EXPECT_THAT(part_of(once, "docProps/custom.xml"), HasSubstr("name=\"MachineTranslation\""));
  EXPECT_THAT(part_of(once, "[Content_Types].xml"), HasSubstr("/docProps/custom.xml"));
  EXPECT_THAT(part_of(once, "_rels/.rels"), HasSubstr("docProps/custom.xml"));
  EXPECT_EQ(part_of(once, "word/media/image1.png"), "\x89PNG not touched");
  // A second run has one label, and one property.
  const std::string twice = rewritten(read_package(once, {}, PageFormat::kDocx), capitals, &stamp);
  EXPECT_EQ(body_of(twice), body_of(once));
  EXPECT_EQ(part_of(twice, "[Content_Types].xml"), part_of(once, "[Content_Types].xml"));
}

TEST(Docx, ParagraphsRunAsTheTargetLanguageDoes) {
  const std::string body = paragraph(run("The port")) +
                           paragraph("<w:pPr><w:pStyle w:val=\"Q\"/><w:jc w:val=\"left\"/></w:pPr>" + run("One")) +
                           paragraph("<w:pPr><w:bidi w:val=\"0\"/></w:pPr>" + run("Two", "<w:rtl/>")) +
                           paragraph("<w:r><w:br/></w:r>");
  document::Stamp stamp = formats::stamp_to("ar", "");
  stamp.right_to_left = true;
  const std::string out = rewritten(docx(body), capitals, &stamp);
  EXPECT_EQ(body_of(out),
            paragraph("<w:pPr><w:bidi/></w:pPr>" + run("THE PORT")) +
                paragraph("<w:pPr><w:pStyle w:val=\"Q\"/><w:bidi/><w:jc w:val=\"left\"/></w:pPr>" + run("ONE")) +
                paragraph("<w:pPr><w:bidi/></w:pPr>" + run("TWO")) + paragraph("<w:r><w:br/></w:r>"));
  EXPECT_THAT(part_of(out, "word/styles.xml"), HasSubstr("<w:rtl/><w:lang w:val=\"ar\"/>"));
}

TEST(Docx, WhatIsNoneIsRefused) {
  EXPECT_THAT(rewritten(docx("", {{"word/document.xml", "<html/>"}}), capitals), HasSubstr("none of Word's"));
  EXPECT_THAT(rewritten(docx("", {{"word/document.xml", "<w:document"}}), capitals), HasSubstr("word/document.xml: "));
  EXPECT_THAT(rewritten(docx("", {{"[Content_Types].xml", "<Types/>"}}), capitals), HasSubstr("no text part"));
}

TEST(Docx, BoxesInBoxesInBoxesStay) {
  std::string open, close;
  for (int i = 0; i < 400; ++i) {
    open += "<w:p>" + run("a") + "<w:r><w:pict><w:txbxContent>";
    close += "</w:txbxContent></w:pict></w:r>" + run("b") + "</w:p>";
  }
  const std::string out = loud(open + close);
  EXPECT_EQ(std::ranges::count(out, 'A'), 16);
  EXPECT_THAT(out, HasSubstr(run("a")));
}

TEST(Docx, PropertiesThatWouldBeCopiedTooOftenAreRefused) {
  std::string many = "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"" + std::string(100'000, 'x') + "\"/></w:rPr>";
  for (int i = 0; i < 2'000; ++i) many += "<w:t>a</w:t><w:sym/>";
  EXPECT_THAT(listed(many + "</w:r></w:p>"), HasSubstr("too long"));
}

}  // namespace
}  // namespace dragoman::office
