// One place decides every word and address that a translated page carries about itself; the formats only place them.
#include "page/stamp.h"

#include "document/label.h"
#include "dragoman/version.h"
#include "page/originals.h"
#include "text/direction.h"

namespace dragoman::page {
namespace {

std::string_view media_type(PageFormat format) {
  switch (format) {
    case PageFormat::kHtml: return "text/html; charset=utf-8";
    case PageFormat::kXhtml: return "application/xhtml+xml; charset=utf-8";
    case PageFormat::kMarkdown: return "text/markdown; charset=utf-8";
    case PageFormat::kArticle: return "text/plain; charset=utf-8";
    case PageFormat::kRss: return "application/rss+xml; charset=utf-8";
    case PageFormat::kAtom: return "application/atom+xml; charset=utf-8";
    case PageFormat::kNinjs: return "application/json";
    case PageFormat::kNewsml: return "application/vnd.iptc.g2.newsitem+xml; charset=utf-8";
    case PageFormat::kSrt: return "application/x-subrip; charset=utf-8";
    case PageFormat::kWebVtt: return "text/vtt; charset=utf-8";
    case PageFormat::kXliff: return "application/xliff+xml; charset=utf-8";
    case PageFormat::kPo: return "text/x-gettext-translation; charset=utf-8";
    case PageFormat::kDocx: return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    case PageFormat::kOdt: return "application/vnd.oasis.opendocument.text";
    case PageFormat::kEpub: return "application/epub+zip";
  }
  return "application/octet-stream";
}

}  // namespace

std::string label_of(const Language& target, const PageOptions& options) {
  return options.label.empty() ? document::label_text(target.tag()) : options.label;
}

document::Stamp make_stamp(const Language& source, const Language& target, const PageOptions& options,
                           std::span<const Block> blocks) {
  document::Stamp stamp;
  stamp.source_language = source.tag();
  stamp.target_language = target.tag();
  stamp.right_to_left = text::is_right_to_left(target);
  stamp.label = label_of(target, options);
  stamp.label_place = options.label_place;
  stamp.translator = std::string("Dragoman ") + version();
  stamp.publish_url = options.publish_url;
  stamp.source_url = options.source_url;
  stamp.alternates = options.alternates;
  for (const Block& block : blocks) stamp.kept.push_back(block.kept);
  stamp.mark_blocks = options.originals != Originals::kNone;
  if (options.originals == Originals::kEmbed) stamp.originals_json = originals_json(blocks);
  return stamp;
}

std::vector<std::pair<std::string, std::string>> http_headers(PageFormat format, const document::Stamp& stamp,
                                                              bool translated) {
  std::vector<std::pair<std::string, std::string>> headers = {{"Content-Type", std::string(media_type(format))}};
  const std::string& language = translated ? stamp.target_language : stamp.source_language;
  if (!language.empty()) headers.emplace_back("Content-Language", language);
  if (translated) {
    headers.emplace_back("X-Machine-Translation",
                         stamp.translator + "; from=" + stamp.source_language + "; to=" + stamp.target_language);
  }
  return headers;
}

}  // namespace dragoman::page
