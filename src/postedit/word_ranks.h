// How common words are, by the pieces that the engine's vocabulary cuts them into: a common word is one piece, and of two letter
// cases of a rare one that is the usual one which is cut into fewer or more common pieces.
#pragma once
#include <cstddef>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>
#include "dragoman/model.h"

namespace dragoman::postedit {

class WordRanks {
 public:
  using Pieces = std::function<std::vector<WordPiece>(std::string_view)>;
  /// Of EngineVocabulary::word_pieces; empty: nothing is known.
  explicit WordRanks(Pieces pieces = {}) : pieces_(std::move(pieces)) {}
  bool known() const { return static_cast<bool>(pieces_); }
  /// The place of a word that is one piece in this letter case, 1 for the most common; 0 for any other.
  std::size_t rank(std::string_view word) const;
  /// Whether `low` is clearly the usual form of a rare word, not `word`: it is cut into pieces that are much more common, or,
  /// unless the word may be `part_of_name`, is a common word with an ending ("resign-s" beside "Re-sign-s"; not "macro-n" beside
  /// "Mac-ron").
  bool is_usual(std::string_view low, std::string_view word, bool part_of_name) const;

 private:
  Pieces pieces_;
};

}  // namespace dragoman::postedit
