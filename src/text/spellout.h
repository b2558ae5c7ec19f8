// Spellout: numbers in words, and which plural a number takes, as Unicode's CLDR has them for a language.
//
// Threads: a Spellout may be used from any thread.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace dragoman::text {

class Spellout {
 public:
  /// `language`: a BCP 47 tag. Null where CLDR has no rules for the language itself.
  static std::shared_ptr<const Spellout> load(std::string_view language);
  virtual ~Spellout() = default;
  /// `rules`: a rule set by CLDR's name without "%" ("spellout-cardinal-feminine"); "" is the language's first choice. "" for a
  /// rule set that the language does not have.
  virtual std::string say(std::int64_t number, std::string_view rules) const = 0;
  /// "one", "two", "few", "many", "other", "zero": what CLDR calls the plural of a number.
  virtual std::string plural(double number) const = 0;
};

}  // namespace dragoman::text
