// The longest common subsequence of the sentences tells what stayed; in the gaps, sentences that are alike are one that has changed.
#include "articles/changes.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <unordered_set>

#include "articles/blocks.h"
#include "base/part.h"
#include "text/words.h"

namespace dragoman::articles {
namespace {

constexpr std::array<std::string_view, 3> kChangeNames = {"added", "removed", "changed"};
constexpr std::size_t kMostSteps = std::size_t{16} << 20;  // comparisons; stories have some hundred sentences a side
constexpr double kAlike = 0.5;                             // share of words that a changed sentence has kept

using Placed = std::vector<PlacedSentence>;

/// Headlines and summaries stand in a page's head once more.
bool may_repeat(BlockRole role) {
  return role == BlockRole::kHeadline || role == BlockRole::kStandfirst || role == BlockRole::kAttribute ||
         role == BlockRole::kMetadata || role == BlockRole::kCaption;
}

Placed sentences_in(const std::vector<Block>& blocks) {
  Placed out;
  std::unordered_set<std::string> seen;
  const auto add = [&](const Block& block, PlacedSentence placed) {
    if (placed.source.empty()) return;
    if (!seen.insert(placed.source).second && may_repeat(block.role)) return;
    out.push_back(std::move(placed));
  };
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    for (std::size_t j = 0; j < block.sentences.size(); ++j) {
      add(block, {i, j, std::string(trimmed(part(block.source, block.sentences[j].source))),
                  std::string(trimmed(part(block.target, block.sentences[j].target)))});
    }
    if (block.sentences.empty())
      add(block, {i, 0, std::string(trimmed(block.source)), std::string(trimmed(block.target))});
  }
  return out;
}

/// The words of a sentence, sorted; those that occur twice twice.
std::multiset<std::string_view> words_of(std::string_view text) {
  std::multiset<std::string_view> out;
  std::size_t begin = 0;
  for (const std::size_t end : text::word_ends(text)) {
    const std::string_view word = text.substr(begin, end - begin);
    if (word.find_first_not_of(" .,;:!?") != std::string_view::npos) out.insert(word);
    begin = end;
  }
  return out;
}

/// Twice the words in common over the words of both.
double likeness(std::string_view left, std::string_view right) {
  const std::multiset<std::string_view> a = words_of(left), b = words_of(right);
  if (a.empty() || b.empty()) return 0;
  std::size_t common = 0;
  for (auto at = a.begin(); at != a.end(); at = a.upper_bound(*at)) common += std::min(a.count(*at), b.count(*at));
  return 2.0 * static_cast<double>(common) / static_cast<double>(a.size() + b.size());
}

/// Tells what is different between two runs of sentences that have none in common.
class Gap {
 public:
  Gap(std::vector<SentenceChange>& out, const Placed& before, const Placed& after)
      : out_(out), before_(before), after_(after) {}
  void tell(std::size_t b, std::size_t b_end, std::size_t a, std::size_t a_end) {
    for (; a < a_end; ++a) {
      const std::size_t twin = twin_of(a, b, b_end);
      if (twin == b_end) {
        out_.push_back({ChangeKind::kAdded, {}, after_[a]});
        continue;
      }
      for (; b < twin; ++b) out_.push_back({ChangeKind::kRemoved, before_[b], {}});
      out_.push_back({ChangeKind::kChanged, before_[b++], after_[a]});
    }
    for (; b < b_end; ++b) out_.push_back({ChangeKind::kRemoved, before_[b], {}});
  }

 private:
  static constexpr std::size_t kLooks = 20;  // sentences: an edit is not far from where it was
  std::size_t twin_of(std::size_t a, std::size_t b, std::size_t b_end) const {
    std::size_t best = b_end;
    double best_likeness = kAlike;
    for (std::size_t i = b; i < std::min(b_end, b + kLooks); ++i) {
      const double now = likeness(before_[i].source, after_[a].source);
      if (now > best_likeness || (now == best_likeness && best == b_end)) {
        best = i;
        best_likeness = now;
      }
    }
    return best;
  }
  std::vector<SentenceChange>& out_;
  const Placed &before_, &after_;
};

/// Lengths of the longest common subsequences of what is left of both sides, row by row.
std::vector<std::uint32_t> common_lengths(const Placed& before, const Placed& after, std::size_t rows,
                                          std::size_t columns, std::size_t skip) {
  std::vector<std::uint32_t> out((rows + 1) * (columns + 1));
  const std::size_t width = columns + 1;
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      out[i * width + j] = before[skip + i].source == after[skip + j].source
                               ? out[(i + 1) * width + j + 1] + 1
                               : std::max(out[(i + 1) * width + j], out[i * width + j + 1]);
    }
  }
  return out;
}

}  // namespace

std::string_view change_name(ChangeKind kind) { return kChangeNames[static_cast<std::size_t>(kind)]; }

std::vector<SentenceChange> changes_between(const std::vector<Block>& old_blocks,
                                            const std::vector<Block>& new_blocks) {
  const Placed before = sentences_in(old_blocks), after = sentences_in(new_blocks);
  std::size_t skip = 0, b_end = before.size(), a_end = after.size();
  while (skip < std::min(b_end, a_end) && before[skip].source == after[skip].source) ++skip;
  for (; b_end > skip && a_end > skip && before[b_end - 1].source == after[a_end - 1].source; --b_end) --a_end;
  const std::size_t rows = b_end - skip, columns = a_end - skip, width = columns + 1;
  std::vector<SentenceChange> out;
  Gap gap(out, before, after);
  if (columns > 0 && rows > kMostSteps / columns) {  // another page altogether, and a very long one
    gap.tell(skip, b_end, skip, a_end);
    return out;
  }
  const std::vector<std::uint32_t> common = common_lengths(before, after, rows, columns, skip);
  std::size_t i = 0, j = 0, gap_i = 0, gap_j = 0;
  while (i < rows && j < columns) {
    if (before[skip + i].source == after[skip + j].source) {
      gap.tell(skip + gap_i, skip + i, skip + gap_j, skip + j);
      gap_i = ++i;
      gap_j = ++j;
    } else if (common[(i + 1) * width + j] >= common[i * width + j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  gap.tell(skip + gap_i, b_end, skip + gap_j, a_end);
  return out;
}

}  // namespace dragoman::articles
