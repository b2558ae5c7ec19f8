// Words are compared in small letters; signs between them divide what is a list ("no, no, no") from what is a loop.
#include "fidelity/loops.h"

#include <algorithm>
#include <string>
#include <vector>

#include "fidelity/scan.h"
#include "text/casing.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kLongestSequence = 6;  // words of a sequence

struct Word {
  std::string lower;
  bool joined = false;  // to the word before, by blanks alone
};

std::vector<Word> words_in(std::string_view text) {
  std::vector<Word> words;
  std::size_t end = 0;
  for (const ByteRange range : text::words_of(text)) {
    const std::string_view gap = text.substr(end, range.begin - end);
    const bool blanks = std::ranges::all_of(gap, [](char c) { return c == ' '; });
    words.push_back({text::to_lower(text.substr(range.begin, range.end - range.begin), ""), blanks && !words.empty()});
    end = range.end;
  }
  return words;
}

/// Whether the `length` words from `at` are those before them; all but their first joined.
bool repeats(const std::vector<Word>& words, std::size_t at, std::size_t length) {
  for (std::size_t i = 0; i < length; ++i) {
    if (words[at + i].lower != words[at + i - length].lower || !words[at + i].joined) return false;
  }
  const bool number = words[at].lower.find_first_of("0123456789") != std::string::npos;
  return length > 1 || (words[at].lower.size() > 1 && !number);
}

std::size_t count(std::string_view text) {
  const std::vector<Word> words = words_in(text);
  std::size_t loops = 0;
  for (std::size_t at = 1; at < words.size();) {
    std::size_t length = 1;
    while (length <= kLongestSequence && (length > at || at + length > words.size() || !repeats(words, at, length)))
      ++length;
    const bool found = length <= kLongestSequence;
    loops += found ? 1 : 0;
    at += found ? length : 1;
  }
  return loops;
}

}  // namespace

std::size_t count_loops(std::string_view source, std::string_view target) {
  const std::size_t here = count(target);
  const std::size_t there = here == 0 ? 0 : count(source);
  return here - std::min(here, there);
}

}  // namespace dragoman::fidelity
