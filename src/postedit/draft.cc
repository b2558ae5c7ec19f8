// The order matters: inventions would be taken for places of numbers; locks come last, since digits in them have their own form.
#include "postedit/draft.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/part.h"
#include "check/negation.h"
#include "fidelity/capitals.h"
#include "fidelity/dates.h"
#include "fidelity/figure_dates.h"
#include "fidelity/first_names.h"
#include "fidelity/form_signs.h"
#include "fidelity/hours.h"
#include "fidelity/inventions.h"
#include "fidelity/loops.h"
#include "fidelity/marks.h"
#include "fidelity/money.h"
#include "fidelity/money_signs.h"
#include "fidelity/numbers.h"
#include "fidelity/numerals.h"
#include "fidelity/outer_quotes.h"
#include "fidelity/strays.h"
#include "fidelity/typography.h"
#include "fidelity/variety.h"
#include "fidelity/zones.h"
#include "markup/edits.h"
#include "markup/locks.h"
#include "postedit/lost_words.h"
#include "postedit/no_break.h"
#include "postedit/plain_words.h"
#include "postedit/terms.h"

namespace dragoman::postedit {
namespace {

using markup::AlignedText;

/// Dates whole, in the language's form.
AlignedText with_dates(const Draft& draft, const AlignedText& target, const LineContext& context) {
  AlignedText dated = fidelity::with_dates_in_figures(draft.source, target, context.source, context.target);
  dated = fidelity::write_dates_in_words(draft.source, dated, context.source, context.target);
  dated = fidelity::with_dates_in_form(draft.source, dated, context.source, context.target);
  return fidelity::with_lost_months(draft.source, dated, context.source, context.target);
}

/// Numbers that the engine lost or changed are put back.
void mend_numbers(const Draft& draft, Mended& mended, const LineContext& context) {
  const AlignedText dated = with_dates(draft, mended.target, context);
  fidelity::RepairedNumbers repaired = fidelity::repair_numbers(draft.source, dated, context.source, context.target);
  for (const fidelity::NumberFinding& finding : repaired.findings) {
    using Kind = fidelity::NumberFinding::Kind;
    if (finding.kind == Kind::kLost) {
      mended.note = "lost a number: " + std::string(part(draft.source, finding.source));
    } else if (finding.kind == Kind::kInvented) {
      mended.note = "has a number of its own: " + std::string(part(dated.text, finding.target));
    } else {
      continue;
    }
    ++mended.faults;
  }
  mended.target = std::move(repaired.text);
  if (repaired.findings.empty()) return;
  // A day that came back is a date without its month.
  const AlignedText whole = fidelity::with_lost_months(draft.source, mended.target, context.source, context.target);
  mended.target = fidelity::with_dates_in_form(draft.source, whole, context.source, context.target);
}

/// A lock that was put back may have swallowed a number beside it ("© 2015"), and parts translated apart may lose theirs. What is
/// gone comes back; nothing else is touched any more.
AlignedText with_lost_numbers(const Draft& draft, AlignedText target, const LineContext& context) {
  fidelity::RepairedNumbers repaired = fidelity::repair_numbers(draft.source, target, context.source, context.target);
  const bool only_inserted = std::ranges::all_of(repaired.findings, [](const fidelity::NumberFinding& finding) {
    return finding.kind == fidelity::NumberFinding::Kind::kInserted;
  });
  return only_inserted ? std::move(repaired.text) : std::move(target);
}

/// Locks that the engine was given in plain letters and signs and copied so, in their own again.
void restore_letters(const Draft& draft, AlignedText& target, const EngineVocabulary& vocabulary) {
  std::vector<markup::Edit> edits;
  std::map<std::string, std::size_t> from;      // where the next one with that form is sought
  std::size_t budget = std::size_t{256} << 20;  // bytes that are searched through: keeps many locks cheap
  const std::size_t cost = draft.source.size() + target.text.size();
  for (const ByteRange lock : draft.locked) {
    const std::string_view own = part(draft.source, lock);
    const std::string given = in_plain_form(own, vocabulary);
    if (given.empty() || given == own) continue;
    if (cost > budget) break;  // the alignment must tell
    budget -= cost;
    if (draft.source.find(given) != std::string::npos) continue;  // or another's would be taken for it
    const std::size_t at = target.text.find(given, from[given]);
    if (at == std::string::npos) continue;
    from[given] = at + given.size();
    edits.push_back({{at, at + given.size()}, lock, std::string(own)});
  }
  std::ranges::sort(edits, {}, [](const markup::Edit& edit) { return edit.target.begin; });
  const auto behind = std::ranges::adjacent_find(edits, [](const markup::Edit& a, const markup::Edit& b) {
    return b.target.begin < a.target.end;  // one name in the other: the alignment must tell
  });
  if (!edits.empty() && behind == edits.end()) target = markup::with_edits(target, std::move(edits));
}

void mend_locks(const Draft& draft, Mended& mended, const LineContext& context) {
  if (draft.locked.empty()) return;
  mended.target = fidelity::with_money_signs(draft.source, mended.target, draft.locked, context.source, context.target);
  markup::Restored restored = markup::restore_locked(draft.source, draft.locked, std::move(mended.target));
  const AlignedText complete = with_lost_numbers(draft, std::move(restored.text), context);
  const AlignedText closed = fidelity::with_closed_quotes(
      draft.source, fidelity::without_strays(draft.source, complete, draft.locked), draft.locked);
  mended.target = fidelity::with_signs_beside(draft.source, closed, draft.locked);
  mended.lost_locks = std::move(restored.lost);
  mended.lost_words = words_lost_beside(draft.source, draft.locked, mended.target);
  mended.faults += mended.lost_locks.size() + mended.lost_words.size();
}

/// What is locked in its place, and nothing else touched.
Mended with_locks(const Draft& draft) {
  markup::Restored restored = markup::restore_locked(draft.source, draft.locked, draft.target);
  Mended mended;
  mended.target = std::move(restored.text);
  mended.lost_locks = std::move(restored.lost);
  return mended;
}

AlignedText without_inventions(const Draft& draft, const AlignedText& target, const LineContext& context) {
  return fidelity::remove_inventions(draft.form, target, context.source, context.target).text;
}

/// A currency once, hours as the language writes them, one variety, capitals where they were, the house's numerals.
AlignedText in_house_form(const Draft& draft, const AlignedText& target, const LineContext& context) {
  const AlignedText own = fidelity::with_own_currency(draft.source, target, context.source, context.target);
  const AlignedText priced = fidelity::without_doubled_currency(draft.source, own, context.source, context.target);
  const AlignedText timed = fidelity::with_hours_in_form(draft.source, priced, context.source, context.target);
  const AlignedText zoned = fidelity::with_zones(draft.source, timed, context.target);
  const AlignedText raised = fidelity::with_capitals(
      draft.source, fidelity::in_variety(draft.source, zoned, context.target), draft.emphasised, context.target);
  return fidelity::in_numerals(draft.source,
                               fidelity::with_first_capital(draft.source, raised, draft.locked, context.target),
                               draft.locked, context.numerals, context.target);
}

}  // namespace

Draft draft_of(const SourceLine& line, const PreparedLine& prepared, Sentence sentence) {
  const ByteRange place = sentence.source;
  shift(sentence, -static_cast<std::ptrdiff_t>(place.begin));
  // A dateline was given in parts; another try is given all of it.
  const bool dateline = prepared.dateline && place.begin < prepared.dateline->text;
  Draft draft = {std::string(part(line.text, place)),
                 std::string(part(dateline ? line.text : prepared.form, place)),
                 {},
                 {},
                 std::move(sentence.target),
                 {}};
  const auto take = [place](const std::vector<ByteRange>& all, std::vector<ByteRange>& into) {
    auto range = std::ranges::lower_bound(all, place.begin, {}, &ByteRange::begin);
    for (; range != all.end() && range->end <= place.end; ++range) {
      into.push_back({range->begin - place.begin, range->end - place.begin});
    }
  };
  take(prepared.locked, draft.locked);
  take(prepared.emphasised, draft.emphasised);
  return draft;
}

Mended mend(const Draft& draft, const LineContext& context) {
  if (context.bare) return with_locks(draft);
  Mended mended;
  mended.target = without_inventions(draft, draft.target, context);
  restore_letters(draft, mended.target, context.vocabulary);
  mended.target = fidelity::with_lacking_signs(draft.source, mended.target, draft.locked);
  mend_numbers(draft, mended, context);
  restore_no_break_spaces(draft.source, mended.target);
  mend_locks(draft, mended, context);
  mended.target = fidelity::with_outer_quotes(draft.source, fidelity::with_first_names(draft.source, mended.target));
  mended.target = in_house_form(draft, mended.target, context);
  if (fidelity::count_loops(draft.source, mended.target.text) > 0) {
    mended.note = "says some words again and again";
    ++mended.faults;
  }
  if (check::loses_negation(draft.source, mended.target.text, context.source, context.target)) {
    mended.note = "lost a negation";
    ++mended.faults;
  }
  mended.odd_signs = fidelity::signs_differ(draft.source, mended.target.text);
  if (mended.odd_signs) {
    mended.note = "lost or made up a sign";
    // The words between signs are better asked for than any other hypothesis.
    mended.faults += fidelity::form_signs(draft.source).empty() ? 1 : 0;
  }
  mended.missing = missing_terms(mended.target, draft.terms);
  mended.faults += mended.missing.size();
  // Last, since all that looks for signs knows the plain ones.
  mended.target = fidelity::with_typography(draft.source, mended.target, draft.locked, context.target);
  return mended;
}

AlignedText mend_joined(const Draft& draft, const AlignedText& target, const LineContext& context) {
  if (context.bare) return target;
  const AlignedText dated = with_dates(draft, without_inventions(draft, target, context), context);
  const AlignedText complete = with_lost_numbers(draft, dated, context);
  const AlignedText out = in_house_form(draft, fidelity::without_strays(draft.source, complete, draft.locked), context);
  return fidelity::with_typography(draft.source, say_terms(out, missing_terms(out, draft.terms)).target, draft.locked,
                                   context.target);
}

}  // namespace dragoman::postedit
