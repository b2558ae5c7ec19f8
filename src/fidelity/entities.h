// Entities that a text shows: "&lt;", "&#8217;", "&nbsp;" in plain text, where nobody will read them as characters but people.
#pragma once
#include <cstddef>
#include <string_view>

namespace dragoman::fidelity {

struct Entity {
  std::size_t end = 0;     ///< behind the semicolon; 0: none stands there
  char32_t character = 0;  ///< that it stands for
  bool spells = false;     ///< a letter or an apostrophe of the word beside it: "caf&eacute;", "it&#8217;s"
};
/// The one at `at`, where a '&' stands. Known names (data/entities.txt) and numbers; names in their own letter case alone.
Entity entity_at(std::string_view text, std::size_t at);

/// The end of a unit of entities at `at`: a tag between "&lt;" and "&gt;", or a single one; 0 if none begins there.
std::size_t entities_end(std::string_view text, std::size_t at);

}  // namespace dragoman::fidelity
