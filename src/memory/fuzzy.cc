// Three steps: postings of the rarest words, the most promising pairs, their scores.
#include "memory/fuzzy.h"

#include <algorithm>

#include "memory/hash.h"
#include "memory/pairs.h"
#include "memory/plain.h"
#include "memory/postings.h"
#include "memory/similarity.h"
#include "text/utf8.h"

namespace dragoman::memory {
namespace {

constexpr std::int64_t kMostPostings = 100'000;  // read for a look-up in one scope
constexpr std::size_t kMostScored = 64;          // pairs read and compared

struct Candidate {
  std::int64_t pair = 0;
  std::uint32_t shared = 0;  ///< words
  std::uint32_t length = 0;  ///< tokens
};

/// Counts how often each pair comes; open addressing, since a hundred thousand of them must take no time.
class Counter {
 public:
  explicit Counter(std::size_t most) {
    std::size_t size = 1024;
    while (size < most * 2) size *= 2;
    slots_.resize(size);
  }
  void add(const Posting& posting) {
    std::size_t at = mixed(static_cast<std::uint64_t>(posting.pair)) & (slots_.size() - 1);
    while (slots_[at].pair != 0 && slots_[at].pair != posting.pair) at = (at + 1) & (slots_.size() - 1);
    slots_[at].pair = posting.pair;
    slots_[at].length = posting.length;
    ++slots_[at].shared;
  }
  /// The `most` pairs that share most for their length.
  std::vector<Candidate> best(std::size_t most, std::size_t length) {
    std::vector<Candidate> found;
    for (const Candidate& slot : slots_) {
      if (slot.pair != 0) found.push_back(slot);
    }
    const auto better = [&](const Candidate& a, const Candidate& b) {
      const std::size_t left = a.shared * std::max<std::size_t>(b.length, length);
      const std::size_t right = b.shared * std::max<std::size_t>(a.length, length);
      return left != right ? left > right : a.pair > b.pair;
    };
    if (found.size() > most) {
      std::nth_element(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(most), found.end(), better);
      found.resize(most);
    }
    std::sort(found.begin(), found.end(), better);
    return found;
  }

 private:
  std::vector<Candidate> slots_;
};

/// Lengths that can still reach the score: each token too many or missing costs one.
bool can_reach(std::size_t length, std::size_t other, int least) {
  if (other >= 255 && length >= 255) return true;  // the index knows no more
  const std::size_t shorter = std::min(length, other), longer = std::max(length, other);
  return shorter * 100 >= longer * static_cast<std::size_t>(least);
}

Status same_source(Connection& connection, std::int64_t scope, std::string_view source, std::size_t length,
                   std::vector<Posting>& out) {
  Query rows =
      connection.query("SELECT id FROM pairs WHERE key = ? ORDER BY revision DESC LIMIT 16", pair_key(scope, source));
  // As often as it has words, so that it comes first.
  while (rows.next())
    out.insert(out.end(), length + 1, {rows.integer(0), static_cast<std::uint8_t>(std::min<std::size_t>(length, 255))});
  return rows.status();
}

Result<std::vector<Candidate>> candidates(Connection& connection, std::int64_t scope, std::string_view source,
                                          int least) {
  const IndexWords words = index_words(source, scope);
  PostingsReader reader(connection);
  Result<std::vector<PostingsReader::Word>> counted = reader.count(words.words);
  if (!counted) return counted.error();
  std::erase_if(*counted, [](const PostingsReader::Word& word) { return word.count == 0 || word.everywhere; });
  std::stable_sort(counted->begin(), counted->end(), [](const auto& a, const auto& b) { return a.count < b.count; });
  std::vector<Posting> list;
  // The same sentence is found by its own key, even if all its words are everywhere.
  if (Status same = same_source(connection, scope, source, words.length, list); !same) return same.error();
  std::int64_t read = 0;
  for (const PostingsReader::Word& word : *counted) {
    if (read > 0 && read + word.count > kMostPostings) break;
    read += word.count;
    if (Status done = reader.read(word.word, list); !done) return done.error();
  }
  Counter counter(list.size());
  for (const Posting& posting : list) {
    if (can_reach(words.length, posting.length, least)) counter.add(posting);
  }
  return counter.best(kMostScored, words.length);
}

bool may_be_used(const StoredPair& pair, const FuzzyOptions& options) {
  return pair.status == PairStatus::kApproved || (options.drafts && pair.status == PairStatus::kDraft);
}

/// An editor's pair before others, then what is newer.
bool before(const PairMatch& a, const PairMatch& b) {
  if (a.score != b.score) return a.score > b.score;
  const bool editor_a = a.pair.origin == PairOrigin::kEditor, editor_b = b.pair.origin == PairOrigin::kEditor;
  if (editor_a != editor_b) return editor_a;
  return a.pair.when != b.pair.when ? a.pair.when > b.pair.when : a.pair.id > b.pair.id;
}

}  // namespace

Status check_fuzzy(std::string_view source, const FuzzyOptions& options) {
  if (options.least < 1 || options.least > 100)
    return Error{ErrorCode::kBadArgument, 0, "the least score must be from 1 to 100"};
  if (source.size() > kLongestSentence) {
    return Error{ErrorCode::kTooLong, kLongestSentence,
                 "the sentence is over 64 KiB long; look up sentences, not whole texts"};
  }
  return check_utf8(source, "the sentence");
}

Result<std::vector<PairMatch>> fuzzy_pairs(Connection& connection, const std::vector<Scope>& scopes,
                                           std::string_view source, const FuzzyOptions& options) {
  const std::string wanted = plain(source);
  Similarity similarity(wanted);
  std::vector<PairMatch> matches;
  for (const Scope& scope : scopes) {
    const Result<std::vector<Candidate>> found = candidates(connection, scope.id, wanted, options.least);
    if (!found) return found.error();
    for (const Candidate& candidate : *found) {
      Result<std::optional<StoredPair>> pair = pair_of(connection, candidate.pair, scope);
      if (!pair) return pair.error();
      if (!*pair || !may_be_used(**pair, options)) continue;
      const int score = similarity.score(plain((*pair)->source), options.least);
      if (score >= options.least) matches.push_back({std::move(**pair), score});
    }
  }
  std::stable_sort(matches.begin(), matches.end(), before);
  if (matches.size() > options.most) matches.resize(options.most);
  return matches;
}

}  // namespace dragoman::memory
