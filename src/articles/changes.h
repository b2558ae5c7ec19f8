// Changes: what is different between two versions of a story, sentence by sentence.
// Threads: pure functions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>
#include "dragoman/page.h"

namespace dragoman::articles {

/// A sentence of a version, and where it stands there.
struct PlacedSentence {
  std::size_t block = 0, sentence = 0;
  std::string source, target;
};

enum class ChangeKind : std::uint8_t { kAdded, kRemoved, kChanged };
/// "added", "removed", "changed".
std::string_view change_name(ChangeKind kind);

struct SentenceChange {
  ChangeKind kind = ChangeKind::kAdded;
  PlacedSentence before = {};  ///< empty where the sentence was added
  PlacedSentence after = {};   ///< empty where it was removed
};

/// In the order of the newer version; what was removed stands where it was. A sentence that shares most of its words with one that
/// stood at its place has changed. Blocks that were not translated count as a sentence; one that stands in a page several times (a
/// headline and its title element) counts once. A sentence that has only moved is removed and added.
std::vector<SentenceChange> changes_between(const std::vector<Block>& before, const std::vector<Block>& after);

}  // namespace dragoman::articles
