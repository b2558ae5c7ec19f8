#include "articles/unfinished.h"

#include "articles/people.h"

namespace dragoman::articles {
namespace {

/// Whatever was to be done about the sentence is not any more; that instead.
Status write_down(Connection& connection, UnfinishedChange& change) {
  const Correction& correction = change.correction;
  if (Status dropped = connection.run("DELETE FROM unfinished WHERE article = ? AND language = ? AND source = ?",
                                      change.article, change.language, correction.source);
      !dropped)
    return dropped;
  Status put = connection.run(
      "INSERT INTO unfinished (article, language, source_language, undo, source, target, who, time)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      change.article, change.language, change.source_language, std::int64_t{change.undo}, correction.source,
      correction.target, correction.who, correction.time);
  if (put) change.id = connection.last_id();
  return put;
}

}  // namespace

Result<UnfinishedChange> Unfinished::correct(std::string_view article, std::string_view language,
                                             std::string_view source_language, const Correction& correction) const {
  if (Status fine = check_correction(correction); !fine) return fine.error();
  const Articles::Impl& impl = *articles_.impl();
  UnfinishedChange change{0, std::string(article), std::string(language), std::string(source_language), false, {}};
  change.correction = {.source = std::string(trimmed(correction.source)),
                       .target = std::string(trimmed(correction.target)),
                       .who = correction.who,
                       .time = correction.time != 0 ? correction.time : impl.now()};
  const Status stored =
      change_article(impl, article, {std::string(language), "corrected", correction.who},
                     [&](Connection& connection, const ArticleRow& row) -> Status {
                       if (Status put = put_correction(connection, row, language, change.correction, impl.now()); !put)
                         return put;
                       return write_down(connection, change);
                     });
  if (!stored) return stored.error();
  return change;
}

Result<UnfinishedChange> Unfinished::undo(std::string_view article, std::string_view language,
                                          std::string_view source_language, std::int64_t correction,
                                          std::string_view who) const {
  const Articles::Impl& impl = *articles_.impl();
  UnfinishedChange change{0, std::string(article), std::string(language), std::string(source_language), true, {}};
  const Status stored =
      change_article(impl, article, {std::string(language), "uncorrected", std::string(who)},
                     [&](Connection& connection, const ArticleRow& row) -> Status {
                       {
                         Query found = connection.query(
                             "SELECT source, target FROM corrections WHERE id = ? AND article = ? AND language = ?",
                             correction, row.row, language);
                         if (found.next())
                           change.correction = {.source = std::string(found.text(0)),
                                                .target = std::string(found.text(1)),
                                                .who = std::string(who),
                                                .time = impl.now()};
                         if (!found.status()) return found.status();
                       }
                       if (Status dropped = drop_correction(connection, row, language, correction); !dropped)
                         return dropped;
                       return write_down(connection, change);
                     });
  if (!stored) return stored.error();
  return change;
}

Status Unfinished::finished(std::int64_t id) const {
  return articles_.impl()->database->write(
      [&](Connection& connection) { return connection.run("DELETE FROM unfinished WHERE id = ?", id); });
}

Result<std::optional<UnfinishedChange>> Unfinished::find(std::int64_t id) const {
  return reading<std::optional<UnfinishedChange>>(*articles_.impl(), [&](Connection& connection, auto& out) -> Status {
    Query row = connection.query(
        "SELECT article, language, source_language, undo, source, target, who, time FROM unfinished WHERE id = ?", id);
    if (!row.next()) return row.status();
    out = UnfinishedChange{id,
                           std::string(row.text(0)),
                           std::string(row.text(1)),
                           std::string(row.text(2)),
                           row.integer(3) != 0,
                           {.source = std::string(row.text(4)),
                            .target = std::string(row.text(5)),
                            .who = std::string(row.text(6)),
                            .time = row.integer(7)}};
    return row.status();
  });
}

Result<std::vector<std::int64_t>> Unfinished::all() const {
  return reading<std::vector<std::int64_t>>(*articles_.impl(), [&](Connection& connection, auto& out) -> Status {
    Query rows = connection.query("SELECT id FROM unfinished ORDER BY id");
    while (rows.next()) out.push_back(rows.integer(0));
    return rows.status();
  });
}

}  // namespace dragoman::articles
