// Language names: what a user types ("pt-BR", "pt_PT", "por", "Portuguese") and what a model calls itself ("pt").
//
//   Result<Language> target = Language::parse("pt_BR");   // code "pt", region "BR"
//   std::optional<Language> guess = detect_language("O porto reabriu às 6h40.");
//
// Threads: all functions may be called from any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/export.h"
#include "dragoman/result.h"

namespace dragoman {

/// A language, with script and region where they were given (BCP 47 subtags, canonical case).
struct DRAGOMAN_API Language {
  std::string code;    ///< ISO 639-1 where there is one, else 639-3: "pt", "ar", "yue"
  std::string script;  ///< ISO 15924 or empty: "Hans"
  std::string region;  ///< ISO 3166 or UN M.49 or empty: "BR"

  /// Reads BCP 47 tags, POSIX locales (pt_PT.UTF-8), ISO 639-2/B, 639-2/T and 639-3 codes (por) and English names
  /// (Portuguese). Error: kBadLanguage, with the nearest known name where there is one.
  static Result<Language> parse(std::string_view name);
  std::string tag() const;           ///< BCP 47: "pt-BR"
  std::string english_name() const;  ///< "Portuguese (Brazil)"
  bool operator==(const Language&) const = default;
};

/// The language of UTF-8 `text`, or nothing where the evidence is too thin. Reads at most the first 64 KiB.
DRAGOMAN_API std::optional<Language> detect_language(std::string_view text);
/// The same where the text is one of these languages, as when there are models for them only: a few words then tell what a whole
/// sentence cannot among all. Gives an element of `among`, or nothing.
DRAGOMAN_API std::optional<Language> detect_language(std::string_view text, const std::vector<Language>& among);

/// A language that a text may be in.
struct LanguageGuess {
  Language language;
  int confidence =
      0;  ///< 0..100: the share of the text that speaks for it; halved where the text is too short to be sure
};

/// For whoever must have an answer: the languages of `among` that something in UTF-8 `text` speaks for, likeliest first. Empty if
/// nothing speaks for any. Reads at most the first 64 KiB.
DRAGOMAN_API std::vector<LanguageGuess> guess_languages(std::string_view text, const std::vector<Language>& among);

}  // namespace dragoman
