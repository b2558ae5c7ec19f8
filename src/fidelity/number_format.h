// Number formats and number words of languages, from the data of this room.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace dragoman::fidelity {

struct NumberFormat {
  char32_t group = ',', decimal = '.';
};
/// For a BCP 47 tag; the language's own where the region says nothing else, English where neither is known.
NumberFormat number_format(std::string_view language);

/// What a word says about numbers.
struct NumberWord {
  enum class Kind {
    kCardinal,
    kOrdinal,
    kThousand,
    kJoiner,
    kLabel,        ///< "version": see labels_numbers()
    kRange,        ///< "to": see range_word()
    kTakesDigits,  ///< "século": digits may stand behind it where a Roman numeral does
  };
  Kind kind = Kind::kCardinal;
  unsigned value = 0;  ///< kCardinal
};
/// `word` in any case.
std::optional<NumberWord> number_word(std::string_view language, std::string_view word);

/// Whether a number behind `word` names something, and is written the same in all languages: "version 2.10".
bool labels_numbers(std::string_view language, std::string_view word);

/// What is said for the dash between two numbers: "to"; empty where the language is not known.
std::string range_word(std::string_view language);

/// The words behind a time of twelve hours, for an hour of 24: "da tarde"; empty where the language is not known.
std::string day_part(std::string_view language, unsigned hour);

/// The end of such words behind blanks at `at`, whichever hour they are of; `at` if none stand there.
std::size_t day_part_end(std::string_view language, std::string_view text, std::size_t at);

/// The end of the word for hours right behind a time ("20 horas") that ends at `at`; `at` if none stands there.
std::size_t hour_word_end(std::string_view language, std::string_view text, std::size_t at);

/// A number as its text reads in a format.
struct Reading {
  std::string whole, fraction;  ///< ASCII digits; the fraction without zeros at its end
  bool grouped = false;
  bool operator==(const Reading& other) const { return whole == other.whole && fraction == other.fraction; }
};
/// Nothing where the text is no number of that format: a version, a date, a number of another format.
std::optional<Reading> read_number(std::string_view text, NumberFormat format);
/// `text` rewritten from one format to another; unchanged where it cannot be read.
std::string localised(std::string_view text, NumberFormat from, NumberFormat to);

}  // namespace dragoman::fidelity
