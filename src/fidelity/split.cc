// Parts are translated as if each were a sentence, so the joints are smoothed: no stop in the middle, no capital that only
// the part's beginning caused.
#include "fidelity/split.h"

#include "text/utf8.h"

#include <algorithm>

#include "fidelity/scan.h"
#include "text/token_ranges.h"

namespace dragoman::fidelity {
namespace {

using markup::AlignedText;
using markup::Link;

bool has_letters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_letter(text::code_point_at(text, at, at))) return true;
  }
  return false;
}

bool is_full_stop(char32_t c) { return c == '.' || c == 0x3002 || c == 0x0964 || c == 0x06D4; }

/// The translation's text up to where it is taken over.
std::string_view without_stop(std::string_view source, std::string_view target) {
  if (target.size() < 2 || !is_full_stop(character_before(target, target.size())) ||
      is_full_stop(character_before(source, source.size()))) {
    return target;
  }
  std::size_t end = target.size() - 1;
  while (end > 0 && text::is_continuation(target[end])) --end;
  return target[end - 1] == '.' ? target : target.substr(0, end);  // an ellipsis stays
}

/// Makes the first letter small if the word that it translates begins small.
void lower_first(std::string_view source, const std::vector<Link>& links, std::string& target) {
  if (links.empty() || links.front().target.begin != 0 || links.front().source.begin >= source.size()) return;
  const char32_t from = character_at(source, links.front().source.begin);
  std::size_t next = 0;
  if (target.empty() || !is_letter(from) || text::lower(from) != from) return;
  const char32_t first = text::code_point_at(target, 0, next);
  const bool acronym = next < target.size() && text::lower(character_at(target, next)) != character_at(target, next);
  if (text::lower(first) == first || acronym) return;
  std::string small;
  text::append_code_point(small, text::lower(first));
  if (small.size() == next) target.replace(0, next, small);  // links keep their places
}

}  // namespace

std::vector<Part> split_around(std::string_view text, const std::vector<ByteRange>& ranges) {
  std::vector<Part> parts;
  std::size_t cursor = 0;
  const auto add = [&](ByteRange range, bool may_translate) {
    range = text::trim(text, range);
    if (range.begin >= range.end) return;
    parts.push_back({range, may_translate && has_letters(text.substr(range.begin, range.end - range.begin))});
  };
  for (const ByteRange range : ranges) {
    const std::size_t begin = std::clamp(range.begin, cursor, text.size());
    const std::size_t end = std::clamp(range.end, begin, text.size());
    add({cursor, begin}, true);
    add({begin, end}, false);
    cursor = end;
  }
  add({cursor, text.size()}, true);
  return parts;
}

std::vector<ByteRange> edge_ranges(std::string_view text, const std::vector<ByteRange>& ranges) {
  const auto says_nothing = [text](std::size_t begin, std::size_t end) {
    while (begin < end) {
      if (is_word(text::code_point_at(text, begin, begin))) return false;
    }
    return true;
  };
  std::size_t leading = 0, trailing = ranges.size(), at = 0;
  while (leading < ranges.size() && says_nothing(at, ranges[leading].begin)) at = ranges[leading++].end;
  at = text.size();
  while (trailing > leading && says_nothing(ranges[trailing - 1].end, at)) at = ranges[--trailing].begin;
  std::vector<ByteRange> edges(ranges.begin(), ranges.begin() + static_cast<std::ptrdiff_t>(leading));
  edges.insert(edges.end(), ranges.begin() + static_cast<std::ptrdiff_t>(trailing), ranges.end());
  return edges;
}

AlignedText join_parts(std::string_view text, const std::vector<Part>& parts,
                       const std::vector<AlignedText>& translations) {
  AlignedText out;
  std::size_t cursor = 0, next = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    const std::string_view source = text.substr(part.source.begin, part.source.end - part.source.begin);
    out.text += text.substr(cursor, part.source.begin - cursor);
    cursor = part.source.end;
    const std::size_t begin = out.text.size();
    const AlignedText* translation = part.translate && next < translations.size() ? &translations[next++] : nullptr;
    if (translation == nullptr || text::count_words(translation->text) == 0) {
      out.text += source;
      out.links.push_back({part.source, {begin, out.text.size()}});
      continue;
    }
    std::string target(i + 1 < parts.size() ? without_stop(source, translation->text) : translation->text);
    const bool inside = i > 0 && !is_full_stop(character_before(text, parts[i - 1].source.end));
    if (inside) lower_first(source, translation->links, target);
    for (const Link& link : translation->links) {
      if (link.target.end > target.size() || link.source.end > source.size()) continue;
      out.links.push_back({{link.source.begin + part.source.begin, link.source.end + part.source.begin},
                           {link.target.begin + begin, link.target.end + begin},
                           link.log_prob});
    }
    out.text += target;
  }
  out.text += text.substr(cursor);
  return out;
}

}  // namespace dragoman::fidelity
