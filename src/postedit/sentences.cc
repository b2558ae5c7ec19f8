// Offsets are the work here: the engine counts in the joined text, lines count in their own.
#include "postedit/sentences.h"

#include <algorithm>

#include "base/part.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace dragoman::postedit {
namespace {

using markup::AlignedText;
using markup::Link;

/// `start` is the line's offset in the text that the engine saw.
std::vector<Link> links_of(const Hypothesis& hypothesis, std::size_t start) {
  std::vector<Link> links;
  for (const TokenLink& token : hypothesis.tokens) {
    const bool linked = token.source.end > token.source.begin;
    links.push_back({linked ? ByteRange{token.source.begin - start, token.source.end - start} : ByteRange{},
                     token.target, token.log_prob});
  }
  return links;
}

/// Without tokens (text that was copied, a test double) the words of both sides are linked if they are the same, else the whole
/// to the whole.
std::vector<Link> links_by_words(std::string_view source, std::size_t offset, std::string_view target) {
  if (source != target) return {{{offset, offset + source.size()}, {0, target.size()}}};
  std::vector<Link> links;
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t end = std::min(source.find(' ', at), source.size());
    if (end > at) links.push_back({{offset + at, offset + end}, {at, end}});
    at = end + 1;
  }
  return links;
}

/// `rank`: which hypothesis; the last one where there are fewer.
Sentence sentence_of(const SentencePair& pair, std::size_t start, std::string_view line, const Translation& translation,
                     std::size_t rank) {
  Sentence sentence;
  sentence.source = {pair.source.begin - start, std::min(pair.source.end - start, line.size())};
  sentence.complete = pair.complete;
  sentence.copied = pair.copied;
  sentence.log_prob = pair.log_prob;
  if (!pair.hypotheses.empty()) sentence.tokens = pair.hypotheses.front().tokens.size() + 1;
  if (rank > 0 && pair.hypotheses.size() > 1) {
    const Hypothesis& hypothesis = pair.hypotheses[std::min(rank, pair.hypotheses.size() - 1)];
    sentence.target = {hypothesis.text, links_of(hypothesis, start)};
    sentence.complete = hypothesis.complete;
    sentence.log_prob = hypothesis.log_prob;
    sentence.tokens = hypothesis.tokens.size() + 1;
  } else {
    sentence.target.text = part(translation.text, pair.target);
    if (!pair.hypotheses.empty()) sentence.target.links = links_of(pair.hypotheses.front(), start);
  }
  if (sentence.target.links.empty()) {
    sentence.target.links = links_by_words(part(line, sentence.source), sentence.source.begin, sentence.target.text);
  }
  return sentence;
}

/// Calls `each` with the line that a pair belongs to, and where that line begins in the text.
template <class Each>
void for_each_pair(std::span<const std::string> lines, const Translation& translation, Each each) {
  std::size_t line = 0, start = 0;
  for (const SentencePair& pair : translation.sentences) {
    while (pair.source.begin > start + lines[line].size()) start += lines[line++].size() + 1;
    each(line, start, pair);
  }
}

struct Chunk {  // what stands between white space
  ByteRange range;
  bool signs = true;  // and nothing else
  bool ends = false;  // its last sign but for closing marks ends a sentence
};
std::vector<Chunk> chunks_of(std::string_view line, ByteRange range) {
  constexpr std::u32string_view kStops = U".!?\u2026\u3002\uFF01\uFF1F\u061F\u06D4\u0964";
  constexpr std::u32string_view kClosing = U"\"')]\u2019\u201D\u00BB";
  std::vector<Chunk> chunks;
  bool apart = true;
  for (std::size_t at = range.begin, next = at; at < range.end; at = next) {
    const char32_t c = text::code_point_at(line, at, next);
    if (!text::is_space(c)) {
      if (apart) chunks.push_back({{at, at}});
      Chunk& chunk = chunks.back();
      chunk.range.end = next;
      chunk.signs = chunk.signs && !text::is_alphanumeric(c);
      if (kClosing.find(c) == std::u32string_view::npos) chunk.ends = kStops.find(c) != std::u32string_view::npos;
    }
    apart = text::is_space(c);
  }
  return chunks;
}

/// What stands at `range` of the line, as it is.
Sentence copied_at(ByteRange range, std::string_view line) {
  Sentence sentence;
  sentence.source = range;
  sentence.target.text = part(line, range);
  sentence.target.links = links_by_words(sentence.target.text, range.begin, sentence.target.text);
  sentence.copied = true;
  return sentence;
}

/// Whether the sentence has its stop already; its last bytes tell.
bool has_ended(ByteRange sentence, std::string_view line) {
  constexpr std::size_t kEnough = 32;
  if (sentence.end - sentence.begin > kEnough) sentence.begin = sentence.end - kEnough;
  while (sentence.begin < sentence.end && text::is_continuation(line[sentence.begin])) ++sentence.begin;
  const std::vector<Chunk> chunks = chunks_of(line, sentence);
  return !chunks.empty() && chunks.back().ends;
}

/// Takes what stands behind the sentence in, up to `end`; or before it, from `begin` on.
void take_behind(Sentence& sentence, std::size_t end, std::string_view line) {
  const std::string_view more = part(line, {sentence.source.end, end});
  append(sentence.target, {std::string(more), links_by_words(more, sentence.source.end, more)});
  sentence.source.end = end;
}
void take_before(Sentence& sentence, std::size_t begin, std::string_view line) {
  const std::string_view more = part(line, {begin, sentence.source.begin});
  AlignedText whole = {std::string(more), links_by_words(more, begin, more)};
  append(whole, sentence.target);
  sentence.target = std::move(whole);
  sentence.source.begin = begin;
}

}  // namespace

void append(AlignedText& out, const AlignedText& more) {
  const std::size_t shift = out.text.size();
  out.text += more.text;
  for (const Link& link : more.links) {
    out.links.push_back({link.source, {link.target.begin + shift, link.target.end + shift}, link.log_prob});
  }
}

std::vector<std::vector<Sentence>> sentences_of(std::span<const std::string> lines, const Translation& translation) {
  std::vector<std::vector<Sentence>> result(lines.size());
  for_each_pair(lines, translation, [&](std::size_t line, std::size_t start, const SentencePair& pair) {
    result[line].push_back(sentence_of(pair, start, lines[line], translation, 0));
  });
  return result;
}

std::vector<std::vector<std::vector<Sentence>>> n_best_sentences_of(std::span<const std::string> lines,
                                                                    const Translation& translation) {
  std::vector<std::size_t> ranks(lines.size(), 1);
  for_each_pair(lines, translation, [&](std::size_t line, std::size_t, const SentencePair& pair) {
    ranks[line] = std::max(ranks[line], pair.hypotheses.size());
  });
  std::vector<std::vector<std::vector<Sentence>>> result(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) result[i].resize(ranks[i]);
  for_each_pair(lines, translation, [&](std::size_t line, std::size_t start, const SentencePair& pair) {
    for (std::size_t rank = 0; rank < ranks[line]; ++rank) {
      result[line][rank].push_back(sentence_of(pair, start, lines[line], translation, rank));
    }
  });
  return result;
}

void shift(Sentence& sentence, std::ptrdiff_t by) {
  const auto moved = [by](ByteRange range) {
    const auto shift = static_cast<std::size_t>(by);  // modulo 2^64, as the sum is
    return ByteRange{range.begin + shift, range.end + shift};
  };
  sentence.source = moved(sentence.source);
  for (Link& link : sentence.target.links) {
    if (link.source.end > link.source.begin) link.source = moved(link.source);
  }
}

std::vector<Sentence> with_gaps(std::vector<Sentence> sentences, std::string_view text) {
  std::vector<Sentence> out;
  std::size_t at = 0;
  for (std::size_t i = 0; i <= sentences.size(); ++i) {
    Sentence* const next = i < sentences.size() ? &sentences[i] : nullptr;
    const std::vector<Chunk> chunks = chunks_of(text, {at, next ? next->source.begin : text.size()});
    auto first = chunks.begin(), last = chunks.end();
    // A publication's own translation stays byte for byte what it is.
    if (i > 0 && !out.back().remembered && first != last) {
      bool ended = has_ended(out.back().source, text);
      for (; first != last && (first->signs || !ended); ++first) ended = ended || first->ends;
      if (first != chunks.begin()) take_behind(out.back(), std::prev(first)->range.end, text);
    }
    if (next && !next->remembered) {
      while (first != last && (std::prev(last)->signs || !std::prev(last)->ends)) --last;
    }
    if (first != last) out.push_back(copied_at({first->range.begin, std::prev(last)->range.end}, text));
    if (!next) break;
    if (last != chunks.end()) take_before(*next, last->range.begin, text);
    at = next->source.end;
    out.push_back(std::move(*next));
  }
  return out;
}

std::vector<Sentence> joined_across(std::vector<Sentence> sentences, const std::vector<ByteRange>& locked,
                                    std::string_view text) {
  std::vector<Sentence> out;
  auto lock = locked.begin();
  for (Sentence& sentence : sentences) {
    while (lock != locked.end() && lock->end <= sentence.source.begin) ++lock;
    const bool cut = lock != locked.end() && !out.empty() && lock->begin < out.back().source.end;
    if (!cut) {
      out.push_back(std::move(sentence));
      continue;
    }
    Sentence& before = out.back();
    before.target.text += part(text, {before.source.end, sentence.source.begin});
    append(before.target, sentence.target);
    before.source.end = sentence.source.end;
    before.complete = before.complete && sentence.complete;
    before.copied = before.copied && sentence.copied;
    before.log_prob += sentence.log_prob;
    before.tokens += sentence.tokens;
  }
  return out;
}

AlignedText joined(const std::vector<Sentence>& sentences, std::string_view source, std::vector<ByteRange>& places) {
  AlignedText out;
  std::size_t at = 0;
  places.clear();
  // What is copied between sentences may be words, a name that is locked: they are linked to themselves.
  const auto copy_to = [&](std::size_t end) {
    const std::string_view gap = part(source, {at, end});
    append(out, {std::string(gap), links_by_words(gap, at, gap)});
  };
  for (const Sentence& sentence : sentences) {
    copy_to(sentence.source.begin);
    const std::size_t begin = out.text.size();
    append(out, sentence.target);
    places.push_back({begin, out.text.size()});
    at = sentence.source.end;
  }
  copy_to(source.size());
  return out;
}

Sentence joined_into_one(const std::vector<Sentence>& sentences, std::string_view text) {
  std::vector<ByteRange> places;
  Sentence one = {{0, text.size()}, joined(sentences, text, places)};
  for (const Sentence& each : sentences) {
    one.log_prob += each.log_prob;
    one.tokens += each.tokens;
  }
  return one;
}

}  // namespace dragoman::postedit
