#include "articles/rows.h"

#include <algorithm>

#include "articles/blocks.h"
#include "text/utf8.h"

namespace dragoman::articles {
namespace {

constexpr std::int64_t kStoredStates = 3;  // kWithdrawn is never stored with a version

ArticleState state_in(std::int64_t number) {
  return number >= 0 && number < kStoredStates ? static_cast<ArticleState>(number) : ArticleState::kMachine;
}

TranslationRow translation_in(const Query& row) {
  TranslationRow out{row.integer(0), std::string(row.text(1)), std::string(row.text(2)), row.integer(3) != 0};
  if (row.integer(4) >= 0) out.doubtful = static_cast<std::size_t>(row.integer(4));
  out.title = row.text(5);
  return out;
}

}  // namespace

Result<ArticleRow> article_of(Connection& connection, std::string_view id) {
  Query row = connection.query(
      "SELECT id, name, publication, address, section, created, changed, embargo, withdrawn,"
      " coalesce((SELECT max(version) FROM sources WHERE article = articles.id), 0) FROM articles WHERE name = ?",
      id);
  if (!row.next()) {
    if (!row.status()) return row.status().error();
    return Error{ErrorCode::kNotFound, 0,
                 "there is no article " + std::string(id.substr(0, 64)) + "; submit it, or look for it in the list"};
  }
  ArticleRow out{row.integer(0), {}};
  Article& article = out.article;
  article.id = row.text(1);
  article.publication = row.text(2);
  article.address = row.text(3);
  article.section = row.text(4);
  article.created = row.integer(5);
  article.changed = row.integer(6);
  article.embargo = row.integer(7);
  article.withdrawn = row.integer(8) != 0;
  article.source_version = static_cast<std::uint32_t>(row.integer(9));
  return out;
}

Result<TranslationRow> translation_of(Connection& connection, const ArticleRow& article, std::string_view language) {
  Query row = connection.query(
      "SELECT id, language, publish_url, withdrawn, doubtful, title FROM translations WHERE article = ? AND language = "
      "?",
      article.row, language);
  if (row.next()) return translation_in(row);
  if (!row.status()) return row.status().error();
  return Error{ErrorCode::kNotFound, 0,
               "article " + article.article.id + " has no translation into " + std::string(language.substr(0, 64)) +
                   "; submit it again with that target"};
}

Result<std::vector<TranslationRow>> translations_of(Connection& connection, const ArticleRow& article) {
  std::vector<TranslationRow> out;
  Query rows = connection.query(
      "SELECT id, language, publish_url, withdrawn, doubtful, title FROM translations WHERE article = ? ORDER BY "
      "language",
      article.row);
  while (rows.next()) out.push_back(translation_in(rows));
  if (!rows.status()) return rows.status().error();
  return out;
}

ArticleVersion version_in(const Query& row, int at, const std::string& language) {
  ArticleVersion out;
  out.language = language;
  out.version = static_cast<std::uint32_t>(row.integer(at));
  out.source_version = static_cast<std::uint32_t>(row.integer(at + 1));
  out.state = state_in(row.integer(at + 2));
  out.time = row.integer(at + 3);
  out.who = row.text(at + 4);
  out.media_type = row.text(at + 5);
  out.source_language = row.text(at + 6);
  out.digest = row.text(at + 7);
  return out;
}

Result<std::optional<ArticleVersion>> newest(Connection& connection, const TranslationRow& translation, bool approved) {
  Query row = connection.query(
      "SELECT version, source_version, state, time, who, media_type, source_language, digest FROM versions"
      " WHERE translation = ? AND state >= ? ORDER BY version DESC LIMIT 1",
      translation.row, static_cast<std::int64_t>(approved ? ArticleState::kApproved : ArticleState::kMachine));
  std::optional<ArticleVersion> out;
  if (row.next()) out = version_in(row, 0, translation.language);
  if (!row.status()) return row.status().error();
  return out;
}

Result<ArticleVersion> whole_version(Connection& connection, const TranslationRow& translation, std::uint32_t number) {
  Query row = connection.query(
      "SELECT version, source_version, state, time, who, media_type, source_language, digest, page, blocks"
      " FROM versions WHERE translation = ? AND version = ?",
      translation.row, static_cast<std::int64_t>(number));
  if (!row.next()) {
    if (!row.status()) return row.status().error();
    return Error{ErrorCode::kNotFound, 0,
                 "version " + std::to_string(number) + " into " + translation.language +
                     " is not kept; see the list of versions"};
  }
  ArticleVersion out = version_in(row, 0, translation.language);
  out.page = row.text(kVersionColumnCount);
  Result<std::vector<Block>> blocks = blocks_from(row.text(kVersionColumnCount + 1), connection.name());
  if (!blocks) return blocks.error();
  out.blocks = std::move(*blocks);
  return out;
}

Result<PublishGate> gate_of(Connection& connection, std::string_view publication, std::string_view section) {
  Query row = connection.query(
      "SELECT gate FROM gates WHERE publication = ? AND (section = ? OR section = '')"
      " ORDER BY length(section) DESC LIMIT 1",
      publication, section);
  if (row.next()) return row.integer(0) == 0 ? PublishGate::kAutomatic : PublishGate::kApprove;
  if (!row.status()) return row.status().error();
  return PublishGate::kAutomatic;
}

Result<SightRow> sight_of(Connection& connection, const ArticleRow& article, const TranslationRow& translation,
                          std::int64_t now) {
  if (article.article.withdrawn || translation.withdrawn) return SightRow{Shown::kWithdrawn};
  if (article.article.embargo > now) return SightRow{Shown::kEmbargo};
  const Result<PublishGate> gate = gate_of(connection, article.article.publication, article.article.section);
  if (!gate) return gate.error();
  Result<std::optional<ArticleVersion>> version = newest(connection, translation, *gate == PublishGate::kApprove);
  if (!version) return version.error();
  if (!*version) return SightRow{*gate == PublishGate::kApprove ? Shown::kUnapproved : Shown::kUntranslated};
  return SightRow{Shown::kYes, std::move(*version)};
}

Status remember(Connection& connection, std::string_view article, const ArticleEvent& event) {
  return connection.run("INSERT INTO history (article, language, what, who, version, time) VALUES (?, ?, ?, ?, ?, ?)",
                        article, event.language, event.what, event.who, static_cast<std::int64_t>(event.version),
                        event.time);
}

Status check_text(std::string_view what, std::string_view text, std::size_t most) {
  if (text.size() > most)
    return Error{ErrorCode::kTooLong, 0,
                 "the " + std::string(what) + " has " + std::to_string(text.size()) + " bytes, over " +
                     std::to_string(most) + "; shorten it"};
  if (const auto bad = text::first_bad_utf8(text))
    return Error{ErrorCode::kBadUtf8, *bad,
                 "the " + std::string(what) + " is not UTF-8, byte " + std::to_string(*bad) + "; send it as UTF-8"};
  const bool control = std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (control)
    return Error{ErrorCode::kBadArgument, 0,
                 "the " + std::string(what) + " has control characters; send it without them"};
  return {};
}

}  // namespace dragoman::articles
