#include "server/document_request.h"

#include <algorithm>

#include "base/ascii.h"
#include "dragoman/page.h"
#include "server/text_request.h"
#include "text/utf8.h"

namespace dragoman::server {
namespace {

Result<TranslatedDocument> translate_text(Engines& engines, const DocumentRequest& request) {
  if (const auto at = text::first_bad_utf8(request.bytes))
    return Error{ErrorCode::kBadUtf8, *at, "the file is not UTF-8: byte " + std::to_string(*at) + "; save it as UTF-8"};
  TextRequest text;
  text.texts = {request.bytes};
  text.source = request.source;
  text.target = request.target;
  text.formal = request.formal;
  text.advise = request.advise;
  text.stop = request.stop;
  text.deadline = request.deadline;
  Result<std::vector<TextAnswer>> done = translate_texts(engines, text);
  if (!done) return done.error();
  return TranslatedDocument{std::move(done->front().text), "text/plain; charset=utf-8"};
}

/// Documents that are containers: their bytes are no text.
bool is_container(const std::string& name) {
  const std::string extension = extension_of(name);
  return extension == ".docx" || extension == ".odt" || extension == ".epub";
}

/// All texts of a page, a line each.
std::string texts_of(const Page& page) {
  std::string out;
  for (const Block& block : page.blocks()) out += block.source + "\n";
  return out;
}

}  // namespace

std::uint64_t characters_of_document(const std::string& name, std::string_view bytes) {
  if (!is_container(name)) return count_characters(bytes);
  const Result<Page> page = Page::read(bytes, {.name = base::lower_ascii(name)});
  return page ? count_characters(texts_of(*page)) : 0;  // what cannot be read costs nothing
}

Result<TranslatedDocument> translate_document(Engines& engines, const DocumentRequest& request) {
  if (extension_of(request.name) == ".txt") return translate_text(engines, request);
  const Result<Page> page = Page::read(request.bytes, {.name = base::lower_ascii(request.name)});
  if (!page) return page.error();
  const Result<std::shared_ptr<const Engine>> engine = engines.get(request.source, request.target);
  if (!engine) return engine.error();
  PageOptions options;
  options.from = request.source.tag();
  options.to = request.target.tag();
  options.translate.stop = request.stop;
  options.translate.deadline = request.deadline;
  options.formal = request.formal;
  options.advise = request.advise;
  Result<TranslatedPage> out = translate_page(*page, *(*engine)->translator, options);
  if (!out) return out.error();
  const auto type = std::ranges::find(out->http_headers, "Content-Type", [](const auto& field) { return field.first; });
  return TranslatedDocument{std::move(out->bytes),
                            type == out->http_headers.end() ? "application/octet-stream" : type->second};
}

std::optional<Language> language_of_document(const Offer& offer, const std::string& name, std::string_view bytes) {
  std::string text;
  if (extension_of(name) != ".txt") {
    const Result<Page> page = Page::read(bytes, {.name = base::lower_ascii(name)});
    if (page) {
      if (std::optional<Language> known = offer.find(page->language())) return known;
      if (is_container(name)) text = texts_of(*page);
    }
  }
  const std::vector<LanguageGuess> guesses = guess_languages(is_container(name) ? text : bytes, offer.sources());
  return guesses.empty() ? std::nullopt : std::optional(guesses.front().language);
}

const std::vector<std::string_view>& document_extensions() {
  static const std::vector<std::string_view> kExtensions = {".txt",  ".html", ".htm",  ".xhtml", ".md",  ".srt",
                                                            ".vtt",  ".rss",  ".atom", ".xliff", ".xlf", ".po",
                                                            ".json", ".docx", ".odt",  ".epub"};
  return kExtensions;
}

std::string extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? "" : base::lower_ascii(name.substr(dot));
}

std::string plain_name(std::string name) {
  for (char& c : name) {
    const bool plain =
        static_cast<unsigned char>(c) > 0x20 && c != '"' && c != '/' && c != '\\' && c != ';' && c != 0x7F;
    if (!plain) c = '_';
  }
  return name;
}

}  // namespace dragoman::server
