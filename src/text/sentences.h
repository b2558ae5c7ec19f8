// Sentences: where one sentence ends and the next begins, by ICU's rules and a news-grade layer of data per language.
//
// Threads: a SentenceSplitter is immutable after load; split() may run on many threads.
#pragma once
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>
#include "dragoman/range.h"
#include "dragoman/result.h"

namespace dragoman::text {

class SentenceSplitter {
 public:
  /// `language`: ISO code (a region behind it is ignored), selects ICU rules and the data layer; unknown or empty =
  /// ICU's root rules and the layer common to all languages. Error: kInternal, when ICU's own data is missing.
  static Result<std::shared_ptr<const SentenceSplitter>> load(std::string_view language);
  virtual ~SentenceSplitter() = default;
  /// Sentences of valid UTF-8 `text`, ascending, never overlapping, without the white space around them: the gaps
  /// between ranges are white space only, so text is gaps and ranges in turn. A line break or a tab
  /// (the border of a table's cells) always ends a sentence.
  virtual std::vector<ByteRange> split(std::string_view text) const = 0;
  /// The ranges of single lines, or of cells between tabs in them, one sentence each, trimmed; blank ones give none.
  static std::vector<ByteRange> split_lines(std::string_view text);
};

/// Cuts `sentence` into pieces so that `cost(piece) <= limit` for each, at the best places there are: after ; : or a
/// closing quote or bracket, then after commas and dashes, then at white space, at last between grapheme clusters.
/// Pieces are balanced rather than greedy, cover the sentence but for white space at the cuts, and are never empty.
/// `cost` counts a piece's tokens and must not grow when the piece shrinks.
class PieceCost {
 public:
  virtual ~PieceCost() = default;
  virtual std::size_t operator()(std::string_view piece) const = 0;
};
std::vector<ByteRange> cut_long_sentence(std::string_view sentence, std::size_t limit, const PieceCost& cost);

}  // namespace dragoman::text
