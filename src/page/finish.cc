// Sentences were mended one by one; markup is laid over the whole block, since it may run over them.
#include "page/finish.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "markup/locks.h"
#include "markup/transfer.h"
#include "page/unchanged.h"
#include "postedit/headline_case.h"
#include "postedit/sentences.h"

namespace dragoman::page {
namespace {

using document::Piece;
using document::SourceBlock;

bool is_heading(BlockRole role) { return role == BlockRole::kHeadline || role == BlockRole::kSubheading; }

postedit::LineKind kind_of(BlockRole role) {
  if (is_heading(role)) return postedit::LineKind::kHeading;
  return role == BlockRole::kText || role == BlockRole::kQuote ? postedit::LineKind::kRunning
                                                               : postedit::LineKind::kOther;
}

postedit::DatelineUse dateline_of(BlockRole role) {
  if (role == BlockRole::kDateline) return postedit::DatelineUse::kWhole;
  return role == BlockRole::kText || role == BlockRole::kStandfirst ? postedit::DatelineUse::kOpens
                                                                    : postedit::DatelineUse::kNone;
}

/// What came back cannot be printed.
Finished failed(const SourceBlock& block, std::string note) {
  Finished finished;
  finished.block = {block.role, KeepReason::kFailed, std::move(note), block.text, block.text, {}};
  return finished;
}

/// Whether every mark was laid, opened and closed once: a writer must not be given less.
bool is_whole(const SourceBlock& block, const document::Placement& placement) {
  std::vector<int> seen(block.marks.size(), 0);
  for (const Piece& piece : placement.pieces) {
    if (piece.kind != Piece::Kind::kText) ++seen[static_cast<std::size_t>(piece.mark)];
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i] != (block.marks[i].kind == document::Mark::Kind::kSpan ? 2 : 1)) return false;
  }
  return true;
}

}  // namespace

postedit::SourceLine line_of(const SourceBlock& block) {
  postedit::SourceLine line = {block.text, markup::locked_ranges(block), kind_of(block.role), dateline_of(block.role)};
  std::ranges::replace(line.text, '\n', ' ');  // no reader gives one; a line too many would shift all others
  return line;
}

Finished finish(const SourceBlock& block, postedit::EditedLine line) {
  if (!line.failure.empty()) return failed(block, std::move(line.failure));
  Finished finished;
  finished.block = {block.role, KeepReason::kNone, std::move(line.note), block.text, "", {}};
  std::vector<ByteRange> places;
  markup::AlignedText whole = postedit::joined(line.sentences, block.text, places);
  const bool remembered = std::ranges::any_of(line.sentences, &postedit::Sentence::remembered);
  if (is_heading(block.role) && !remembered) postedit::drop_final_stop(whole, block.text);
  for (std::size_t i = 0; i < line.sentences.size(); ++i) {
    finished.block.sentences.push_back({line.sentences[i].source,
                                        {places[i].begin, std::min(places[i].end, whole.text.size())},
                                        line.sentences[i].remembered});
  }
  finished.placement = markup::transfer(block, whole);
  if (!is_whole(block, finished.placement)) return failed(block, "its markup found no place in the translation");
  finished.placement.changed = whole.text != block.text;
  if (!finished.placement.changed) {
    const std::string repair = std::move(finished.block.note);
    finished.block.note = unchanged_note(block, remembered) + (repair.empty() ? "" : "; " + repair);
  }
  finished.block.target = std::move(whole.text);
  return finished;
}

}  // namespace dragoman::page
