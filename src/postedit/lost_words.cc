// The bytes that words of the translation look at are counted once; then each stretch is looked through.
#include "postedit/lost_words.h"

#include <algorithm>

#include "base/part.h"
#include "text/casing.h"

namespace dragoman::postedit {
namespace {

constexpr std::size_t kLongWord =
    4;  // bytes of a word that says something by itself; shorter ones go for grammar's sake

/// By byte of the source: whether a word of the translation looks at it.
std::vector<bool> seen_bytes(std::size_t size, const markup::AlignedText& translation) {
  std::vector<int> change(size + 1, 0);
  for (const markup::Link& link : translation.links) {
    const ByteRange from = {std::min(link.source.begin, size), std::min(link.source.end, size)};
    if (from.begin >= from.end || link.target.end > translation.text.size()) continue;
    if (!text::has_letters(part(translation.text, link.target))) continue;
    ++change[from.begin];
    --change[from.end];
  }
  std::vector<bool> seen(size, false);
  int depth = 0;
  for (std::size_t i = 0; i < size; ++i) seen[i] = (depth += change[i]) > 0;
  return seen;
}

}  // namespace

std::vector<ByteRange> words_lost_beside(std::string_view source, const std::vector<ByteRange>& locked,
                                         const markup::AlignedText& translation) {
  std::vector<ByteRange> lost;
  if (locked.empty() || translation.links.empty()) return lost;
  const std::vector<bool> seen = seen_bytes(source.size(), translation);
  const auto look = [&](ByteRange stretch) {
    std::size_t words = 0, longest = 0;
    for (const ByteRange word : text::words_of(part(source, stretch))) {
      const auto begin = seen.begin() + static_cast<std::ptrdiff_t>(stretch.begin + word.begin);
      const auto size = static_cast<std::ptrdiff_t>(word.end - word.begin);
      if (std::find(begin, begin + size, true) != begin + size) return;
      if (!text::has_letters(part(source, {stretch.begin + word.begin, stretch.begin + word.end}))) continue;
      ++words;
      longest = std::max(longest, word.end - word.begin);
    }
    if (words > 1 || longest >= kLongWord) lost.push_back(stretch);
  };
  std::size_t at = 0;
  for (const ByteRange lock : locked) {
    if (at < lock.begin) look({at, lock.begin});
    at = lock.end;
  }
  if (at < source.size()) look({at, source.size()});
  return lost;
}

}  // namespace dragoman::postedit
