// Edits: changes to a translated text that keep its links in place.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "markup/transfer.h"

namespace dragoman::markup {

struct Edit {
  ByteRange target;           ///< what is replaced; empty: an insertion
  ByteRange source;           ///< what the new text stands for; the new text is linked to it
  std::string text = {};      ///< the new text
  bool blank_before = false;  ///< a blank is set before it, outside the link
  bool blank_behind = false;
};

/// What the words at `target` were linked to: from the first to the last; empty if to nothing.
ByteRange source_of(const AlignedText& given, ByteRange target);

/// Applies the edits, which must lie apart. Links into what is replaced are dropped, the others move along.
AlignedText with_edits(const AlignedText& given, std::vector<Edit> edits);

/// Another sign for the one at `target`, inside a token or between two.
struct SignChange {
  ByteRange target;
  std::string_view sign;  ///< must outlive the call
};
/// The signs changed; links cover what they covered. `changes` ascend and lie apart.
AlignedText with_signs(const AlignedText& given, const std::vector<SignChange>& changes);

/// The translation without these ranges of its text and their links; they may overlap.
AlignedText without(const AlignedText& given, std::vector<ByteRange> ranges);

/// Places for what a translation dropped: between the words that stood round it in the source.
class Insertions {
 public:
  /// Both must outlive this.
  Insertions(const std::string& source, const AlignedText& translation);
  ~Insertions();
  Insertions(const Insertions&) = delete;
  Insertions& operator=(const Insertions&) = delete;
  /// An insertion of `text` for the source range, with the blanks that it needs. Ranges must ascend.
  Edit insertion(ByteRange range, std::string text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dragoman::markup
