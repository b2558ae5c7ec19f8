// Works on bytes, after the words have been given out: an edge inside a word is the exception, and only here.
#include "markup/letters.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/part.h"
#include "markup/anchors.h"
#include "markup/rows.h"
#include "text/token_ranges.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::markup {
namespace {

ByteRange clamped(ByteRange range, ByteRange outer) {
  const std::size_t begin = std::clamp(range.begin, outer.begin, outer.end);
  return {begin, std::clamp(range.end, begin, outer.end)};
}

/// Gives the node and all text inside it `range`; what has no text is moved into it.
void narrow(Layout& layout, std::size_t outer, ByteRange range) {
  layout.nodes[outer].target = range;
  std::vector<std::size_t> open = layout.nodes[outer].children;
  while (!open.empty()) {
    Node& node = layout.nodes[open.back()];
    open.pop_back();
    node.target = node.kind == Node::Kind::kPlace ? clamped(node.target, range) : range;
    open.insert(open.end(), node.children.begin(), node.children.end());
  }
}

bool is_one_word(const Layout& layout, ByteRange source) {
  const std::size_t first = atom_at(layout.source_atoms, source.begin);
  return first == atom_at(layout.source_atoms, source.end - 1) && layout.source_atoms[first].kind == AtomKind::kWord;
}

/// Deals the characters of the row's first word out to all of it, if there are enough.
void split_word(Layout& layout, const std::vector<std::size_t>& row) {
  const ByteRange stretch = layout.nodes[row.front()].target;
  const std::size_t atom = atom_at(layout.target_atoms, stretch.begin);
  if (atom == layout.target_atoms.size() || layout.target_atoms[atom].range.end != stretch.end) return;
  const std::vector<std::size_t> ends = text::grapheme_ends(part(layout.target, stretch));
  if (ends.size() < row.size()) return;
  std::size_t begin = stretch.begin;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::size_t end = stretch.begin + ends[(i + 1) * ends.size() / row.size() - 1];
    narrow(layout, row[i], {begin, end});
    begin = end;
  }
}

/// Rows of spans that share one word, where they were not joined before.
void fit_rows(Layout& layout, std::size_t parent) {
  std::vector<std::size_t> row;
  const auto end_row = [&] {
    if (row.size() > 1) split_word(layout, row);
    row.clear();
  };
  for (std::size_t k = 0; k < layout.nodes[parent].children.size(); ++k) {
    const std::size_t child = layout.nodes[parent].children[k];
    const Node& node = layout.nodes[child];
    const bool part_of_word = node.kind == Node::Kind::kText && node.need == 1 && is_one_word(layout, node.source);
    const bool goes_on = !row.empty() && layout.nodes[row.back()].source.end == node.source.begin &&
                         is_inside_word(layout.source, node.source.begin);
    if (!part_of_word || !goes_on) end_row();
    if (part_of_word) row.push_back(child);
  }
  end_row();
}

/// A span on a part of a word that is the same in the target ("x<sub>n</sub>") stands on the same part.
bool fit_same_word(Layout& layout, std::size_t at) {
  const Node& node = layout.nodes[at];
  if (node.kind != Node::Kind::kText || node.need > 1 || node.target.begin == node.target.end) return false;
  const std::size_t from = atom_at(layout.source_atoms, node.source.begin);
  const std::size_t to = atom_at(layout.target_atoms, node.target.begin);
  if (from == layout.source_atoms.size() || to == layout.target_atoms.size()) return false;
  const ByteRange word = layout.source_atoms[from].range, same = layout.target_atoms[to].range;
  const bool whole = node.source.begin == word.begin && node.source.end == word.end;
  if (whole || node.source.end > word.end || node.target.begin != same.begin || node.target.end != same.end)
    return false;
  if (part(layout.source, word) != part(layout.target, same)) return false;
  narrow(layout, at, {same.begin + node.source.begin - word.begin, same.begin + node.source.end - word.begin});
  return true;
}

/// "1,<i>250</i>": a span on the last digits of a number stands on the same ones of "1.250".
bool fit_last_digits(Layout& layout, std::size_t at) {
  const Node& node = layout.nodes[at];
  if (node.kind != Node::Kind::kText || node.need > 1 || node.target.begin == node.target.end) return false;
  if (!parts_number(layout.source, node.source.begin) || parts_number(layout.source, node.source.end)) return false;
  const std::string_view digits = part(layout.source, node.source), target = part(layout.target, node.target);
  if (!std::ranges::all_of(digits, base::is_ascii_digit) || !target.ends_with(digits) || target == digits) return false;
  narrow(layout, at, {node.target.end - digits.size(), node.target.end});
  return true;
}

/// A span on the first letter of a word.
void fit_first_letter(Layout& layout, std::size_t at) {
  const Node& node = layout.nodes[at];
  if (node.kind != Node::Kind::kText || node.need > 1 || node.target.begin == node.target.end) return;
  if (!is_inside_word(layout.source, node.source.end) || is_inside_word(layout.source, node.source.begin)) return;
  if (text::grapheme_ends(part(layout.source, node.source)).size() != 1) return;
  // Of "da Saúde" for "Health" it is the S.
  ByteRange word = longest_word(layout, node);
  if (word.begin < node.target.begin || word.end > node.target.end || word.begin == word.end) word = node.target;
  const std::size_t first = text::grapheme_ends(part(layout.target, word)).front();
  narrow(layout, at, {word.begin, word.begin + first});
}

/// The first number in `range`, as far as it is digits; empty at its end for none.
ByteRange number_in(std::string_view target, ByteRange range) {
  std::size_t begin = range.begin, next = begin;
  while (begin < range.end && !text::is_digit(text::code_point_at(target, begin, next))) begin = next;
  std::size_t end = begin;
  while (end < range.end && text::is_digit(text::code_point_at(target, end, next))) end = next;
  return {begin, end};
}

/// Nothing in the translation says what the span says: it stands there with a sign that nobody sees.
void make_hollow(Layout& layout, std::size_t at, std::size_t place) {
  Node& node = layout.nodes[at];
  node.kind = Node::Kind::kPlace;
  node.hollow = true;
  node.target = {place, place};
}

/// "5<sup>th</sup>": what stands behind the number in the target's word too. Where nothing does ("século 21", "primeiro"), no word is set high,
/// least of all the number.
void fit_ordinal(Layout& layout, std::size_t at) {
  constexpr std::size_t kLongestEnding = 6;  // bytes: "th", "er", "ème"
  const Node& node = layout.nodes[at];
  if (node.kind != Node::Kind::kText || !node.children.empty() || node.target.begin == node.target.end) return;
  const std::string_view ending = part(layout.source, node.source);
  if (!text::is_digit(character_before(layout.source, node.source.begin)) ||
      !is_inside_word(layout.source, node.source.begin) || is_inside_word(layout.source, node.source.end) ||
      !has_letter(ending))
    return;
  const ByteRange target = node.target, number = number_in(layout.target, target);
  const std::size_t atom = atom_at(layout.target_atoms, target.begin);
  const bool one_word = layout.target_atoms[atom].range.end >= target.end;
  if (ending.size() > kLongestEnding && !one_word) return;
  if (number.begin == number.end) {
    const bool behind =
        text::is_digit(character_before(layout.target, target.begin - std::min<std::size_t>(1, target.begin)));
    if (one_word && !behind && ending.size() <= kLongestEnding && ending != part(layout.target, target))
      make_hollow(layout, at, target.end);
    return;
  }
  const ByteRange word = layout.target_atoms[atom_at(layout.target_atoms, number.begin)].range;
  const std::size_t end = std::min(word.end, target.end);
  if (number.end < end) return narrow(layout, at, {number.end, end});
  const ByteRange rest = text::trim(layout.target, {end, target.end});
  // "10km" as "10 km", "11AM" as "11 da manhã"; but "4th" as "4 de".
  const bool says_more =
      rest.begin < rest.end && (rest.end - rest.begin > kLongestEnding || part(layout.target, rest) == ending);
  says_more ? narrow(layout, at, rest) : make_hollow(layout, at, end);
}

/// The initial's place: up to the first letter of the parent's stretch, with an opening quote if it had one or stood first.
ByteRange initial_of(const Layout& layout, const Node& cap) {
  const Node& parent = layout.nodes[cap.parent];
  std::size_t word = parent.target.begin, next = 0;
  while (word < parent.target.end) {
    const text::CharacterClass c = text::character_class(text::code_point_at(layout.target, word, next));
    if (c == text::CharacterClass::kLetter || c == text::CharacterClass::kDigit) break;
    word = next;
  }
  if (word >= parent.target.end) word = parent.target.begin;
  std::size_t begin = word;
  const bool with_signs =
      cap.source.begin == parent.source.begin ||
      text::character_class(character_after(layout.source, cap.source.begin)) == text::CharacterClass::kSign;
  while (with_signs && begin > parent.target.begin && !text::is_space(character_before(layout.target, begin))) {
    --begin;
    while (begin > parent.target.begin && text::is_continuation(layout.target[begin])) --begin;
  }
  const std::size_t limit = std::min(parent.target.end, word + 256);  // a grapheme is shorter
  const std::string_view rest = text::first_bytes(layout.target.substr(word, parent.target.end - word), limit - word);
  return {begin, word + (rest.empty() ? 0 : text::grapheme_ends(rest).front())};
}

void fit_drop_cap(Layout& layout) {
  const std::size_t cap = layout.drop_cap;
  if (cap == 0 || layout.nodes[cap].kind != Node::Kind::kDropCap) return;
  const ByteRange initial = initial_of(layout, layout.nodes[cap]);
  for (const std::size_t sibling : layout.nodes[layout.nodes[cap].parent].children) {
    Node& node = layout.nodes[sibling];
    if (sibling == cap || node.target.begin >= initial.end) continue;
    std::size_t behind = initial.end;
    if (node.kind == Node::Kind::kPlace && node.target.begin <= initial.begin) continue;
    while (behind < node.target.end && layout.target[behind] == ' ') ++behind;
    std::vector<std::size_t> open{sibling};
    while (!open.empty()) {
      Node& moved = layout.nodes[open.back()];
      open.pop_back();
      moved.target.begin = std::max(moved.target.begin, behind);
      moved.target.end = std::max(moved.target.end, moved.target.begin);
      open.insert(open.end(), moved.children.begin(), moved.children.end());
    }
  }
  narrow(layout, cap, initial);
}

}  // namespace

void fit_letters(Layout& layout) {
  deal_rows(layout);
  std::vector<bool> dealt(layout.nodes.size(), false);
  for (const std::vector<std::size_t>& row : layout.rows) {
    for (const std::size_t each : row) dealt[each] = true;
  }
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    if (layout.nodes[i].kind != Node::Kind::kFixed) fit_rows(layout, i);
  }
  for (std::size_t i = 1; i < layout.nodes.size(); ++i) {
    if (dealt[i] || fit_same_word(layout, i) || fit_last_digits(layout, i)) continue;
    fit_first_letter(layout, i);
    fit_ordinal(layout, i);
  }
  fit_drop_cap(layout);
}

}  // namespace dragoman::markup
