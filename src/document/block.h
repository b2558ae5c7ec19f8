// SourceBlock: one unit of translation as a format's reader finds it, and Placement: the same unit as it is written back.
//
// `text` is plain UTF-8: entities decoded, white space collapsed as the format has it, no line breaks, trimmed. Inline markup
// is kept beside it as marks: ranges over the text. Whatever the format, markup is carried from source to target
// by src/markup, which sees marks and alignments and nothing of the format.
#pragma once
#include <cstddef>
#include <string>
#include <vector>
#include "dragoman/page.h"
#include "dragoman/range.h"

namespace dragoman::document {

/// Bytes written as they are: a piece of the source (in which attributes may have been translated), or, if `literal`
/// is not empty, that.
struct Snippet {
  ByteRange source = {};
  std::string literal = {};
};

/// One inline element. It comes out once, on the words that it stood on, inside the same parent.
struct Mark {
  enum class Kind {
    kSpan,    ///< has text: <a>, <em>; never emptied
    kPoint,   ///< has none: <img>, <br>, a comment, an empty <a id>; `open` holds all of it
    kLocked,  ///< its text stays as it is: <code>, translate="no"; `open` holds all of it, `text` what it shows
  };
  Kind kind = Kind::kSpan;
  ByteRange text = {};  ///< into SourceBlock::text; empty for a point (begin = its place)
  Snippet open = {};
  Snippet close = {};     ///< kSpan only
  int parent = -1;        ///< index of the enclosing mark; parents come before their children
  bool drop_cap = false;  ///< an initial: belongs on the first letter of the translated block
};

struct SourceBlock {
  std::string text = {};
  std::vector<Mark> marks = {};        ///< in document order: by text.begin, parents first
  std::vector<ByteRange> locked = {};  ///< parts of `text` that stay as they are, e.g. the credit in a caption
  BlockRole role = BlockRole::kText;
  KeepReason keep = KeepReason::kNone;  ///< set: the reader knows that it must not be translated
  std::string note = {};                ///< about `keep`, if there is more to say
  std::string language = {};            ///< stated for this part by the document (inherited lang); "" = nothing stated
};

/// A piece of a block as it is written back.
struct Piece {
  enum class Kind { kText, kOpen, kClose, kWhole };  ///< kWhole: a point or a locked mark
  Kind kind = Kind::kText;
  std::string text = {};  ///< kText: plain text, to be escaped by the format
  int mark = -1;          ///< others: index into SourceBlock::marks
};

/// What becomes of a block. `changed` = false: its source bytes stay as they are.
struct Placement {
  bool changed = false;
  std::vector<Piece> pieces = {};  ///< every mark of the block once, nested as in the source
};

}  // namespace dragoman::document
