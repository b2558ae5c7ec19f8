// Which characters of a text would become Markdown, and how each is kept from it.
#pragma once
#include <string>
#include <string_view>

namespace dragoman::formats {

enum class Escaping {
  kLight,     ///< what is markup in this place
  kFull,      ///< whatever may be markup anywhere
  kEntities,  ///< the same, as "&#42;"
};

struct EscapeContext {
  Escaping escaping = Escaping::kLight;
  bool line_start = false;  ///< the text begins a line
  bool line_end = false;    ///< it ends the leaf
  bool brackets = false;    ///< it stands within a link's or an image's brackets, or the source escaped brackets here
  bool cell = false;        ///< of a table
  bool heading = false;
  bool math = false;  ///< "$" begins formulas in this document
};

std::string escape_markdown(std::string_view text, const EscapeContext& context);

}  // namespace dragoman::formats
