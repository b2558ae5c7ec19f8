// Content decides between families (XML, JSON, HTML, text), name and media type between those that look alike.
#include "page/recognise.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "base/ascii.h"
#include "html/elements.h"
#include "office/office.h"
#include "page/first_look.h"

namespace dragoman::page {
namespace {

// Formats show themselves in few bytes, but for those behind a long comment or document type.
constexpr std::size_t kLook = 16384, kFarLook = std::size_t{4} << 20;
constexpr std::size_t kSigns = 4096;  // in which a property's name tells the format of JSON

/// Name without prefix: "rdf:rdf" -> "rdf".
std::string_view local(std::string_view name) { return name.substr(name.find(':') + 1); }

std::optional<PageFormat> by_element(std::string_view start, const FirstElement& first) {
  const std::string_view element = local(first.name);
  if (element == "rss" || element == "rdf") return PageFormat::kRss;
  if (element == "feed" || (element == "entry" && start.find("atom") != std::string_view::npos))
    return PageFormat::kAtom;
  if (element == "xliff") return PageFormat::kXliff;
  if (element == "newsitem" || element == "packageitem" || element == "newsmessage" || element == "conceptitem") {
    return PageFormat::kNewsml;
  }
  // Only the declaration makes it XML: most pages with an XHTML doctype are sent, and read by browsers, as HTML.
  if (element == "html" && start.starts_with("<?xml")) return PageFormat::kXhtml;
  const bool html = html::is_element_name(first.name) || first.name.find('-') != std::string::npos;
  const bool typed = start.starts_with("<!doctype html") || element == "html";
  return typed || (html && first.whole && !start.starts_with("<?xml")) ? std::optional(PageFormat::kHtml)
                                                                       : std::nullopt;
}

/// XML of a vocabulary that no reader here knows: it says that it is XML, or ends as its first element began.
bool is_other_xml(std::string_view start, const FirstElement& first, std::string_view bytes) {
  if (first.name.empty() || !first.whole) return false;
  if (first.typed) return true;
  const std::string end = beginning(bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 512)), 512);
  const std::size_t last = end.rfind("</");
  return start.starts_with("<") && last != std::string::npos && end.substr(last + 2).starts_with(first.name + ">");
}

/// Properties that IPTC ninjs has in one version or another, and that tell it from other JSON.
constexpr std::array<std::string_view, 9> kNinjsSigns = {
    "ninjs",          "\"headline\"",     "\"headlines\"", "\"body_", "\"bodies\"",
    "\"description_", "\"descriptions\"", "\"pubstatus\"", "\"uri\""};

/// "00:01:02,500 --> 00:01:04,000", with a full stop in WebVTT.
bool has_srt_times(std::string_view start) {
  const std::size_t arrow = start.find(" --> ");
  if (arrow == std::string_view::npos || arrow < 12) return false;
  const std::string_view time = start.substr(arrow - 12, 12);
  return time[2] == ':' && time[5] == ':' && (time[8] == ',' || time[8] == '.');
}

bool has_ninjs_sign(std::string_view start) {
  return std::ranges::any_of(
      kNinjsSigns, [&](std::string_view sign) { return start.substr(0, kSigns).find(sign) != std::string_view::npos; });
}

std::optional<PageFormat> by_content(std::string_view start, const FirstElement& first) {
  if (start.starts_with("webvtt")) return PageFormat::kWebVtt;
  if (start.starts_with("<")) return by_element(start, first);
  if ((start.starts_with("{") || start.starts_with("[")) && has_ninjs_sign(start)) return PageFormat::kNinjs;
  if (std::isdigit(static_cast<unsigned char>(start.empty() ? ' ' : start.front())) != 0 && has_srt_times(start)) {
    return PageFormat::kSrt;
  }
  const bool message = start.starts_with("msgid ") || start.find("\nmsgid ") != std::string_view::npos;
  if (message && start.find("msgstr") != std::string_view::npos) return PageFormat::kPo;
  return std::nullopt;
}

struct Sign {
  std::string_view text;
  PageFormat format;
};

/// Only formats that content cannot tell apart need a name; the others are a help for empty and odd documents.
constexpr std::array<Sign, 17> kEndings = {{{".md", PageFormat::kMarkdown},
                                            {".markdown", PageFormat::kMarkdown},
                                            {".mdx", PageFormat::kMarkdown},
                                            {".html", PageFormat::kHtml},
                                            {".htm", PageFormat::kHtml},
                                            {".xhtml", PageFormat::kXhtml},
                                            {".xht", PageFormat::kXhtml},
                                            {".rss", PageFormat::kRss},
                                            {".atom", PageFormat::kAtom},
                                            {".srt", PageFormat::kSrt},
                                            {".vtt", PageFormat::kWebVtt},
                                            {".xlf", PageFormat::kXliff},
                                            {".xliff", PageFormat::kXliff},
                                            {".po", PageFormat::kPo},
                                            {".pot", PageFormat::kPo},
                                            {".json", PageFormat::kNinjs},
                                            {".txt", PageFormat::kArticle}}};
constexpr std::array<Sign, 10> kMediaTypes = {{{"text/html", PageFormat::kHtml},
                                               {"application/xhtml+xml", PageFormat::kXhtml},
                                               {"text/markdown", PageFormat::kMarkdown},
                                               {"application/rss+xml", PageFormat::kRss},
                                               {"application/atom+xml", PageFormat::kAtom},
                                               {"application/json", PageFormat::kNinjs},
                                               {"text/vtt", PageFormat::kWebVtt},
                                               {"application/x-subrip", PageFormat::kSrt},
                                               {"application/xliff+xml", PageFormat::kXliff},
                                               {"text/x-gettext-translation", PageFormat::kPo}}};

std::optional<PageFormat> by_name(const PageReadOptions& options) {
  const std::string type = base::lower_ascii(options.media_type);
  for (const Sign& sign : kMediaTypes) {
    if (type.starts_with(sign.text)) return sign.format;
  }
  std::string name = base::lower_ascii(options.name);
  // An address may carry a query; a file's name may hold both signs.
  if (name.find("://") != std::string::npos) name.erase(std::min(name.find_first_of("?#"), name.size()));
  for (const Sign& sign : kEndings) {
    if (name.ends_with(sign.text)) return sign.format;
  }
  return std::nullopt;
}

/// Text that nobody named: Markdown only if it has what a plain article never has.
PageFormat kind_of_text(std::string_view start) {
  const bool front_matter = start.starts_with("---\n") || start.starts_with("---\r\n") || start.starts_with("+++\n");
  const bool heading = start.starts_with("# ") || start.find("\n## ") != std::string_view::npos;
  const bool link = start.find("](http") != std::string_view::npos;
  if (front_matter || heading || link) return PageFormat::kMarkdown;
  return start.starts_with("<!--") || has_tags(start) ? PageFormat::kHtml : PageFormat::kArticle;
}

/// Control characters in a page are mistakes of its makers, which browsers pass over.
bool is_page(std::string_view start) {
  const FirstElement first = first_element(start);
  return start.starts_with("<") && first.whole && by_element(start, first) == PageFormat::kHtml;
}

Error refused(std::string what, std::string_view remedy) {
  return {ErrorCode::kBadPage, 0,
          std::move(what) + "; " + std::string(remedy) + " (--format, or PageReadOptions::format)"};
}

/// What would be damaged if it were taken for the text of an article.
Status readable(std::string_view bytes, std::string_view start, const FirstElement& first,
                std::optional<PageFormat> named) {
  if (is_json(bytes)) {
    return refused("this is JSON, but no IPTC ninjs: it has neither uri nor headline nor body",
                   "name its format, ninjs or, if it is plain text after all, article");
  }
  if (named || !is_other_xml(start, first, bytes)) return {};
  return refused(
      "this is XML with the root element <" + base::printable(first.name) + ">, a vocabulary that is not known here",
      "name its format, html if it is a page, article if it is plain text");
}

}  // namespace

Result<PageFormat> recognise(std::string_view bytes, const PageReadOptions& options) {
  if (options.format) return *options.format;
  const std::optional<PageFormat> named = by_name(options);
  const bool wide = base::lower_ascii(options.media_type).find("utf-16") != std::string::npos;
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return office::recognise_package(bytes);
  const std::string_view kind = wide ? std::string_view() : binary_kind(bytes);
  if (kind == kPdf) {
    return refused("this is a PDF document, which has no text that could be replaced in its place",
                   "translate the document it was made from (.docx, .odt, .html), or its text alone "
                   "(pdftotext FILE.pdf), or name its format");
  }
  if (!kind.empty() && !(kind == kBinaryData && is_page(beginning(bytes, kLook)))) {
    return refused("this is " + std::string(kind) + ", not the text of a page",
                   "save its text or HTML first, or name its format if it is text after all");
  }
  // Markdown and plain text may begin with anything, HTML included; a name is the better witness there.
  if (named == PageFormat::kMarkdown || named == PageFormat::kArticle) return *named;
  std::string start = beginning(bytes, kLook);
  FirstElement first = first_element(start);
  if (first.cut_short && bytes.size() > kLook) {
    start = beginning(bytes, kFarLook);
    first = first_element(start);
  }
  const std::optional<PageFormat> seen = by_content(start, first);
  if (named == PageFormat::kXhtml && (!seen || seen == PageFormat::kHtml)) return PageFormat::kXhtml;
  if (seen) return *seen;
  if (const Status fine = readable(bytes, start, first, named); !fine) return fine.error();
  return named ? *named : kind_of_text(start);
}

}  // namespace dragoman::page
