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
/// Whether such a tag has words beside it as markup has: an opening one right behind it, a closing one right before it. "The <b> tag" has not.
bool is_markup_shown(std::string_view text, std::size_t begin, std::size_t end);

struct PlacedTag {
  ByteRange tag;       ///< of the source
  std::size_t at = 0;  ///< in the translation
};
/// Those of `tags` that come in pairs, laid round the words that they stood round, as elements are; in target order. `translation` has none
/// of them.
std::vector<PlacedTag> place_tag_pairs(const std::string& source, const AlignedText& translation,
                                       const std::vector<ByteRange>& tags);

}  // namespace dragoman::markup
