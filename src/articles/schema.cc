// "DrAr" in the file's header says that it is ours. A step, once released, is never changed: a new version gets a step of its own.
#include "articles/schema.h"

namespace dragoman::articles {
namespace {

constexpr const char* kVersion1 = R"sql(
CREATE TABLE articles (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, publication TEXT NOT NULL, address TEXT NOT NULL,
  section TEXT NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL, embargo INTEGER NOT NULL DEFAULT 0,
  withdrawn INTEGER NOT NULL DEFAULT 0);
CREATE INDEX articles_publication ON articles (publication, section);
CREATE TABLE sources (
  article INTEGER NOT NULL, version INTEGER NOT NULL, time INTEGER NOT NULL, language TEXT NOT NULL,
  media_type TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (article, version));
CREATE TABLE translations (
  id INTEGER PRIMARY KEY, article INTEGER NOT NULL, language TEXT NOT NULL, publish_url TEXT NOT NULL DEFAULT '',
  withdrawn INTEGER NOT NULL DEFAULT 0, UNIQUE (article, language));
CREATE TABLE versions (
  translation INTEGER NOT NULL, version INTEGER NOT NULL, source_version INTEGER NOT NULL, state INTEGER NOT NULL,
  time INTEGER NOT NULL, who TEXT NOT NULL, media_type TEXT NOT NULL, source_language TEXT NOT NULL,
  digest TEXT NOT NULL, page BLOB NOT NULL, blocks TEXT NOT NULL, PRIMARY KEY (translation, version));
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY, article INTEGER NOT NULL, language TEXT NOT NULL, source TEXT NOT NULL,
  target TEXT NOT NULL, who TEXT NOT NULL, time INTEGER NOT NULL, placed INTEGER NOT NULL DEFAULT 1,
  UNIQUE (article, language, source));
CREATE TABLE gates (
  publication TEXT NOT NULL, section TEXT NOT NULL, gate INTEGER NOT NULL, PRIMARY KEY (publication, section));
CREATE TABLE history (
  id INTEGER PRIMARY KEY, article TEXT NOT NULL, language TEXT NOT NULL, what TEXT NOT NULL, who TEXT NOT NULL,
  version INTEGER NOT NULL, time INTEGER NOT NULL);
CREATE INDEX history_article ON history (article);
)sql";

constexpr const char* kVersion2 = R"sql(
CREATE INDEX articles_address ON articles (address);
CREATE TABLE feed_items (
  key TEXT PRIMARY KEY, address TEXT NOT NULL, used INTEGER NOT NULL, bytes BLOB NOT NULL);
CREATE INDEX feed_items_address ON feed_items (address);
CREATE INDEX feed_items_used ON feed_items (used);
)sql";

constexpr const char* kVersion3 = R"sql(
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL, language TEXT NOT NULL, callback TEXT NOT NULL,
  source_version INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL, due INTEGER NOT NULL, status INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '');
CREATE INDEX deliveries_due ON deliveries (state, due);
CREATE INDEX deliveries_article ON deliveries (article);
)sql";

constexpr const char* kVersion4 = R"sql(
ALTER TABLE translations ADD COLUMN doubtful INTEGER NOT NULL DEFAULT -1;
CREATE TABLE replacements (
  id INTEGER PRIMARY KEY AUTOINCREMENT, publication TEXT NOT NULL, source_language TEXT NOT NULL,
  language TEXT NOT NULL, find TEXT NOT NULL, replace TEXT NOT NULL, who TEXT NOT NULL, time INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0);
CREATE TABLE replaced (
  replacement INTEGER NOT NULL, article INTEGER NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
  source_language TEXT NOT NULL, time INTEGER NOT NULL, had INTEGER NOT NULL, before TEXT NOT NULL,
  before_who TEXT NOT NULL, before_time INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (replacement, article, source));
CREATE INDEX replaced_article ON replaced (article);
)sql";

// The headline of the newest version, so that a list can be read.
constexpr const char* kVersion5 = R"sql(
ALTER TABLE translations ADD COLUMN title TEXT NOT NULL DEFAULT '';
)sql";

// What a correction changes besides the articles, until it is done: see unfinished.h.
constexpr const char* kVersion6 = R"sql(
CREATE TABLE unfinished (
  id INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL, language TEXT NOT NULL, source_language TEXT NOT NULL,
  undo INTEGER NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, who TEXT NOT NULL, time INTEGER NOT NULL);
CREATE INDEX unfinished_article ON unfinished (article, language);
)sql";

}  // namespace

const sqlite::Schema& schema() {
  static const sqlite::Schema kSchema{.noun = "store of articles",
                                      .remedy = "submit an article to make one",
                                      .fault = ErrorCode::kBadMemory,
                                      .application = 0x44724172,
                                      .steps = {kVersion1, kVersion2, kVersion3, kVersion4, kVersion5, kVersion6},
                                      .erase = true};
  return kSchema;
}

}  // namespace dragoman::articles
