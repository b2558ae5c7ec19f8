// What is nobody's to change in a translation: addresses and the like, and the parts of the source that arrive as they are.
#pragma once
#include <string_view>
#include <vector>

#include "dragoman/range.h"

namespace dragoman::fidelity {

/// Such ranges of `target`, by their beginnings; they may overlap. `kept`: ranges of the source, ascending.
std::vector<ByteRange> untouched(std::string_view source, std::string_view target, const std::vector<ByteRange>& kept);

/// Walks along such ranges: places are asked for in ascending order.
class UntouchedWalk {
 public:
  explicit UntouchedWalk(const std::vector<ByteRange>& ranges) : ranges_(ranges) {}
  bool has(std::size_t at) {
    while (next_ < ranges_.size() && ranges_[next_].begin <= at) {
      if (ranges_[next_].end > reach_) reach_ = ranges_[next_].end;
      ++next_;
    }
    return at < reach_;
  }

 private:
  const std::vector<ByteRange>& ranges_;
  std::size_t next_ = 0, reach_ = 0;
};

}  // namespace dragoman::fidelity
