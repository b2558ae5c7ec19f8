// Translated: a sentence's translations by one model, and the bytes that they are kept as: in the cache, and by whoever
// keeps them longer (SentenceStore).
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/translator.h"

namespace dragoman::translate {

/// A sentence's translations by one model, best first; source ranges are into the sentence.
struct Translated {
  std::vector<Hypothesis> hypotheses;
  std::vector<ByteRange> source_tokens;  // if alignments were asked for
  bool copied = false;
  std::vector<std::size_t> target_tokens;  // of each hypothesis, end marks included
  std::size_t source_token_count = 0;      // for statistics
};

/// Numbers of 32 bits in this machine's order, and texts behind their sizes.
std::string pack(const Translated& value);

/// What pack() wrote, for a sentence of so many bytes. Null: the bytes say something else, or ranges that are not in the texts; they may
/// come from a file that has been damaged.
std::shared_ptr<const Translated> unpack(std::string_view bytes, std::size_t sentence_size);

}  // namespace dragoman::translate
