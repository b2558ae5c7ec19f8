// Choosing among a sentence's hypotheses, all of them mended: fewest faults first, since an editor forgives no lost number for better
// style; then what the mode of the caller pays for.
//
// Threads: pure functions.
#pragma once
#include <cstddef>
#include <span>
#include <string_view>
#include "dragoman/rerank.h"
#include "postedit/line.h"

namespace dragoman::postedit {

struct Candidate {
  std::string_view text;   ///< fit to print, as far as it could be mended
  std::size_t faults = 0;  ///< that remain in it
  float log_prob = 0;      ///< the engine's
  float score = 0;         ///< log_prob per token
  bool complete = true;    ///< false: broken off
};

/// The hypotheses that a mode asks the engine for; 1 = no more than the caller does.
unsigned hypotheses_for(Rerank rerank);

/// Which candidate to print; the first one of equals. `candidates`: as the engine ranked them, at least one. Texts over 8 KiB, which
/// no sentence has, are not compared with each other.
std::size_t choose(std::span<const Candidate> candidates, Rerank rerank);

/// Has lines chosen this way, and loads what that takes.
void set_rerank(LineContext& context, Rerank rerank);

}  // namespace dragoman::postedit
