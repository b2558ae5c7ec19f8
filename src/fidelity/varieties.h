// The rules of a language's varieties, as data/varieties/<language>.txt has them.
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace dragoman::fidelity {

/// What is written towards one variety.
struct Direction {
  std::unordered_map<std::string, std::string> phrases, stems;
  std::unordered_set<std::string> beginnings;  // of phrases of several words: everything before their last word
  std::size_t longest_stem = 0;
  std::vector<std::pair<std::string, std::string>> inner;      // letters inside of words there -> here
  std::unordered_map<std::string, std::string> gerunds;        // the ending there -> the ending here
  std::unordered_map<std::string, std::string> short_gerunds;  // whole words
  std::string inner_beginnings;                                // bytes that these begin with
  bool to_gerund = false;
  bool splits_verbs = false;  // a pronoun inside a verb is none of this variety
};

struct Varieties {
  std::unordered_map<std::string, std::size_t> column_of;  // region -> 0 or 1
  std::unordered_set<std::string> progressive;             // forms of the verb before a gerund
  std::unordered_set<std::string> no_verbs;                // "mulher": ends as a verb does
  std::unordered_set<std::string> small;                   // "Outubro": written so only in names
  // "manter-se-á": endings and the verb that says them before an infinitive; pronouns inside and by themselves; infinitives of stems
  std::string infinitive;  // the last letter of one
  std::unordered_map<std::string, std::string> split_endings, split_pronouns, split_stems;
  std::array<Direction, 2> towards;
};

/// Null for a language without a file.
const Varieties* varieties_of(std::string_view language);

}  // namespace dragoman::fidelity
