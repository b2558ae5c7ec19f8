// What an Articles holds: the file's connections, and how it is to be kept.
#pragma once
#include <chrono>
#include <memory>
#include "articles/rows.h"

namespace dragoman {

class Articles::Impl {
 public:
  Impl(std::unique_ptr<sqlite::Database> file, ArticlesOptions given)
      : database(std::move(file)), options(std::move(given)) {}
  std::int64_t now() const {
    if (options.now) return options.now();
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  std::unique_ptr<sqlite::Database> database;
  const ArticlesOptions options;
};

namespace articles {

/// What a call reads in one transaction, as its result.
template <class Value, class Work>
Result<Value> reading(const Articles::Impl& impl, const Work& work) {
  Value value{};
  const Status read = impl.database->read([&](Connection& connection) { return work(connection, value); });
  if (!read) return read.error();
  return value;
}
template <class Value, class Work>
Result<Value> writing(const Articles::Impl& impl, const Work& work) {
  Value value{};
  const Status written = impl.database->write([&](Connection& connection) { return work(connection, value); });
  if (!written) return written.error();
  return value;
}

}  // namespace articles
}  // namespace dragoman
