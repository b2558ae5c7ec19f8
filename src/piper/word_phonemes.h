// Phonemes of a sentence and the words that they belong to. espeak-ng gives the two apart: the phonemes that voices are trained with, with
// stress and blanks, clause by clause; and words with the phonemes that it would sound for them, without. They are brought together here.
// Threads: pure functions.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/range.h"
#include "dragoman/result.h"

namespace dragoman::piper {

/// As the helper gives them (docs/formats/voice-helper.md).
struct HeardClause {
  std::string phonemes;      ///< IPA
  std::size_t text_end = 0;  ///< about: a character of the next clause may be in it
};
struct HeardWord {
  ByteRange text;
  std::string phonemes;  ///< IPA without stress
};

/// "PHONEMES\tEND" a line, and "BEGIN\tEND\tPHONEMES" a line; lines that are none, and places outside the text, are left out.
std::vector<HeardClause> read_clauses(std::string_view lines, std::size_t text_size);
std::vector<HeardWord> read_words(std::string_view lines, std::size_t text_size);

struct WordPhonemes {
  struct Word {
    ByteRange text;           ///< into the sentence
    std::size_t phoneme = 0;  ///< where it begins in `phonemes`
  };
  std::u32string phonemes;  ///< decomposed (NFD), with punctuation
  std::vector<Word> words;  ///< in order; words whose phonemes are not found are left out
};

/// `text`: the sentence, UTF-8.
WordPhonemes join_phonemes(std::string_view text, const std::vector<HeardClause>& clauses,
                           const std::vector<HeardWord>& words);

}  // namespace dragoman::piper
