#include "containers.h"

#include <array>
#include <cstdint>

#include "fake_placements.h"
#include "office/archive.h"

namespace dragoman::office {
namespace {

std::uint32_t crc_of(std::string_view bytes) {
  std::uint32_t crc = ~0U;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320U : 0);
  }
  return ~crc;
}

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
}

/// What both headers of a part say: version, flags, method, time, date, check, sizes, length of the name, no extra.
std::string facts(const std::string& name, const std::string& content) {
  std::string out;
  put(out, 20, 2), put(out, 0x800, 2), put(out, 0, 2), put(out, 0x6000, 2), put(out, 0x5821, 2);
  put(out, crc_of(content), 4);
  put(out, static_cast<std::uint32_t>(content.size()), 4), put(out, static_cast<std::uint32_t>(content.size()), 4);
  put(out, static_cast<std::uint32_t>(name.size()), 2), put(out, 0, 2);
  return out;
}

constexpr std::string_view kWordSpace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

std::string override_of(std::string_view part, std::string_view type) {
  return "<Override PartName=\"/" + std::string(part) +
         "\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml." + std::string(type) +
         "+xml\"/>";
}

}  // namespace

std::string stored_zip(const NamedParts& parts) {
  std::string out, list;
  for (const auto& [name, content] : parts) {
    const auto place = static_cast<std::uint32_t>(out.size());
    out += "PK\x03\x04" + facts(name, content) + name + content;
    list += std::string("PK\x01\x02\x14\x03") + facts(name, content);
    put(list, 0, 2), put(list, 0, 2), put(list, 0, 2), put(list, 0, 4), put(list, place, 4);
    list += name;
  }
  const auto begin = static_cast<std::uint32_t>(out.size());
  out += list + "PK\x05\x06";
  put(out, 0, 4);
  put(out, static_cast<std::uint32_t>(parts.size()), 2), put(out, static_cast<std::uint32_t>(parts.size()), 2);
  put(out, static_cast<std::uint32_t>(list.size()), 4), put(out, begin, 4), put(out, 0, 2);
  return out;
}

bool begins_with(std::string_view zip, std::string_view name, std::string_view content) {
  const bool stored_without_extra =
      zip.substr(8, 2) == std::string_view("\0\0", 2) && zip.substr(28, 2) == zip.substr(8, 2);
  return stored_without_extra &&
         zip.substr(30, name.size() + content.size()) == std::string(name) + std::string(content);
}

std::string part_of(std::string_view zip, std::string_view name) {
  const Result<std::unique_ptr<Archive>> archive = Archive::open(zip, std::size_t{64} << 20);
  if (!archive) return "error: " + archive.error().what;
  const Result<std::string> content = (*archive)->read(name);
  return content ? *content : "error: " + content.error().what;
}

std::string word_document(std::string_view body, const NamedParts& more) {
  const std::string w(kWordSpace);
  NamedParts parts = {
      {"[Content_Types].xml",
       "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" +
           override_of("word/document.xml", "document.main") + override_of("word/styles.xml", "styles") +
           override_of("word/header1.xml", "header") + override_of("word/footnotes.xml", "footnotes") +
           "<Override PartName=\"/docProps/core.xml\" "
           "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"},
      {"_rels/.rels",
       "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>"},
      {"word/document.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document " + w + "><w:body>" +
                                std::string(body) + "<w:sectPr><w:pgSz w:w=\"1\"/></w:sectPr></w:body></w:document>"},
      {"word/styles.xml", "<w:styles " + w +
                              "><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-US\"/></w:rPr></w:rPrDefault>"
                              "</w:docDefaults><w:style w:styleId=\"Titel\"><w:name w:val=\"Title\"/></w:style>"
                              "<w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>"
                              "<w:style w:styleId=\"Q\"><w:name w:val=\"Quote\"/><w:rPr><w:lang w:val=\"en-GB\"/>"
                              "</w:rPr></w:style></w:styles>"},
      {"word/media/image1.png", "\x89PNG not touched"}};
  for (const auto& part : more) {
    bool known = false;
    for (auto& have : parts) {
      if (have.first == part.first) have = part, known = true;
    }
    if (!known) parts.push_back(part);
  }
  return stored_zip(parts);
}

std::string open_document(std::string_view body, std::string_view automatic_styles) {
  const std::string spaces =
      "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
      "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
      "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
      "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
      "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "
      "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
      "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "
      "xmlns:officeooo=\"http://openoffice.org/2009/office\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\"";
  return stored_zip(
      {{"mimetype", "application/vnd.oasis.opendocument.text"},
       {"content.xml", "<office:document-content " + spaces + "><office:automatic-styles>" +
                           std::string(automatic_styles) + "</office:automatic-styles><office:body><office:text>" +
                           std::string(body) + "</office:text></office:body></office:document-content>"},
       {"styles.xml",
        "<office:document-styles " + spaces +
            "><office:styles><style:default-style style:family=\"paragraph\"><style:text-properties fo:language=\"en\" "
            "fo:country=\"GB\"/></style:default-style></office:styles><office:master-styles><style:header><text:p>"
            "Daily news</text:p></style:header></office:master-styles></office:document-styles>"},
       {"meta.xml", "<office:document-meta " + spaces +
                        "><office:meta><dc:title>The port</dc:title><dc:language>en-GB</dc:language></office:meta>"
                        "</office:document-meta>"},
       {"Pictures/1.png", "\x89PNG not touched"}});
}

std::string small_book() {
  const auto chapter = [](const std::string& title, const std::string& body) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">"
           "<head><title>" +
           title + "</title></head><body>" + body + "</body></html>";
  };
  return stored_zip(
      {{"mimetype", "application/epub+zip"},
       {"META-INF/container.xml",
        "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile "
        "full-path=\"OEBPS/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>"},
       {"OEBPS/book.opf",
        "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\"><metadata "
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>The port</dc:title><dc:creator>Rose White"
        "</dc:creator><dc:language>en</dc:language><dc:description>A story of the harbour.</dc:description></metadata>"
        "<manifest><item id=\"a\" href=\"text/one%201.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"b\" "
        "href=\"text/two.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"n\" href=\"nav.xhtml\" "
        "properties=\"nav\" media-type=\"application/xhtml+xml\"/><item id=\"t\" href=\"toc.ncx\" "
        "media-type=\"application/x-dtbncx+xml\"/><item id=\"c\" href=\"cover.xhtml\" "
        "media-type=\"application/xhtml+xml\"/></manifest><spine toc=\"t\"><itemref idref=\"c\"/><itemref "
        "idref=\"a\"/><itemref idref=\"b\"/></spine></package>"},
       {"OEBPS/cover.xhtml", chapter("Cover", "<div><img src=\"c.png\" alt=\"The cover of the book\"/></div>")},
       {"OEBPS/text/one 1.xhtml", chapter("Morning", "<h1>Morning</h1><p>The <em>port</em> reopened.</p>")},
       {"OEBPS/text/two.xhtml", chapter("Evening", "<h1>Evening</h1><p>He left the port.</p>")},
       {"OEBPS/nav.xhtml", chapter("Contents", "<nav><ol><li><a href=\"text/two.xhtml\">Evening</a></li></ol></nav>")},
       {"OEBPS/toc.ncx",
        "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"><docTitle><text>The port</text>"
        "</docTitle><docAuthor><text>Rose White</text></docAuthor><navMap><navPoint><navLabel><text>Morning</text>"
        "</navLabel></navPoint></navMap></ncx>"},
       {"OEBPS/font.otf", "OTTO not touched"}});
}

std::string rewritten(const formats::ReadResult& document, const std::function<std::string(std::string_view)>& words,
                      const document::Stamp* stamp) {
  if (!document) return "error: " + document.error().what;
  std::vector<document::Placement> placements = formats::place_all(**document, words);
  // As a page does it: what is a label goes, and the stamp brings the new one.
  for (std::size_t i = 0; i < placements.size() && stamp != nullptr; ++i)
    placements[i].changed |= (*document)->blocks()[i].role == BlockRole::kLabel;
  const Result<std::string> out = (*document)->write(placements, stamp);
  return out ? *out : "error: " + out.error().what;
}

std::string body_of(std::string_view docx) {
  const std::string text = part_of(docx, "word/document.xml");
  const std::size_t begin = text.find("<w:body>"), end = text.find("<w:sectPr>");
  return begin == std::string::npos || end == std::string::npos ? text : text.substr(begin + 8, end - begin - 8);
}

}  // namespace dragoman::office
