// ICU carries the CLDR data; a locale's keyword "numbers" chooses the system.
#include "text/numerals.h"

#include <unicode/dcfmtsym.h>
#include <unicode/numsys.h>

#include <memory>
#include <string>

namespace dragoman::text {
namespace {

icu::Locale locale_of(std::string_view language, std::string_view system) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale =
      icu::Locale::forLanguageTag({language.data(), static_cast<std::int32_t>(language.size())}, status);
  locale.setKeywordValue("numbers", std::string(system).c_str(), status);
  return locale;
}

}  // namespace

std::optional<Numerals> numerals_of(std::string_view system, std::string_view language) {
  const icu::Locale locale = locale_of(language, system);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::NumberingSystem> numbering(
      system == "native" ? icu::NumberingSystem::createInstance(locale, status)
                         : icu::NumberingSystem::createInstanceByName(std::string(system).c_str(), status));
  if (U_FAILURE(status) || !numbering || numbering->isAlgorithmic() || numbering->getRadix() != 10) return std::nullopt;
  const icu::UnicodeString digits = numbering->getDescription();
  if (digits.countChar32() != 10) return std::nullopt;
  const icu::DecimalFormatSymbols symbols(locale_of(language, numbering->getName()), status);
  if (U_FAILURE(status)) return std::nullopt;
  const auto first_of = [&](icu::DecimalFormatSymbols::ENumberFormatSymbol which) {
    return static_cast<char32_t>(symbols.getConstSymbol(which).char32At(0));
  };
  Numerals out;
  for (std::int32_t i = 0, at = 0; i < 10; ++i, at = digits.moveIndex32(at, 1)) {
    out.digits.at(static_cast<std::size_t>(i)) = static_cast<char32_t>(digits.char32At(at));
  }
  out.decimal = first_of(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol);
  out.group = first_of(icu::DecimalFormatSymbols::kGroupingSeparatorSymbol);
  return out;
}

}  // namespace dragoman::text
