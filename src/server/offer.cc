#include "server/offer.h"

#include <algorithm>

#include "base/ascii.h"

namespace dragoman::server {

std::string code_of(const Language& language) {
  return language.script.empty() ? language.code : language.code + "-" + language.script;
}

Offer::Offer(const std::vector<InstalledModel>& models) {
  std::map<std::string, std::set<std::string>> direct;
  std::map<std::string, Language> known;
  for (const InstalledModel& model : models) {
    for (const Language* language : {&model.source, &model.target}) {
      known.try_emplace(code_of(*language), Language{language->code, language->script, ""});
    }
    direct[code_of(model.source)].insert(code_of(model.target));
  }
  for (const auto& [code, language] : known) {
    languages_.push_back(language);
    std::set<std::string>& reached = reach_[code];
    reached = direct[code];
    for (const std::string& pivot : direct[code]) reached.insert(direct[pivot].begin(), direct[pivot].end());
    reached.insert(code);
  }
}

std::vector<Language> Offer::sources() const {
  std::vector<Language> out;
  for (const Language& language : languages_) {
    if (reach_.at(code_of(language)).size() > 1) out.push_back(language);
  }
  return out;
}

std::vector<std::string> Offer::targets(const Language& from) const {
  const auto found = reach_.find(code_of(from));
  if (found == reach_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

LanguageGuess Offer::detect(std::string_view text) const {
  const std::vector<Language> offered = sources();
  const std::vector<LanguageGuess> guesses = guess_languages(text, offered);
  if (!guesses.empty()) return guesses.front();
  const Language english{"en", "", ""};
  const bool has_english = offered.empty() || std::ranges::find(offered, english) != offered.end();
  return {has_english ? english : offered.front(), 0};
}

bool Offer::leads(const Language& from, const Language& to) const {
  const auto found = reach_.find(code_of(from));
  return found != reach_.end() && found->second.contains(code_of(to));
}

std::optional<Language> Offer::find(std::string_view name) const {
  // Names and three-letter codes belong to people at a command line; a client's codes are tags.
  if (name.size() < 2 || name.size() > 35 || base::lower_ascii(name) == "auto") return std::nullopt;
  const Result<Language> parsed = Language::parse(name);
  if (!parsed) return std::nullopt;
  const std::size_t letters = std::min(name.find_first_of("-_"), name.size());
  if (letters != parsed->code.size()) return std::nullopt;
  const auto listed = std::ranges::find_if(languages_, [&](const Language& one) {
    return one.code == parsed->code && (one.script == parsed->script || parsed->script.empty());
  });
  if (listed == languages_.end()) return std::nullopt;
  return Language{listed->code, listed->script, parsed->region};
}

}  // namespace dragoman::server
