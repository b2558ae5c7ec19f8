// Sentences: what the engine made of many lines, dealt out to the lines.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/range.h"
#include "dragoman/translator.h"
#include "markup/transfer.h"

namespace dragoman::postedit {

/// A sentence of a line with its translation, the links of its tokens, and how the engine fared.
struct Sentence {
  ByteRange source;            ///< into the line
  markup::AlignedText target;  ///< links: source into the line, target into target.text
  bool complete = true;        ///< false: the engine broke it off
  bool copied = false;         ///< the engine had nothing to say, and copied it
  float log_prob = 0;          ///< of the engine's hypothesis, if scores were asked for
  std::size_t tokens = 0;      ///< of that hypothesis, its end mark included
  bool remembered = false;     ///< a publication's own translation, as it is
};

/// `lines[i]` was line i of the text given to the engine. Result: the sentences of each line, in source order.
std::vector<std::vector<Sentence>> sentences_of(std::span<const std::string> lines, const Translation& translation);

/// The same for n-best lists: [line][rank][sentence], best first, at least one rank a line; a sentence with fewer hypotheses
/// repeats its last.
std::vector<std::vector<std::vector<Sentence>>> n_best_sentences_of(std::span<const std::string> lines,
                                                                    const Translation& translation);

/// `more` behind what is there, with its links.
void append(markup::AlignedText& out, const markup::AlignedText& more);

/// Moves the sentence's source ranges: from places in a part of a text to places in the whole, or back.
void shift(Sentence& sentence, std::ptrdiff_t by);

/// Sentences that share a locked range (a code word with a full stop in it) made one, so that no lock is cut.
/// `locked`: ascending, apart. Linear.
std::vector<Sentence> joined_across(std::vector<Sentence> sentences, const std::vector<ByteRange>& locked,
                                    std::string_view text);

/// The same sentences, with what stands between and around them in some sentence, white space apart: signs ("😀.", "—"), and
/// words up to a sentence's end ("Ask @desk"), in the one they stand beside, all else as a copied sentence of its own.
/// `text`: the line. Linear.
std::vector<Sentence> with_gaps(std::vector<Sentence> sentences, std::string_view text);

/// All of a text's sentences as one.
Sentence joined_into_one(const std::vector<Sentence>& sentences, std::string_view text);

/// The sentences' targets with the source's gaps between them; `places[i]` becomes the range of sentence i.
markup::AlignedText joined(const std::vector<Sentence>& sentences, std::string_view source,
                           std::vector<ByteRange>& places);

}  // namespace dragoman::postedit
