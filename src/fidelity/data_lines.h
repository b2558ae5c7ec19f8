// Data files of this room, line by line, each line as its words; lines that begin with # are remarks.
#pragma once
#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "fidelity/embedded.h"

namespace dragoman::fidelity {

/// Calls `each` with the words of every line of `file`.
template <class Each>
void for_each_line(std::string_view file, Each each) {
  while (!file.empty()) {
    std::string_view line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(file.size(), line.size() + 1));
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string_view> words;
    while (!line.empty()) {
      const std::string_view word = line.substr(0, line.find(' '));
      line.remove_prefix(std::min(line.size(), word.size() + 1));
      if (!word.empty()) words.push_back(word);
    }
    each(words);
  }
}

/// What a table by language has for a BCP 47 tag: for the tag itself, else for its language; null for neither.
template <class Value>
const Value* for_tag(const std::map<std::string_view, Value>& table, std::string_view tag) {
  for (const std::string_view name : {tag, tag.substr(0, tag.find('-'))}) {
    if (const auto found = table.find(name); found != table.end()) return &found->second;
  }
  return nullptr;
}

/// What files of a folder of data say, one file a language, each read when it is first asked for. Thread-safe.
template <class Rules>
class PerLanguage {
 public:
  /// `folder`: of data/, with its "/". `read`: makes Rules of a file's contents.
  template <class Read>
  const Rules* find(std::string_view folder, std::string_view language, Read read) {
    const std::string code(language.substr(0, language.find('-')));
    const std::scoped_lock lock(mutex_);
    const auto known = all_.find(code);
    if (known != all_.end()) return known->second.get();
    const std::string_view file = embedded_file(std::string(folder) + code + ".txt");
    if (file.empty()) return nullptr;
    return (all_[code] = std::make_unique<Rules>(read(file))).get();
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<const Rules>> all_;
};

}  // namespace dragoman::fidelity
