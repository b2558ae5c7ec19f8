// Articles: what people do to them: approve, take back, hold, correct, remove; and which sections wait for approval.
#include "articles/people.h"

#include <algorithm>

#include "articles/blocks.h"
#include "articles/room.h"

namespace dragoman {

namespace articles {
namespace {

constexpr std::size_t kLongestSentence = std::size_t{64} << 10;  // as in the memory

}  // namespace

Status change_article(const Articles::Impl& impl, std::string_view id, ArticleEvent event,
                      const std::function<Status(Connection&, const ArticleRow&)>& work) {
  if (Status fine = check_text("name of who does it", event.who, kLongestName); !fine) return fine;
  event.time = impl.now();
  return impl.database->write([&](Connection& connection) -> Status {
    const Result<ArticleRow> article = article_of(connection, id);
    if (!article) return article.error();
    if (Status done = work(connection, *article); !done) return done;
    if (Status told = connection.run("UPDATE articles SET changed = ? WHERE name = ?", event.time, id); !told)
      return told;
    return remember(connection, id, event);
  });
}

Status check_correction(const Correction& correction) {
  const std::string_view source = trimmed(correction.source), target = trimmed(correction.target);
  if (source.empty() || target.empty())
    return Error{ErrorCode::kBadArgument, 0,
                 "a correction has a sentence of the source and what it is to be; to leave a sentence out, change the "
                 "source"};
  for (const std::string_view text : {source, target}) {
    // Line breaks may stand in a sentence; other control characters have no business there either, but do no harm.
    std::string plain(text);
    std::ranges::replace_if(
        plain, [](unsigned char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    if (Status fine = check_text("correction", plain, kLongestSentence); !fine) return fine;
  }
  return check_text("name of who corrects", correction.who, kLongestName);
}

Status put_correction(Connection& connection, const ArticleRow& article, std::string_view language,
                      const Correction& correction, std::int64_t now) {
  const Result<TranslationRow> translation = translation_of(connection, article, language);
  if (!translation) return translation.error();
  return connection.run(
      "INSERT INTO corrections (article, language, source, target, who, time) VALUES (?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (article, language, source) DO UPDATE SET target = excluded.target, who = excluded.who,"
      " time = excluded.time",
      article.row, translation->language, trimmed(correction.source), trimmed(correction.target), correction.who,
      correction.time != 0 ? correction.time : now);
}

Status drop_correction(Connection& connection, const ArticleRow& article, std::string_view language,
                       std::int64_t correction) {
  if (Status done = connection.run("DELETE FROM corrections WHERE id = ? AND article = ? AND language = ?", correction,
                                   article.row, language);
      !done)
    return done;
  if (connection.changes() > 0) return {};
  return Error{ErrorCode::kNotFound, 0,
               "the article has no correction " + std::to_string(correction) + "; see the list of its corrections"};
}

}  // namespace articles

using namespace articles;  // NOLINT(google-build-using-namespace): the room behind this class

Result<ArticleVersion> Articles::approve(std::string_view id, std::string_view language, std::uint32_t number,
                                         std::string_view who) const {
  if (Status fine = check_text("name of who approves", who, kLongestName); !fine) return fine.error();
  const std::int64_t now = impl_->now();
  return writing<ArticleVersion>(*impl_, [&](Connection& connection, ArticleVersion& out) -> Status {
    const Result<ArticleRow> article = article_of(connection, id);
    if (!article) return article.error();
    const Result<TranslationRow> translation = translation_of(connection, *article, language);
    if (!translation) return translation.error();
    const Result<std::optional<ArticleVersion>> last = newest(connection, *translation, false);
    if (!last) return last.error();
    if (!*last) return Error{ErrorCode::kNotFound, 0, "there is no version to approve; translate the article first"};
    if (number != 0 && number != (*last)->version)
      return Error{ErrorCode::kBusy, 0,
                   "version " + std::to_string((*last)->version) + " has come since version " + std::to_string(number) +
                       "; look at that, then approve it"};
    out = **last;
    out.state = ArticleState::kApproved;
    out.who = who;
    if (Status set = connection.run("UPDATE versions SET state = ?, who = ? WHERE translation = ? AND version = ?",
                                    static_cast<std::int64_t>(ArticleState::kApproved), who, translation->row,
                                    static_cast<std::int64_t>(out.version));
        !set)
      return set;
    if (Status told = connection.run("UPDATE articles SET changed = ? WHERE id = ?", now, article->row); !told)
      return told;
    return remember(connection, id, {out.language, "approved", std::string(who), out.version, now});
  });
}

Status Articles::withdraw(std::string_view id, std::string_view language, bool withdrawn, std::string_view who) const {
  const ArticleEvent event{std::string(language), withdrawn ? "withdrawn" : "restored", std::string(who)};
  return change_article(*impl_, id, event, [&](Connection& connection, const ArticleRow& article) -> Status {
    if (language.empty())
      return connection.run("UPDATE articles SET withdrawn = ? WHERE id = ?", std::int64_t{withdrawn}, article.row);
    const Result<TranslationRow> translation = translation_of(connection, article, language);
    if (!translation) return translation.error();
    return connection.run("UPDATE translations SET withdrawn = ? WHERE id = ?", std::int64_t{withdrawn},
                          translation->row);
  });
}

Status Articles::embargo(std::string_view id, std::int64_t until, std::string_view who) const {
  if (until < 0) return Error{ErrorCode::kBadArgument, 0, "an embargo ends at a time after 1970; 0 lifts it"};
  return change_article(*impl_, id, {.what = "embargo", .who = std::string(who)},
                        [&](Connection& connection, const ArticleRow& article) {
                          return connection.run("UPDATE articles SET embargo = ? WHERE id = ?", until, article.row);
                        });
}

Status Articles::correct(std::string_view id, std::string_view language, const Correction& correction) const {
  if (Status fine = check_correction(correction); !fine) return fine;
  const ArticleEvent event{std::string(language), "corrected", correction.who};
  return change_article(*impl_, id, event, [&](Connection& connection, const ArticleRow& article) {
    return put_correction(connection, article, language, correction, impl_->now());
  });
}

Result<std::vector<Correction>> Articles::corrections(std::string_view id, std::string_view language) const {
  return reading<std::vector<Correction>>(*impl_, [&](Connection& connection, auto& out) -> Status {
    const Result<ArticleRow> article = article_of(connection, id);
    if (!article) return article.error();
    Query rows = connection.query(
        "SELECT id, source, target, who, time, placed FROM corrections WHERE article = ? AND language = ? ORDER BY id",
        article->row, language);
    while (rows.next()) {
      out.push_back({rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2)), std::string(rows.text(3)),
                     rows.integer(4), rows.integer(5) != 0});
    }
    return rows.status();
  });
}

Status Articles::remove_correction(std::string_view id, std::string_view language, std::int64_t correction,
                                   std::string_view who) const {
  const ArticleEvent event{std::string(language), "uncorrected", std::string(who)};
  return change_article(*impl_, id, event, [&](Connection& connection, const ArticleRow& article) {
    return drop_correction(connection, article, language, correction);
  });
}

Status Articles::remove(std::string_view id, std::string_view language, std::string_view who) const {
  const std::int64_t now = impl_->now();
  return impl_->database->write([&](Connection& connection) -> Status {
    const Result<ArticleRow> article = article_of(connection, id);
    if (!article) return article.error();
    if (language.empty()) {
      if (Status done = remove_article(connection, *article); !done) return done;
    } else {
      const Result<TranslationRow> translation = translation_of(connection, *article, language);
      if (!translation) return translation.error();
      if (Status done = remove_translation(connection, *article, *translation); !done) return done;
    }
    return remember(connection, id, {std::string(language), "removed", std::string(who), 0, now});
  });
}

Result<std::vector<ArticleEvent>> Articles::history(std::string_view id) const {
  return reading<std::vector<ArticleEvent>>(*impl_, [&](Connection& connection, auto& out) -> Status {
    Query rows = connection.query(
        "SELECT language, what, who, version, time FROM history WHERE article = ? ORDER BY id DESC LIMIT 1000", id);
    while (rows.next()) {
      out.push_back({std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2)),
                     static_cast<std::uint32_t>(rows.integer(3)), rows.integer(4)});
    }
    return rows.status();
  });
}

Status Articles::set_gate(std::string_view publication, std::string_view section, PublishGate gate) const {
  for (const std::string_view name : {publication, section}) {
    if (Status fine = check_text("publication or section", name, kLongestName); !fine) return fine;
  }
  if (publication.empty()) return Error{ErrorCode::kBadArgument, 0, "say which publication is meant"};
  return impl_->database->write([&](Connection& connection) {
    return connection.run(
        "INSERT INTO gates (publication, section, gate) VALUES (?, ?, ?)"
        " ON CONFLICT (publication, section) DO UPDATE SET gate = excluded.gate",
        publication, section, static_cast<std::int64_t>(gate));
  });
}

Result<PublishGate> Articles::gate(std::string_view publication, std::string_view section) const {
  return reading<PublishGate>(*impl_, [&](Connection& connection, PublishGate& out) -> Status {
    const Result<PublishGate> found = gate_of(connection, publication, section);
    if (!found) return found.error();
    out = *found;
    return {};
  });
}

Advise advising_with(const std::vector<Correction>& corrections, const Languages& languages, Advise settled) {
  if (corrections.empty()) return settled;
  auto ours = std::make_shared<const std::vector<Correction>>(corrections);
  return [ours, languages, settled = std::move(settled)](std::string_view sentence) -> Result<Advice> {
    const auto found = std::ranges::find(*ours, trimmed(sentence), &Correction::source);
    if (found == ours->end()) return settled ? settled(sentence) : Result<Advice>(Advice());
    Advice advice;
    advice.exact = StoredPair{found->source,       found->target, languages,  PairStatus::kApproved,
                              PairOrigin::kEditor, found->who,    found->time};
    return advice;
  };
}

}  // namespace dragoman
