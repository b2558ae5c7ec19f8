// ICU keeps each language in a file of its own, so only those that have many sites are asked, once.
#include "text/own_names.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <vector>

#include "text/casing.h"

namespace dragoman::text {
namespace {

constexpr std::array<const char*, 48> kOfSites = {
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl",
    "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "pl", "pt",
    "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tl", "tr", "uk", "ur", "vi", "zh"};

}  // namespace

std::string own_name(std::string_view code) {
  const icu::Locale locale((std::string(code)).c_str());
  icu::UnicodeString name;
  locale.getDisplayLanguage(locale, name);
  std::string out;
  name.toUTF8String(out);
  return out == code ? "" : out;
}

bool is_own_name(std::string_view text) {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const char* code : kOfSites) names.push_back(to_lower(own_name(code), ""));
    return names;
  }();
  return !text.empty() && std::ranges::find(kNames, to_lower(text, "")) != kNames.end();
}

}  // namespace dragoman::text
