// Loads a LanguageWords: what CLDR knows of the language, then our own data file, if there is one.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "check/language_words.h"
#include "text/locale_words.h"

namespace dragoman::check {

class WordLoader {
 public:
  /// `language`: BCP 47.
  explicit WordLoader(std::string language);
  std::shared_ptr<const LanguageWords> load();
  /// Our own data alone.
  std::shared_ptr<const LanguageWords> load_without_cldr();

 private:
  void add(std::string_view phrase, Meaning meaning);
  void add_all(std::string_view comma_list, Meaning meaning);
  void load_calendar();
  void load_units();
  void load_currencies();
  void load_regions();
  void load_zones();
  void load_languages();
  /// Of our own data; false where they have none of the language.
  bool load_number_words();
  void load_numbers();
  void load_function_words();
  void load_own();
  void load_named(std::string_view file);
  /// The strings of the language, and of its region's own form where a region is given.
  std::vector<text::LocaleString> strings(text::LocaleBundle bundle, std::string_view path) const;

  std::string tag_, code_;
  std::shared_ptr<LanguageWords> words_;
};

}  // namespace dragoman::check
