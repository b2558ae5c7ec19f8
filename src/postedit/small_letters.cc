// Words are compared as wholes; a headline has few, so sets of its words are made anew each time.
#include "postedit/small_letters.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/part.h"
#include "text/casing.h"
#include "text/words.h"

namespace dragoman::postedit {
namespace {

using text::Casing;

std::set<std::string, std::less<>> words_in(std::string_view text) {
  std::set<std::string, std::less<>> out;
  for (const ByteRange range : text::words_of(text)) out.emplace(part(text, range));
  return out;
}

bool overlaps(const std::vector<ByteRange>& ranges, ByteRange word) {
  return std::ranges::any_of(ranges, [word](ByteRange one) { return one.begin < word.end && word.begin < one.end; });
}

}  // namespace

std::vector<ByteRange> copied_capitals(const Draft& draft, const markup::AlignedText& target, const WordCases& cases,
                                       const WordRanks& ranks) {
  const auto there = words_in(target.text);
  std::vector<ByteRange> out;
  bool first = true;
  for (const ByteRange range : text::words_of(draft.form)) {
    const std::string_view word = part(draft.form, range);
    const std::string low = text::to_lower(word, cases.language());
    const bool copied =
        !std::exchange(first, false) && text::casing_of(word) == Casing::kCapital && there.contains(word);
    const bool name =
        text::casing_of(cases.usual(word)) == Casing::kCapital || (ranks.rank(word) != 0 && ranks.rank(low) == 0);
    if (copied && !name && low.size() == word.size() && !overlaps(draft.locked, range)) out.push_back(range);
  }
  return out;
}

Draft with_small(const Draft& draft, const std::vector<ByteRange>& words, const std::string& language) {
  Draft out = draft;
  for (const ByteRange range : words) {
    out.form.replace(range.begin, range.end - range.begin, text::to_lower(part(draft.form, range), language));
  }
  return out;
}

std::vector<ByteRange> translated_words(const Draft& draft, const std::vector<ByteRange>& words,
                                        const markup::AlignedText& target, const std::string& language) {
  const auto there = words_in(text::to_lower(target.text, language));
  std::vector<ByteRange> out;
  std::ranges::copy_if(words, std::back_inserter(out), [&](ByteRange range) {
    return !there.contains(text::to_lower(part(draft.form, range), language));
  });
  return out;
}

}  // namespace dragoman::postedit
