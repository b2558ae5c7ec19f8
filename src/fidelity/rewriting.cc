// Only what was replaced is remembered: between two such stretches both texts run side by side.
#include "fidelity/rewriting.h"

#include <algorithm>
#include <utility>

namespace dragoman::fidelity {

Rewritten::Rewritten(std::string_view source, std::vector<Replacement> replacements) {
  std::ranges::stable_sort(replacements, {}, [](const Replacement& one) { return one.source.begin; });
  std::size_t at = 0;
  for (const Replacement& one : replacements) {
    if (one.source.begin < at) continue;
    text_ += source.substr(at, one.source.begin - at);
    const std::size_t begin = text_.size();
    text_ += one.text;
    stretches_.push_back({one.source, {begin, text_.size()}});
    at = one.source.end;
  }
  text_ += source.substr(at);
}

const Rewritten::Stretch* Rewritten::stretch_before(std::size_t at) const {
  const auto behind =
      std::ranges::upper_bound(stretches_, at, {}, [](const Stretch& stretch) { return stretch.text.begin; });
  return behind == stretches_.begin() ? nullptr : &*std::prev(behind);
}

ByteRange Rewritten::back(ByteRange range) const {
  if (range.begin >= range.end) return {};
  const auto shifted = [](const Stretch* before, std::size_t at) {
    return before == nullptr ? at : before->source.end + (at - before->text.end);
  };
  const Stretch* first = stretch_before(range.begin);
  const Stretch* last = stretch_before(range.end - 1);
  const bool first_inside = first != nullptr && range.begin < first->text.end;
  const bool last_inside = last != nullptr && range.end - 1 < last->text.end;
  return {first_inside ? first->source.begin : shifted(first, range.begin),
          last_inside ? last->source.end : shifted(last, range.end)};
}

ByteRange Rewritten::back_with_ends(ByteRange range) const {
  ByteRange out = back(range);
  for (const std::size_t end : {range.begin, range.end}) {
    // What was left out between two sentences without a blank belongs to the first.
    const bool follows = end == range.begin && end > 0 && text_[end - 1] != ' ' && text_[end - 1] != '\n';
    if (follows) continue;
    auto stretch = std::ranges::lower_bound(stretches_, end, {}, [](const Stretch& each) { return each.text.begin; });
    for (; stretch != stretches_.end() && stretch->text.begin == end && stretch->text.end == end; ++stretch) {
      out.begin = std::min(out.begin, stretch->source.begin);
      out.end = std::max(out.end, stretch->source.end);
    }
  }
  return out;
}

}  // namespace dragoman::fidelity
