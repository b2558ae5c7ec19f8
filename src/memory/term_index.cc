// A step of the tree is a hash of the node and the next word's stem, so the whole tree is one table.
#include "memory/term_index.h"

#include <algorithm>

#include "memory/hash.h"
#include "memory/plain.h"

namespace dragoman::memory {
namespace {

std::uint64_t step_key(std::uint32_t node, std::uint64_t stem) {
  const std::uint64_t key = mixed(stem + node * 0x9E3779B97F4A7C15ULL);
  return key == 0 ? 1 : key;
}

/// Bytes that both begin with.
std::size_t shared_beginning(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

std::uint64_t stem_hash(const Endings& endings, TokenKind kind, std::string_view word) {
  return kind == TokenKind::kWord ? hash_of(endings.stem(word)) : hash_of(word);
}

}  // namespace

std::vector<TextWord> words_for(std::string_view text, const std::vector<Token>& tokens, const Endings& endings) {
  std::vector<TextWord> words;
  words.reserve(tokens.size());
  for (const Token& token : tokens) {
    std::string small = folded(token.in(text));
    const std::uint64_t stem = stem_hash(endings, token.kind, small);
    words.push_back({token, std::move(small), stem});
  }
  return words;
}

std::uint32_t TermIndex::step(std::uint32_t node, std::uint64_t stem) const {
  const std::uint64_t key = step_key(node, stem);
  for (std::size_t at = key & (steps_.size() - 1); steps_[at].key != 0; at = (at + 1) & (steps_.size() - 1)) {
    if (steps_[at].key == key) return steps_[at].node;
  }
  return 0;
}

void TermIndex::grow() {
  std::vector<Step> larger(steps_.size() * 2);
  for (const Step& one : steps_) {
    if (one.key == 0) continue;
    std::size_t at = one.key & (larger.size() - 1);
    while (larger[at].key != 0) at = (at + 1) & (larger.size() - 1);
    larger[at] = one;
  }
  steps_ = std::move(larger);
}

std::uint32_t TermIndex::make_step(std::uint32_t node, std::uint64_t stem) {
  if (const std::uint32_t known = step(node, stem); known != 0) return known;
  if (++used_ * 2 > steps_.size()) grow();
  const std::uint64_t key = step_key(node, stem);
  std::size_t at = key & (steps_.size() - 1);
  while (steps_[at].key != 0) at = (at + 1) & (steps_.size() - 1);
  nodes_.emplace_back();
  steps_[at] = {key, static_cast<std::uint32_t>(nodes_.size() - 1)};
  return steps_[at].node;
}

void TermIndex::add(Term term) {
  const std::vector<Token> tokens = tokens_of(term.source, false);
  if (tokens.empty()) return;
  Entry entry;
  entry.first_word = static_cast<std::uint32_t>(words_.size());
  entry.words = static_cast<std::uint32_t>(tokens.size());
  std::uint32_t node = 0;
  for (const Token& token : tokens) {
    const std::string small = folded(token.in(term.source));
    words_.push_back({token.begin, token.end, hash_of(small)});
    node = make_step(node, stem_hash(endings_, token.kind, small));
  }
  entry.term = std::move(term);
  entry.next = nodes_[node].entry;
  terms_.push_back(std::move(entry));
  nodes_[node].entry = static_cast<std::uint32_t>(terms_.size());
}

bool TermIndex::fits(const Entry& entry, std::string_view text, const TextWord* words, bool& inflected) const {
  inflected = false;
  for (std::uint32_t i = 0; i < entry.words; ++i) {
    const Word& stored = words_[entry.first_word + i];
    const std::string_view source = std::string_view(entry.term.source).substr(stored.begin, stored.end - stored.begin);
    const std::string_view written = words[i].token.in(text);
    const bool same = stored.folded == hash_of(words[i].folded);
    if (!same && entry.term.exact) return false;
    inflected = inflected || !same;
    if (!entry.term.case_sensitive) continue;
    // The letters that both forms begin with must be the same as they stand; endings differ anyway.
    const std::size_t alike = shared_beginning(folded(source), words[i].folded);
    if (same ? source != written : source.substr(0, alike) != written.substr(0, alike)) return false;
  }
  return true;
}

void TermIndex::find(std::string_view text, const std::vector<TextWord>& words, std::vector<Found>& found) const {
  for (std::size_t first = 0; first < words.size(); ++first) {
    if (!words[first].token.starts) continue;
    std::uint32_t node = 0;
    for (std::size_t at = first; at < words.size(); ++at) {
      node = step(node, words[at].stem);
      if (node == 0) break;
      if (!words[at].token.ends) continue;
      for (std::uint32_t entry = nodes_[node].entry; entry != 0; entry = terms_[entry - 1].next) {
        Found place{first, at + 1 - first, &terms_[entry - 1].term, false};
        if (place.count != terms_[entry - 1].words) continue;  // hashes that met by chance
        if (fits(terms_[entry - 1], text, &words[first], place.inflected)) found.push_back(place);
      }
    }
  }
}

std::vector<TermMatch> apart(const std::vector<TextWord>& words, std::vector<Found> found) {
  const auto bytes = [&](const Found& one) {
    return words[one.first + one.count - 1].token.end - words[one.first].token.begin;
  };
  std::stable_sort(found.begin(), found.end(), [&](const Found& a, const Found& b) {
    if (bytes(a) != bytes(b)) return bytes(a) > bytes(b);
    if (a.first != b.first) return a.first < b.first;
    if (a.inflected != b.inflected) return b.inflected;
    return a.term->case_sensitive && !b.term->case_sensitive;
  });
  std::vector<bool> taken(words.size());
  std::vector<TermMatch> matches;
  for (const Found& one : found) {
    const auto begin = taken.begin() + static_cast<std::ptrdiff_t>(one.first);
    const auto end = begin + static_cast<std::ptrdiff_t>(one.count);
    if (std::find(begin, end, true) != end) continue;
    std::fill(begin, end, true);
    matches.push_back(
        {{words[one.first].token.begin, words[one.first + one.count - 1].token.end}, *one.term, one.inflected});
  }
  std::sort(matches.begin(), matches.end(),
            [](const TermMatch& a, const TermMatch& b) { return a.range.begin < b.range.begin; });
  return matches;
}

}  // namespace dragoman::memory
