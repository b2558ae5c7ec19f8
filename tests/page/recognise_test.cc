// Formats from their first bytes and their names.
#include "page/recognise.h"
#include <gtest/gtest.h>

namespace dragoman::page {
namespace {

struct Case {
  std::string bytes, name, type;
  PageFormat format;
};

std::string shown(const Case& one) {
  const auto format = recognise(one.bytes, {.name = one.name, .media_type = one.type});
  return format ? std::string(format_name(*format)) : format.error().what;
}

TEST(Recognise, ByContentAndName) {
  std::string mistakes = "<!doctype html><p>";
  for (int i = 0; i < 50; ++i) mistakes += std::string("The mayor \0\x01 spoke.", 19);
  const std::string utf16("\xFF\xFE<\0r\0s\0s\0>\0", 12);
  const Case cases[] = {
      {"<!DOCTYPE html><p>x", "", "", PageFormat::kHtml},
      {"\xEF\xBB\xBF  <!-- c --><html>", "", "", PageFormat::kHtml},
      {mistakes, "", "", PageFormat::kHtml},
      {"<h1>A</h1>", "a.txt.html", "", PageFormat::kHtml},
      {"Hello <b>x</b></p>", "", "", PageFormat::kHtml},
      {"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html xmlns='http://www.w3.org/1999/xhtml'>", "", "",
       PageFormat::kXhtml},
      {"<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html>", "", "", PageFormat::kHtml},
      {"<html xmlns='x'>", "a.xhtml", "", PageFormat::kXhtml},
      {"<?xml version='1.0'?><rss version='2.0'>", "", "", PageFormat::kRss},
      {"<rdf:RDF xmlns:rdf='x'>", "", "", PageFormat::kRss},
      {utf16, "", "", PageFormat::kRss},
      {"<feed xmlns='http://www.w3.org/2005/Atom'>", "x.xml", "", PageFormat::kAtom},
      {"<newsItem guid='x'>", "", "", PageFormat::kNewsml},
      {"<xliff version='1.2'>", "", "", PageFormat::kXliff},
      {R"({"uri":"x","headline":"y"})", "", "", PageFormat::kNinjs},
      {R"({"uri":1})", "x.json", "", PageFormat::kNinjs},
      {"", "x.json", "", PageFormat::kNinjs},
      {"WEBVTT\n\n00:01", "", "", PageFormat::kWebVtt},
      {"1\n00:00:01,000 --> 00:00:02,000\nHi\n", "", "", PageFormat::kSrt},
      {"# c\nmsgid \"\"\nmsgstr \"\"\n", "", "", PageFormat::kPo},
      {"---\ntitle: x\n---\nText", "", "", PageFormat::kMarkdown},
      {"Hello\n\n## Part\n", "", "", PageFormat::kMarkdown},
      {"<div>x</div>\n\nText", "readme.md", "", PageFormat::kMarkdown},
      {"Hello", "", "text/html; charset=utf-8", PageFormat::kHtml},
      {"A headline\n\nA text.\n", "", "", PageFormat::kArticle},
      {"12 people came\n", "", "", PageFormat::kArticle},
      {"<not a tag", "", "", PageFormat::kArticle},
      {"", "", "", PageFormat::kArticle},
      {"Hello", "https://example.org/a.md?x=1.html", "", PageFormat::kMarkdown},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(shown(one), format_name(one.format)) << one.bytes << " " << one.name;
  }
  EXPECT_EQ(*recognise("<html>", {.format = PageFormat::kPo}), PageFormat::kPo);
  EXPECT_EQ(*recognise(R"({"a":"b"})", {.format = PageFormat::kArticle}), PageFormat::kArticle);
}

TEST(Recognise, ADocumentTypeMayHaveDeclarationsOfItsOwn) {
  const std::string long_comment = "<!--" + std::string(40'000, '-') + "> -->";
  for (const std::string& type : std::vector<std::string>{
           "<!DOCTYPE rss [ <!ENTITY nbsp \"&#160;\"> ]>",
           "<?xml version='1.0'?>\n<!DOCTYPE rss [<!-- ]> \" --><?x ]> ?><!ENTITY a ']><html>'><!ELEMENT rss ANY>] >",
           "<!DOCTYPE rss PUBLIC '-//N//DTD RSS 0.91//EN' 'http://n.example/rss.dtd' [%more;]>",
           "<!DOCTYPE rss [" + long_comment + "]>",
       }) {
    EXPECT_EQ(shown({type + "<rss version='2.0'>", "", "application/xml", {}}), "rss") << type;
    EXPECT_EQ(shown({type + "<feed xmlns='http://www.w3.org/2005/Atom'>", "", "", {}}), "atom") << type;
  }
  EXPECT_EQ(shown({long_comment + "<html><p>x", "", "", {}}), "html");
  EXPECT_EQ(shown({"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'b'>]><html>", "", "", {}}), "xhtml");
  EXPECT_EQ(shown({"<!DOCTYPE html [><p>The crew", "", "", {}}), "html");
}

TEST(Recognise, PiecesOfPagesAreHtml) {
  for (const char* piece :
       {"<h2>A ship sank</h2>The crew", "<table><tr><td>Ships", "<ul><li>One", "<figure><img src=a>", "<blockquote>No",
        "<b>LISBON</b> (N) - The ship", "The <b>ship</b> sank.<p>The crew", "The ship sank.<p>The crew was saved.",
        "The ship<br>sank", "See <a href='x'>this", "<!-- wp -->The ship", "<x-story><p>The ship", "<em>The ship</em>",
        "The ship sank. <img src=a.png>"}) {
    EXPECT_EQ(shown({piece, "", "", {}}), "html") << piece;
  }
}

TEST(Recognise, TextWithOddSignsStaysAnArticle) {
  for (const char* text : {"{The ship sank}\n\nThe crew was saved.",
                           "[Updated] The ship sank",
                           "[1] The ship sank.",
                           "{\"No\", he said}",
                           "Prices < 5 and > 3 euros",
                           "The <p> tag, and the <br> tag, begin a line.",
                           "I <3 ships",
                           "<3 The ship sank",
                           "<ship> sank, the crew said",
                           "a<b and b>c",
                           "If x <y, or </y>, then",
                           "A ship\x01 sank.",
                           "\x01",
                           "\"A ship\"",
                           "\xE9t\xE9 \x96 the ship",
                           "$ 5",
                           "PDF files are",
                           "PK is short for Peking",
                           "BM",
                           "[Music]"}) {
    EXPECT_EQ(shown({text, "", "", {}}), "article") << text;
  }
  const std::string utf16("T\0h\0e\0 \0s\0h\0i\0p\0 \0s\0a\0n\0k\0", 26);
  EXPECT_EQ(shown({utf16, "", "", {}}), "article");
}

TEST(Recognise, WhatWouldBeDamagedIsRefused) {
  std::string noise = "\x03";
  for (unsigned i = 1; i < 400; ++i) noise += static_cast<char>(noise.back() * 31 + 7 * i);
  const Case cases[] = {
      {R"({"foo":"The ship sank"})", "", "", {}},
      {R"({"foo":"The ship sank)", "", "", {}},
      {R"( {"a":1})", "x.json", "", {}},
      {"\xEF\xBB\xBF[\"The ship\", \"sank\"]", "", "", {}},
      {R"([ { "name": "The ship" } ])", "", "application/json", {}},
      {"{\"a\": \"b\"}\n{\"a\": \"c\"}\n", "x.jsonl", "", {}},
      {"<?xml version='1.0'?><note><to>The crew</to></note>", "x.xml", "", {}},
      {"<note>\n<to>The crew</to>\n</note>\n", "", "application/xml", {}},
      {"<!DOCTYPE note [<!ENTITY a 'b'>]><note>The crew", "", "", {}},
      {"\x89PNG\r\n\x1A\n", "", "", {}},
      {"%PDF-1.7\n", "https://n.example/a", "application/pdf", {}},
      {noise, "", "", {}},
      {noise, "a.txt", "", {}},
      {noise, "a.html", "", {}},
  };
  for (const Case& one : cases) {
    const auto format = recognise(one.bytes, {.name = one.name, .media_type = one.type});
    ASSERT_FALSE(format) << one.bytes;
    EXPECT_EQ(format.error().code, ErrorCode::kBadPage);
    EXPECT_NE(format.error().what.find("--format"), std::string::npos) << format.error().what;
  }
  EXPECT_NE(recognise("<?xml version='1.0'?><note>", {}).error().what.find("<note>"), std::string::npos);
  EXPECT_NE(recognise("%PDF-1.7", {}).error().what.find("translate the document it was made from"), std::string::npos);
  EXPECT_NE(recognise("PK\x03\x04", {.name = "a.docx"}).error().what.find("damaged"), std::string::npos);
  EXPECT_NE(recognise("\xD0\xCF\x11\xE0", {.name = "a.docx"}).error().what.find("with a password"), std::string::npos);
}

}  // namespace
}  // namespace dragoman::page
