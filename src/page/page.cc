// From bytes to a Page: recognise the format, hand over to its reader, look which language it is in.
#include "dragoman/page.h"

#include <string>
#include <utility>

#include "dragoman/language.h"
#include "formats/formats.h"
#include "html/html_document.h"
#include "office/office.h"
#include "page/page_impl.h"
#include "page/plan.h"
#include "page/recognise.h"

namespace dragoman {
namespace {

formats::ReadResult read_as(PageFormat format, std::string_view bytes, const PageReadOptions& options) {
  switch (format) {
    case PageFormat::kHtml:
    case PageFormat::kXhtml: {
      const bool xhtml = format == PageFormat::kXhtml;
      return options.fragment ? html::read_html_fragment(bytes, options, xhtml)
                              : html::read_html(bytes, options, xhtml);
    }
    case PageFormat::kMarkdown: return formats::read_markdown(bytes, options);
    case PageFormat::kArticle: return formats::read_article(bytes, options);
    case PageFormat::kRss:
    case PageFormat::kAtom: return formats::read_feed(bytes, options, format);
    case PageFormat::kNinjs: return formats::read_ninjs(bytes, options);
    case PageFormat::kNewsml: return formats::read_newsml(bytes, options);
    case PageFormat::kSrt:
    case PageFormat::kWebVtt: return formats::read_subtitles(bytes, options, format);
    case PageFormat::kXliff: return formats::read_xliff(bytes, options);
    case PageFormat::kPo: return formats::read_po(bytes, options);
    case PageFormat::kDocx:
    case PageFormat::kOdt:
    case PageFormat::kEpub: return office::read_package(bytes, options, format);
  }
  return Error{ErrorCode::kBadArgument, 0, "this version knows no such format"};
}

/// Running text counts for a page's language; menus and attributes are often the template's.
std::string text_of(const document::Document& document) {
  constexpr std::size_t kEnough = std::size_t{12} << 10;  // bytes: more shows no more
  std::string text;
  for (const document::SourceBlock& block : document.blocks()) {
    const bool aside = block.role == BlockRole::kNavigation || block.role == BlockRole::kAttribute ||
                       block.role == BlockRole::kMetadata || block.keep != KeepReason::kNone;
    if (aside) continue;
    text += block.text;
    text += '\n';
    if (text.size() > kEnough) break;
  }
  return text;
}

/// Whether a good part of a page that looks like another language's is in the one that it states: an English story that quotes
/// much Arabic. Templates state what none of their text is in.
bool is_borne_out(const document::Document& document, std::string_view stated) {
  constexpr std::size_t kOneOf = 5, kMostBlocks = 200, kFewestWords = 4;  // a fifth of the text is enough
  std::size_t all = 0, own = 0, blocks = 0;
  for (const document::SourceBlock& block : document.blocks()) {
    if (!page::is_story(block.role) || block.keep != KeepReason::kNone || text::count_words(block.text) < kFewestWords)
      continue;
    if (++blocks > kMostBlocks) break;
    all += block.text.size();
    const std::optional<Language> shown = detect_language(block.text);
    own += shown && shown->code == stated ? block.text.size() : 0;
  }
  return own > 0 && kOneOf * own >= all;
}

}  // namespace

PageImpl::PageImpl(std::unique_ptr<document::Document> read) : document_(std::move(read)) {
  const std::optional<Language> shown = detect_language(text_of(*document_));
  const std::string& said = document_->stated_language();
  const Result<Language> stated = Language::parse(said);
  if (shown && (said.empty() || !stated || stated->code == shown->code || !is_borne_out(*document_, stated->code))) {
    language_ = shown->code;
  } else if (!said.empty() && stated) {
    language_ = stated->code;
  }
}

Result<Page> Page::read(std::string_view bytes, const PageReadOptions& options) {
  if (bytes.size() > options.max_bytes) {
    return Error{ErrorCode::kTooLong, options.max_bytes,
                 "the document has " + std::to_string(bytes.size()) + " bytes, the limit is " +
                     std::to_string(options.max_bytes) + "; divide it, or raise max_bytes"};
  }
  const Result<PageFormat> format = page::recognise(bytes, options);
  if (!format) return format.error();
  auto document = read_as(*format, bytes, options);
  if (!document) return document.error();
  return Page(std::make_unique<PageImpl>(std::move(*document)));
}

Page::Page(std::unique_ptr<PageImpl> impl) : impl_(std::move(impl)) {}
Page::Page(Page&&) noexcept = default;
Page& Page::operator=(Page&&) noexcept = default;
Page::~Page() = default;

PageFormat Page::format() const { return impl_->document().format(); }
const std::string& Page::stated_language() const { return impl_->document().stated_language(); }
std::string Page::language() const { return impl_->language(); }

std::vector<StoryItem> Page::story() const { return impl_->document().story(); }

std::vector<Block> Page::blocks() const {
  std::vector<Block> blocks;
  for (const document::SourceBlock& block : impl_->document().blocks()) {
    blocks.push_back({block.role, block.keep, block.note, block.text});
  }
  return blocks;
}

}  // namespace dragoman
