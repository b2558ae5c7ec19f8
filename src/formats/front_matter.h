// The block of YAML or TOML at the head of a Markdown file: only the values that readers see are looked at; the rest, comments and order
// included, stays as it is.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/page.h"
#include "dragoman/range.h"

namespace dragoman::formats {

struct FrontValue {
  ByteRange source = {};  ///< quotation marks included
  std::string text = {};
  BlockRole role = BlockRole::kStandfirst;
  char style = 0;  ///< '"' and '\'' quoted, 0 plain (YAML), '|' a line of a block scalar
};

struct FrontMatter {
  bool toml = false;
  std::size_t first_line = 0;  ///< behind the opening fence
  std::size_t end = 0;         ///< behind the closing one: the document's body begins
  std::vector<FrontValue> values;
  std::optional<ByteRange> language;  ///< value of "lang", "language" or "locale", without quotation marks
  std::optional<ByteRange> mark;      ///< our line of an earlier run, without its end
};

/// Nothing if the document has none. `begin`: behind the byte order mark.
std::optional<FrontMatter> read_front_matter(std::string_view source, std::size_t begin);

/// Words as a value in that style; plain ones that YAML would misread are quoted.
std::string front_value(std::string_view words, char style, bool toml);

/// The line that says that this is a machine translation, without its end.
std::string front_mark(std::string_view from, std::string_view to, std::string_view translator, bool toml);

}  // namespace dragoman::formats
