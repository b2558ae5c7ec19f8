// The frame of a subtitle file: which lines are cues' text. Everything else (numbers, names, times, settings, notes, styles,
// regions) is never looked at again and stays as it is.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "dragoman/page.h"
#include "formats/plain_text.h"

namespace dragoman::formats {

struct Cue {
  std::int64_t start = 0, end = 0;  ///< milliseconds
  ByteRange text = {};  ///< its lines, without the last one's end; lines that follow a blank line in SRT, by players'
                        ///< habit part of the cue before, are a cue of their own with the same times
};

/// Reads "00:01:02,500 --> 00:01:04,000" in either format's manner; nothing if the line is none.
std::optional<Cue> read_times(std::string_view line);

struct CueFile {
  std::vector<Cue> cues;              ///< those with text
  std::size_t times = 0;              ///< how many lines of times were seen, cues without text included
  std::optional<ByteRange> language;  ///< WebVTT: the value of "Language:" in the header
  std::size_t header_end = 0;         ///< WebVTT: end of the header's last line
  std::optional<ByteRange> own_note;  ///< WebVTT: our note of an earlier run, the line
};

CueFile read_cues(std::string_view text, PageFormat format);

}  // namespace dragoman::formats
