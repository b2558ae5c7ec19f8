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

std::set<std::string, std::less<>> word_set(std::string_view text) {
  std::set<std::string, std::less<>> out;
  for (const ByteRange range : text::words_of(text)) out.emplace(part(text, range));
  return out;
}

bool overlaps(const std::vector<ByteRange>& ranges, ByteRange word) {
  return std::ranges::any_of(ranges, [word](ByteRange one) { return one.begin < word.end && word.begin < one.end; });
}

/// The words of `target` that look at `word` of the source.
std::vector<ByteRange> places_from(const markup::AlignedText& target, ByteRange word) {
  std::vector<ByteRange> out = text::words_of(target.text);
  std::erase_if(out, [&](ByteRange range) {
    return std::ranges::none_of(target.links, [&](const markup::Link& link) {
      return link.target.begin < range.end && range.begin < link.target.end && link.source.begin < word.end &&
             word.begin < link.source.end;
    });
  });
  return out;
}

/// "Tempestade" and "tempestades": perhaps with another ending.
bool is_form(std::string_view word, std::string_view other) {
  constexpr std::size_t kStem = 4;  // bytes
  const auto same = static_cast<std::size_t>(std::ranges::mismatch(word, other).in1 - word.begin());
  return word == other || (same >= kStem && 2 * same > word.size());
}

constexpr double kName =
    1.5;  // times as far down in the vocabulary a word stands that is a name more often ("bush", "brown")

class Doubts {
 public:
  Doubts(const Draft& draft, HeadlineStyle style, const markup::AlignedText& target, const WordCases& cases,
         const WordRanks& ranks)
      : draft_(draft), style_(style), target_(target), cases_(cases), ranks_(ranks), there_(word_set(target.text)) {}

  std::vector<ByteRange> find() const {
    std::vector<ByteRange> out;
    const std::vector<ByteRange> words = text::words_of(draft_.form);
    if (words.size() < 2) return out;  // a word alone is a name as often
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string_view word = part(draft_.form, words[i]);
      const std::string low = text::to_lower(word, cases_.language());
      if (text::casing_of(word) != Casing::kCapital || word.size() < 2 || low.size() != word.size()) continue;
      if (overlaps(draft_.locked, words[i]) || is_name_word(word, low, cases_, ranks_)) continue;
      if (style_ == HeadlineStyle::kSentence && !overlaps(draft_.emphasised, words[i])) continue;
      const bool copied = there_.contains(word), common = is_common_word(word, low, ranks_);
      if (copied ? i > 0 || common : i > 0 && common && stands_alone(words, i) && is_raised(words[i]))
        out.push_back(words[i]);
    }
    return out;
  }

 private:
  bool stands_alone(const std::vector<ByteRange>& words, std::size_t i) const {
    const auto joined = [&](std::size_t a, std::size_t b) {
      return part(draft_.form, {words[a].end, words[b].begin}) == " ";
    };
    const auto capital = [&](std::size_t at) {
      return text::casing_of(part(draft_.form, words[at])) != Casing::kLower;
    };
    return !(i > 1 && joined(i - 1, i) && capital(i - 1)) &&
           !(i + 1 < words.size() && joined(i, i + 1) && capital(i + 1));
  }
  /// Translated, with a capital that is not the sentence's.
  bool is_raised(ByteRange word) const {
    if (style_ != HeadlineStyle::kTitle || there_.contains(part(draft_.form, word))) return false;
    return std::ranges::any_of(places_from(target_, word), [&](ByteRange place) {
      return place.begin > 0 && text::casing_of(part(target_.text, place)) == Casing::kCapital;
    });
  }

  const Draft& draft_;
  const HeadlineStyle style_;
  const markup::AlignedText& target_;
  const WordCases& cases_;
  const WordRanks& ranks_;
  const std::set<std::string, std::less<>> there_;
};

}  // namespace

bool is_name_word(std::string_view word, const std::string& low, const WordCases& cases, const WordRanks& ranks) {
  const std::size_t small = ranks.rank(low), high = ranks.rank(word);
  const bool rarely_small =
      high != 0 && (small == 0 || static_cast<double>(small) >= kName * static_cast<double>(high));
  return rarely_small || text::casing_of(cases.usual(word)) == Casing::kCapital;
}

bool is_common_word(std::string_view word, const std::string& low, const WordRanks& ranks) {
  const std::size_t small = ranks.rank(low), high = ranks.rank(word);
  if (small == 0) return high == 0 && ranks.is_usual(low, word, false);
  return high == 0 || small < high;
}

std::vector<ByteRange> doubtful_capitals(const Draft& draft, HeadlineStyle style, const markup::AlignedText& target,
                                         const WordCases& cases, const WordRanks& ranks) {
  constexpr std::size_t kLongest = 400;  // bytes; a longer text is no headline
  if (draft.form.size() > kLongest) return {};
  return Doubts(draft, style, target, cases, ranks).find();
}

Draft with_small(const Draft& draft, const std::vector<ByteRange>& words, const std::string& language) {
  Draft out = draft;
  for (const ByteRange range : words) {
    out.form.replace(range.begin, range.end - range.begin, text::to_lower(part(draft.form, range), language));
  }
  return out;
}

std::vector<ByteRange> translated_words(const Draft& draft, const std::vector<ByteRange>& words,
                                        const markup::AlignedText& before, const markup::AlignedText& now,
                                        const std::string& source_language, const std::string& target_language) {
  const auto was = word_set(text::to_lower(before.text, source_language));
  const auto there = word_set(text::to_lower(now.text, source_language)), as_now = word_set(now.text);
  // All of its capitals are gone, and the words are not.
  const auto is_small = [&](ByteRange word) {
    return std::ranges::all_of(places_from(before, word), [&](ByteRange place) {
      const std::string_view shown = part(before.text, place);
      const std::string low = text::to_lower(shown, target_language);
      return low == shown || std::ranges::any_of(as_now, [&](const std::string& other) { return is_form(low, other); });
    });
  };
  std::vector<ByteRange> out;
  std::ranges::copy_if(words, std::back_inserter(out), [&](ByteRange range) {
    const std::string low = text::to_lower(part(draft.form, range), source_language);
    if (was.contains(low)) return !there.contains(low);
    return is_small(range);
  });
  return out;
}

std::optional<markup::AlignedText> lowered(const Draft& draft, const std::vector<ByteRange>& words,
                                           const markup::AlignedText& target, const std::string& language) {
  const auto there = word_set(draft.target.text);
  markup::AlignedText out = target;
  for (const ByteRange word : words) {
    if (there.contains(part(draft.form, word))) return std::nullopt;
    for (const ByteRange place : places_from(target, word)) {
      const std::string low = text::to_lower(part(target.text, place), language);
      const bool fits = place.begin > 0 && low.size() == place.end - place.begin;  // so that links stay right
      if (fits) out.text.replace(place.begin, low.size(), low);
    }
  }
  return out;
}

}  // namespace dragoman::postedit
