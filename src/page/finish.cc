// Sentences were mended one by one; markup is laid over the whole block, since it may run over them.
#include "page/finish.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "document/news_forms.h"
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
  if (block.role == BlockRole::kByline) line.titles = document::find_job_titles(block.text);
  std::ranges::replace(line.text, '\n', ' ');  // no reader gives one; a line too many would shift all others
  return line;
}

std::vector<BlockMark> marks_of(const document::Document& document, std::size_t block,
                                const document::Placement& placement) {
  const SourceBlock& source = document.blocks()[block];
  std::vector<ByteRange> targets;
  for (const document::Mark& mark : source.marks) targets.push_back(mark.text);
  std::size_t at = 0;
  for (const Piece& piece : placement.pieces) {
    if (piece.kind == Piece::Kind::kText) {
      at += piece.text.size();
      continue;
    }
    const auto index = static_cast<std::size_t>(piece.mark);
    const document::Mark& mark = source.marks[index];
    if (piece.kind == Piece::Kind::kWhole && mark.kind == document::Mark::Kind::kLocked)
      at += mark.text.end - mark.text.begin;
    if (piece.kind == Piece::Kind::kOpen) targets[index] = {at, at};
    if (piece.kind == Piece::Kind::kClose) targets[index].end = at;
  }
  std::vector<BlockMark> marks;
  for (std::size_t i = 0; i < source.marks.size(); ++i) {
    const document::ShownElement shown = document.shown(block, i);
    if (source.marks[i].kind != document::Mark::Kind::kSpan || shown.name.empty()) continue;
    marks.push_back({std::string(shown.name), std::string(shown.address), source.marks[i].text, targets[i]});
  }
  // Words may have changed places: outer ones first, in the order of the translation.
  std::ranges::stable_sort(marks, [](const BlockMark& left, const BlockMark& right) {
    return left.target.begin != right.target.begin ? left.target.begin < right.target.begin
                                                   : left.target.end > right.target.end;
  });
  return marks;
}

Finished finish(const SourceBlock& block, postedit::EditedLine line, bool links) {
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
  if (links) {
    for (const markup::Link& link : whole.links) {
      // The final stop of a headline may have gone with its words.
      if (link.target.end <= whole.text.size())
        finished.block.words.push_back({link.source, link.target, link.log_prob});
    }
  }
  finished.block.target = std::move(whole.text);
  return finished;
}

}  // namespace dragoman::page
