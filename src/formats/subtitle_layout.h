// How translated words are laid out on the screen: over several cues, and in lines.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace dragoman::formats {

/// Columns that a line of subtitles should not exceed, whatever its language: half as many wide letters.
constexpr std::size_t kSubtitleColumns = 42;

/// Cuts `text` into `wanted.size() + 1` parts, none empty: at the places in `wanted` (where alignment would cut) as near as words allow,
/// or by the shares that the parts had in the source, where alignment would starve or cram a part. `shares`: one number a
/// part. Returns ascending offsets; a blank at an offset belongs to no part. Empty if there are not enough words.
std::vector<std::size_t> cut_text(std::string_view text, const std::vector<std::size_t>& wanted,
                                  const std::vector<std::size_t>& shares);

/// Where lines end so that none is wider than `width` where words allow, as few and as even as can be. Offsets as above,
/// counted in `text`.
std::vector<std::size_t> line_breaks(std::string_view text, std::size_t width);

}  // namespace dragoman::formats
