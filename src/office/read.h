// The readers of each kind of package, over a container that is open.
#pragma once
#include <memory>
#include <string_view>

#include "formats/formats.h"
#include "office/archive.h"

namespace dragoman::office {

formats::ReadResult read_docx(std::unique_ptr<Archive> archive, const PageReadOptions& options);
formats::ReadResult read_odt(std::unique_ptr<Archive> archive, const PageReadOptions& options);
formats::ReadResult read_epub(std::unique_ptr<Archive> archive, const PageReadOptions& options);

/// The error with the part's name before it.
Error of_part(Error error, std::string_view part);

}  // namespace dragoman::office
