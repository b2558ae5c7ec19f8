#include "articles/deliveries.h"

#include <algorithm>
#include <array>

#include "articles/articles_impl.h"

namespace dragoman::articles {
namespace {

constexpr std::array<std::string_view, 3> kDeliveryStates = {"waiting", "delivered", "dead"};
constexpr std::size_t kLongestError = 500;
constexpr std::int64_t kWeek = 7 * 86400;

Delivery delivery_in(const Query& row) {
  Delivery out;
  out.id = row.integer(0);
  out.article = row.text(1);
  out.language = row.text(2);
  out.callback = row.text(3);
  out.source_version = static_cast<std::uint32_t>(row.integer(4));
  out.state = static_cast<DeliveryState>(std::clamp<std::int64_t>(row.integer(5), 0, 2));
  out.attempts = static_cast<unsigned>(row.integer(6));
  out.created = row.integer(7);
  out.due = row.integer(8);
  out.status = static_cast<unsigned>(row.integer(9));
  out.error = row.text(10);
  return out;
}

Error not_there(std::int64_t id) {
  return {ErrorCode::kNotFound, 0, "there is no delivery " + std::to_string(id) + "; see the list of deliveries"};
}

/// A change of one delivery. Error: kNotFound.
template <class... Values>
Status change_delivery(const Articles& articles, std::int64_t id, std::string_view sql, const Values&... values) {
  return articles.impl()->database->write([&](Connection& connection) -> Status {
    if (Status done = connection.run(sql, values..., id); !done) return done;
    return connection.changes() > 0 ? Status() : Status(not_there(id));
  });
}

}  // namespace

std::string_view delivery_state_name(DeliveryState state) { return kDeliveryStates[static_cast<std::size_t>(state)]; }

std::optional<DeliveryState> delivery_state_named(std::string_view name) {
  const auto found = std::ranges::find(kDeliveryStates, name);
  if (found == kDeliveryStates.end()) return std::nullopt;
  return static_cast<DeliveryState>(found - kDeliveryStates.begin());
}

Result<std::int64_t> Deliveries::add(const Delivery& delivery) const {
  if (Status fine = check_text("address of the callback", delivery.callback, kLongestAddress); !fine)
    return fine.error();
  const std::int64_t now = articles_.impl()->now();
  return writing<std::int64_t>(*articles_.impl(), [&](Connection& connection, std::int64_t& id) -> Status {
    const Result<ArticleRow> article = article_of(connection, delivery.article);
    if (!article) return article.error();
    if (Status done =
            connection.run("DELETE FROM deliveries WHERE (article = ? AND language = ? AND callback = ? AND state = 0)"
                           " OR (state = 1 AND due < ?)",
                           delivery.article, delivery.language, delivery.callback, now - kWeek);
        !done)
      return done;
    if (Status done =
            connection.run("INSERT INTO deliveries (article, language, callback, source_version, created, due)"
                           " VALUES (?, ?, ?, ?, ?, ?)",
                           delivery.article, delivery.language, delivery.callback,
                           static_cast<std::int64_t>(delivery.source_version), now, now);
        !done)
      return done;
    id = connection.last_id();
    return {};
  });
}

Result<std::optional<Delivery>> Deliveries::take(std::int64_t lease) const {
  const std::int64_t now = articles_.impl()->now();
  return writing<std::optional<Delivery>>(*articles_.impl(), [&](Connection& connection, auto& out) -> Status {
    {
      Query row = connection.query(
          "SELECT id, article, language, callback, source_version, state, attempts, created, due, status, error"
          " FROM deliveries WHERE state = 0 AND due <= ? ORDER BY due, id LIMIT 1",
          now);
      if (row.next()) out = delivery_in(row);
      if (!row.status() || !out) return row.status();
    }
    return connection.run("UPDATE deliveries SET due = ? WHERE id = ?", now + lease, out->id);
  });
}

Result<std::int64_t> Deliveries::next_due() const {
  return reading<std::int64_t>(*articles_.impl(), [&](Connection& connection, std::int64_t& out) -> Status {
    const Result<std::int64_t> due =
        number_of(connection, "SELECT coalesce(min(due), 0) FROM deliveries WHERE state = 0");
    if (!due) return due.error();
    out = *due;
    return {};
  });
}

Status Deliveries::arrived(std::int64_t id, unsigned status) const {
  return change_delivery(
      articles_, id,
      "UPDATE deliveries SET state = 1, attempts = attempts + 1, due = ?, status = ?, error = '' WHERE id = ?",
      articles_.impl()->now(), std::int64_t{status});
}

Status Deliveries::failed(std::int64_t id, unsigned status, std::string_view error, std::int64_t pause) const {
  return change_delivery(
      articles_, id,
      "UPDATE deliveries SET state = ?, attempts = attempts + 1, due = ?, status = ?, error = ? WHERE id = ?",
      std::int64_t{pause == 0 ? 2 : 0}, articles_.impl()->now() + pause, std::int64_t{status},
      error.substr(0, kLongestError));
}

Result<std::vector<Delivery>> Deliveries::list(std::optional<DeliveryState> state, std::size_t most) const {
  return reading<std::vector<Delivery>>(*articles_.impl(), [&](Connection& connection, auto& out) -> Status {
    const auto wanted = state ? static_cast<std::int64_t>(*state) : -1;
    Query rows = connection.query(
        "SELECT id, article, language, callback, source_version, state, attempts, created, due, status, error"
        " FROM deliveries WHERE ? < 0 OR state = ? ORDER BY id DESC LIMIT ?",
        wanted, wanted, static_cast<std::int64_t>(most));
    while (rows.next()) out.push_back(delivery_in(rows));
    return rows.status();
  });
}

Status Deliveries::again(std::int64_t id) const {
  return change_delivery(articles_, id, "UPDATE deliveries SET state = 0, attempts = 0, due = ? WHERE id = ?",
                         articles_.impl()->now());
}

Status Deliveries::release(std::int64_t id) const {
  return change_delivery(articles_, id, "UPDATE deliveries SET due = ? WHERE id = ?", articles_.impl()->now());
}

Status Deliveries::remove(std::int64_t id) const {
  return change_delivery(articles_, id, "DELETE FROM deliveries WHERE id = ?");
}

}  // namespace dragoman::articles
