#include "dragoman/language_names.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "text/direction.h"

namespace dragoman {

std::string own_name(const Language& language) { return name_in(language, language); }

std::string name_in(const Language& language, const Language& in) {
  const icu::Locale locale(in.tag().c_str());
  icu::UnicodeString name;
  icu::Locale(language.tag().c_str()).getDisplayName(locale, name);
  // Many languages write their own name small inside a sentence; an entry of a list begins with a capital.
  if (name.length() > 0) {
    icu::UnicodeString first(name.char32At(0));
    const std::int32_t size = first.length();
    name.replace(0, size, first.toUpper(locale));
  }
  std::string out;
  return name.toUTF8String(out);
}

bool is_right_to_left(const Language& language) { return text::is_right_to_left(language); }

}  // namespace dragoman
