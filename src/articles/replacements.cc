// A correction that a replacement has made is known by its words, its author and its time: when one of them differs, somebody has changed it.
#include "articles/replacements.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "articles/articles_impl.h"
#include "articles/blocks.h"
#include "articles/phrases.h"
#include "base/part.h"
#include "json/write.h"
#include "text/compose.h"

namespace dragoman::articles {
namespace {

constexpr std::size_t kLongestPhrase = 1000;  // bytes

/// What has become of a correction of a replacement.
enum ReplacedState : std::int64_t { kMade, kStands, kTakenBack, kLeft, kGone };

Status check_phrase(const Phrase& phrase) {
  for (const auto& [what, text] :
       {std::pair("phrase that is looked for", &phrase.find), std::pair("phrase that replaces it", &phrase.replace)}) {
    if (Status fine = check_text(what, *text, kLongestPhrase); !fine) return fine;
    if (trimmed(*text).empty())
      return Error{ErrorCode::kBadArgument, 0, "the " + std::string(what) + " is empty; say both"};
  }
  if (phrase.find == phrase.replace)
    return Error{ErrorCode::kBadArgument, 0, "a phrase that is replaced by itself changes nothing; say another"};
  if (phrase.publication.empty()) return Error{ErrorCode::kBadArgument, 0, "say which publication is meant"};
  return check_text("publication", phrase.publication, kLongestName);
}

/// As translations write it.
Phrase composed(Phrase phrase) {
  phrase.find = text::composed(phrase.find);
  phrase.replace = text::composed(phrase.replace);
  return phrase;
}

/// Sentences of an article's blocks that have the phrase, each once.
void add_places(const Phrase& phrase, const std::vector<Block>& blocks, const PhrasePlace& about,
                std::vector<PhrasePlace>& out) {
  std::unordered_set<std::string_view> seen;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    for (std::size_t j = 0; j < block.sentences.size(); ++j) {
      const std::string_view source = trimmed(part(block.source, block.sentences[j].source)),
                             target = trimmed(part(block.target, block.sentences[j].target));
      std::string replaced = with_replaced(target, phrase.find, phrase.replace);
      if (source.empty() || replaced == target || !seen.insert(source).second) continue;
      PhrasePlace& place = out.emplace_back(about);
      place.block = i;
      place.sentence = j;
      place.source = source;
      place.target = target;
      place.replaced = std::move(replaced);
    }
  }
}

constexpr std::string_view kWithPhrase =
    "SELECT a.id, a.name, a.address, v.source_language, v.blocks FROM articles AS a"
    " JOIN translations AS t ON t.article = a.id AND t.language = ?"
    " JOIN versions AS v ON v.translation = t.id AND v.version = (SELECT max(version) FROM versions AS w WHERE"
    " w.translation = t.id) WHERE a.publication = ? AND a.id < ? AND (? = '' OR a.name = ?) AND instr(v.blocks, ?) > 0"
    " ORDER BY a.id DESC";

/// Of one article, or with "" of all before a row, until there are `most`.
Result<PhrasePlaces> places_of(Connection& connection, const Phrase& phrase, std::string_view article,
                               std::int64_t before, std::size_t most) {
  PhrasePlaces out;
  const std::string quoted = json::json_quoted(phrase.find);  // blocks are JSON: most that cannot have it are not read
  Query rows = connection.query(kWithPhrase, phrase.language, phrase.publication, before > 0 ? before : INT64_MAX,
                                article, article, std::string_view(quoted).substr(1, quoted.size() - 2));
  std::int64_t last = 0;
  while (rows.next()) {
    if (out.places.size() >= most) {
      out.next = last;
      return out;
    }
    last = rows.integer(0);
    const std::string_view from = rows.text(3);
    if (!phrase.from.empty() && from.substr(0, from.find('-')) != phrase.from) continue;
    const Result<std::vector<Block>> blocks = blocks_from(rows.text(4), connection.name());
    if (!blocks) return blocks.error();
    add_places(phrase, *blocks,
               {.article = std::string(rows.text(1)), .address = std::string(rows.text(2)), .from = std::string(from)},
               out.places);
  }
  if (!rows.status()) return rows.status().error();
  return out;
}

Replacement replacement_in(const Query& row) {
  Replacement out;
  out.id = row.integer(0);
  out.phrase = {std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3)), std::string(row.text(4)),
                std::string(row.text(5))};
  out.who = row.text(6);
  out.time = row.integer(7);
  out.undone = row.integer(8);
  out.made = static_cast<std::size_t>(row.integer(9));
  out.left = static_cast<std::size_t>(row.integer(10));
  return out;
}

#define DRAGOMAN_REPLACEMENT_COLUMNS                                                                \
  "SELECT id, publication, source_language, language, find, replace, who, time, undone,"            \
  " (SELECT count(*) FROM replaced WHERE replacement = r.id),"                                      \
  " (SELECT count(*) FROM replaced WHERE replacement = r.id AND state = 3) FROM replacements AS r " \
  "WHERE "

struct Standing {
  std::string target, who;
  std::int64_t time = 0;
};

/// The correction that holds for a sentence now.
Result<std::optional<Standing>> standing_of(Connection& connection, const ArticleRow& article,
                                            std::string_view language, std::string_view source) {
  std::optional<Standing> out;
  Query row =
      connection.query("SELECT target, who, time FROM corrections WHERE article = ? AND language = ? AND source = ?",
                       article.row, language, source);
  if (row.next()) out = Standing{std::string(row.text(0)), std::string(row.text(1)), row.integer(2)};
  if (!row.status()) return row.status().error();
  return out;
}

Status put_correction(Connection& connection, const ArticleRow& article, std::string_view language,
                      std::string_view source, const Standing& to) {
  return connection.run(
      "INSERT INTO corrections (article, language, source, target, who, time) VALUES (?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (article, language, source) DO UPDATE SET target = excluded.target, who = excluded.who,"
      " time = excluded.time",
      article.row, language, source, to.target, to.who, to.time);
}

/// One sentence: its correction, and what it stands in for.
Status make_one(Connection& connection, const ArticleRow& article, const Replacement& replacement,
                const PhrasePlace& place, std::int64_t now) {
  Result<std::optional<Standing>> before = standing_of(connection, article, replacement.phrase.language, place.source);
  if (!before) return before.error();
  const std::optional<Standing>& old = *before;
  if (Status kept = connection.run(
          "INSERT INTO replaced (replacement, article, source, target, source_language, time, had, before, before_who,"
          " before_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (replacement, article, source) DO UPDATE SET"
          " target = excluded.target, time = excluded.time, state = 0",
          replacement.id, article.row, place.source, place.replaced, place.from, now, std::int64_t{old.has_value()},
          old ? old->target : "", old ? old->who : "", old ? old->time : std::int64_t{0});
      !kept)
    return kept;
  return put_correction(connection, article, replacement.phrase.language, place.source,
                        {place.replaced, replacement.who, now});
}

Status change_told(Connection& connection, const ArticleRow& article, const ArticleEvent& event) {
  if (Status told = connection.run("UPDATE articles SET changed = ? WHERE id = ?", event.time, article.row); !told)
    return told;
  return remember(connection, article.article.id, event);
}

/// A correction of a replacement, with what it stood in for.
struct ReplacedRow {
  PhraseCorrection made;
  std::int64_t time = 0;
  std::optional<Standing> before = {};
};

Result<std::vector<ReplacedRow>> rows_to_take_back(Connection& connection, std::int64_t replacement,
                                                   const ArticleRow& article) {
  std::vector<ReplacedRow> out;
  Query rows = connection.query(
      "SELECT source, target, source_language, time, had, before, before_who, before_time FROM replaced"
      " WHERE replacement = ? AND article = ? AND state IN (0, 1)",
      replacement, article.row);
  while (rows.next()) {
    ReplacedRow& row = out.emplace_back();
    row.made = {std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2))};
    row.time = rows.integer(3);
    if (rows.integer(4) != 0)
      row.before = Standing{std::string(rows.text(5)), std::string(rows.text(6)), rows.integer(7)};
  }
  if (!rows.status()) return rows.status().error();
  return out;
}

/// Whether it was taken back; else somebody has changed it since.
Result<bool> take_back_one(Connection& connection, const ArticleRow& article, const Replacement& replacement,
                           const ReplacedRow& row) {
  const std::string& language = replacement.phrase.language;
  const Result<std::optional<Standing>> now = standing_of(connection, article, language, row.made.source);
  if (!now) return now.error();
  const bool ours =
      *now && (*now)->target == row.made.target && (*now)->who == replacement.who && (*now)->time == row.time;
  Status done;
  if (ours) {
    done = row.before ? put_correction(connection, article, language, row.made.source, *row.before)
                      : connection.run("DELETE FROM corrections WHERE article = ? AND language = ? AND source = ?",
                                       article.row, language, row.made.source);
  }
  if (done)
    done = connection.run("UPDATE replaced SET state = ? WHERE replacement = ? AND article = ? AND source = ?",
                          std::int64_t{ours ? kTakenBack : kLeft}, replacement.id, article.row, row.made.source);
  if (!done) return done.error();
  return ours;
}

}  // namespace

Result<PhrasePlaces> Replacements::find(const Phrase& given, std::int64_t before, std::size_t most) const {
  if (Status fine = check_phrase(given); !fine) return fine.error();
  const Phrase phrase = composed(given);
  return reading<PhrasePlaces>(*articles_.impl(), [&](Connection& connection, PhrasePlaces& out) -> Status {
    Result<PhrasePlaces> found = places_of(connection, phrase, "", before, most);
    if (!found) return found.error();
    out = std::move(*found);
    return {};
  });
}

Result<Replacement> Replacements::begin(const Phrase& given, std::string_view who) const {
  if (Status fine = check_phrase(given); !fine) return fine.error();
  if (Status fine = check_text("name of who does it", who, kLongestName); !fine) return fine.error();
  const std::int64_t now = articles_.impl()->now();
  return writing<Replacement>(*articles_.impl(), [&](Connection& connection, Replacement& out) -> Status {
    out = {.phrase = composed(given), .who = std::string(who), .time = now};
    const Phrase& phrase = out.phrase;
    Status made = connection.run(
        "INSERT INTO replacements (publication, source_language, language, find, replace, who, time)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        phrase.publication, phrase.from, phrase.language, phrase.find, phrase.replace, who, now);
    out.id = connection.last_id();
    return made;
  });
}

Result<Replacement> Replacements::get(std::int64_t id) const {
  return reading<Replacement>(*articles_.impl(), [&](Connection& connection, Replacement& out) -> Status {
    Query row = connection.query(DRAGOMAN_REPLACEMENT_COLUMNS "id = ?", id);
    if (row.next()) {
      out = replacement_in(row);
      return {};
    }
    if (!row.status()) return row.status();
    return Error{ErrorCode::kNotFound, 0,
                 "there is no replacement " + std::to_string(id) + "; see the list of replacements"};
  });
}

Result<std::vector<Replacement>> Replacements::list(std::string_view publication, std::size_t most) const {
  return reading<std::vector<Replacement>>(*articles_.impl(), [&](Connection& connection, auto& out) -> Status {
    Query rows = connection.query(DRAGOMAN_REPLACEMENT_COLUMNS "(? = '' OR publication = ?) ORDER BY id DESC LIMIT ?",
                                  publication, publication, static_cast<std::int64_t>(most));
    while (rows.next()) out.push_back(replacement_in(rows));
    return rows.status();
  });
}

Result<std::vector<PhraseCorrection>> Replacements::make(const Replacement& replacement,
                                                         std::string_view article) const {
  const std::int64_t now = articles_.impl()->now();
  return writing<std::vector<PhraseCorrection>>(*articles_.impl(), [&](Connection& connection, auto& out) -> Status {
    const Result<ArticleRow> row = article_of(connection, article);
    if (!row) return row.error();
    const Result<PhrasePlaces> found = places_of(connection, replacement.phrase, article, 0, 1);
    if (!found) return found.error();
    if (found->places.empty()) return {};
    for (const PhrasePlace& place : found->places) {
      if (Status made = make_one(connection, *row, replacement, place, now); !made) return made;
      out.push_back({place.source, place.replaced, place.from});
    }
    return change_told(connection, *row, {replacement.phrase.language, "replaced", replacement.who, 0, now});
  });
}

Result<std::string> Replacements::next_made(std::int64_t id) const {
  return reading<std::string>(*articles_.impl(), [&](Connection& connection, std::string& out) -> Status {
    Query row = connection.query(
        "SELECT a.name FROM replaced AS r JOIN articles AS a ON a.id = r.article WHERE r.replacement = ?"
        " AND r.state IN (0, 1) ORDER BY r.article DESC LIMIT 1",
        id);
    if (row.next()) out = row.text(0);
    return row.status();
  });
}

Result<std::vector<PhraseCorrection>> Replacements::made_in(const Replacement& replacement,
                                                            std::string_view article) const {
  return reading<std::vector<PhraseCorrection>>(*articles_.impl(), [&](Connection& connection, auto& out) -> Status {
    const Result<ArticleRow> row = article_of(connection, article);
    if (!row) return row.error();
    const Result<std::vector<ReplacedRow>> rows = rows_to_take_back(connection, replacement.id, *row);
    if (!rows) return rows.error();
    for (const ReplacedRow& one : *rows) out.push_back(one.made);
    return {};
  });
}

Result<std::vector<PhraseCorrection>> Replacements::take_back(const Replacement& replacement, std::string_view article,
                                                              std::string_view who) const {
  if (Status fine = check_text("name of who does it", who, kLongestName); !fine) return fine.error();
  const std::int64_t now = articles_.impl()->now();
  return writing<std::vector<PhraseCorrection>>(*articles_.impl(), [&](Connection& connection, auto& out) -> Status {
    const Result<ArticleRow> row = article_of(connection, article);
    if (!row) return row.error();
    if (Status begun =
            connection.run("UPDATE replacements SET undone = ? WHERE id = ? AND undone = 0", now, replacement.id);
        !begun)
      return begun;
    const Result<std::vector<ReplacedRow>> rows = rows_to_take_back(connection, replacement.id, *row);
    if (!rows) return rows.error();
    for (const ReplacedRow& one : *rows) {
      const Result<bool> taken = take_back_one(connection, *row, replacement, one);
      if (!taken) return taken.error();
      if (*taken) out.push_back(one.made);
    }
    return change_told(connection, *row, {replacement.phrase.language, "replacement-undone", std::string(who), 0, now});
  });
}

Result<std::vector<std::string>> Replacements::unsettled(std::int64_t id) const {
  return reading<std::vector<std::string>>(*articles_.impl(), [&](Connection& connection, auto& out) -> Status {
    Query rows = connection.query(
        "SELECT DISTINCT a.name FROM replaced AS r JOIN articles AS a ON a.id = r.article WHERE r.replacement = ?"
        " AND r.state IN (0, 2)",
        id);
    while (rows.next()) out.emplace_back(rows.text(0));
    return rows.status();
  });
}

Status Replacements::settle(std::int64_t id, std::string_view article) const {
  return articles_.impl()->database->write([&](Connection& connection) -> Status {
    const Result<ArticleRow> row = article_of(connection, article);
    if (!row) return row.error();
    return connection.run(
        "UPDATE replaced SET state = CASE state WHEN 0 THEN 1 ELSE 4 END WHERE replacement = ? AND article = ?"
        " AND state IN (0, 2)",
        id, row->row);
  });
}

}  // namespace dragoman::articles
