// A line on its way to the engine: what it is given of the text, and what must be kept or undone afterwards.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "document/news_forms.h"
#include "dragoman/check.h"
#include "dragoman/memory.h"
#include "dragoman/range.h"
#include "dragoman/rerank.h"
#include "dragoman/translator.h"
#include "fidelity/addresses.h"
#include "postedit/dateline.h"
#include "postedit/headline_case.h"

namespace dragoman::postedit {

enum class LineKind : std::uint8_t {
  kRunning,  ///< sentences
  kHeading,  ///< headlines and subheadings: no final stop, perhaps Title Case
  kOther,    ///< menus, captions, cells: words as often as sentences
};

/// One paragraph, headline, cell: text that no sentence leaves.
struct SourceLine {
  std::string text = {};               ///< UTF-8 without line breaks
  std::vector<ByteRange> locked = {};  ///< parts that must arrive as they are; addresses and the like are found besides
  LineKind kind = LineKind::kRunning;
  DatelineUse dateline = DatelineUse::kOpens;
  std::vector<ByteRange> titles = {};  ///< what somebody is, in Title Case that is no name's: "Senior Reporter"
};

/// What is known about the text around the lines, for one pair of languages.
struct LineContext {
  std::string source, target;  ///< BCP 47
  EngineVocabulary vocabulary = {};
  WordCases cases;            ///< of the source document
  Advise advise = {};         ///< what the publication has settled
  std::string numerals = {};  ///< numbering system of figures, see fidelity::in_numerals(); "" = as the engine writes
  bool bare = false;          ///< the engine's words as they are: nothing but what is locked is put back
  Rerank rerank = Rerank::kOff;
  std::optional<PairChecker> checker =
      {};  ///< of these languages; what it finds counts when hypotheses are chosen from
};

struct PreparedLine {
  std::string form = {};  ///< the text, perhaps in another letter case; same bytes otherwise
  HeadlineStyle style = HeadlineStyle::kSentence;
  std::vector<ByteRange> locked = {};  ///< all of them: ascending, apart
  ByteRange inner = {};                ///< what the engine is given of `form`: without locked parts at its ends
  std::optional<DatelinePlan> dateline = {};
  std::vector<ByteRange> emphasised = {};         ///< words in capitals that `form` has in small letters
  std::optional<document::Opening> opening = {};  ///< of a byline: written by rule, before `inner`
  bool short_title = false;                       ///< see short_titles.h
};
/// `can_write`: passes_through() of the context's vocabulary.
PreparedLine prepare(const SourceLine& line, const LineContext& context, const fidelity::CanWrite& can_write);

}  // namespace dragoman::postedit
