// Plain forms: what two texts must share to count as the same source.
#pragma once
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman::memory {

/// White space of any kind trimmed, and runs of it made one blank; accents composed. For terms.
std::string trimmed(std::string_view text);
/// Also: straight quotation marks for all others, "..." for its sign, nothing invisible. Case stays. For look-up of
/// sentences. All in valid UTF-8.
std::string plain(std::string_view text);
/// Small letters, character by character.
std::string folded(std::string_view text);

/// Error: kBadUtf8, "`what` is not UTF-8 at byte 7; ...".
Status check_utf8(std::string_view text, std::string_view what);

}  // namespace dragoman::memory
