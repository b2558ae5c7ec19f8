// The vocabulary of news forms, of all languages together: data/news/*.txt. A page may mix languages (an English credit
// under a Portuguese caption), so none is asked for.
// Threads: read only, made once.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>
#include "dragoman/range.h"

namespace dragoman::document {

/// One or more words. `colon`: only with a colon behind it.
struct Phrase {
  std::string text;
  bool colon = false;
};

/// Phrases by their first byte, longest first: most places in a text begin none.
class Phrases {
 public:
  void add(Phrase phrase);
  void sort();
  std::span<const Phrase> beginning_with(char first) const { return by_first_[static_cast<unsigned char>(first)]; }

 private:
  std::array<std::vector<Phrase>, 256> by_first_;
};

struct NewsWords {
  Phrases agencies;  ///< as they are written, and in capitals
  Phrases credits;   ///< "photo:", "courtesy of"
  Phrases bylines;   ///< "by", "written by"
  using Set = std::unordered_set<std::string>;
  Set joins, places, jobs, particles;  ///< in lower case, single words
  Set name_particles;                  ///< those of `particles` that stand inside people's names: "de", "van"
  Set given_names;                     ///< that are hardly any other word
  Set other_given_names;               ///< that are: "rose", "will"
  Set no_surnames;                     ///< "street": what a given name before it makes no person
  Set months, weekdays, date_words, zones;
  Set origins;  ///< "de": before a place behind a comma, where it is no part of a name
  Set rights;   ///< "reserved"
  Set openers;  ///< "a", "the": words that open a sentence and stand in no name
};

const NewsWords& news_words();

/// The key of openings that stand alone, without names: "Da Redação".
inline constexpr std::string_view kNewsroom = "newsroom";

/// Length of the longest phrase that stands at `at` as whole words, its colon included; 0 if none does. `folded_text` is in
/// lower case.
std::size_t phrase_at(std::string_view folded_text, std::size_t at, const Phrases& phrases);
/// Length of the longest agency's name at `at`, as written or in capitals; 0 if none.
std::size_t agency_at(std::string_view text, std::size_t at);
/// Whether an agency is named anywhere.
bool names_agency(std::string_view text);

/// "g1", "R7": a station's name, as no date has its figures.
bool is_lettered_figure(std::string_view word);
/// A word that is a sign between the parts of a line: ",", "|", a dash, a bullet.
bool is_divider(std::string_view word);

/// Whether a word may stand in a name or a credit: "Thaier", "al-Mousily", "de", "J.", "Doe/Getty", "&".
bool is_name_word(std::string_view word);
/// Whether all words may, and they are not too many for a credit or the like; a phrase in a script without case must be short.
bool is_name_like(std::string_view text);
/// Whether one of the letters belongs to a script without capitals.
bool is_caseless(std::string_view word);

}  // namespace dragoman::document
