// Lines of a paragraph that are texts of their own, though CommonMark takes them for one paragraph.
//
// A "<br>" may end what is said. And most writers of Markdown know lines that mean something by how they begin: notes
// ("[^1]: "), definitions (": "), abbreviations ("*[HTML]: "), alerts ("> [!NOTE]"), boxes (":::tip", "!!! note"), tabs, and
// template tags. Their signs belong to no text, and their line ends stay.
#pragma once
#include <string_view>
#include <vector>

#include "formats/markdown_items.h"

namespace dragoman::formats {

/// Items [first, last) of a leaf.
struct MarkdownStretch {
  std::size_t first = 0, last = 0;
  bool begins_line = false;  ///< the leaf's, or behind a sign
  bool quoted = false;       ///< a title in quotation marks, in which none may stand
};

/// The stretches of a leaf that has a place. Items are cut where a sign ends, and blanks at a stretch's ends left out.
std::vector<MarkdownStretch> stretches_of(std::string_view source, const MarkdownLeaf& leaf,
                                          std::vector<MarkdownItem>& items);

/// How a line begins and ends that means something to writers.
struct LineForm {
  std::size_t sign = 0;  ///< bytes at its beginning that are no text; 0: a line like any other
  std::size_t end = 0;   ///< where its text ends
  bool alone = false;    ///< the next line does not go on in it
  bool definition = false, quoted = false;
};
LineForm line_form(std::string_view line, bool in_quote, bool only);

}  // namespace dragoman::formats
