// Write: blocks as bytes of HTML, put over the source.
#pragma once
#include <span>
#include <string>
#include "document/block.h"
#include "document/splices.h"
#include "dragoman/result.h"
#include "html/blocks.h"

namespace dragoman::html {

/// Writes every changed block into `splices`. Errors: kInternal for placements that do not have each mark once, nested.
Status write_blocks(const PageBlocks& page, std::span<const document::Placement> placements,
                    document::Splices& splices);

/// Text as it stands between tags, or with `quote` inside an attribute's quotes. `nbsp_reference`: U+00A0 as "&nbsp;".
std::string escaped(std::string_view text, char quote, bool nbsp_reference);

}  // namespace dragoman::html
