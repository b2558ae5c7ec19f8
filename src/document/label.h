// The visible line of a translated page, in the languages that we know, and such a line recognised when it stands on a page.
#pragma once
#include <string>
#include <string_view>

namespace dragoman::document {

/// What stands where no wording is known.
inline constexpr std::string_view kEnglishLabel = "Beta V.1.0 - Powered by automated translation";

/// The label in a language ("pt-BR": its own wording, else that of "pt"); the English one where none is known.
std::string label_text(std::string_view language);

/// The language in which a label for pages in `target` is written: "en" if it is the English one, else `target`.
std::string label_language(std::string_view label, std::string_view target);

/// Whether a line is an earlier label in any known language, or another notice of machine translation. A longer sentence that
/// mentions translation is not.
bool is_label_line(std::string_view text);

}  // namespace dragoman::document
