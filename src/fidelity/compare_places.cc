// Names of up to four words are looked up, the longest first, and then sought in the other text as words, without accents.
#include "fidelity/compare_places.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/part.h"
#include "fidelity/places.h"
#include "text/casing.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kLongestName = 4;  // of a place: "Trinidad and Tobago", "Rio de Janeiro"

/// " tempestade no rio de janeiro ": words in plain small letters, with a blank on each side.
std::string spaced(std::string_view text) {
  std::string out = " ";
  for (const ByteRange word : text::words_of(text)) out += folded_name(part(text, word)) + ' ';
  return out;
}

/// The name as it is, or each of its longer words, if these are several: "Trinidad & Tobago" is "Trinidad and Tobago".
bool says(const std::string& text, std::string_view name) {
  constexpr std::size_t kLonger = 4;  // bytes
  if (text.find(spaced(name)) != std::string::npos) return true;
  std::vector<ByteRange> words = text::words_of(name);
  std::erase_if(words, [](ByteRange word) { return word.end - word.begin < kLonger; });
  return words.size() > 1 && std::ranges::all_of(words, [&](ByteRange word) {
           return text.find(spaced(part(name, word))) != std::string::npos;
         });
}

class PlaceWalk {
 public:
  PlaceWalk(std::string_view text, std::string_view language, std::string_view other_language)
      : text_(text), language_(language), other_language_(other_language), words_(text::words_of(text)) {}

  /// How many places are named that `other`, spaced, names in neither language.
  std::size_t count_missing(const std::string& other) const {
    std::size_t missing = 0;
    for (std::size_t i = 0; i < words_.size();) {
      std::size_t size = std::min(kLongestName, words_.size() - i);
      for (; size > 0; --size) {
        if (!may_be_name(i, size)) continue;
        const std::string_view name = part(text_, {words_[i].begin, words_[i + size - 1].end});
        const auto counterpart = place_in_language(name, language_, other_language_);
        if (!counterpart) continue;
        missing += says(other, *counterpart) || says(other, name) ? 0 : 1;
        break;
      }
      i += std::max<std::size_t>(size, 1);
    }
    return missing;
  }

 private:
  bool has_capital(std::size_t i) const {
    const text::Casing casing = text::casing_of(part(text_, words_[i]));
    return casing == text::Casing::kCapital || casing == text::Casing::kMixed;
  }
  bool joined(std::size_t i) const { return part(text_, {words_[i].end, words_[i + 1].begin}) == " "; }

  /// Words with nothing but blanks between them, capitals at both ends and none beside them.
  bool may_be_name(std::size_t first, std::size_t size) const {
    const std::size_t last = first + size - 1;
    if (!has_capital(first) || !has_capital(last)) return false;
    for (std::size_t i = first; i < last; ++i) {
      if (!joined(i)) return false;
    }
    const bool behind = first > 1 && joined(first - 1) && has_capital(first - 1);  // the first word has one anyway
    const bool before = last + 1 < words_.size() && joined(last) && has_capital(last + 1);
    return !behind && !before;
  }

  std::string_view text_, language_, other_language_;
  std::vector<ByteRange> words_;
};

}  // namespace

ComparedPlaces compare_places(std::string_view source, std::string_view target, std::string_view source_language,
                              std::string_view target_language) {
  return {PlaceWalk(source, source_language, target_language).count_missing(spaced(target)),
          PlaceWalk(target, target_language, source_language).count_missing(spaced(source))};
}

}  // namespace dragoman::fidelity
