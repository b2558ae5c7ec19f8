// IndexWords: the words of a sentence that it can be found again by, as 48-bit numbers: words in small letters, cut after six
// characters, so that endings do not matter; pairs of neighbours in short sentences and in scripts without blanks, whose
// single words and characters are everywhere. Numbers and signs are left out: they are what changes between the news.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace dragoman::memory {

struct IndexWords {
  std::vector<std::int64_t> words;  ///< ascending, each once
  std::size_t length = 0;           ///< tokens of the sentence, all kinds
};
/// `text` in plain form; `scope` makes the numbers of one scope differ from another's.
IndexWords index_words(std::string_view text, std::int64_t scope);

}  // namespace dragoman::memory
