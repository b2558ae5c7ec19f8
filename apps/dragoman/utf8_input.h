// UTF-8 at the door: files are checked before anything else sees them, because only here are file, line and offset
// known. Bad bytes are refused with advice, or replaced by U+FFFD when the user asks for it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman::cli {

/// What to do with bytes that are not UTF-8.
enum class InvalidBytes { kError, kReplace };

/// Offset of the first byte that is not part of well-formed UTF-8 (RFC 3629), or nothing.
std::optional<std::size_t> find_bad_utf8(std::string_view text);
/// Each longest run that could have begun a character, and each other bad byte, becomes one U+FFFD (as Unicode
/// recommends, so that other programs agree on the count).
std::string replace_bad_utf8(std::string_view text);
/// True if nothing but white space (ASCII, no-break and ideographic space, byte order mark) is there.
bool is_blank(std::string_view text);

/// The error for a bad byte: names file, line (from 1), offset in the file (from 0) and the remedy; `may_replace`: --invalid
/// is one.
Error bad_utf8_error(const std::string& file, std::uint64_t line, std::uint64_t offset, std::string_view bytes_there,
                     bool may_replace);

}  // namespace dragoman::cli
