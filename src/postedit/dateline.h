// Datelines: "BEIRUT, March 3 (Reuters) - The port ..." in parts, since engines take the whole for half a sentence and lose of it
// what they please. Places are written by their established names, or as they stand: a name alone is a riddle to an engine. Where
// the target has another script they go to the engine as a line of their own, in the letters that it knows ("Beirut"). The date
// is written by rule where the languages' months are known; agency and dash stay.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "postedit/headline_case.h"
#include "postedit/sentences.h"

namespace dragoman::postedit {

enum class DatelineUse : std::uint8_t {
  kNone,   ///< none is looked for
  kOpens,  ///< the line may open with one
  kWhole,  ///< the line is one, or opens with one
};

/// A part that is written by rule.
struct WrittenPart {
  ByteRange source;
  std::string text;
};

struct DatelinePlan {
  ByteRange whole;                        ///< of the line: place to agency
  ByteRange given;                        ///< what the engine is given of it: a place, a date, both, or nothing
  std::vector<WrittenPart> written = {};  ///< the others, ascending
  std::size_t text = 0;                   ///< where the text begins; the line's end if it has no other
  bool capitals = false;                  ///< what is given was in capitals, but for
  std::vector<ByteRange> others = {};     ///< these words
};

/// Nothing if the line opens with no dateline, or what is `locked` is part of the place or date. Languages: BCP 47.
std::optional<DatelinePlan> plan_dateline(std::string_view text, DatelineUse use, const std::vector<ByteRange>& locked,
                                          std::string_view source, std::string_view target);

/// The name of a place that is the whole line, as the target language has it; nothing for any other line.
std::optional<std::string> place_alone(std::string_view line, std::string_view source, std::string_view target);

/// Makes what is given a line of its own in `line`, the line for the engine; no byte changes its place.
void set_apart(const DatelinePlan& plan, const WordCases& cases, std::string& line);

/// The engine's sentences of what it was given become one, the dateline as it will stand.
std::vector<Sentence> with_dateline(const DatelinePlan& plan, std::string_view text, std::vector<Sentence> sentences,
                                    std::string_view target);

}  // namespace dragoman::postedit
