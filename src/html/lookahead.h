// Lookahead: what has to be known of a page before it is parsed, found in one pass over its tags; and the shorter text that
// the parser reads instead: without scripts, styles, most attributes, the insides of texts, comments and noscripts, and
// what nests too deep. Half of a news page is scripts, nine tenths of the rest are attributes and texts, and the parser would read
// all of it letter by letter.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "html/tree.h"

namespace dragoman::html {

struct Lookahead {
  std::optional<Place> doctype;
  std::vector<Place> noscripts;  ///< contents of noscript elements
  std::vector<Place> raws;       ///< contents of scripts and styles
  std::vector<Place> cuts;       ///< elements that nest too deep for the parser; a blank stands for each
  std::string text;              ///< what the parser reads
  std::vector<Place> made;       ///< in `text`: end tags that the source does not have, of <div/> in XML
  /// Where a byte of `text`, or its end, is in the source.
  std::size_t source_of(std::size_t at) const;
  /// Whether that byte was made up.
  bool is_made(std::size_t at) const;

  struct Gap {
    std::uint32_t at = 0;    ///< in `text`: from here on
    std::int64_t shift = 0;  ///< so many bytes are missing
  };
  std::vector<Gap> gaps;
  static constexpr std::size_t kStretch = 64;
  std::vector<std::uint32_t>
      first_gaps;  ///< the first gap in or behind each stretch of `text`: places are looked up often
};

/// `xml`: by XML's rules where they differ: <div/> is empty, a CDATA section is one thing, </br> is nothing.
Lookahead look_ahead(std::string_view source, std::size_t max_depth, bool xml);

}  // namespace dragoman::html
