// Check: what a translation lost, changed or invented. Any system's output can be checked, and a person's: the checker sees the
// two texts and nothing else, no alignment, no model.
//
//   Result<PairChecker> checker = PairChecker::load("en", "pt");
//   if (!checker) return report(checker.error());
//   PairCheck check = checker->check("Three of 20 ships sank.", "Três de 30 navios afundaram.");
//   // check.findings[0]: kNumber, kCritical, source "20", target "30"
//
// Rules, no statistics of a model: the same two texts always give the same findings. What a language calls its months,
// currencies, units and countries comes from the Unicode CLDR, for every language; word lists of our own (negations, names,
// which word stands for which) exist for some and make the check sharper there.
//
// Threads: a PairChecker is read-only after load(); check() may be called from any thread. Time: a few ten microseconds a
// sentence; loading takes some ten milliseconds, once for each pair of languages.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/export.h"
#include "dragoman/range.h"
#include "dragoman/result.h"

namespace dragoman {

/// What is wrong.
enum class FindingKind : std::uint8_t {
  kNumber,        ///< lost, changed, invented, or written in the other language's format
  kDate,          ///< day, month, weekday or year
  kTime,          ///< of the day
  kUnit,          ///< a unit or currency
  kNameSpelling,  ///< a name with other letters, or without its accents
  kNameSwapped,   ///< another name at its place, or two names that changed places
  kNameLost,      ///< a name that is not there
  kCredit,        ///< a photographer's or agency's credit
  kAddress,       ///< a web or mail address, handle, hashtag or file name
  kCharacter,     ///< a character that neither language writes, lost or damaged
  kNegation,      ///< a "not" that is gone, or one too many
  kQuote,         ///< quotation marks
  kBracket,       ///< brackets
  kDropped,       ///< a clause or sentence without a counterpart
  kDoubled,       ///< a sentence, clause or word said twice
  kNote,          ///< an invented note: "(em inglês)"
  kUntranslated,  ///< words left in the source's language
  kEmpty,         ///< nothing there
  kLength,        ///< far too long or too short
};
/// As reports call it: "number", "name-spelling".
DRAGOMAN_API std::string_view finding_name(FindingKind kind);

enum class Severity : std::uint8_t {
  kNote,      ///< worth knowing
  kWarning,   ///< may be right: a converted unit, a paraphrase
  kCritical,  ///< must not be published before somebody has looked
};
DRAGOMAN_API std::string_view severity_name(Severity severity);

struct Finding {
  FindingKind kind = FindingKind::kNumber;
  Severity severity = Severity::kWarning;
  ByteRange source;  ///< empty (begin = end) where it has no place there
  ByteRange target;
  std::string words;  ///< for a person, in English: "20 became 30"
};

/// Something that must arrive, and what became of it.
enum class FactKind : std::uint8_t { kNumber, kDate, kTime, kName, kQuote, kCredit, kAddress };
DRAGOMAN_API std::string_view fact_name(FactKind kind);
enum class Verdict : std::uint8_t {
  kKept,       ///< there, in the form of the target language
  kConverted,  ///< another unit of the same size: 5 miles, 8 km
  kDoubtful,   ///< not found, for which there may be a good reason
  kWrong,      ///< lost, changed or invented; a finding says which
};
DRAGOMAN_API std::string_view verdict_name(Verdict verdict);

struct Fact {
  FactKind kind = FactKind::kNumber;
  Verdict verdict = Verdict::kKept;
  ByteRange source;  ///< empty: invented
  ByteRange target;  ///< empty: not found
};

/// What the words of a pair say of its difficulty; quality.h makes use of it.
struct WordFigures {
  float length = 0;  ///< letters of the source's words that are no function words, on average
  float unmatched =
      0;  ///< share of the target's that no word of the source is known to stand for; 0 where nothing is known
  float missing = 0;  ///< share of the letters to be expected that the target is short of; negative: it is longer
};

struct PairCheck {
  std::vector<Finding> findings;  ///< worst first, then by place
  std::vector<Fact> facts;        ///< in the source's order, then what was invented
  WordFigures words = {};

  bool has(Severity least) const { return !findings.empty() && findings.front().severity >= least; }
};

class DRAGOMAN_API PairChecker {
 public:
  /// BCP 47 tags or names, as Language::parse reads them. Error: kBadLanguage.
  static Result<PairChecker> load(std::string_view from, std::string_view to);

  /// One sentence (or a line of a few) and its translation. What is not UTF-8 in either is read as U+FFFD would be, and found.
  /// Texts over 8 KiB are no sentences: they are not checked, and a note says so.
  PairCheck check(std::string_view source, std::string_view target) const;

  struct Parts;
  const Parts& parts() const { return *parts_; }

 private:
  explicit PairChecker(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  std::shared_ptr<const Parts> parts_;
};

/// PairChecker::load and check in one call; loaded pairs are kept.
DRAGOMAN_API Result<PairCheck> check_pair(std::string_view source, std::string_view target, std::string_view from,
                                          std::string_view to);

struct TextCheckOptions {
  bool lines = false;  ///< line n of the source belongs to line n of the translation; else both are aligned by length
};

/// A sentence, or a few that belong together, on both sides.
struct CheckedSentence {
  ByteRange source;  ///< into the whole text; empty where the translation has a sentence more
  ByteRange target;  ///< empty where a sentence was dropped
  PairCheck check;   ///< ranges count from the sentence's begin
};

/// Two whole texts: paragraphs and in them sentences are aligned by their lengths (Gale and Church, 1993), each pair is
/// checked, and sentences without a counterpart are found. With `lines`: kBadArgument if the numbers of lines differ.
DRAGOMAN_API Result<std::vector<CheckedSentence>> check_texts(const PairChecker& checker, std::string_view source,
                                                              std::string_view target,
                                                              const TextCheckOptions& options = {});

}  // namespace dragoman
