// Tags that a text shows ("&lt;b&gt;" in HTML): written by somebody for somebody, and no markup of the document.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/range.h"
#include "markup/transfer.h"

namespace dragoman::markup {

/// The end of "<b>", "</p>", "<br/>", "<a href=x>" at `at`, where a '<' stands; 0 if none does.
std::size_t shown_tag_end(std::string_view text, std::size_t at);
/// Whether such a tag is used as markup is: words beside it (right behind an opening one, right before a closing one) and its other half in the
/// same line, or a "<br>". "The <b> tag" and "<name>.js" are not.
bool is_markup_shown(std::string_view text, std::size_t begin, std::size_t end);
/// Whether `tag` is so used and its other half is none of `others`.
bool is_half_of_pair(std::string_view text, ByteRange tag, const std::vector<ByteRange>& others);

struct PlacedTag {
  ByteRange tag;       ///< of the source
  std::size_t at = 0;  ///< in the translation
};
/// Those of `tags` that come in pairs, laid round the words that they stood round, as elements are; in target order. `translation` has none
/// of them.
std::vector<PlacedTag> place_tag_pairs(const std::string& source, const AlignedText& translation,
                                       const std::vector<ByteRange>& tags);

}  // namespace dragoman::markup
