// The readers of documents that are ZIP containers: Word (.docx), OpenDocument text (.odt), e-books (.epub).
// Errors of all: kBadPage for what is damaged, encrypted, or another kind of document; kTooLong; kIo without libzip.
#pragma once
#include <memory>
#include <string_view>

#include "document/document.h"
#include "dragoman/page.h"
#include "dragoman/result.h"
#include "formats/formats.h"

namespace dragoman::office {

/// Which of the formats a ZIP container is, by its parts. What it is instead stands in the error.
Result<PageFormat> recognise_package(std::string_view bytes);

/// `format`: kDocx, kOdt or kEpub.
formats::ReadResult read_package(std::string_view bytes, const PageReadOptions& options, PageFormat format);

}  // namespace dragoman::office
