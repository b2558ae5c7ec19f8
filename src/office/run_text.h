// Text of a Word document as it is written: in runs, each with its properties. Which words are bold is a mark like any other
// while they are translated; only here it becomes runs again.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "document/block.h"
#include "document/splices.h"

namespace dragoman::office {

/// Bytes of the source with what must stand round them where they go.
struct Quoted {
  std::string before = {};
  ByteRange source = {};
  std::string after = {};
};

/// What is written for a mark: other properties for the text in it, or bytes at its begin and end.
struct RunMark {
  bool format = false;
  std::string properties = {};  ///< of a format: "<w:rPr>...</w:rPr>", or ""
  std::vector<Quoted> open = {}, close = {};
};

struct RunText {
  std::string prefix = {};            ///< "w:"
  std::string properties = {};        ///< of text in no format
  std::string lead = {}, trail = {};  ///< white space at the ends
  std::vector<RunMark> marks = {};    ///< one for each of the block's
};

std::string write_runs(const RunText& runs, const document::Placement& placement, const document::Splices& splices);

}  // namespace dragoman::office
