// One pass over the text, edits and links side by side.
#include "markup/edits.h"

#include <algorithm>
#include <utility>

#include "markup/alignment.h"
#include "markup/gaps.h"
#include "markup/layout.h"
#include "text/utf8.h"

namespace dragoman::markup {
namespace {

bool is_blank(char32_t c) { return c != 0 && text::is_space(c); }

}  // namespace

ByteRange source_of(const AlignedText& given, ByteRange target) {
  ByteRange out;
  for (const Link& link : given.links) {
    if (link.target.begin >= target.end || target.begin >= link.target.end || link.source.begin == link.source.end)
      continue;
    const bool first = out.begin == out.end;
    out = first ? link.source : ByteRange{std::min(out.begin, link.source.begin), std::max(out.end, link.source.end)};
  }
  return out;
}

AlignedText with_edits(const AlignedText& given, std::vector<Edit> edits) {
  std::ranges::stable_sort(edits, {}, [](const Edit& edit) { return std::pair(edit.target.begin, edit.target.end); });
  AlignedText out;
  std::size_t cursor = 0, link = 0;
  const auto copy_upto = [&](std::size_t end) {
    if (end <= cursor) return;
    for (; link < given.links.size() && given.links[link].target.begin < end; ++link) {
      Link moved = given.links[link];
      if (moved.target.begin < cursor) continue;  // into what was replaced
      moved.target = {moved.target.begin - cursor + out.text.size(),
                      std::min(moved.target.end, end) - cursor + out.text.size()};
      out.links.push_back(moved);
    }
    out.text.append(given.text, cursor, end - cursor);
    cursor = end;
  };
  for (const Edit& edit : edits) {
    copy_upto(edit.target.begin);
    if (edit.blank_before) out.text += ' ';
    const std::size_t begin = out.text.size();
    out.text += edit.text;
    out.links.push_back({edit.source, {begin, out.text.size()}});
    if (edit.blank_behind) out.text += ' ';
    cursor = std::max(cursor, edit.target.end);
  }
  copy_upto(given.text.size());
  return out;
}

AlignedText with_signs(const AlignedText& given, const std::vector<SignChange>& changes) {
  AlignedText out;
  std::vector<std::size_t> ends;  // of the signs in the new text
  std::size_t cursor = 0;
  for (const SignChange& change : changes) {
    out.text.append(given.text, cursor, change.target.begin - cursor);
    out.text += change.sign;
    ends.push_back(out.text.size());
    cursor = change.target.end;
  }
  out.text.append(given.text, std::min(cursor, given.text.size()));
  // What ends or begins inside of a sign does so behind it.
  const auto moved = [&](std::size_t at) {
    const auto behind =
        std::ranges::partition_point(changes, [at](const SignChange& one) { return one.target.begin < at; });
    if (behind == changes.begin()) return at;
    const auto last = static_cast<std::size_t>(behind - changes.begin()) - 1;
    return ends[last] + (at - std::min(at, changes[last].target.end));
  };
  for (Link link : given.links) {
    const bool empty = link.target.begin == link.target.end;
    link.target = {moved(link.target.begin), moved(link.target.end)};
    if (empty || link.target.begin < link.target.end) out.links.push_back(link);
  }
  return out;
}

AlignedText without(const AlignedText& given, std::vector<ByteRange> ranges) {
  std::ranges::sort(ranges, {}, &ByteRange::begin);
  AlignedText out;
  std::size_t cursor = 0, link = 0;
  const auto copy_upto = [&](std::size_t end) {
    for (; link < given.links.size() && given.links[link].target.begin < end; ++link) {
      Link moved = given.links[link];
      if (moved.target.end <= cursor) continue;
      moved.target.begin = std::max(moved.target.begin, cursor) - cursor + out.text.size();
      moved.target.end = std::min(moved.target.end, end) - cursor + out.text.size();
      if (moved.target.begin < moved.target.end) out.links.push_back(moved);
    }
    if (end > cursor) out.text.append(given.text, cursor, end - cursor);
  };
  for (const ByteRange range : ranges) {
    copy_upto(std::min(range.begin, given.text.size()));
    cursor = std::clamp(range.end, cursor, given.text.size());
  }
  copy_upto(given.text.size());
  return out;
}

struct Insertions::State {
  State(const std::string& source, const AlignedText& translation)
      : block{.text = source},
        layout(make_layout(block, translation, {})),
        gaps(layout, 0, layout.target_atoms.size()) {}

  document::SourceBlock block;
  Layout layout;
  Gaps gaps;
};

Insertions::Insertions(const std::string& source, const AlignedText& translation)
    : state_(std::make_unique<State>(source, translation)) {}
Insertions::~Insertions() = default;

Edit Insertions::insertion(ByteRange range, std::string text) {
  const Layout& layout = state_->layout;
  const std::size_t gap = state_->gaps.best(range);
  const std::size_t at = gap < layout.target_atoms.size() ? layout.target_atoms[gap].range.begin : layout.target.size();
  const char32_t before = character_before(layout.target, at), behind = character_after(layout.target, at);
  return {{at, at},
          range,
          std::move(text),
          before != 0 && !is_blank(before) && is_blank(character_before(layout.source, range.begin)),
          behind != 0 && !is_blank(behind) && is_blank(character_after(layout.source, range.end))};
}

}  // namespace dragoman::markup
