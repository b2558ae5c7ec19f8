// HTML pages as blocks, and back. Parsing is libgumbo's (HTML5, with source positions); everything else works on the source
// bytes by those positions, so that what is not text or a translated attribute comes out as it went in.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include "document/document.h"
#include "dragoman/page.h"
#include "dragoman/result.h"

namespace dragoman::html {

/// Reads a whole page in any encoding (byte order mark, HTTP charset, meta, sniffed). `xhtml`: inserted elements are
/// written in XML syntax. Errors: kTooLong.
Result<std::unique_ptr<document::Document>> read_html(std::string_view bytes, const PageReadOptions& options,
                                                      bool xhtml);

/// Reads a piece of HTML as it stands in feeds and JSON: UTF-8, no html or body, never stamped.
Result<std::unique_ptr<document::Document>> read_html_fragment(std::string_view utf8, const PageReadOptions& options,
                                                               bool xhtml = false);

}  // namespace dragoman::html
