// DocumentRequest: a file to be translated in its own format, as both APIs take them: plain text line by line, all else as `dragoman
// page` does.
// Threads: any, several at once.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/memory.h"
#include "server/engines.h"

namespace dragoman::server {

struct DocumentRequest {
  std::string name;   ///< its end tells the format
  std::string bytes;  ///< of the file
  Language source, target;
  std::string glossary = {}, owner = {};  ///< of DeepL's routes, for `advise`; "": none
  bool formal = false;                    ///< as PostEditOptions::formal
  Advise advise = {};                     ///< what the publication and a glossary have settled
  std::stop_token stop = {};
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
};

struct TranslatedDocument {
  std::string bytes, media_type;
};

/// Errors: kBadUtf8, kBadPage, and those of translate_texts().
Result<TranslatedDocument> translate_document(Engines& engines, const DocumentRequest& request);

/// Of the languages that can be translated from, the document's; nothing if its text does not tell.
std::optional<Language> language_of_document(const Offer& offer, const std::string& name, std::string_view bytes);

/// Code points of its text: what it costs.
std::uint64_t characters_of_document(const std::string& name, std::string_view bytes);

/// What to do instead of sending a PDF.
inline constexpr std::string_view kNoPdf =
    "a PDF has no text that could be replaced in its place; send the document it was made from (.docx, .odt, .html), "
    "or "
    "its text";
/// ".txt" ... what can be translated.
const std::vector<std::string_view>& document_extensions();
/// ".txt" of "Note.TXT"; "" for none.
std::string extension_of(std::string_view name);
/// `name` without what does not belong into a header or a path.
std::string plain_name(std::string name);

}  // namespace dragoman::server
