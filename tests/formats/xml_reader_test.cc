// The XML reader: places of everything, lenience where feeds need it, and refusal of what attacks are made of.
#include "formats/xml_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace dragoman::formats {
namespace {

Xml read(std::string_view bytes, PageReadOptions options = {}) {
  Result<Xml> xml = Xml::read(bytes, options);
  EXPECT_TRUE(xml.ok()) << (xml ? "" : xml.error().what);
  return xml ? std::move(*xml) : Xml();
}
std::string error_of(std::string_view bytes) {
  const Result<Xml> xml = Xml::read(bytes, {});
  return xml ? "" : xml.error().what;
}

TEST(XmlReader, GivesThePlaceOfEverything) {
  const Xml xml =
      read("<?xml version='1.0'?>\n<a x = \"1\" y='&lt;2'><b/>t&amp;u<![CDATA[<c>]]><!-- d --><?e f?></a >\n");
  ASSERT_EQ(xml.nodes().size(), 6U);
  const XmlNode& a = xml.node(xml.root());
  EXPECT_EQ(xml.at(a.open), "<a x = \"1\" y='&lt;2'>");
  EXPECT_EQ(xml.at(a.close), "</a >");
  EXPECT_EQ(xml.attribute_text(a, "x"), "1");
  EXPECT_EQ(xml.attribute_text(a, "y"), "<2");
  EXPECT_EQ(a.next, 6U);
  EXPECT_EQ(xml.at(xml.outer(xml.node(1))), "<b/>");
  EXPECT_TRUE(xml.inner(xml.node(1)).empty());
  EXPECT_EQ(xml.at(xml.node(2).open), "t&amp;u");
  EXPECT_EQ(xml.text(2), "t&u");
  EXPECT_EQ(xml.at(xml.inner(xml.node(3))), "<c>");
  EXPECT_EQ(xml.at(xml.node(4).open), "<!-- d -->");
  EXPECT_EQ(xml.at(xml.node(5).open), "<?e f?>");
  EXPECT_EQ(xml.text(xml.root()), "t&u<c>");
}

TEST(XmlReader, EmptyElementBeforeAnEndTag) {
  const Xml xml = read("<a><b x='/'/></a>");
  EXPECT_TRUE(xml.node(1).close.empty());
  EXPECT_EQ(xml.at(xml.node(0).close), "</a>");
}

TEST(XmlReader, ResolvesNamespacesAndLanguages) {
  const Xml xml = read(
      "<a xmlns='urn:1' xmlns:p='urn:2' xml:lang='en'><p:b xmlns='urn:3'><c/></p:b><c "
      "xml:lang='pt'><d/></c><q:e/></a>");
  EXPECT_TRUE(xml.is(xml.node(0), "urn:1", "a"));
  EXPECT_TRUE(xml.is(xml.node(1), "urn:2", "b"));
  EXPECT_TRUE(xml.is(xml.node(2), "urn:3", "c"));
  EXPECT_TRUE(xml.is(xml.node(3), "urn:1", "c"));
  EXPECT_EQ(xml.language(xml.node(2)), "en");
  EXPECT_EQ(xml.language(xml.node(4)), "pt");
  EXPECT_EQ(xml.space(xml.node(5)), "");  // bound to nothing: no error
}

TEST(XmlReader, ReadsWhatFeedsGetWrong) {
  const Xml xml =
      read("\xEF\xBB\xBF \n<?xml version=\"1.0\"?><a b='x?y=1&z=2'>R&D &nbsp;&hellip; &unknown; &#8217;\x01&#1;</a>");
  EXPECT_EQ(xml.attribute_text(xml.node(0), "b"), "x?y=1&z=2");
  EXPECT_EQ(xml.text(0), "R&D \xC2\xA0\xE2\x80\xA6 &unknown; \xE2\x80\x99\x01&#1;");
  EXPECT_TRUE(xml.has_unknown_entity(xml.inner(xml.node(0))));
}

TEST(XmlReader, EntitiesOfTheDtdAreReadOnlyAsShortText) {
  const Xml xml = read(
      "<!DOCTYPE a [<!ENTITY short 'News > All'><!ENTITY nest '&short;&short;'><!ENTITY mark '<b/>'>"
      "<!ENTITY file SYSTEM 'file:///etc/passwd'><!-- > ]> -->]><a>&short;, &nest; &mark; &file;</a>");
  EXPECT_EQ(xml.text(xml.root()), "News > All, &nest; &mark; &file;");
}

TEST(XmlReader, BillionLaughsStayAsTheyAre) {
  std::string bomb = "<!DOCTYPE a [<!ENTITY l0 'lol'>";
  for (int i = 1; i < 30; ++i) {
    bomb += "<!ENTITY l" + std::to_string(i) + " '";
    for (int k = 0; k < 10; ++k) bomb += "&l" + std::to_string(i - 1) + ";";
    bomb += "'>";
  }
  const Xml xml = read(bomb + "]><a b='&l29;'>&l29;</a>");
  EXPECT_EQ(xml.text(xml.root()), "&l29;");
  // As a default attribute, the one place where the parser itself would expand.
  EXPECT_NE(error_of(bomb + "<!ATTLIST a c CDATA '&l29;'>]><a/>"), "");
}

TEST(XmlReader, FaultsNameLineAndByte) {
  EXPECT_THAT(error_of("<a>\n<b>\n</a>"),
              testing::AllOf(testing::HasSubstr("line 3, byte"), testing::HasSubstr("mismatched tag")));
  for (const char* broken :
       {"", " ", "<", "<a", "<a>", "</a>", "<a><b></a></b>", "<a b=c/>", "<a b='1' b='2'/>", "<a/><b/>", "text",
        "<a><![CDATA[</a>", "<!DOCTYPE a [", "<!DOCTYPE", "<a b='<'/>", "<?xml"}) {
    EXPECT_NE(error_of(broken), "") << broken;
  }
}

TEST(XmlReader, KnowsEncodings) {
  const std::string utf8 = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a>caf\xC3\xA9 \xF0\x9F\x98\x80</a>";
  const std::u16string wide = u"<?xml version=\"1.0\" encoding=\"utf-16\"?><a>caf\u00e9 \U0001F600</a>";
  std::string little, big;
  for (const char16_t c : wide) {
    little += static_cast<char>(c & 0xFF);
    little += static_cast<char>(c >> 8);
    big += static_cast<char>(c >> 8);
    big += static_cast<char>(c & 0xFF);
  }
  for (const std::string& bytes : {little, big, "\xFF\xFE" + little, "\xFE\xFF" + big}) {
    const Xml xml = read(bytes);
    EXPECT_EQ(xml.source(), utf8);
    ASSERT_TRUE(xml.wrong_encoding().has_value());
    EXPECT_EQ(xml.at(*xml.wrong_encoding()), "utf-16");
  }
  EXPECT_EQ(read("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9\x96</a>").text(0), "\xC3\xA9\xE2\x80\x93");
  EXPECT_EQ(read("<?xml version='1.0' encoding='iso-8859-15'?><a>\xA4</a>").text(0), "\xE2\x82\xAC");
  EXPECT_EQ(read("<a>\xE9</a>", {.media_type = "text/xml; charset=\"windows-1252\""}).text(0), "\xC3\xA9");
  EXPECT_EQ(read("<a>\xC3\xA9 \x93q\x94</a>").text(0), "\xC3\xA9 \xE2\x80\x9Cq\xE2\x80\x9D");  // bad bytes in UTF-8
  EXPECT_THAT(error_of("<?xml version='1.0' encoding='x-klingon'?><a/>"), testing::HasSubstr("x-klingon"));
}

TEST(XmlReader, DepthAndSizeAreBounded) {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "<a>";
  deep += "x";
  for (int i = 0; i < 10'000; ++i) deep += "</a>";
  const Xml xml = read(deep, {.max_depth = 100});
  EXPECT_FALSE(xml.node(100).deep);
  EXPECT_TRUE(xml.node(101).deep);
  EXPECT_EQ(Xml::read("<a>bb</a>", {.max_bytes = 4}).error().code, ErrorCode::kTooLong);
  const std::string huge(3'000'000, 'x');
  EXPECT_EQ(read("<a b='" + huge + "'/>").attribute_text(read("<a b='" + huge + "'/>").node(0), "b").size(),
            huge.size());
  std::string many;
  for (int i = 0; i < 4'100'000; ++i) many += "<a/>";
  EXPECT_EQ(Xml::read("<r>" + many + "</r>", {}).error().code, ErrorCode::kTooLong);
}

TEST(XmlText, WritesWhatItReads) {
  EXPECT_EQ(xml_text("a<b>&\"'\x01\r"), "a&lt;b&gt;&amp;\"'&#13;");
  EXPECT_EQ(xml_attribute("a<\"'\n"), "a&lt;&quot;&#39;&#10;");
  EXPECT_EQ(xml_cdata("a]]>b]]>"), "a]]]]><![CDATA[>b]]]]><![CDATA[>");
  EXPECT_EQ(read("<a><![CDATA[" + xml_cdata("x]]>y") + "]]></a>").text(0), "x]]>y");
}

}  // namespace
}  // namespace dragoman::formats
