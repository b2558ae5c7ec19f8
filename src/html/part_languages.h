// The languages of a page's parts, once some of them are translated: what was translated states the target, and what was kept is
// still said to be what it was, though the page is not any more.
#pragma once
#include <span>
#include "document/splices.h"
#include "document/stamp.h"
#include "html/stamp.h"
#include "html/tree.h"

namespace dragoman::html {

/// Whether two BCP 47 tags name one language, whatever their regions; false for an empty one.
bool same_language(std::string_view a, std::string_view b);

/// `lang`, and `dir` where it differs, on elements whose blocks are all translated though they state a third language, and on those
/// whose blocks all stay (Stamp::kept) and that had the page's language from its html tag. XHTML has xml:lang beside it.
void edit_part_languages(const Tree& tree, std::span<const BlockPlace> places, const document::Stamp& stamp, bool xhtml,
                         document::Splices& splices);

}  // namespace dragoman::html
