// One walk over the code points. What joins a word is narrow on purpose: an edge that is forbidden inside a word must
// still be possible in all the places where the text itself shows a joint.
#include "markup/atoms.h"

#include <algorithm>
#include <string_view>

#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::markup {
namespace {

using text::CharacterClass;

constexpr std::size_t kLongestElision = 5, kShortestElided = 3;  // "l'", "dell'" before a word of some length

bool is_word_class(CharacterClass c) { return c == CharacterClass::kLetter || c == CharacterClass::kDigit; }
bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }
bool is_flag_letter(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }
bool is_continuation(char c) { return text::is_continuation(c); }

class Cutter {
 public:
  Cutter(std::string_view text, const Cutting& cutting) : text_(text), cutting_(cutting) {}

  std::vector<Atom> cut() {
    for (std::size_t at = 0; at < text_.size();) {
      std::size_t next = 0;
      const char32_t c = text::code_point_at(text_, at, next);
      const CharacterClass kind = text::character_class(c);
      std::size_t end = next;
      if (kind == CharacterClass::kSpace) {
        while (end < text_.size() && class_at(end, next) == CharacterClass::kSpace) end = next;
        add({at, end}, AtomKind::kSpace);
      } else if (is_word_class(kind) || begins_handle(c, at, next)) {
        end = word_end(is_word_class(kind) ? at : next);
        add_word({at, end});
      } else {
        end = sign_end(c, next);
        add({at, end}, AtomKind::kSign);
      }
      at = end;
    }
    return std::move(atoms_);
  }

 private:
  CharacterClass class_at(std::size_t at, std::size_t& next) const {
    return text::character_class(text::code_point_at(text_, at, next));
  }

  /// "@name", "#tag": the sign is the word's, and goes where it goes.
  bool begins_handle(char32_t c, std::size_t at, std::size_t next) const {
    if ((c != '@' && c != '#') || next >= text_.size()) return false;
    if (at > 0 && (text_[at - 1] == '@' || text_[at - 1] == '#')) return false;
    std::size_t behind = 0;
    return class_at(next, behind) == CharacterClass::kLetter;
  }

  /// Whether the sign `c`, between `before` and the character at `at`, belongs to the word.
  bool joins(char32_t c, CharacterClass before, std::size_t at) const {
    std::size_t next = 0;
    const CharacterClass after = at < text_.size() ? class_at(at, next) : CharacterClass::kSpace;
    if (!is_word_class(after)) return false;
    if (c == '.' || c == '&' || c == '_' || c == '@' || c == 0xB7) return true;
    if (c == ',' || c == ':') return before == CharacterClass::kDigit && after == CharacterClass::kDigit;
    if (is_hyphen(c)) return !cutting_.split_hyphens;
    return is_apostrophe(c);
  }

  std::size_t word_end(std::size_t begin) {
    CharacterClass last = CharacterClass::kLetter;
    std::size_t end = begin;
    blankless_ = false;
    while (end < text_.size()) {
      std::size_t next = 0;
      const char32_t c = text::code_point_at(text_, end, next);
      const CharacterClass kind = text::character_class(c);
      if (is_word_class(kind)) {
        last = kind;
        blankless_ = blankless_ || text::is_blankless(c);
      } else if (kind != CharacterClass::kMark && !joins(c, last, next)) {
        break;
      }
      end = next;
      if (is_apostrophe(c) && end - begin <= kLongestElision + 2 && letters_from(end) >= kShortestElided) break;
    }
    return end;
  }
  /// Letters in a row from `at`, as far as they matter.
  std::size_t letters_from(std::size_t at) const {
    std::size_t count = 0;
    for (std::size_t next = 0; at < text_.size() && count < kShortestElided; at = next, ++count) {
      if (class_at(at, next) != CharacterClass::kLetter) break;
    }
    return count;
  }

  /// A sign and what belongs to it: accents, joined emoji, the second letter of a flag.
  std::size_t sign_end(char32_t first, std::size_t end) const {
    bool joined = false, flag = is_flag_letter(first);
    while (end < text_.size()) {
      std::size_t next = 0;
      const char32_t c = text::code_point_at(text_, end, next);
      if (text::character_class(c) != CharacterClass::kMark && !joined && !(flag && is_flag_letter(c))) break;
      flag = false;
      joined = c == 0x200D;
      end = next;
    }
    return end;
  }

  void add_word(ByteRange range) {
    if (!blankless_) return add(range, AtomKind::kWord);
    std::size_t begin = range.begin;
    for (const std::size_t end : text::word_ends(text_.substr(range.begin, range.end - range.begin))) {
      add({begin, range.begin + end}, AtomKind::kWord);
      begin = range.begin + end;
    }
  }

  void add(ByteRange range, AtomKind kind) {
    while (cut_ < cutting_.cuts.size() && cutting_.cuts[cut_] <= range.begin) ++cut_;
    while (cut_ < cutting_.cuts.size() && cutting_.cuts[cut_] < range.end) {
      add_whole({range.begin, cutting_.cuts[cut_]}, kind);
      range.begin = cutting_.cuts[cut_++];
    }
    add_whole(range, kind);
  }
  void add_whole(ByteRange range, AtomKind kind) {
    if (!cutting_.graphemes || kind != AtomKind::kWord) return atoms_.push_back({range, kind, false});
    std::size_t begin = range.begin;
    for (const std::size_t end : text::grapheme_ends(text_.substr(range.begin, range.end - range.begin))) {
      atoms_.push_back({{begin, range.begin + end}, kind, begin != range.begin});
      begin = range.begin + end;
    }
  }

  std::string_view text_;
  const Cutting& cutting_;
  std::vector<Atom> atoms_;
  std::size_t cut_ = 0;     // next of cutting_.cuts
  bool blankless_ = false;  // the word just read
};

constexpr std::u32string_view kStops = U".!?…。！？।؟۔‼⁇⁈⁉", kCommas = U",،、，", kOpens = U"([{（［【",
                              kCloses = U")]}）］】";
constexpr std::u32string_view kQuotes = U"\"'“”„‟‘’‚‛«»‹›「」『』〈〉《》＂", kDashes = U"-‐‑‒–—―−",
                              kColons = U":;：；؛";

}  // namespace

std::vector<Atom> cut_atoms(std::string_view text, const Cutting& cutting) { return Cutter(text, cutting).cut(); }

std::size_t atom_at(const std::vector<Atom>& atoms, std::size_t at) {
  return static_cast<std::size_t>(
      std::partition_point(atoms.begin(), atoms.end(), [at](const Atom& atom) { return atom.range.end <= at; }) -
      atoms.begin());
}

std::uint32_t sign_class(char32_t c) {
  if (kStops.find(c) != kStops.npos) return kStopClass;
  if (kCommas.find(c) != kCommas.npos) return kCommaClass;
  if (kQuotes.find(c) != kQuotes.npos) return kQuoteClass;
  if (kOpens.find(c) != kOpens.npos) return kOpenClass;
  if (kCloses.find(c) != kCloses.npos) return kCloseClass;
  if (kDashes.find(c) != kDashes.npos) return kDashClass;
  if (kColons.find(c) != kColons.npos) return kColonClass;
  if (c == U'¿' || c == U'¡') return kInvertedClass;
  return static_cast<std::uint32_t>(c) + 0x100;
}

bool is_divider(char32_t c) { return sign_class(c) <= kColonClass; }
bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }

ByteRange clipped(std::string_view text, ByteRange range) {
  const auto onto = [text](std::size_t at) {
    at = std::min(at, text.size());
    while (at > 0 && at < text.size() && is_continuation(text[at])) --at;
    return at;
  };
  const std::size_t begin = onto(range.begin);
  return {begin, std::max(begin, onto(range.end))};
}

char32_t character_before(std::string_view text, std::size_t at) {
  if (at == 0 || at > text.size()) return 0;
  std::size_t begin = at - 1, next = 0;
  while (begin > 0 && is_continuation(text[begin])) --begin;
  return text::code_point_at(text, begin, next);
}

char32_t character_after(std::string_view text, std::size_t at) {
  std::size_t next = 0;
  return at < text.size() ? text::code_point_at(text, at, next) : 0;
}

bool is_inside_word(std::string_view text, std::size_t at) {
  const auto in_word = [](char32_t c) {
    const CharacterClass kind = c == 0 ? CharacterClass::kSpace : text::character_class(c);
    return is_word_class(kind) || kind == CharacterClass::kMark;
  };
  return in_word(character_before(text, at)) && in_word(character_after(text, at));
}

bool has_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text::character_class(text::code_point_at(text, at, at)) == CharacterClass::kLetter) return true;
  }
  return false;
}

}  // namespace dragoman::markup
