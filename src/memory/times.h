// Points in time as the files spell them: ISO 8601 in glossaries and TBX, the same without separators in TMX. UTC.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman::memory {

std::string iso_time(std::int64_t seconds);  ///< "2026-11-24T15:00:00Z"
std::string tmx_time(std::int64_t seconds);  ///< "20261124T150000Z"
/// Either form, also a day alone; nothing for anything else.
std::optional<std::int64_t> parse_time(std::string_view text);

}  // namespace dragoman::memory
