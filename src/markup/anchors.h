// Anchors: parts of the source that stand in the translation letter by letter (a footnote mark, an address, what was
// restored), found again, each at a place of its own.
#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "markup/transfer.h"

namespace dragoman::markup {

class Anchors {
 public:
  /// `links` as sound_links() gives them. All three must outlive this.
  Anchors(std::string_view source, std::string_view target, const std::vector<Link>& links);
  /// The occurrence of the text of `range` that is nearest to where the alignment puts it, and not taken yet; nothing if
  /// there is none whose ends lie on the same kind of edge as in the source.
  std::optional<ByteRange> take(ByteRange range);
  /// Where in the target the alignment puts `range`, roughly.
  std::size_t expected(ByteRange range) const;
  bool is_taken(ByteRange range) const;
  void take_place(ByteRange range) { taken_.emplace(range.begin, range.end); }
  /// The links whose source overlaps `range`, at most the first 64.
  std::vector<Link> links_of(ByteRange range) const;

 private:
  bool fits(ByteRange range, ByteRange place) const;
  std::optional<ByteRange> search(ByteRange range, bool forwards, std::size_t from);
  std::optional<ByteRange> linked(ByteRange range) const;
  std::optional<ByteRange> behind_neighbour(ByteRange range) const;

  std::string_view source_, target_;
  std::vector<const Link*> by_source_;
  std::map<std::size_t, std::size_t> taken_;  // begin -> end, apart
  std::map<std::size_t, std::size_t> ends_;   // of what was found: source -> target
  std::size_t budget_;                        // bytes that may still be searched through: keeps many ranges cheap
};

/// Whether an edge at `at` would part what belongs together: letters of a word, digits of a number.
bool parts_token(std::string_view text, std::size_t at);
/// Whether digits of one number stand on both sides.
bool parts_number(std::string_view text, std::size_t at);

}  // namespace dragoman::markup
