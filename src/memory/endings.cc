// The first rule that fits is applied, once. Files are read on first use and kept.
#include "memory/endings.h"

#include "text/utf8.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "memory/embedded.h"

namespace dragoman::memory {
namespace {

std::string_view word_of(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
  line.remove_prefix(word.size());
  return word;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !text::is_continuation(c); }));
}

}  // namespace

Endings::Endings(std::string_view file) {
  while (!file.empty()) {
    std::string_view line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(line.size() + 1, file.size()));
    line = line.substr(0, line.find('#'));
    const std::string_view ending = word_of(line), instead = word_of(line), least = word_of(line);
    if (ending.empty() || instead.empty()) continue;
    rules_.push_back(
        {ending, instead == "-" ? "" : instead, least.empty() ? 3 : static_cast<std::size_t>(least[0] - '0')});
  }
  std::stable_sort(rules_.begin(), rules_.end(),
                   [](const Rule& a, const Rule& b) { return a.ending.size() > b.ending.size(); });
}

std::string Endings::stem(std::string_view word) const {
  for (const Rule& rule : rules_) {
    if (!word.ends_with(rule.ending)) continue;
    const std::string_view left = word.substr(0, word.size() - rule.ending.size());
    if (characters(left) >= rule.least) return std::string(left) + std::string(rule.instead);
  }
  return std::string(word);
}

const Endings& Endings::of(std::string_view language_code) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<const Endings>, std::less<>> known;
  const std::lock_guard lock(mutex);
  const auto found = known.find(language_code);
  if (found != known.end()) return *found->second;
  std::string name(language_code);
  auto made = std::make_unique<const Endings>(embedded_file("endings/" + name + ".txt"));
  return *known.emplace(std::move(name), std::move(made)).first->second;
}

}  // namespace dragoman::memory
