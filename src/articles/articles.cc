// Articles: opening, and sources as they come in.
#include "dragoman/articles.h"

#include <array>

#include "articles/articles_impl.h"
#include "articles/room.h"
#include "store/digest.h"

namespace dragoman {

using namespace articles;  // NOLINT(google-build-using-namespace): the room behind this class

namespace {

constexpr std::size_t kLongestSource = std::size_t{64} << 20;

constexpr std::array<std::string_view, 4> kStateNames = {"machine", "corrected", "approved", "withdrawn"};
constexpr std::array<std::string_view, 2> kGates = {"automatic", "approve"};
constexpr std::array<std::string_view, 5> kShown = {"yes", "embargo", "unapproved", "withdrawn", "untranslated"};

template <class Value, std::size_t size>
std::optional<Value> named(const std::array<std::string_view, size>& names, std::string_view name) {
  for (std::size_t i = 0; i < size; ++i) {
    if (names[i] == name) return static_cast<Value>(i);
  }
  return std::nullopt;
}

Status check_source(const ArticleSource& source) {
  if (source.bytes.empty())
    return Error{ErrorCode::kBadArgument, 0, "an article without bytes was sent; send the page"};
  if (source.bytes.size() > kLongestSource)
    return Error{ErrorCode::kTooLong, 0, "an article has over 64 MB; send its text without pictures"};
  for (const auto& [what, text] : {std::pair("section", &source.section), std::pair("language", &source.language),
                                   std::pair("media type", &source.media_type), std::pair("name", &source.name)}) {
    if (Status fine = check_text(what, *text, kLongestName); !fine) return fine;
  }
  return {};
}

/// What a source is stored under, and its sum.
struct Incoming {
  const ArticleSource& source;
  std::string id, digest;
  std::int64_t now = 0;
};

Status enter_source(Connection& connection, const Incoming& in, Submitted& out) {
  Result<ArticleRow> row = article_of(connection, in.id);
  if (!row && row.error().code != ErrorCode::kNotFound) return row.error();
  out.is_new = !row;
  if (out.is_new) {
    if (Status made = connection.run(
            "INSERT INTO articles (name, publication, address, section, created, changed) VALUES (?, ?, ?, ?, ?, ?)",
            in.id, in.source.publication, in.source.address, in.source.section, in.now, in.now);
        !made)
      return made;
  } else if (Status moved = connection.run("UPDATE articles SET section = ? WHERE id = ?", in.source.section, row->row);
             !moved) {
    return moved;
  }
  row = article_of(connection, in.id);
  if (!row) return row.error();
  out.article = row->article;
  return {};
}

Status add_source(Connection& connection, const Incoming& in, const ArticlesOptions& options, Submitted& out) {
  const Result<ArticleRow> row = article_of(connection, in.id);
  if (!row) return row.error();
  const std::uint32_t version = row->article.source_version + 1;
  const ArticleSource& source = in.source;
  if (Status room = make_room(connection, source.bytes.size(), options.max_bytes); !room) return room;
  if (Status stored =
          connection.run("INSERT INTO sources (article, version, time, language, media_type, name, digest, bytes)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                         row->row, static_cast<std::int64_t>(version), in.now, source.language, source.media_type,
                         source.name, in.digest, Blob{source.bytes});
      !stored)
    return stored;
  if (Status told = connection.run("UPDATE articles SET changed = ? WHERE id = ?", in.now, row->row); !told)
    return told;
  if (Status pruned = prune_sources(connection, *row, options.versions); !pruned) return pruned;
  out.is_changed = true;
  out.article.source_version = version;
  out.article.changed = in.now;
  return remember(connection, in.id, {.what = "source", .version = version, .time = in.now});
}

/// Whether the newest source is just this.
Result<bool> is_known(Connection& connection, const Incoming& in) {
  Query row = connection.query(
      "SELECT digest, language, media_type, name FROM sources WHERE article ="
      " (SELECT id FROM articles WHERE name = ?) ORDER BY version DESC LIMIT 1",
      in.id);
  const bool known = row.next() && row.text(0) == in.digest && row.text(1) == in.source.language &&
                     row.text(2) == in.source.media_type && row.text(3) == in.source.name;
  if (!row.status()) return row.status().error();
  return known;
}

}  // namespace

std::string_view state_name(ArticleState state) { return kStateNames[static_cast<std::size_t>(state)]; }
std::string_view gate_name(PublishGate gate) { return kGates[static_cast<std::size_t>(gate)]; }
std::string_view shown_name(Shown shown) { return kShown[static_cast<std::size_t>(shown)]; }
std::optional<ArticleState> article_state_named(std::string_view name) {
  return named<ArticleState>(kStateNames, name);
}
std::optional<PublishGate> publish_gate_named(std::string_view name) { return named<PublishGate>(kGates, name); }

Articles::Articles(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

Result<Articles> Articles::open(const std::filesystem::path& file, const ArticlesOptions& options) {
  if (options.versions == 0)
    return Error{ErrorCode::kBadArgument, 0, "at least one version of each article is kept; say 1 or more"};
  Result<std::unique_ptr<Database>> database =
      Database::open(file, schema(), {.read_only = options.read_only, .create = true, .patience = options.patience});
  if (!database) return database.error();
  return Articles(std::make_shared<Impl>(std::move(*database), options));
}

const std::filesystem::path& Articles::file() const { return impl_->database->file(); }

Result<std::string> Articles::id_of(std::string_view publication, std::string_view address) {
  for (const auto& [what, text, most] :
       {std::tuple("publication", publication, kLongestName), std::tuple("address", address, kLongestAddress)}) {
    if (text.empty())
      return Error{ErrorCode::kBadArgument, 0,
                   std::string("an article has a publication and the address of its source; say its ") + what};
    if (Status fine = check_text(what, text, most); !fine) return fine.error();
  }
  Result<std::string> sum = store::sha256_of(std::string(publication) + "\n" + std::string(address));
  if (!sum) return sum.error();
  return sum->substr(0, 32);
}

Result<Submitted> Articles::submit(const ArticleSource& source) const {
  if (Status fine = check_source(source); !fine) return fine.error();
  Result<std::string> id = id_of(source.publication, source.address);
  if (!id) return id.error();
  Result<std::string> digest = store::sha256_of(source.bytes);
  if (!digest) return digest.error();
  const Incoming in{source, std::move(*id), std::move(*digest), impl_->now()};
  return writing<Submitted>(*impl_, [&](Connection& connection, Submitted& out) -> Status {
    if (Status entered = enter_source(connection, in, out); !entered) return entered;
    const Result<bool> known = is_known(connection, in);
    if (!known) return known.error();
    return *known ? Status() : add_source(connection, in, impl_->options, out);
  });
}

Result<ArticleSource> Articles::source(std::string_view id) const {
  return reading<ArticleSource>(*impl_, [&](Connection& connection, ArticleSource& out) -> Status {
    const Result<ArticleRow> article = article_of(connection, id);
    if (!article) return article.error();
    Query row = connection.query(
        "SELECT language, media_type, name, bytes, version FROM sources WHERE article = ? ORDER BY version DESC LIMIT "
        "1",
        article->row);
    if (!row.next()) {
      if (!row.status()) return row.status();
      return Error{ErrorCode::kNotFound, 0, "article " + std::string(id) + " has no source; submit it again"};
    }
    out = {article->article.publication, article->article.address,
           article->article.section,     std::string(row.text(0)),
           std::string(row.text(1)),     std::string(row.text(2)),
           std::string(row.text(3)),     static_cast<std::uint32_t>(row.integer(4))};
    return {};
  });
}

}  // namespace dragoman
