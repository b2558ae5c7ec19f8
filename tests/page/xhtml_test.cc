// XHTML by XML's rules: an empty tag is an element, a CDATA section is text, and what comes out an XML parser can read.
#include <gtest/gtest.h>
#include "../fake_engine.h"
#include "dragoman/page.h"
#include "formats/xml_reader.h"

namespace dragoman {
namespace {

constexpr std::string_view kOpen =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\">";

std::string translated(std::string_view body, std::string_view head = "<title>news</title>") {
  testing::FakeEngine engine{.word = [](std::string_view word) {
    std::string out(word);
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return out;
  }};
  const std::string bytes =
      std::string(kOpen) + "<head>" + std::string(head) + "</head><body>" + std::string(body) + "</body></html>";
  const Result<Page> page = Page::read(bytes, {.name = "a.xhtml"});
  if (!page) return page.error().what;
  const auto out =
      translate_page(*page, engine.function(), {.from = "en", .to = "pt", .label_place = LabelPlace::kNone});
  if (!out) return out.error().what;
  EXPECT_EQ(out->format, PageFormat::kXhtml);
  const auto xml = formats::Xml::read(out->bytes, {});
  EXPECT_TRUE(xml) << xml.error().what << "\n" << out->bytes;
  return out->bytes;
}

void expect_has(const std::string& bytes, std::string_view wanted) {
  EXPECT_NE(bytes.find(wanted), std::string::npos) << bytes;
}

TEST(Xhtml, EmptyTagsAreElements) {
  expect_has(translated("<script src=\"a.js\"/><p>one <a id=\"x\"/>two</p><div/><p>three words here</p>"),
             "<script src=\"a.js\"/><p>ONE <a id=\"x\"/>TWO</p><div/><p>THREE WORDS HERE</p>");
  expect_has(translated("<p>one two</p>", "<title/><script src=\"a.js\"/><style/>"), "<p>ONE TWO</p>");
  expect_has(
      translated(
          "<div><div/><p>one</p></div><p>two<br></br>three<br/>four</p><textarea/><iframe src=\"x\"/><p>five</p>"),
      "<div><div/><p>ONE</p></div><p>TWO");
  expect_has(translated("<textarea/><iframe src=\"x\"/><noscript/><p>five</p>"), "<noscript/><p>FIVE</p>");
}

TEST(Xhtml, SectionsAreText) {
  expect_has(translated("<p>one <![CDATA[two < three & > four]]> five</p>"),
             "<p>ONE TWO &lt; THREE &amp; &gt; FOUR FIVE</p>");
  expect_has(translated("<script>//<![CDATA[\nif (a < b) c('</script>');\n//]]></script><p>one</p>"),
             "<script>//<![CDATA[\nif (a < b) c('</script>');\n//]]></script><p>ONE</p>");
  expect_has(translated("<p>one</p>", "<title><![CDATA[a & b]]></title>"), "<title>A &amp; B</title>");
}

TEST(Xhtml, LanguagesAreSetInBothWays) {
  const std::string out = translated("<p>one</p><p xml:lang=\"en\">two</p>");
  expect_has(out, "lang=\"pt\" xmlns=");
  expect_has(out, "xml:lang=\"pt\"><head>");
  expect_has(out, "<p xml:lang=\"pt\">TWO</p>");
}

TEST(Xhtml, ADocumentTypeMayHaveDeclarations) {
  testing::FakeEngine engine{.word = [](std::string_view word) { return std::string(word) + "o"; }};
  const std::string type = "<?xml version=\"1.0\"?>\n<!DOCTYPE html [\n<!ENTITY co \"Acme\"> <!-- ]> -->\n]>\n";
  for (const char* name : {"a.xhtml", "a.html"}) {
    const Result<Page> page = Page::read(type +
                                             "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><body><p>the "
                                             "ship sank</p><p>of &co; fame</p></body></html>",
                                         {.name = name});
    ASSERT_TRUE(page);
    const auto out = translate_page(*page, engine.function(), {.from = "en", .to = "pt"});
    ASSERT_TRUE(out);
    EXPECT_TRUE(out->bytes.starts_with(type + "<html ")) << out->bytes;
    EXPECT_NE(out->bytes.find("<p>theo shipo sanko</p>"), std::string::npos) << out->bytes;
    EXPECT_NE(out->bytes.find("<p>of &co; fame</p>"), std::string::npos) << out->bytes;
    const auto xml = formats::Xml::read(out->bytes, {});
    EXPECT_TRUE(xml) << out->bytes;
  }
}

}  // namespace
}  // namespace dragoman
