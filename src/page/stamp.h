// The stamp: what the page says about its translation, made here and nowhere else.
#pragma once
#include <span>
#include <string>
#include <utility>
#include <vector>
#include "document/stamp.h"
#include "dragoman/language.h"
#include "dragoman/page.h"

namespace dragoman::page {

document::Stamp make_stamp(const Language& source, const Language& target, const PageOptions& options,
                           std::span<const Block> blocks);

/// The text of the visible line.
std::string label_of(const Language& target, const PageOptions& options);

/// For the HTTP response that carries the page: Content-Type, Content-Language and, if it was translated, the mark.
std::vector<std::pair<std::string, std::string>> http_headers(PageFormat format, const document::Stamp& stamp,
                                                              bool translated);

}  // namespace dragoman::page
