// What stands within a cue: words, tags, speakers' dashes, and how words are written there.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/page.h"
#include "formats/inline_block.h"

namespace dragoman::formats {

/// Length of what a cue's line begins with that is not said: "- ", "<v Speaker>", "{\an8}", ">> "; 0 if nothing. `speaker` is set if
/// it says that somebody else speaks.
std::size_t line_prefix(std::string_view line, PageFormat format, bool& speaker);

/// "[Door slams]", "(LAUGHTER)": what is heard, not said, and nothing else.
bool is_sound(std::string_view text);

/// "MAYOR BROWN: We know.": length of who speaks with the colon, where that is set in capitals and what is said is not; else 0.
std::size_t speaker_in_capitals(std::string_view text);

/// The words and tags of a range, behind `tokens`. Tags are paired within the range.
void add_tokens(std::string_view text, ByteRange range, PageFormat format, std::vector<InlineToken>& tokens);

/// Words as they are written in a cue.
std::string cue_text(std::string_view words, PageFormat format);

}  // namespace dragoman::formats
