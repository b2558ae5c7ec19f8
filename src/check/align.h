// Alignment of sentences by their lengths: W. A. Gale and K. W. Church, "A Program for Aligning Sentences in Bilingual Corpora",
// Computational Linguistics 19 (1), 1993. Long sentences have long translations; the cheapest way through both lists, by
// matches of one or two sentences with one or two, or none, is found by dynamic programming.
#pragma once
#include <cstddef>
#include <vector>

namespace dragoman::check {

/// Sentences [source_begin, source_end) belong to [target_begin, target_end); one side may be empty.
struct Bead {
  std::size_t source_begin = 0, source_end = 0, target_begin = 0, target_end = 0;
};

/// `source`, `target`: lengths in letters; `ratio`: target letters for one of the source. Beads in order, all sentences once.
/// Lists over a thousand are aligned within a band round the diagonal.
std::vector<Bead> align_by_length(const std::vector<double>& source, const std::vector<double>& target, double ratio);

}  // namespace dragoman::check
