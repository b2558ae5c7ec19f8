// Words back into Markdown, so that they read as they are meant: no word becomes markup, and all markup stays what it was.
#pragma once
#include <string>
#include <string_view>

#include "document/block.h"
#include "document/splices.h"
#include "formats/markdown_blocks.h"

namespace dragoman::formats {

/// The bytes for a leaf's text or an image's, in the first way of writing that reads as the placement asks for. Points and links come out of `splices`, with what has been translated in them.
std::string markdown_run(std::string_view source, const document::SourceBlock& block, const MarkdownPlace& place,
                         const document::Placement& placement, const document::Splices& splices,
                         const MarkdownOptions& options);

/// Words for between a title's quotation marks.
std::string markdown_title(std::string_view words, char quote);

/// Words for a paragraph of their own, without markup.
std::string markdown_words(std::string_view words);

}  // namespace dragoman::formats
