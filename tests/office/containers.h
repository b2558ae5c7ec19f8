// ZIP containers as the tests need them, written by hand, so that what is read was not made by the library that reads it.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.h"
#include "formats/formats.h"

namespace dragoman::office {

using NamedParts = std::vector<std::pair<std::string, std::string>>;

/// Parts in their order, each stored as it is.
std::string stored_zip(const NamedParts& parts);
/// A part of a container, "" if it is not there or cannot be read.
std::string part_of(std::string_view zip, std::string_view name);

/// Whether the first part is that, stored, without anything between name and content: by what e-books are known.
bool begins_with(std::string_view zip, std::string_view name, std::string_view content);

/// A Word document with that in its body, and these parts besides (or instead).
std::string word_document(std::string_view body, const NamedParts& more = {});
/// An OpenDocument text with that in office:text.
std::string open_document(std::string_view body, std::string_view automatic_styles = {});
/// An e-book of two chapters, a cover, a table of contents for each version, and a font.
std::string small_book();

/// What a document says when each block is given through `words`; with `stamp` stamped.
std::string rewritten(const formats::ReadResult& document, const std::function<std::string(std::string_view)>& words,
                      const document::Stamp* stamp = nullptr);
/// The bytes between the first `<w:body>` and its end.
std::string body_of(std::string_view docx);

}  // namespace dragoman::office
