// TextRequest: what LibreTranslate and DeepL ask alike, a list of texts or pieces of HTML from one language to another, and how
// it is answered by engine, post-editing and pages.
// Threads: translate_texts() from any, several at once.
#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>
#include "dragoman/language.h"
#include "dragoman/memory.h"
#include "dragoman/page.h"
#include "dragoman/rerank.h"
#include "dragoman/result.h"
#include "server/engines.h"

namespace dragoman::server {

struct TextRequest {
  std::vector<std::string> texts;  ///< UTF-8
  Language source, target;
  enum class Form { kPlain, kHtml, kXml };
  Form form = Form::kPlain;     ///< HTML and XML: the texts are pieces of a page
  ElementRules elements = {};   ///< of XML and HTML
  unsigned alternatives = 0;    ///< other translations of each plain text, at most so many
  std::string context = {};     ///< text around them, not translated
  bool split_sentences = true;  ///< false: every line is one sentence
  bool formal = false;          ///< as PostEditOptions::formal
  Rerank rerank = Rerank::kOff;
  Advise advise = {};   ///< what the publication and a glossary have settled
  bool urgent = false;  ///< as TranslateOptions::urgent
  std::stop_token stop = {};
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
};

struct TextAnswer {
  std::string text;
  std::vector<std::string> alternatives = {};  ///< distinct, none of them `text`
};

/// One answer for each text. Source and target of the same language: the texts as they are. Errors: those of Engines::get(),
/// post_edited(), translate_page() and Translator::translate().
Result<std::vector<TextAnswer>> translate_texts(Engines& engines, const TextRequest& request);

/// The same of texts in several languages, those of a language together: `sources` of each, and what is settled for a pair; `request`
/// has all else.
Result<std::vector<TextAnswer>> translate_texts(Engines& engines, TextRequest request,
                                                const std::vector<Language>& sources,
                                                const std::function<Advise(const Languages&)>& settled);

}  // namespace dragoman::server
