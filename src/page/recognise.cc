// Content decides between families (XML, JSON, HTML, text), name and media type between those that look alike.
#include "page/recognise.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "base/ascii.h"

namespace dragoman::page {
namespace {

constexpr std::size_t kLook = 4096;  // bytes from the beginning; all formats show themselves in fewer

/// The beginning in lower case as one byte per character: without the zeros of UTF-16 and without byte order marks.
std::string beginning(std::string_view bytes) {
  std::string out = base::lower_ascii(bytes.substr(0, kLook));
  std::erase(out, '\0');
  for (const std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"}) {
    if (out.starts_with(mark)) out.erase(0, mark.size());
  }
  out.erase(0, out.find_first_not_of(" \t\r\n\f"));
  return out;
}

/// The name of the first element, after the XML declaration, comments and doctype; "" if there is none.
std::string first_element(std::string_view text) {
  while (!text.empty() && text.front() == '<') {
    std::string_view end = ">";
    if (text.starts_with("<!--")) {
      end = "-->";
    } else if (text.starts_with("<?")) {
      end = "?>";
    } else if (!text.starts_with("<!")) {
      return std::string(text.substr(1, text.find_first_of(" \t\r\n/>", 1) - 1));
    }
    const std::size_t close = text.find(end);
    const std::size_t next =
        close == std::string_view::npos ? close : text.find_first_not_of(" \t\r\n", close + end.size());
    if (next == std::string_view::npos) return {};
    text.remove_prefix(next);
  }
  return {};
}

/// Name without prefix: "rdf:rdf" -> "rdf".
std::string_view local(std::string_view name) { return name.substr(name.find(':') + 1); }

std::optional<PageFormat> by_element(std::string_view start) {
  const std::string name = first_element(start);
  const std::string_view element = local(name);
  if (element == "rss" || element == "rdf") return PageFormat::kRss;
  if (element == "feed" || (element == "entry" && start.find("atom") != std::string_view::npos))
    return PageFormat::kAtom;
  if (element == "xliff") return PageFormat::kXliff;
  if (element == "newsitem" || element == "packageitem" || element == "newsmessage" || element == "conceptitem") {
    return PageFormat::kNewsml;
  }
  // Only the declaration makes it XML: most pages with an XHTML doctype are sent, and read by browsers, as HTML.
  if (element == "html" && start.starts_with("<?xml")) return PageFormat::kXhtml;
  static constexpr std::array<std::string_view, 13> kHtml = {"html", "head", "body", "div",  "p",     "article", "h1",
                                                             "main", "a",    "span", "meta", "title", "section"};
  if (std::ranges::find(kHtml, element) != kHtml.end() || start.starts_with("<!doctype html")) return PageFormat::kHtml;
  return std::nullopt;
}

/// "00:01:02,500 --> 00:01:04,000", with a full stop in WebVTT.
bool has_srt_times(std::string_view start) {
  const std::size_t arrow = start.find(" --> ");
  if (arrow == std::string_view::npos || arrow < 12) return false;
  const std::string_view time = start.substr(arrow - 12, 12);
  return time[2] == ':' && time[5] == ':' && (time[8] == ',' || time[8] == '.');
}

std::optional<PageFormat> by_content(std::string_view start) {
  if (start.starts_with("webvtt")) return PageFormat::kWebVtt;
  if (start.starts_with("<")) return by_element(start);
  if (start.starts_with("{") || start.starts_with("[")) {
    for (const std::string_view sign : {"ninjs", "\"headline\"", "\"body_", "\"bodies\"", "\"uri\""}) {
      if (start.find(sign) != std::string_view::npos) return PageFormat::kNinjs;
    }
  }
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
  const bool tags = start.find("</p>") != std::string_view::npos || start.find("<br") != std::string_view::npos ||
                    start.find("</a>") != std::string_view::npos;
  return tags ? PageFormat::kHtml : PageFormat::kArticle;
}

}  // namespace

PageFormat recognise(std::string_view bytes, const PageReadOptions& options) {
  if (options.format) return *options.format;
  const std::string start = beginning(bytes);
  const std::optional<PageFormat> named = by_name(options);
  // Markdown and plain text may begin with anything, HTML included; a name is the better witness there.
  if (named == PageFormat::kMarkdown || named == PageFormat::kArticle) return *named;
  const std::optional<PageFormat> seen = by_content(start);
  if (named == PageFormat::kXhtml && (!seen || seen == PageFormat::kHtml)) return PageFormat::kXhtml;
  if (seen) return *seen;
  return named ? *named : kind_of_text(start);
}

}  // namespace dragoman::page
