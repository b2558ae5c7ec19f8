// Which format a document is in: what it says of itself first, then what it was called, then how it looks.
#pragma once
#include <string_view>
#include "dragoman/page.h"

namespace dragoman::page {

/// What is nothing else is a plain article. Errors: kBadPage for what would be damaged as one and is of no format known here:
/// other JSON, other XML, data that are no text. A format that the options name is taken at its word.
Result<PageFormat> recognise(std::string_view bytes, const PageReadOptions& options);

}  // namespace dragoman::page
