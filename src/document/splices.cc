// Edits are kept apart from each other in a map by their begin; a replacement swallows the edits inside its range.
#include "document/splices.h"
#include <iterator>

namespace dragoman::document {

bool Splices::is_gone(std::size_t at) const {
  auto edit = edits_.lower_bound(at);
  return edit != edits_.begin() && (--edit)->second.end > at;
}

void Splices::replace(ByteRange range, std::string text) {
  if (range.begin == range.end) return insert(range.begin, text);
  if (is_gone(range.begin)) return;
  // Insertions at range.begin stand before the range, and stay.
  std::string inserted;
  const auto first = edits_.lower_bound(range.begin);
  if (first != edits_.end() && first->first == range.begin) inserted = std::move(first->second.inserted);
  edits_.erase(first, edits_.lower_bound(range.end));
  edits_.emplace(range.begin, Edit{range.end, std::move(inserted), std::move(text)});
}

void Splices::insert(std::size_t at, std::string_view text) {
  if (is_gone(at)) return;
  const auto [edit, fresh] = edits_.try_emplace(at);
  if (fresh) edit->second.end = at;
  edit->second.inserted += text;
}

std::string Splices::render(ByteRange range) const {
  std::string out;
  std::size_t at = range.begin;
  for (auto edit = edits_.lower_bound(range.begin); edit != edits_.end() && edit->first <= range.end; ++edit) {
    // At the range's very end only insertions at the end of the whole text belong to it.
    if (edit->first == range.end && range.end != source_.size()) break;
    out += source_.substr(at, edit->first - at);
    out += edit->second.inserted;
    out += edit->second.text;
    at = edit->second.end;
  }
  return out += source_.substr(at, range.end - at);
}

}  // namespace dragoman::document
