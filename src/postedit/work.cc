#include "postedit/work.h"

#include <algorithm>
#include <utility>

#include "base/part.h"
#include "postedit/choose.h"
#include "postedit/relink.h"
#include "postedit/terms.h"

namespace dragoman::postedit {

using markup::AlignedText;

namespace {

/// Those that mending counted, and what a reader of the two texts alone would call critical.
std::size_t faults_of(const Work& work, const LineContext& context) {
  if (!context.checker) return work.mended.faults;
  const PairCheck check = context.checker->check(work.draft.source, work.mended.target.text);
  const auto critical = std::ranges::count(check.findings, Severity::kCritical, &Finding::severity);
  return work.mended.faults + static_cast<std::size_t>(critical);
}

/// `ranked`: one sentence's hypotheses, by rank.
void choose_one(std::span<Work* const> ranked, const LineContext& context) {
  if (ranked.front()->settled) return;
  std::vector<Candidate> candidates;
  for (const Work* work : ranked) {
    const float score = work->tokens > 0 ? work->log_prob / static_cast<float>(work->tokens) : 0;
    candidates.push_back({work->mended.target.text, faults_of(*work, context), work->log_prob, score, work->complete});
  }
  const std::size_t best = choose(candidates, context.rerank);
  // The others move down by one, so that they stay in the engine's order.
  for (std::size_t i = best; i > 0; --i) {
    std::swap(*ranked[i], *ranked[i - 1]);
    std::swap(ranked[i]->rank, ranked[i - 1]->rank);
  }
}

/// The publication has decided: the translation stands as it is.
void settle(Work& work, std::string translation) {
  work.mended.target = relinked(work.draft.target, std::move(translation));
  work.settled = true;
}

}  // namespace

Status advise(Work& work, const LineContext& context) {
  if (!context.advise) return {};
  Result<Advice> advice = context.advise(work.draft.source);
  if (!advice) return advice.error();
  if (advice->exact && work.rank == 0) {
    settle(work, std::move(advice->exact->target));
  } else if (const Term* term = whole_term(work.draft.source, advice->terms); term != nullptr && work.rank == 0) {
    settle(work, term->target);
  } else {
    set_terms(work.draft, std::move(advice->terms));
  }
  return {};
}

std::vector<const Draft*> drafts_of(std::span<Work* const> works) {
  std::vector<const Draft*> out;
  for (const Work* work : works) out.push_back(&work->draft);
  return out;
}

Mended mended_with(const Work& work, const AlignedText& hypothesis, const LineContext& context) {
  Draft other = work.draft;
  other.target = hypothesis;
  return mend(other, context);
}

void take_up(Work& work, const AlignedText& hypothesis, Mended mended) {
  work.mended = std::move(mended);
  work.log_prob = 0;
  for (const markup::Link& link : hypothesis.links) work.log_prob += link.log_prob;
  work.tokens = hypothesis.links.size() + 1;
}

void choose_hypotheses(std::span<Work> works, const LineContext& context) {
  std::vector<Work*> sorted;
  for (Work& work : works) sorted.push_back(&work);
  const auto sentence = [](const Work* work) { return std::pair(work->line, work->place.begin); };
  std::ranges::stable_sort(sorted, {}, sentence);
  for (auto first = sorted.begin(); first != sorted.end();) {
    const auto last =
        std::find_if(first, sorted.end(), [&](const Work* each) { return sentence(each) != sentence(*first); });
    choose_one({first, last}, context);
    first = last;
  }
}

std::string note_of_parts(const Work& work) {
  const Mended& mended = work.mended;
  const std::string how = "a sentence was translated in parts, ";
  if (!mended.lost_locks.empty())
    return how + "around \"" + std::string(part(work.draft.source, mended.lost_locks.front())) + "\"";
  if (!mended.lost_words.empty())
    return how + "to say \"" + std::string(part(work.draft.source, mended.lost_words.front())) + "\"";
  return how + "to say the glossary's \"" + mended.missing.front().term.target + "\"";
}

}  // namespace dragoman::postedit
