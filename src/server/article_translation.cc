#include "server/article_translation.h"

#include <algorithm>
#include <unordered_set>

#include "base/part.h"
#include "dragoman/fetch.h"
#include "dragoman/page.h"
#include "server/publication.h"
#include "server/story_json.h"

namespace dragoman::server {

using articles::Unfinished;
using articles::UnfinishedChange;

namespace {

/// `text` with all `from` as `to`.
std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// The languages of an article on its way into `target`.
Result<Languages> languages_of(Service& service, const ArticleSource& source, const Page& page,
                               std::string_view target) {
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return offer.error();
  const std::string said = source.language.empty() ? page.language() : source.language;
  const std::optional<Language> from = (*offer)->find(said), to = (*offer)->find(target);
  if (!to)
    return Error{ErrorCode::kBadLanguage, 0, std::string(target) + " is not offered as a target; see /languages"};
  if (said.empty()) return Error{ErrorCode::kBadArgument, 0, "the page's language cannot be told; say it: from=en"};
  if (!from)
    return Error{ErrorCode::kBadLanguage, 0, said + " is not a language that can be translated from; see /languages"};
  if (from->code == to->code)
    return Error{ErrorCode::kBadArgument, 0, "the page is in " + to->tag() + " already; name another target"};
  return Languages{*from, *to};
}

PageOptions page_options(const ArticleJob& job, const Languages& languages, const ArticleSource& source,
                         const std::string& publish_url) {
  PageOptions options;
  options.from = languages.source.tag();
  options.to = languages.target.tag();
  options.publish_url = publish_url;
  if (is_web_address(source.address)) options.source_url = source.address;
  options.translate.stop = job.stop;
  options.translate.deadline = job.deadline;
  options.translate.urgent = job.urgent;
  options.links = options.translate.scores = true;  // for how sure the engine is of each sentence
  return options;
}

/// Adds to the sentences what is thought of them, and counts those that somebody should look at; one that stands in the page
/// several times (a headline and its title element) counts once.
void judge(ArticleVersion& version) {
  const Result<PairChecker> checker = PairChecker::load(version.source_language, version.language);
  if (!checker) return;
  std::unordered_set<std::string_view> doubtful;
  for (Block& block : version.blocks) {
    for (BlockSentence& sentence : block.sentences) {
      const SentenceCheck check = check_sentence(*checker, block, sentence);
      sentence.quality = check.quality;
      if (check.doubtful) doubtful.insert(part(block.source, sentence.source));
    }
  }
  version.doubtful = doubtful.size();
}

/// The address under which readers find it: as told now, else as before.
std::string publish_url_of(const Articles& articles, const ArticleJob& job, const std::string& language) {
  if (!job.publish_url.empty()) return replaced(replaced(job.publish_url, "{to}", language), "{id}", job.id);
  const Result<ArticleOverview> known = articles.find(job.id);
  if (!known) return "";
  const auto found = std::ranges::find(known->translations, language, &TranslationOverview::language);
  return found == known->translations.end() ? "" : found->publish_url;
}

/// What the memory is to know of a correction, or to forget.
Status tell_memory(Service& service, const UnfinishedChange& change) {
  const Result<Language> from = Language::parse(change.source_language), to = Language::parse(change.language);
  if (!service.memory || !from || !to) return {};
  const Correction& correction = change.correction;
  if (!change.undo) {
    const Result<StoredPair> kept =
        service.memory->correct(correction.source, correction.target, {*from, *to}, correction.who);
    return kept ? Status() : kept.error();
  }
  Result<std::optional<StoredPair>> pair = service.memory->exact(correction.source, {*from, *to});
  if (!pair) return pair.error();
  // Somebody else may have settled the sentence since; then his word stays.
  if (!*pair || (*pair)->target != correction.target || (*pair)->origin != PairOrigin::kEditor) return {};
  (*pair)->status = PairStatus::kRejected;
  (*pair)->who = correction.who;
  (*pair)->when = 0;
  const Result<StoredPair> rejected = service.memory->add(**pair);
  return rejected ? Status() : rejected.error();
}

}  // namespace

Result<std::string> article_language(Service& service, std::string_view target) {
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return offer.error();
  const std::optional<Language> found = (*offer)->find(target);
  if (found) return found->tag();
  return Error{ErrorCode::kBadLanguage, 0, "say a target language that is offered: to=pt; see /languages"};
}

Result<ArticleVersion> translate_article(Service& service, const ArticleJob& job) {
  const Articles& articles = *service.articles;
  const Result<ArticleSource> source = articles.source(job.id);
  if (!source) return source.error();
  const Result<Page> page = Page::read(source->bytes, {.name = source->name, .media_type = source->media_type});
  if (!page) return page.error();
  const Result<Languages> languages = languages_of(service, *source, *page, job.target);
  if (!languages) return languages.error();
  const std::string language = languages->target.tag();
  const Result<std::vector<Correction>> corrections = articles.corrections(job.id, language);
  if (!corrections) return corrections.error();
  const Result<std::shared_ptr<const Engine>> engine = service.engines.get(languages->source, languages->target);
  if (!engine) return engine.error();
  const std::string publish_url = publish_url_of(articles, job, language);
  PageOptions options = page_options(job, *languages, *source, publish_url);
  options.advise =
      advising_with(*corrections, *languages, advising_for(service.memory, source->publication, *languages));
  Result<TranslatedPage> done = translate_page(*page, *(*engine)->translator, options);
  if (!done) return done.error();
  ArticleVersion version;
  version.language = language;
  version.source_version = source->version;
  version.who = job.who;
  version.source_language = done->source_language;
  const auto type =
      std::ranges::find(done->http_headers, "Content-Type", [](const auto& field) { return field.first; });
  if (type != done->http_headers.end()) version.media_type = type->second;
  version.page = std::move(done->bytes);
  version.blocks = std::move(done->blocks);
  judge(version);
  return articles.put(job.id, version, publish_url);
}

Result<ArticleVersion> correct_article(Service& service, const ArticleJob& job, const Correction& correction) {
  const Articles& articles = *service.articles;
  const Result<ArticleVersion> before = articles.version(job.id, job.target);
  if (!before) return before.error();
  const Result<UnfinishedChange> change =
      Unfinished(articles).correct(job.id, job.target, before->source_language, correction);
  if (!change) return change.error();
  return finish_change(service, job, *change);
}

Result<ArticleVersion> undo_correction(Service& service, const ArticleJob& job, std::int64_t correction) {
  const Articles& articles = *service.articles;
  const Result<ArticleVersion> before = articles.version(job.id, job.target);
  if (!before) return before.error();
  const Result<UnfinishedChange> change =
      Unfinished(articles).undo(job.id, job.target, before->source_language, correction, job.who);
  if (!change) return change.error();
  return finish_change(service, job, *change);
}

Result<ArticleVersion> finish_change(Service& service, const ArticleJob& job, const UnfinishedChange& change) {
  if (Status told = tell_memory(service, change); !told) return told.error();
  Result<ArticleVersion> done = translate_article(service, job);
  if (!done) return done;
  if (Status struck = Unfinished(*service.articles).finished(change.id); !struck) return struck.error();
  return done;
}

void finish_changes(Service& service, const std::stop_token& stop) {
  const Unfinished unfinished(*service.articles);
  const Result<std::vector<std::int64_t>> all = unfinished.all();
  if (!all) return;
  for (const std::int64_t id : *all) {
    if (stop.stop_requested()) return;
    const Result<std::optional<UnfinishedChange>> change = unfinished.find(id);
    if (!change || !*change) continue;  // a client was faster
    const ArticleJob job{
        .id = (*change)->article, .target = (*change)->language, .who = (*change)->correction.who, .stop = stop};
    (void)finish_change(service, job, **change);
  }
}

}  // namespace dragoman::server
