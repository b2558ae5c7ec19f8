// ICU keeps CLDR in resource bundles, trees of tables, arrays and strings. They are walked whole below a path, since the data
// that we want (all countries, all units) have no other list. Depth and number of strings are bounded by ICU's own files.
#include "text/locale_words.h"

#include <unicode/locid.h>
#include <unicode/rbnf.h>
#include <unicode/ulocdata.h>
#include <unicode/unistr.h>
#include <unicode/ures.h>
#include <unicode/uset.h>

#include <algorithm>
#include <memory>

#include "text/utf8.h"

namespace dragoman::text {
namespace {

constexpr int kDeepest = 8;

struct Close {
  void operator()(UResourceBundle* bundle) const { ures_close(bundle); }
  void operator()(ULocaleData* data) const { ulocdata_close(data); }
  void operator()(USet* set) const { uset_close(set); }
};
using Resource = std::unique_ptr<UResourceBundle, Close>;

const char* package_of(LocaleBundle bundle) {
  switch (bundle) {
    case LocaleBundle::kGeneral: return nullptr;  // ICU's main package
    case LocaleBundle::kUnits: return U_ICUDATA_NAME "-unit";
    case LocaleBundle::kCurrencies: return U_ICUDATA_NAME "-curr";
    case LocaleBundle::kZones: return U_ICUDATA_NAME "-zone";
    case LocaleBundle::kRegions: return U_ICUDATA_NAME "-region";
    case LocaleBundle::kLanguages: return U_ICUDATA_NAME "-lang";
  }
  return nullptr;
}

/// "pt-PT" as ICU names its files.
std::string file_name(std::string_view language) {
  std::string name(language);
  std::ranges::replace(name, '-', '_');
  return name;
}

std::string to_utf8(const UChar* text, std::int32_t length) {
  std::string out;
  icu::UnicodeString(false, text, length).toUTF8String(out);
  return out;
}

void walk(UResourceBundle* table, const std::string& path, int depth, std::vector<LocaleString>& out) {
  const std::int32_t size = ures_getSize(table);
  for (std::int32_t i = 0; i < size; ++i) {
    UErrorCode status = U_ZERO_ERROR;
    const Resource entry(ures_getByIndex(table, i, nullptr, &status));
    if (U_FAILURE(status)) continue;
    const char* const key = ures_getKey(entry.get());
    const std::string below = path + (path.empty() ? "" : "/") + (key != nullptr ? key : std::to_string(i));
    if (ures_getType(entry.get()) == URES_STRING) {
      std::int32_t length = 0;
      const UChar* const text = ures_getString(entry.get(), &length, &status);
      if (U_SUCCESS(status)) out.push_back({below, to_utf8(text, length)});
    } else if (depth < kDeepest) {
      walk(entry.get(), below, depth + 1, out);
    }
  }
}

}  // namespace

std::vector<LocaleString> locale_strings(LocaleBundle bundle, std::string_view language, std::string_view path) {
  std::vector<LocaleString> out;
  UErrorCode status = U_ZERO_ERROR;
  Resource at(ures_openDirect(package_of(bundle), file_name(language).c_str(), &status));
  while (U_SUCCESS(status) && !path.empty()) {
    const std::string key(path.substr(0, path.find('/')));
    path.remove_prefix(std::min(path.size(), key.size() + 1));
    at.reset(ures_getByKey(at.get(), key.c_str(), nullptr, &status));
  }
  if (U_SUCCESS(status)) walk(at.get(), "", 0, out);
  return out;
}

std::string likely_territory(std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale =
      icu::Locale::forLanguageTag({language.data(), static_cast<std::int32_t>(language.size())}, status);
  locale.addLikelySubtags(status);
  return U_FAILURE(status) ? std::string() : std::string(locale.getCountry());
}

std::vector<std::string> spelled_numbers(std::string_view language, unsigned last) {
  std::vector<std::string> out;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale(file_name(language).c_str());
  const icu::RuleBasedNumberFormat rules(icu::URBNF_SPELLOUT, locale, status);
  if (U_FAILURE(status)) return out;
  const icu::Locale found = rules.getLocale(ULOC_ACTUAL_LOCALE, status);
  if (U_FAILURE(status) || std::string_view(found.getLanguage()) != locale.getLanguage()) return out;
  for (unsigned i = 0; i <= last; ++i) {
    icu::UnicodeString words;
    rules.format(static_cast<std::int32_t>(i), words);
    words.findAndReplace(icu::UnicodeString(static_cast<UChar32>(0xAD)), icu::UnicodeString());  // soft hyphens
    out.emplace_back();
    words.toUTF8String(out.back());
  }
  return out;
}

std::u32string letters_of(std::string_view language) {
  std::u32string out;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<ULocaleData, Close> data(ulocdata_open(file_name(language).c_str(), &status));
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING) return out;
  const std::unique_ptr<USet, Close> set(
      ulocdata_getExemplarSet(data.get(), nullptr, USET_ADD_CASE_MAPPINGS, ULOCDATA_ES_STANDARD, &status));
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING) return out;
  const std::int32_t count = uset_getItemCount(set.get());
  for (std::int32_t i = 0; i < count; ++i) {
    UChar32 from = 0, to = -1;
    const std::int32_t kind = uset_getItem(set.get(), i, &from, &to, nullptr, 0, &status);
    if (kind != 0) break;  // strings of several characters come last
    for (UChar32 c = from; c <= to; ++c) out += static_cast<char32_t>(c);
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace dragoman::text
