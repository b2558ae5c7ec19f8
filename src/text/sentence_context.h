// What stands around a full stop: the word before it, the word after it, and datelines, in which no stop counts.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include "text/sentence_rules.h"

namespace dragoman::text {

/// A run of stops and the closing marks behind it: `?!`, `."`, `.)`, `...`, `.[3]`.
struct StopRun {
  std::size_t first = 0;  // the first stop
  std::size_t end = 0;    // behind stops and closing marks
  std::size_t next = 0;   // the next thing that is not white space, or the line's end
  bool period = false;    // exactly one stop, "."
  bool ellipsis = false;  // several periods, or the ellipsis sign
  bool western = true;    // . ! ? … only: stops that end a sentence only before white space
  bool closed = false;    // closing marks follow the last stop
};

/// Whether `c` can end a sentence: Unicode's sentence terminators, the ellipsis sign and the language's own.
bool is_stop(char32_t c, const SentenceRules& rules);
/// The run that starts with the stop at `at`; nothing beyond `line_end` is looked at.
StopRun read_stop_run(std::string_view text, std::size_t at, std::size_t line_end, const SentenceRules& rules);

/// Letters, digits and inner stops right before `stop`: "U.S", "Gov", "10". Empty if there are none, or too many for
/// an abbreviation.
std::string_view word_before(std::string_view text, std::size_t line_begin, std::size_t stop);

enum class Beginning : std::uint8_t {
  kNothing,
  kLower,
  kUpper,    // capital letter, or a small one in a name like iPhone
  kUncased,  // a letter of a script without case
  kDigit,
  kSymbol,    // $ € @ # and pictures
  kContinue,  // , ; : - and further stops: no sentence begins so
  kOther,
};

struct NextWord {
  Beginning beginning = Beginning::kNothing;
  std::string_view word;      // letters and digits
  char32_t opener = 0;        // the last opening quotation mark or bracket skipped, or 0
  bool stop_behind = false;   // a full stop follows the word directly
  bool lower_behind = false;  // a lower-case word follows it
};
NextWord read_next_word(std::string_view text, std::size_t at, std::size_t line_end, const SentenceRules& rules);

/// Offset of the dash that ends a dateline ("BAGHDAD, March 31 (Agency) - ") at the start of `line`, or 0.
std::size_t dateline_end(std::string_view line, const SentenceRules& rules);

/// "J", "J.K", "U.S": single capital letters, with stops between them.
bool is_initials(std::string_view word);
/// Arabic digits only, at most `most` of them.
bool is_short_number(std::string_view word, std::size_t most);
/// Roman numeral in capitals.
bool is_roman(std::string_view word);

}  // namespace dragoman::text
