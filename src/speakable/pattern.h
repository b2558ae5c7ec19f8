// Pattern and Phrase: the two sides of a rule, "<num>~% -> {1} por cento", read from data. docs/formats/speakable.md.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::speakable {

/// One part of a pattern.
struct Element {
  enum class Kind : std::uint8_t {
    kWords,   ///< one of some literal words
    kBlank,   ///< " ": at least one
    kGap,     ///< "~": a blank or none
    kDigits,  ///< "<d:1-31>", "<dd:0-59>"
    kWhole,   ///< "<int>": digits, in groups or not
    kNumber,  ///< "<num>": the same with decimals or not
    kList,    ///< "<@units>"
    kRoman,   ///< "<roman>"
    kRegnal,  ///< "<regnal>": of I, V and X alone, at least two
    kCapital  ///< "<Name>": a word with a capital
  };
  Kind kind = Kind::kWords;
  std::vector<std::string> words = {};  ///< kWords, longest first; kList: its name
  unsigned length = 0;                  ///< kDigits: how many; 0 = any
  std::int64_t least = 0, most = 0;     ///< kDigits: value; most 0 = any
};

struct Pattern {
  std::vector<std::string>
      after;  ///< one of these words must stand before it: a word, "@list", "<Name>", "^" (nothing)
  std::vector<std::string> before;  ///< or behind it: the same, and "<d>" (a digit)
  std::vector<Element> elements;
};

/// One part of what is said.
struct Part {
  enum class Kind : std::uint8_t {
    kText,    ///< as it is
    kNumber,  ///< "{1}", "{1:f}": a slot's number in words
    kField,   ///< "{2.1}": a field of a list's entry
    kPlural,  ///< "{2#1}": the form of slot 2 that the number of slot 1 asks for
    kChoice,  ///< "{1?hora|horas}": the same with the forms at hand
    kAgree    ///< "{1@2}": the number of slot 1 in the gender of slot 2
  };
  Kind kind = Kind::kText;
  std::string text = {};                ///< kText; the form of kNumber
  unsigned slot = 0, other = 0;         ///< from 0
  unsigned group = 0;                   ///< kField: which; kPlural: the how-many-eth group of forms
  std::vector<std::string> forms = {};  ///< kChoice
};
using Phrase = std::vector<Part>;

/// Nothing where the text is no pattern or phrase.
std::optional<Pattern> read_pattern(std::string_view text);
std::optional<Phrase> read_phrase(std::string_view text);
/// Parts of `text` between `sign`s, without blanks round them.
std::vector<std::string> split(std::string_view text, char sign);
std::string_view trimmed(std::string_view text);

}  // namespace dragoman::speakable
