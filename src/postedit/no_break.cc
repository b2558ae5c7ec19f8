// For each blank of the target between two tokens: do the tokens come from the two words around one no-break space?
#include "postedit/no_break.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/part.h"
#include "markup/edits.h"

namespace dragoman::postedit {
namespace {

constexpr std::size_t kLongestWord = 64;  // bytes beside a no-break space: keeps rows of them cheap
constexpr std::string_view kNoBreak = "\xC2\xA0", kNarrow = "\xE2\x80\xAF";

/// The words on both sides of a no-break space, and which of the two it is.
struct Bond {
  ByteRange before, after;
  std::string_view space;
};

std::vector<Bond> bonds_of(std::string_view source) {
  std::vector<Bond> bonds;
  for (std::size_t at = 0; at < source.size(); ++at) {
    for (const std::string_view space : {kNoBreak, kNarrow}) {
      if (!source.substr(at).starts_with(space)) continue;
      const std::size_t behind = at + space.size();
      const std::size_t from = at - std::min(at, kLongestWord);
      const std::size_t blank = source.substr(from, at - from).rfind(' ');
      const std::size_t begin = blank == std::string_view::npos ? from : from + blank + 1;
      const std::string_view near = source.substr(0, std::min(behind + kLongestWord, source.size()));
      const std::size_t end = std::min(near.find(' ', behind), near.size());
      if (begin < at && behind < end) bonds.push_back({{begin, at}, {behind, end}, space});
    }
  }
  return bonds;
}

/// The no-break space that belongs between two neighbouring tokens of the target, or "".
std::string_view bond_between(const markup::Link& left, const markup::Link& right, const std::vector<Bond>& bonds) {
  auto near =
      std::ranges::partition_point(bonds, [&](const Bond& bond) { return bond.after.end <= left.source.begin; });
  for (; near != bonds.end() && near->before.begin < left.source.end; ++near) {
    const Bond& bond = *near;
    const bool same_order = overlap(left.source, bond.before) && overlap(right.source, bond.after);
    const bool turned = overlap(left.source, bond.after) && overlap(right.source, bond.before);
    if (same_order || turned) return bond.space;
  }
  return {};
}

/// The blank between two tokens; a token may begin or end with it.
std::size_t blank_between(std::string_view text, const markup::Link& left, const markup::Link& right) {
  const std::size_t from = left.target.end > 0 ? left.target.end - 1 : 0;
  return text.substr(0, std::min(right.target.begin + 1, text.size())).find(' ', from);
}

}  // namespace

void restore_no_break_spaces(std::string_view source, markup::AlignedText& translation) {
  const std::vector<Bond> bonds = bonds_of(source);
  if (bonds.empty()) return;
  std::vector<markup::SignChange> changes;  // blanks
  for (std::size_t i = 0; i + 1 < translation.links.size(); ++i) {
    const std::size_t blank = blank_between(translation.text, translation.links[i], translation.links[i + 1]);
    if (blank == std::string_view::npos || (!changes.empty() && changes.back().target.begin >= blank)) continue;
    const std::string_view space = bond_between(translation.links[i], translation.links[i + 1], bonds);
    if (!space.empty()) changes.push_back({{blank, blank + 1}, space});
  }
  if (!changes.empty()) translation = markup::with_signs(translation, changes);
}

}  // namespace dragoman::postedit
