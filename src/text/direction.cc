// ICU knows each language's likely script and each script's direction.
#include "text/direction.h"

#include <unicode/locid.h>
#include <unicode/uscript.h>

#include <array>

namespace dragoman::text {

bool is_right_to_left(const Language& language) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(language.tag(), error);
  return U_SUCCESS(error) && locale.isRightToLeft() != 0;
}

bool is_latin(const Language& language) {
  std::array<UScriptCode, 4> scripts = {};
  UErrorCode error = U_ZERO_ERROR;
  const int32_t count =
      uscript_getCode(language.tag().c_str(), scripts.data(), static_cast<int32_t>(scripts.size()), &error);
  return U_SUCCESS(error) && count == 1 && scripts.front() == USCRIPT_LATIN;
}

}  // namespace dragoman::text
