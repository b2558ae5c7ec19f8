// The readers of all formats that are not HTML. Each takes UTF-8 (a byte order mark is allowed and kept; UTF-16 and declared
// legacy encodings where the format has them) and returns blocks; see document/document.h.
// Errors of all: kBadPage (`at` = byte offset), kTooLong.
#pragma once
#include <memory>
#include <string_view>
#include "document/document.h"
#include "dragoman/page.h"
#include "dragoman/result.h"

namespace dragoman::formats {

using ReadResult = Result<std::unique_ptr<document::Document>>;

ReadResult read_markdown(std::string_view bytes, const PageReadOptions& options);
ReadResult read_article(std::string_view bytes, const PageReadOptions& options);
ReadResult read_subtitles(std::string_view bytes, const PageReadOptions& options,
                          PageFormat format);  ///< kSrt, kWebVtt
ReadResult read_po(std::string_view bytes, const PageReadOptions& options);
ReadResult read_feed(std::string_view bytes, const PageReadOptions& options, PageFormat format);  ///< kRss, kAtom
ReadResult read_newsml(std::string_view bytes, const PageReadOptions& options);
ReadResult read_ninjs(std::string_view bytes, const PageReadOptions& options);
ReadResult read_xliff(std::string_view bytes, const PageReadOptions& options);

}  // namespace dragoman::formats
