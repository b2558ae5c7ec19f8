// Page: a whole document in, the same document out in another language.
//
//   Translator translator({*model});
//   Result<Page> page = Page::read(bytes, {.name = "story.html"});
//   if (!page) return report(page.error());
//   Result<TranslatedPage> out = translate_page(*page, translator, {.from = "en", .to = "pt"});
//   if (out) write_file("story.pt.html", out->bytes);
//
// A page is read as blocks (a headline, a caption, an alt text), and each block is translated with its inline markup. Bytes
// that are neither text nor a translated attribute come out as they went in. The result is labelled as a machine
// translation. A block that stays in its own language says why (Block::kept).
//
// Threads: a Page is read-only after read(); const methods and translate_page() may be called from any thread.
// Memory: a small multiple of the document's size.
#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/export.h"
#include "dragoman/memory.h"
#include "dragoman/range.h"
#include "dragoman/rerank.h"
#include "dragoman/result.h"
#include "dragoman/translator.h"

namespace dragoman {

enum class PageFormat {
  kHtml,      ///< HTML5, any encoding; comes out as UTF-8
  kXhtml,     ///< HTML in XML syntax
  kMarkdown,  ///< CommonMark with tables and front matter
  kArticle,   ///< plain text: headline, standfirst, captions, paragraphs, divided by blank lines
  kRss,       ///< RSS 2.0 (and 1.0)
  kAtom,      ///< Atom 1.0
  kNinjs,     ///< IPTC ninjs, JSON
  kNewsml,    ///< IPTC NewsML-G2, XML
  kSrt,       ///< SubRip subtitles
  kWebVtt,    ///< WebVTT subtitles
  kXliff,     ///< XLIFF 1.2, 2.0 and 2.1
  kPo,        ///< gettext PO
  kDocx,      ///< Word document (ISO/IEC 29500)
  kOdt,       ///< OpenDocument text
  kEpub,      ///< e-book, EPUB 2 and 3
};
/// The name as the command line and the report show it: "html", "markdown", "webvtt".
DRAGOMAN_API std::string_view format_name(PageFormat format);
DRAGOMAN_API std::optional<PageFormat> format_of_name(std::string_view name);

/// What a block is on a news page; decides how it is treated.
enum class BlockRole {
  kText,        ///< running text, and whatever is none of the others
  kHeadline,    ///< the story's headline: h1, schema.org headline, title element, og:title, feed item's title
  kSubheading,  ///< h2 to h6 and the like
  kStandfirst,  ///< the summary under the headline; meta descriptions
  kByline,      ///< "By Jane Doe": names stay
  kDateline,    ///< date and time of publication
  kCaption,     ///< of a picture, video or table
  kCredit,      ///< "REUTERS/Thaier Al-Sudani": stays exactly as it is
  kLabel,       ///< an earlier "powered by automated translation" line: is replaced
  kQuote,       ///< block quotation, pull quote
  kListItem,
  kTableCell,
  kNavigation,  ///< menus, buttons, links to other stories
  kAttribute,   ///< alt, title, aria-label, placeholder
  kMetadata,    ///< other machine-readable text: keywords, sections, JSON-LD
};
DRAGOMAN_API std::string_view role_name(BlockRole role);

/// Why a block came out as it went in.
enum class KeepReason {
  kNone,            ///< it was translated
  kNoWords,         ///< numbers, signs or addresses only
  kTargetLanguage,  ///< already in the target language
  kOtherLanguage,   ///< in a language that is neither source nor target
  kMarked,          ///< translate="no", class notranslate, or the like in another format
  kCode,            ///< a listing
  kName,            ///< the name of a person, a publication or an agency; a credit
  kLimit,           ///< over a stated limit
  kFailed,          ///< the translation came back unusable; Block::note says how
  kNotAsked,        ///< no part of the story (PageOptions::story_only)
};
DRAGOMAN_API std::string_view keep_reason_name(KeepReason reason);

/// One sentence of a block on both sides.
struct BlockSentence {
  ByteRange source;         ///< into Block::source
  ByteRange target;         ///< into Block::target
  bool remembered = false;  ///< the publication's own translation, as it is
  /// 0 to 1, as estimate_quality() had it, where somebody has asked; translate_page() does not.
  std::optional<float> quality = {};
};

/// A word of the translation, or a part of one, and what it was made of.
struct BlockWord {
  ByteRange source;    ///< into Block::source; empty for none
  ByteRange target;    ///< into Block::target
  float log_prob = 0;  ///< natural log, as the engine had it; 0 where post-editing wrote the word
};

/// An inline element of HTML over words of a block: a link, emphasis.
struct BlockMark {
  std::string element = {};  ///< "a", "abbr", "b", "em", "sub" and the like: of those that show, and do nothing else
  std::string address = {};  ///< of a link, as the page has it: NOT checked, it may be "javascript:..."
  ByteRange source;          ///< into Block::source
  ByteRange target;          ///< into Block::target
};

/// One unit of translation: a paragraph, a headline, an attribute's value.
struct Block {
  BlockRole role = BlockRole::kText;
  KeepReason kept = KeepReason::kNone;
  std::string note = {};    ///< about kLimit and kFailed, or a repair: a sentence for people; "unchanged: ..." of a
                            ///< block that was translated and says the same
  std::string source = {};  ///< plain text, white space collapsed as the format has it
  std::string target = {};  ///< plain text; equals source if kept
  std::vector<BlockSentence> sentences = {};  ///< source order; empty if kept
  std::vector<BlockWord> words = {};          ///< target order; filled if PageOptions::links, and not kept
  std::vector<BlockMark> marks = {};          ///< outer ones first; filled if PageOptions::links
};

/// What an application says of elements of its own, by their names in small letters; for fragments of HTML and XML.
struct ElementRules {
  bool unknown_inline = false;           ///< elements that HTML does not have stand in a line of text; else they end it
  std::vector<std::string> keep = {};    ///< their content comes out as it is
  std::vector<std::string> divide = {};  ///< they end a sentence
  std::vector<std::string> join = {};    ///< they stand in a line of text
};

struct PageReadOptions {
  std::string name = {};                  ///< file name or address: a hint for the format
  std::string media_type = {};            ///< Content-Type of HTTP, with charset: a hint for format and encoding
  std::optional<PageFormat> format = {};  ///< given: not guessed
  std::size_t max_bytes = std::size_t{64} << 20;  ///< more is refused with kTooLong
  bool fragment =
      false;  ///< HTML or XHTML that is a part of a page: nothing is made up round it, and no label or mark is
              ///< added to it
  ElementRules elements = {};
  std::size_t max_depth = 2000;  ///< elements deeper than this are kept as they are, and the report says so
};

/// A part of the story as it is read: a block, or a picture.
struct StoryItem {
  static constexpr std::size_t kNoBlock = ~std::size_t{0};
  std::size_t block = kNoBlock;      ///< index of the page's blocks; kNoBlock: a picture
  unsigned level = 0;                ///< of a subheading: 2 to 6
  std::string group = {};            ///< "ul", "ol", "table", "figure": what it stands in
  std::size_t group_id = 0;          ///< items of one group follow each other and have the same; 0 for none
  std::size_t row = 0;               ///< in a list or table: items of one entry or row have the same
  bool head = false;                 ///< a table's head
  std::string picture = {};          ///< address as the page has it: NOT checked
  std::string alt = {};              ///< of the picture, in the page's language
  std::size_t alt_block = kNoBlock;  ///< the block that translates it
};

class PageImpl;  // the library's own

class DRAGOMAN_API Page {
 public:
  /// Reads a document; copies `bytes`. Broken markup is read as browsers read it.
  /// Errors: kBadPage (`at` = byte offset) for what cannot be read, or is no page (unknown XML, a picture); kTooLong.
  static Result<Page> read(std::string_view bytes, const PageReadOptions& options = {});
  Page(Page&&) noexcept;
  Page& operator=(Page&&) noexcept;
  ~Page();
  PageFormat format() const;
  /// BCP 47 tag that the document states for itself, or "".
  const std::string& stated_language() const;
  /// The language of most of its text, as stated or detected; "" if neither tells.
  std::string language() const;
  /// What will be translated and what not, in reading order; targets are empty.
  std::vector<Block> blocks() const;
  /// What somebody who reads the story wants to see, in reading order: headline first, pictures with their captions, no menus, no
  /// other stories. A page without a story gives what text it has.
  std::vector<StoryItem> story() const;

 private:
  friend class PageImpl;
  explicit Page(std::unique_ptr<PageImpl> impl);
  std::unique_ptr<PageImpl> impl_;
};

/// Where the visible label goes.
enum class LabelPlace {
  kAuto,      ///< between the first caption and the text; without a caption, under the headline and standfirst
  kHeadline,  ///< under the headline
  kTop,       ///< before everything
  kEnd,       ///< after the text
  kNone,      ///< no visible label; the machine-readable marks stay
};

/// Where the original text of each block is kept.
enum class Originals {
  kNone,   ///< in TranslatedPage::blocks only
  kMark,   ///< there, and elements (HTML) say by data-dragoman-block which blocks they hold: for a file beside the page
  kEmbed,  ///< also in the page (HTML): data-dragoman-block on elements, and one script of JSON with the sentence pairs
};

/// The same story in another language, for hreflang.
struct Alternate {
  std::string language, url;
};

struct PageOptions {
  std::string from = {};   ///< source language; "" = the page's own
  std::string to = {};     ///< target language, required: "pt", "pt-BR"
  std::string label = {};  ///< text of the label; "" = the target language's own wording
  LabelPlace label_place = LabelPlace::kAuto;
  std::string publish_url = {};  ///< address of the translation: canonical and og:url change only if given
  std::string source_url = {};   ///< address of the original; "" = the page's canonical link
  std::vector<Alternate> alternates = {};
  Originals originals = Originals::kNone;
  TranslateOptions translate = {};  ///< beam, stop, deadline, constraints; align is always on
  EngineVocabulary vocabulary = {};
  Advise advise = {};            ///< what the publication has settled: advising_with(memory, languages)
  std::string numerals = {};     ///< as PostEditOptions::numerals; blocks that are not translated keep theirs
  bool formal = false;           ///< as PostEditOptions::formal
  Rerank rerank = Rerank::kOff;  ///< as PostEditOptions::rerank
  bool links = false;            ///< fill Block::words and Block::marks
  bool story_only = false;       ///< translate what Page::story() names; other blocks stay, reason kNotAsked
  bool post_edit = true;  ///< false: the engine's words as they are; only what must not be translated is put back
  /// Called on the calling thread as blocks are done: headline first, then in reading order. `index` counts the page's blocks.
  std::function<void(std::size_t index, const Block&)> on_block = {};
};

struct TranslatedPage {
  std::string bytes;  ///< the document, UTF-8; of office documents and e-books the container
  PageFormat format = PageFormat::kHtml;
  std::string source_language, target_language;
  std::vector<Block> blocks;  ///< reading order, every block of the page
  /// For whoever serves the page: Content-Language, Content-Type and the machine-translation mark.
  std::vector<std::pair<std::string, std::string>> http_headers;
  /// Time for what must not change, repairs and choices, sentence by sentence; without that inside the caller's functions.
  std::chrono::nanoseconds post_editing = {};
};

/// Translates a page; blocks until done.
/// Errors: kBadLanguage, kBadArgument, and what `translate` returns (kCancelled, kDeadline...).
DRAGOMAN_API Result<TranslatedPage> translate_page(const Page& page, const TranslateText& translate,
                                                   const PageOptions& options);
/// The same with a Translator's engine and vocabulary; options.vocabulary is not read.
DRAGOMAN_API Result<TranslatedPage> translate_page(const Page& page, const Translator& translator,
                                                   const PageOptions& options);

}  // namespace dragoman
