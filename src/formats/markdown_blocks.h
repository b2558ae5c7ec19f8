// Leaves of Markdown as blocks: which words, which marks, which role; and where each block is written back.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "document/block.h"
#include "formats/markdown_items.h"

namespace dragoman::formats {

/// Where a block of Markdown stands. Parallel to the blocks.
struct MarkdownPlace {
  enum class Kind {
    kNone,   ///< cannot be written (its block is kept), or is another document's
    kRun,    ///< a leaf's text
    kAlt,    ///< an image's text
    kTitle,  ///< a link's or image's title, between its quotation marks
    kFront,  ///< a value of the front matter
  };
  Kind kind = Kind::kNone;
  ByteRange source = {};
  MarkdownLeaf::Kind leaf = MarkdownLeaf::Kind::kParagraph;
  bool top_level = false;
  bool begins_line = false;  ///< kRun: signs that begin a block of Markdown count at its beginning
  bool quoted = false;       ///< kRun: stands between quotation marks, in which none may stand
  /// For each mark: what delimits it, if another delimiter would do ('e' emphasis, 's' strong, 'd' strike), or 0.
  std::string delimiters = {};
  /// What each mark shows to a reader of the document, as shape_of() says it: of points and locked marks.
  std::vector<std::string> shown = {};
  /// For each mark: whether it is a "<br>", which brings the blanks round it along.
  std::vector<bool> breaks = {};
  std::size_t leaf_begin = 0;            ///< kRun: where the leaf's text begins, of which this may be a line
  std::vector<std::string> labels = {};  ///< of the definitions that its links need
  char quote = 0;                        ///< kTitle: the sign round it; kFront: see FrontValue::style
  ByteRange tail = {};                   ///< kAlt: "]" or "][]" of an image that is named by its text
  std::string tail_literal = {};         ///< and what stands there once the text has changed
};

/// Stands behind our label, so that it is known again whatever it says.
inline constexpr std::string_view kLabelComment = "<!-- data-dragoman label -->";

struct MarkdownBlocks {
  std::vector<document::SourceBlock> blocks;
  std::vector<MarkdownPlace> places;
  std::vector<bool> after_image;                 ///< for each block: whether it stands right behind an image
  bool image_before = false;                     ///< the last leaf was an image and nothing else
  std::set<std::size_t> titles;                  ///< where titles begin: links share those of definitions
  std::map<std::string, ByteRange> definitions;  ///< titles of link definitions by folded label
  std::optional<std::size_t> image_end;          ///< end of the first such leaf that stands in no list or quotation
};

/// Appends the blocks of a leaf that is no HTML and no code: its text, the texts and titles of its images and links.
void add_leaf(std::string_view source, const MarkdownLeaf& leaf, MarkdownBlocks& out);

/// Roles by place and form: headline, standfirst, caption, credit, byline, label.
void give_roles(std::string_view source, MarkdownBlocks& out);

/// The shape of items as readers see it: their words, and signs for the marks. Two texts of one shape render alike.
std::string shape_of(std::string_view source, const std::vector<MarkdownItem>& items, std::size_t first,
                     std::size_t last);

/// The words of an item of text, entity or NUL.
std::string words_of(std::string_view source, const MarkdownItem& item);

}  // namespace dragoman::formats
