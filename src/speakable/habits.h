// Habits: what a language's data file says: lists of words, rules, and how its numbers are written. The form of the files is in
// docs/formats/speakable.md. A tag with a region reads its own file before that of its language: "pt-PT.txt", then "pt.txt",
// then "common.txt"; what comes first counts.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "speakable/pattern.h"
#include "text/spellout.h"

namespace dragoman::speakable {

/// One line of a list: "km = quilômetro | quilômetros | m".
struct Entry {
  std::string key;
  std::vector<std::string> fields;
};

/// A list, longest keys first among those of the same first byte.
class List {
 public:
  void add(Entry entry);  ///< a key that is there already stays
  void done();
  /// The longest key that stands at `at`; null for none. A key in small letters of three and more also fits one with a first capital.
  const Entry* at(std::string_view text, std::size_t at) const;
  const Entry* find(std::string_view key) const;
  const std::vector<Entry>& in_order() const { return entries_; }
  bool empty() const { return entries_.empty(); }

 private:
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> places_;
  std::map<unsigned char, std::vector<std::size_t>> starts_;
};

struct Rule {
  Pattern pattern;
  Phrase phrase;
};

struct Habits {
  static std::shared_ptr<const Habits> load(std::string_view language);

  const List& list(std::string_view name) const;
  /// A setting of [numbers]; "" where none is made.
  std::string_view setting(std::string_view name) const;

  std::string language;
  std::shared_ptr<const text::Spellout> spellout;  ///< null: numbers stay figures
  std::map<std::string, List, std::less<>> lists;
  std::map<std::string, std::string, std::less<>> settings;
  std::vector<Rule> rules;
  std::vector<std::string> plurals;  ///< CLDR's names in the order of a list's forms
  std::u32string decimal, group;     ///< signs in numbers
  std::vector<std::string> faults;
};

}  // namespace dragoman::speakable
