// Decode: a page's bytes as UTF-8, by the web's order of trust, and the declaration that follows from it.
//
// A byte order mark counts first. Then bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever is declared: text of another
// encoding is hardly ever valid by chance. Else HTTP's charset, then the page's own meta or XML declaration wherever it
// stands, then a guess by the bytes of its text and its stated language, then windows-1252. Single bad bytes in a UTF-8 page are read as windows-1252 too, so that what comes out is
// valid and nothing is lost.
#pragma once
#include <string>
#include <string_view>
#include "document/splices.h"
#include "html/tree.h"

namespace dragoman::html {

struct Decoded {
  std::string text;         ///< UTF-8 without a byte order mark
  bool utf8_mark = false;   ///< the bytes began with that of UTF-8
  bool transcoded = false;  ///< `text` is not what the bytes were
};
/// `media_type`: HTTP's Content-Type or "".
Decoded decode_page(std::string_view bytes, std::string_view media_type);

/// Makes the page say that it is UTF-8: existing declarations are set, and where there is none and `needed`, a meta is
/// inserted that carries data-dragoman. `anew`: what an earlier run inserted is being taken out.
void declare_utf8(const Tree& tree, bool xhtml, bool needed, bool anew, document::Splices& splices);

}  // namespace dragoman::html
