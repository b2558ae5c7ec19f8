// Datelines: "BEIRUT, March 3 (Reuters) - The port ..." in parts, since engines take the whole for half a sentence and lose of it
// what they please. The place goes to the engine as a line of its own, in the letters that it knows ("Beirut"); the date is
// written by rule where the languages' months are known; agency and dash stay.
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

struct DatelinePlan {
  ByteRange whole;                ///< of the line: place to agency
  ByteRange place;                ///< what the engine is given; with the date, if no rule is known for it
  ByteRange date;                 ///< written by rule; empty if it is not
  std::string date_text = {};     ///< as the target language writes it
  ByteRange agency;               ///< empty if there is none
  std::size_t text = 0;           ///< where the text begins; the line's end if it has no other
  bool capitals = false;          ///< the place was in capitals, but for
  std::vector<ByteRange> others;  ///< these words
};

/// Nothing if the line opens with no dateline, or what is `locked` is part of the place or date. Languages: BCP 47.
std::optional<DatelinePlan> plan_dateline(std::string_view text, DatelineUse use, const std::vector<ByteRange>& locked,
                                          std::string_view source, std::string_view target);

/// Makes the place a line of its own in `line`, the line for the engine; no byte changes its place.
void set_apart(const DatelinePlan& plan, const WordCases& cases, std::string& line);

/// The engine's sentences of the place become one, the dateline as it will stand.
std::vector<Sentence> with_dateline(const DatelinePlan& plan, std::string_view text, std::vector<Sentence> sentences,
                                    std::string_view target);

}  // namespace dragoman::postedit
