// What a language calls things: months, units, currencies, countries and negations, from CLDR and from data files of our own,
// in one table from phrases to meanings. Keys of units, currencies and names are the same in all languages, so that two
// languages can be compared.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "check/tokens.h"
#include "fidelity/number_format.h"

namespace dragoman::check {

enum class Sense : std::uint8_t {
  kCardinal,       ///< value: the number
  kScale,          ///< value: what it multiplies by
  kJoiner,         ///< "and" inside a number
  kAlias,          ///< says a number without counting: "both", "terceiro"
  kRoman,          ///< a Roman numeral stands beside it
  kDecade,         ///< "anos", "s" beside the digits of a decade
  kMonth,          ///< 1 to 12
  kMonthShort,     ///< counts beside digits only
  kMonthUnsure,    ///< is another word as well
  kDateWord,       ///< makes an unsure month sure
  kWeekday,        ///< 1 (Monday) to 7
  kWeekdayUnsure,  ///< "segunda" is also "second"
  kUnit,           ///< value: key
  kCurrency,
  kAm,
  kPm,
  kNoon,
  kMidnight,
  kHours,
  kNegation,
  kConcord,       ///< a negation that adds nothing behind another
  kListed,        ///< a negation that may add nothing behind another
  kNoNegation,    ///< looks like one
  kSoftNegation,  ///< what another language may say with a negation
  kLimit,         ///< "only": a negation before it limits
  kUntil,         ///< undoes a negation before it
  kWithout,       ///< a negation that is a preposition
  kName,          ///< value: key of the person, place or body
  kTerm,          ///< as kName, of what is an ordinary word in some language
  kTitle,         ///< "Dr", "Mr"
  kNote,          ///< what invented notes say
  kLanguage,      ///< a language's name
  kFunction,      ///< a function word
  kLight,         ///< says little by itself: another language may do without it
};

struct Meaning {
  Sense sense = Sense::kCardinal;
  std::uint64_t value = 0;
  bool operator==(const Meaning&) const = default;
};

/// A phrase of a text: tokens [first, first + count).
struct Hit {
  std::uint32_t first = 0, count = 0;
  Meaning meaning;
};

/// The same key for the same name.
constexpr std::uint64_t key_of(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return hash;
}

class LanguageWords {
 public:
  /// `language`: BCP 47. Loaded once for each tag and kept.
  static std::shared_ptr<const LanguageWords> load(const std::string& language);
  /// Without what CLDR knows: function words, negations and the like, in a moment. `code`: ISO. Kept as well.
  static std::shared_ptr<const LanguageWords> load_own(const std::string& code);

  /// All phrases, by their first token.
  std::vector<Hit> read(std::string_view text, const std::vector<Token>& tokens) const;

  /// What a phrase in small letters means in that sense; 0: nothing.
  std::uint64_t value_of(std::string_view phrase, Sense sense) const;

  const std::string& tag() const { return tag_; }
  fidelity::NumberFormat format() const { return format_; }
  /// A letter of this language (with accents), or anything that is no letter.
  bool writes(char32_t c) const;
  /// Months and days have capitals: "March", not "março".
  bool capital_months() const { return capital_months_; }
  bool letters_known() const { return !letters_.empty(); }
  /// "un-", "-less": what another language may say with a negation. The rest of such a folded word; empty when it is none.
  std::string_view without_negating_affix(std::string_view fold) const;
  bool knows_negations() const { return knows_negations_; }
  /// How long the same text is, English being 100; 0 if not known.
  unsigned length() const { return length_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Entry {
    std::vector<Meaning> meanings;
    std::size_t longest = 1;  ///< tokens of the longest phrase that begins with this word
  };
  friend class WordLoader;
  const Entry* find(std::string_view phrase) const;
  void read_at(std::size_t at, bool exact, std::string_view text, const std::vector<Token>& tokens, std::string& key,
               std::vector<Hit>& out) const;

  std::string tag_;
  fidelity::NumberFormat format_;
  bool capital_months_ = true;
  std::u32string letters_;
  unsigned length_ = 0;
  bool knows_negations_ = false;
  std::vector<std::string> prefixes_, suffixes_;  // that negate
  std::unordered_map<std::string, Entry, Hash, std::equal_to<>> entries_;
};

}  // namespace dragoman::check
