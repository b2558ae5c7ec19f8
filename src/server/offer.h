// Offer: the languages that the installed models read and write, and which lead to which.
// Threads: read-only once made.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/language.h"
#include "dragoman/store.h"

namespace dragoman::server {

class Offer {
 public:
  explicit Offer(const std::vector<InstalledModel>& models);
  /// Sources and targets alike, by their codes.
  const std::vector<Language>& languages() const { return languages_; }
  /// Those that something can be translated from.
  std::vector<Language> sources() const;
  /// Codes of the languages that `from` can be translated to, itself included; sorted.
  std::vector<std::string> targets(const Language& from) const;
  /// The likeliest of the languages that can be translated from; with confidence 0 where nothing in `text` tells.
  LanguageGuess detect(std::string_view text) const;
  bool leads(const Language& from, const Language& to) const;
  /// The language that a client means by `name`: "pt", "PT-br" (with its region), "zh-Hant", "por"; nothing if it is not offered.
  std::optional<Language> find(std::string_view name) const;

 private:
  std::vector<Language> languages_;
  std::map<std::string, std::set<std::string>>
      reach_;  // by code(), through one other at most; the language itself included
};

/// Language and script, without region: how a language is listed. "pt", "zh-Hant".
std::string code_of(const Language& language);

}  // namespace dragoman::server
