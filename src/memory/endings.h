// Endings: brings the forms of a word together that differ only in number or gender, by a small list per language
// (src/memory/data/endings). It need not give real words: two forms must only give the same.
// Threads: immutable.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::memory {

class Endings {
 public:
  /// Of a language without a list: words stay as they are.
  static const Endings& of(std::string_view language_code);
  explicit Endings(std::string_view file);
  /// `word` in small letters.
  std::string stem(std::string_view word) const;

 private:
  struct Rule {
    std::string_view ending, instead;
    std::size_t least = 3;  ///< characters that must be left
  };
  std::vector<Rule> rules_;  ///< longest ending first
};

}  // namespace dragoman::memory
