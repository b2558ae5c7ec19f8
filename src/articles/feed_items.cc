#include "articles/feed_items.h"

#include "articles/articles_impl.h"
#include "articles/room.h"

namespace dragoman::articles {
namespace {

constexpr std::int64_t kDay = 86400, kKept = 14 * kDay, kMostItems = 20'000;

Status drop_old(Connection& connection, std::int64_t now) {
  if (Status done = connection.run("DELETE FROM feed_items WHERE used < ?", now - kKept); !done) return done;
  return connection.run(
      "DELETE FROM feed_items WHERE key IN (SELECT key FROM feed_items ORDER BY used DESC LIMIT -1 OFFSET ?)",
      kMostItems);
}

}  // namespace

Result<std::optional<std::string>> TranslatedItems::find(std::string_view key) const {
  std::int64_t used = 0;
  auto found = reading<std::optional<std::string>>(*articles_.impl(), [&](Connection& connection, auto& out) -> Status {
    Query row = connection.query("SELECT bytes, used FROM feed_items WHERE key = ?", key);
    if (row.next()) {
      out = std::string(row.text(0));
      used = row.integer(1);
    }
    return row.status();
  });
  const std::int64_t now = articles_.impl()->now();
  if (!found || !*found || used > now - kDay) return found;
  // Once a day, so that reading a feed does not write.
  const Status touched = articles_.impl()->database->write(
      [&](Connection& connection) { return connection.run("UPDATE feed_items SET used = ? WHERE key = ?", now, key); });
  if (!touched) return touched.error();
  return found;
}

Status TranslatedItems::keep(const std::vector<TranslatedItem>& items) const {
  if (items.empty()) return {};
  const Articles::Impl& impl = *articles_.impl();
  return impl.database->write([&](Connection& connection) -> Status {
    for (const TranslatedItem& item : items) {
      if (Status room = make_room(connection, item.bytes.size(), impl.options.max_bytes); !room) return room;
      if (Status done =
              connection.run("INSERT OR REPLACE INTO feed_items (key, address, used, bytes) VALUES (?, ?, ?, ?)",
                             item.key, item.address, impl.now(), Blob{item.bytes});
          !done)
        return done;
    }
    return drop_old(connection, impl.now());
  });
}

Result<bool> TranslatedItems::is_hidden(std::string_view address, std::string_view language) const {
  const std::int64_t now = articles_.impl()->now();
  return reading<bool>(*articles_.impl(), [&](Connection& connection, bool& out) -> Status {
    const Result<std::int64_t> count = number_of(
        connection,
        "SELECT count(*) FROM articles WHERE address = ? AND (withdrawn = 1 OR embargo > ? OR EXISTS (SELECT 1 FROM"
        " translations WHERE article = articles.id AND language = ? AND withdrawn = 1))",
        address, now, language);
    if (!count) return count.error();
    out = *count > 0;
    return {};
  });
}

}  // namespace dragoman::articles
