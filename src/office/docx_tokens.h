// What stands in a paragraph of a Word document, one token behind the other, before it is cut into blocks.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "formats/xml_reader.h"
#include "office/run_text.h"

namespace dragoman::office {

/// An end of a token: a place in the source, and the run that goes on there, -1 for none.
struct RunEdge {
  std::uint32_t at = 0;
  int run = -1;
};

struct DocxToken {
  enum class Kind {
    kText,
    kPoint,   ///< a picture, a note's reference, a bookmark: goes along
    kDivide,  ///< a tab, the end of a line
    kOpen,    ///< of a link, an insertion, a smart tag
    kClose,
    kLocked,  ///< a field's result, which its program sets
  };
  enum class Field { kNone, kBegin, kSeparate, kEnd };
  Kind kind = Kind::kPoint;
  std::string text = {};  ///< of a field's begin: nothing; of its instruction: that
  int run = -1;           ///< node of the run it stands in
  RunEdge begin = {}, end = {};
  std::vector<Quoted> bytes = {};
  Field field = Field::kNone;
  bool soft = false;         ///< of kDivide: the end of a line only
  bool instruction = false;  ///< `text` is part of a field's instruction
  ByteRange source() const { return {begin.at, end.at}; }
};

/// Bytes of properties that may be copied while one part is read: those of a run are written with each thing in it.
inline constexpr std::size_t kMostCopied = std::size_t{128} << 20;

/// The tokens of the paragraph that is node `paragraph`, fields put together. Openings and closings nest.
/// `left`: of kMostCopied; 0 afterwards: that was too much, and what is returned is not whole.
std::vector<DocxToken> docx_tokens(const formats::Xml& xml, std::size_t paragraph, std::size_t& left);

/// A run's properties without its language and direction, which are the styles': "<w:rPr>...</w:rPr>", or "".
std::string docx_run_properties(const formats::Xml& xml, std::size_t run);

}  // namespace dragoman::office
