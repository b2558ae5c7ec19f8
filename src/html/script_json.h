// The JSON of a script without what old pages wrap round it, so that parsers of XML or very old browsers pass over it.
#pragma once
#include <string_view>
#include "dragoman/range.h"

namespace dragoman::html {

/// "<![CDATA[ ... ]]>", "<!-- ... -->", each of them behind "//" or between "/*" and "*/": the range inside of it. `content` lies in
/// `source`; without a wrapper it comes back as it is.
ByteRange script_json(std::string_view source, ByteRange content);

}  // namespace dragoman::html
