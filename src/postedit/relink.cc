// The longest common sequence of words settles which words both have.
#include "postedit/relink.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "base/part.h"
#include "markup/edits.h"
#include "text/casing.h"

namespace dragoman::postedit {
namespace {

using markup::AlignedText;
using markup::Link;

constexpr std::size_t kMostWords = 512;  // of a side: the table has their product

/// For each word of `b`, the word of `a` that it is, or a.size().
std::vector<std::size_t> matches(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> length((a.size() + 1) * width);
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      length[i * width + j] = a[i] == b[j] ? length[(i + 1) * width + j + 1] + 1
                                           : std::max(length[(i + 1) * width + j], length[i * width + j + 1]);
    }
  }
  std::vector<std::size_t> match(b.size(), a.size());
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      match[j++] = i++;
    } else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  return match;
}

std::vector<std::string_view> parts(std::string_view text, const std::vector<ByteRange>& ranges) {
  std::vector<std::string_view> out;
  for (const ByteRange range : ranges) out.push_back(part(text, range));
  return out;
}

}  // namespace

AlignedText relinked(const AlignedText& engine, std::string text) {
  const std::vector<ByteRange> theirs = text::words_of(engine.text), ours = text::words_of(text);
  if (theirs.size() > kMostWords || ours.size() > kMostWords) {
    const ByteRange target = {0, text.size()};
    return {std::move(text), {{markup::source_of(engine, {0, engine.text.size()}), target}}};
  }
  const std::vector<std::size_t> match = matches(parts(engine.text, theirs), parts(text, ours));
  AlignedText out = {std::move(text), {}};
  std::size_t before = 0;  // of the engine's words: the first that is not used up
  for (std::size_t i = 0; i < ours.size(); ++i) {
    ByteRange target = {};
    if (match[i] < theirs.size()) {
      target = theirs[match[i]];
      before = match[i] + 1;
    } else {
      const auto next = std::find_if(match.begin() + static_cast<std::ptrdiff_t>(i), match.end(),
                                     [&](std::size_t word) { return word < theirs.size(); });
      const std::size_t last = next == match.end() ? theirs.size() : *next;
      if (before < last) target = {theirs[before].begin, theirs[last - 1].end};
    }
    out.links.push_back({markup::source_of(engine, target), ours[i]});
  }
  return out;
}

}  // namespace dragoman::postedit
