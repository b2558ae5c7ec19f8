// Locale words: what the Unicode CLDR (ICU's data) knows of a language: month and country names, units, currencies, quotation
// marks, and how it spells numbers. For every language that ICU has, without data of our own.
//
// Threads: free functions, they read ICU's data each time; callers keep what they need.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::text {

/// Which part of the data.
enum class LocaleBundle : std::uint8_t { kGeneral, kUnits, kCurrencies, kZones, kRegions, kLanguages };

struct LocaleString {
  std::string path;  ///< below the path asked for: "format/wide/0", "DE"
  std::string value;
};

/// Every string below `path` ("calendar/gregorian/monthNames"; empty: all of the bundle) as it is stated for `language` itself
/// (BCP 47), not for its parents. Empty where the data have none.
std::vector<LocaleString> locale_strings(LocaleBundle bundle, std::string_view language, std::string_view path);

/// The territory in which `language` (BCP 47) is most likely written, or the one that it names: "BR" for "pt", "PT" for "pt-PT"; "" where
/// the data have none.
std::string likely_territory(std::string_view language);

/// How `language` spells whole numbers from 0 to `last`; empty where CLDR has no rules for it.
std::vector<std::string> spelled_numbers(std::string_view language, unsigned last);

/// The letters that a language is written with, both cases ("a" to "z", "ã"); empty where they are not known.
std::u32string letters_of(std::string_view language);

}  // namespace dragoman::text
