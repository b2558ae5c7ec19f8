// TermIndex: the terms of one scope in memory, as a tree of words: from each word of a text the longest way down the tree is
// followed, so the time depends on the text and hardly on the number of terms. Words are compared by their stems; the
// terms at the end of a way say whether their case and ending fit.
// Threads: immutable once built.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>
#include "dragoman/memory.h"
#include "memory/endings.h"
#include "memory/tokens.h"

namespace dragoman::memory {

/// A word of the text that is looked through, in the forms that terms are compared by.
struct TextWord {
  Token token;
  std::string folded;
  std::uint64_t stem = 0;  ///< hash
};
std::vector<TextWord> words_for(std::string_view text, const std::vector<Token>& tokens, const Endings& endings);

/// A place where a term stands; `term` lives as long as the index.
struct Found {
  std::size_t first = 0, count = 0;  ///< tokens
  const Term* term = nullptr;
  bool inflected = false;
};

class TermIndex {
 public:
  explicit TermIndex(std::string_view source_language) : endings_(Endings::of(source_language)) {}
  void add(Term term);
  /// Appends all terms in the text, overlapping ones too.
  void find(std::string_view text, const std::vector<TextWord>& words, std::vector<Found>& found) const;
  const Endings& endings() const { return endings_; }
  std::size_t size() const { return terms_.size(); }

 private:
  /// One word of a stored term.
  struct Word {
    std::uint32_t begin = 0, end = 0;  ///< in the term's source
    std::uint64_t folded = 0;          ///< hash
  };
  struct Entry {
    Term term;
    std::uint32_t first_word = 0, words = 0;
    std::uint32_t next = 0;  ///< another term at the same node, +1
  };
  struct Step {
    std::uint64_t key = 0;  ///< of node and stem; 0: free
    std::uint32_t node = 0;
  };
  struct Node {
    std::uint32_t entry = 0;  ///< +1
  };
  std::uint32_t step(std::uint32_t node, std::uint64_t stem) const;
  std::uint32_t make_step(std::uint32_t node, std::uint64_t stem);
  void grow();
  bool fits(const Entry& entry, std::string_view text, const TextWord* words, bool& inflected) const;

  const Endings& endings_;
  std::vector<Entry> terms_;
  std::vector<Word> words_;
  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::vector<Step> steps_ = std::vector<Step>(64);  ///< open addressing, a power of two
  std::size_t used_ = 0;
};

/// Of all places, those that stay: longest first, then told case before free case, the form as written before another,
/// and the earlier index; none overlaps another. In the order of the text.
std::vector<TermMatch> apart(const std::vector<TextWord>& words, std::vector<Found> found);

}  // namespace dragoman::memory
