// Plural forms: how many a language has, and which one speaks of a single thing.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman::formats {

struct PluralForms {
  std::size_t count = 2;
  std::size_t one = 0;      ///< the form for n = 1; equal to that of other numbers if count is 1
  std::string header = {};  ///< "nplurals=2; plural=(n != 1);"
};

/// From a header's value; nothing if it does not read ("nplurals=INTEGER; plural=EXPRESSION;" of a template).
std::optional<PluralForms> read_plural_forms(std::string_view header);

/// What Unicode's plural rules say of a language, in gettext's way of counting; two forms where nothing is known.
PluralForms plural_forms_of(std::string_view language);

/// The value of a plural expression (C's operators over n); nothing if it is none.
std::optional<std::uint64_t> evaluate_plural(std::string_view expression, std::uint64_t n);

}  // namespace dragoman::formats
