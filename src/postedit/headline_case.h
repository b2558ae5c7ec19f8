// Headlines in capitals: "US TALKS WITH IRAQ" and "Talks With Iraq Resume" are brought into the case of running text before
// translation, which is what models know, and back into capitals after it where the target's press writes so.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>
#include "markup/transfer.h"
#include "postedit/word_ranks.h"

namespace dragoman::postedit {

enum class HeadlineStyle {
  kSentence,  ///< as in running text
  kTitle,     ///< Most Words Capitalised
  kUpper,     ///< ALL CAPITALS
};
HeadlineStyle headline_style(std::string_view text);

/// How a document writes its words inside sentences, where a capital means a name.
class WordCases {
 public:
  explicit WordCases(std::string language) : language_(std::move(language)) {}
  void add(std::string_view running_text);
  /// The form seen most often for a word, whatever its own case; "" if it was never seen.
  std::string_view usual(std::string_view word) const;
  /// Whether a word was seen in this very form.
  bool has(std::string_view form) const;
  const std::string& language() const { return language_; }

 private:
  std::string language_;
  std::unordered_map<std::string, std::unordered_map<std::string, std::size_t>> forms_;  // by lower-cased word
};

/// `text` with its words in the case that they have in `cases`, else in the one that is common by what the engine knows of
/// words. Same length in bytes, so that ranges into it stay right.
std::string truecase(std::string_view text, HeadlineStyle style, const WordCases& cases, const WordRanks& ranks);

/// All capitals again, but for what comes from `locked` parts of the source. Links stay right.
markup::AlignedText raised(const markup::AlignedText& text, const std::vector<ByteRange>& locked,
                           std::string_view language);
/// Headlines have no final stop: taken away where the source had none.
void drop_final_stop(markup::AlignedText& text, std::string_view source);

}  // namespace dragoman::postedit
