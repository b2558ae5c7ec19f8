// The visible line of a translated page, in the languages that we know, and such a line recognised when it stands on a page.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include "document/block.h"
#include "dragoman/range.h"

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

/// One that is nothing else wherever it stands: it names itself ("Beta V.1.0 - ...") or is a sentence. "Machine translation" alone is the
/// headline of many a story.
bool is_sure_label(std::string_view text);

/// Such a line among other words of a line of text: before or behind sentences, or parted from them by a sign ("|", "-"); with the
/// signs and blanks that part it. "Beta V.1.0 - " is sign enough for itself; the wording of a label alone must be a sentence.
/// Linear; of long texts only what stands behind a "Beta" is looked at.
std::optional<ByteRange> find_label(std::string_view text);

/// A text of one line with all that find_label() finds taken out; "" if it is nothing else.
std::string without_labels(std::string_view text);

/// The note of a label's block in a text that shows none.
inline constexpr std::string_view kLabelGoes = "an earlier label, taken out";

/// For texts that show no label (a description, a feed's item): takes earlier ones out of a block that is to be translated; of one with
/// marks only where it is nothing else. A block that is nothing else gets role kLabel, and goes when it is written with a placement that is empty.
void drop_labels(SourceBlock& block);

}  // namespace dragoman::document
