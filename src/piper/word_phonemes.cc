// What both have in common at the beginning and at the end needs no search; between, the longest common subsequence says which phoneme is
// which, since espeak-ng may sound one otherwise in its own voice (a glottal stop, a lengthened vowel).
#include "piper/word_phonemes.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/part.h"
#include "text/compose.h"
#include "text/utf8.h"

namespace dragoman::piper {
namespace {

constexpr std::size_t kMostCells = std::size_t{16} << 20;  // of the search's table, two bytes each

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  for (std::size_t at = 0; at < utf8.size();) out += text::code_point_at(utf8, at, at);
  return out;
}

bool is_stress(char32_t c) { return c == U'ˈ' || c == U'ˌ'; }

/// A sign that a voice has learnt for the punctuation `c`; 0: none.
char32_t pause_sign(char32_t c) {
  switch (c) {
    case U'.':
    case U'。':
    case U'…': return U'.';
    case U'?':
    case U'؟': return U'?';
    case U',':
    case U'،':
    case U'(':
    case U')':
    case U'–':
    case U'—': return U',';
    case U';':
    case U'؛': return U';';
    case U'!':
    case U':': return c;
    default: return 0;
  }
}

bool is_blank_or_quote(char32_t c) {
  return text::is_space(c) || c == U'"' || c == U'\'' || c == U'-' || (c >= 0x2018 && c <= 0x201F) || c == U'«' ||
         c == U'»';
}

/// The sign that ends a clause, if its text ends with one: the first behind its last word. One character of the next clause may follow.
char32_t sign_at_end(std::u32string_view clause) {
  char32_t sign = 0;
  bool peeked = false;
  for (std::size_t i = clause.size(); i > 0; --i) {
    const char32_t c = clause[i - 1];
    if (const char32_t here = pause_sign(c)) {
      sign = here;
    } else if (!is_blank_or_quote(c)) {
      if (sign != 0 || peeked || i < clause.size()) break;
      peeked = true;
    }
  }
  return sign;
}

/// Without marks of a change of language ("(en)") and signs that voices use for other things.
std::u32string plain_phonemes(std::string_view utf8) {
  std::u32string out;
  bool in_mark = false;
  for (const char32_t c : code_points(text::taken_apart(utf8))) {
    if (c == U'(') in_mark = true;
    if (!in_mark && c != U'_' && c != U'^' && c != U'$' && c >= U' ') out += c;
    if (c == U')') in_mark = false;
  }
  return out;
}

/// A phoneme that can be looked for, and its place or its word's number.
using Placed = std::pair<char32_t, std::size_t>;

std::vector<Placed> sounded(std::u32string_view phonemes) {
  std::vector<Placed> out;
  for (std::size_t i = 0; i < phonemes.size(); ++i) {
    const char32_t c = phonemes[i];
    if (c != U' ' && !is_stress(c) && pause_sign(c) == 0) out.emplace_back(c, i);
  }
  return out;
}

/// Where the first phoneme of each word is, in the whole; npos for words none of whose phonemes is found.
class Alignment {
 public:
  Alignment(const std::vector<Placed>& whole, const std::vector<Placed>& parts, std::size_t words)
      : whole_(whole), parts_(parts), first_(words, std::u32string::npos) {}

  std::vector<std::size_t> places() {
    std::size_t begin = 0, whole_end = whole_.size(), parts_end = parts_.size();
    while (begin < std::min(whole_end, parts_end) && whole_[begin].first == parts_[begin].first) {
      match(begin, begin);
      ++begin;
    }
    while (whole_end > begin && parts_end > begin && whole_[whole_end - 1].first == parts_[parts_end - 1].first) {
      match(--whole_end, --parts_end);
    }
    search(begin, whole_end, parts_end);
    return std::move(first_);
  }

 private:
  void match(std::size_t in_whole, std::size_t in_parts) {
    std::size_t& place = first_[parts_[in_parts].second];
    place = std::min(place, whole_[in_whole].second);
  }

  /// Of the stretches from `begin` to the two ends.
  void search(std::size_t begin, std::size_t whole_end, std::size_t parts_end) {
    const std::size_t rows = whole_end - begin, columns = parts_end - begin, width = columns + 1;
    if (rows == 0 || columns == 0 || (rows + 1) > kMostCells / width) return;
    std::vector<std::uint16_t> common((rows + 1) * width);  // of what is left from there on
    const auto same = [&](std::size_t i, std::size_t j) { return whole_[begin + i].first == parts_[begin + j].first; };
    for (std::size_t i = rows; i-- > 0;) {
      for (std::size_t j = columns; j-- > 0;) {
        common[i * width + j] = same(i, j) ? static_cast<std::uint16_t>(common[(i + 1) * width + j + 1] + 1)
                                           : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
      }
    }
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
      if (same(i, j)) {
        match(begin + i++, begin + j++);
      } else if (common[(i + 1) * width + j] >= common[i * width + j + 1]) {
        ++i;
      } else {
        ++j;
      }
    }
  }

  const std::vector<Placed>& whole_;
  const std::vector<Placed>& parts_;
  std::vector<std::size_t> first_;
};

/// Takes the part up to `separator`, or all, off the front.
std::string_view take_part(std::string_view& rest, char separator) {
  const std::string_view part = rest.substr(0, rest.find(separator));
  rest.remove_prefix(std::min(rest.size(), part.size() + 1));
  return part;
}

bool read_place(std::string_view digits, std::size_t most, std::size_t& place) {
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), place);
  return fault == std::errc() && end == digits.data() + digits.size() && place <= most;
}

bool is_text(std::string_view phonemes) { return !text::first_bad_utf8(phonemes); }

/// The text in code points, and where each byte's code point is in it.
std::u32string_view clause_text(const std::u32string& points, std::string_view text, std::size_t begin,
                                std::size_t end) {
  const auto starts = [](char c) { return !text::is_continuation(c); };
  const auto count = [&](std::size_t to) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(to), starts));
  };
  const std::size_t first = count(begin);
  return std::u32string_view(points).substr(first, count(end) - first);
}

}  // namespace

std::vector<HeardClause> read_clauses(std::string_view lines, std::size_t text_size) {
  std::vector<HeardClause> out;
  while (!lines.empty()) {
    std::string_view line = take_part(lines, '\n');
    HeardClause clause{std::string(take_part(line, '\t')), 0};
    const std::size_t before = out.empty() ? 0 : out.back().text_end;
    if (read_place(line, text_size, clause.text_end) && clause.text_end >= before && is_text(clause.phonemes))
      out.push_back(std::move(clause));
  }
  return out;
}

std::vector<HeardWord> read_words(std::string_view lines, std::size_t text_size) {
  std::vector<HeardWord> out;
  while (!lines.empty()) {
    std::string_view line = take_part(lines, '\n');
    HeardWord word;
    const bool placed = read_place(take_part(line, '\t'), text_size, word.text.begin) &&
                        read_place(take_part(line, '\t'), text_size, word.text.end);
    word.phonemes = line;
    if (placed && word.text.begin < word.text.end && !line.empty() && is_text(line)) out.push_back(std::move(word));
  }
  return out;
}

WordPhonemes join_phonemes(std::string_view text, const std::vector<HeardClause>& clauses,
                           const std::vector<HeardWord>& words) {
  WordPhonemes out;
  const std::u32string points = code_points(text);
  std::size_t begin = 0;
  for (const HeardClause& clause : clauses) {
    const bool last = &clause == &clauses.back();
    const std::u32string phonemes = plain_phonemes(clause.phonemes);
    const std::size_t end = last ? text.size() : clause.text_end;
    char32_t sign = sign_at_end(clause_text(points, text, begin, end));
    begin = end;
    if (phonemes.find_first_not_of(U' ') == std::u32string::npos) continue;
    if (!out.phonemes.empty()) out.phonemes += U' ';
    out.phonemes += phonemes;
    if (sign == 0 && last) sign = U'.';  // a headline ends, too
    if (sign != 0) out.phonemes += sign;
  }
  std::vector<Placed> parts;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (const auto& [c, at] : sounded(plain_phonemes(words[i].phonemes))) parts.emplace_back(c, i);
  }
  const std::vector<Placed> whole = sounded(out.phonemes);
  std::size_t before = 0;
  const std::vector<std::size_t> places = Alignment(whole, parts, words.size()).places();
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::size_t place = places[i];
    if (place == std::u32string::npos) continue;
    while (place > 0 && is_stress(out.phonemes[place - 1])) --place;
    if (place < before || (!out.words.empty() && words[i].text.begin < out.words.back().text.begin)) continue;
    before = place;
    out.words.push_back({words[i].text, place});
  }
  return out;
}

}  // namespace dragoman::piper
