// Which format a document is in: what it says of itself first, then what it was called, then how it looks.
#pragma once
#include <string_view>
#include "dragoman/page.h"

namespace dragoman::page {

/// Never fails: what is nothing else is a plain article.
PageFormat recognise(std::string_view bytes, const PageReadOptions& options);

}  // namespace dragoman::page
