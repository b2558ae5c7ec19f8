// ArticleTranslation: an article of the store translated from its newest source, with its corrections and what the publication has
// settled; and a correction, which is made for the article and for the memory.
//
// What has not changed since the version before costs little: its sentences are in the engine's cache, corrected ones in the
// store. Threads: any.
#pragma once
#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include "articles/unfinished.h"
#include "server/service.h"

namespace dragoman::server {

struct ArticleJob {
  std::string id, target;        ///< target as a client says it: "pt", "pt-BR"
  std::string who = {};          ///< whose correction it is
  std::string publish_url = {};  ///< "{to}" and "{id}" stand for language and id; "": as before
  std::stop_token stop = {};
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
  bool urgent = false;
};

/// The language tag that a client means by `target`. Error: kBadLanguage (not offered).
Result<std::string> article_language(Service& service, std::string_view target);

/// Translates and stores; gives what is the newest version then, without text. Errors: those of Articles, Page::read() and
/// translate_page(); kBadArgument for a page that is in that language already, or in one that cannot be told.
Result<ArticleVersion> translate_article(Service& service, const ArticleJob& job);

/// Stores the correction with the article and, if there is one, in the memory; then translates again. What of that a server did not
/// come to is done by finish_changes().
Result<ArticleVersion> correct_article(Service& service, const ArticleJob& job, const Correction& correction);
/// Takes a correction back: the memory's pair is rejected, so that what was there before holds again, and the newest version is made
/// without it.
Result<ArticleVersion> undo_correction(Service& service, const ArticleJob& job, std::int64_t correction);

/// What is left of a correction, or of taking one back: the memory, and the newest version.
Result<ArticleVersion> finish_change(Service& service, const ArticleJob& job, const articles::UnfinishedChange& change);
/// All that was left when the server before this one ended. What cannot be done now is left for the next start.
void finish_changes(Service& service, const std::stop_token& stop);

}  // namespace dragoman::server
