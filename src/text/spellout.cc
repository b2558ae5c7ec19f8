// ICU's rules are compiled when a language is loaded; formatting shares caches in them, so a lock stands before it.
#include "text/spellout.h"

#include <unicode/plurrule.h>
#include <unicode/rbnf.h>

#include <algorithm>
#include <mutex>

namespace dragoman::text {
namespace {

/// CLDR puts soft hyphens into some long numbers, and two blanks into some Arabic ones; neither is heard.
std::string plain(const icu::UnicodeString& words) {
  icu::UnicodeString out;
  for (std::int32_t i = 0; i < words.length(); ++i) {
    const char16_t c = words[i];
    if (c == 0xAD || (c == u' ' && !out.isEmpty() && out[out.length() - 1] == u' ')) continue;
    out.append(c);
  }
  std::string utf8;
  out.toUTF8String(utf8);
  return utf8;
}

class IcuSpellout : public Spellout {
 public:
  IcuSpellout(std::unique_ptr<icu::RuleBasedNumberFormat> rules, std::unique_ptr<icu::PluralRules> plurals)
      : rules_(std::move(rules)), plurals_(std::move(plurals)) {}

  std::string say(std::int64_t number, std::string_view rules) const override {
    const std::scoped_lock lock(mutex_);
    icu::UnicodeString words;
    if (rules.empty()) return plain(rules_->format(number, words));
    UErrorCode status = U_ZERO_ERROR;
    icu::FieldPosition place;
    const std::string name = "%" + std::string(rules);
    rules_->format(number, icu::UnicodeString::fromUTF8(name), words, place, status);
    return U_SUCCESS(status) ? plain(words) : std::string();
  }

  std::string plural(double number) const override {
    std::string out;
    plurals_->select(number).toUTF8String(out);
    return out;
  }

 private:
  mutable std::mutex mutex_;
  const std::unique_ptr<icu::RuleBasedNumberFormat> rules_;
  const std::unique_ptr<icu::PluralRules> plurals_;
};

}  // namespace

std::shared_ptr<const Spellout> Spellout::load(std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale =
      icu::Locale::forLanguageTag({language.data(), static_cast<std::int32_t>(language.size())}, status);
  if (U_FAILURE(status)) return nullptr;
  auto rules = std::make_unique<icu::RuleBasedNumberFormat>(icu::URBNF_SPELLOUT, locale, status);
  if (U_FAILURE(status)) return nullptr;
  const icu::Locale found = rules->getLocale(ULOC_ACTUAL_LOCALE, status);
  if (U_FAILURE(status) || std::string_view(found.getLanguage()) != locale.getLanguage()) return nullptr;
  std::unique_ptr<icu::PluralRules> plurals(icu::PluralRules::forLocale(locale, status));
  if (U_FAILURE(status) || !plurals) return nullptr;
  return std::make_shared<IcuSpellout>(std::move(rules), std::move(plurals));
}

}  // namespace dragoman::text
