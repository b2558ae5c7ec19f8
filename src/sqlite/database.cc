// A transaction is one function: nothing can be left open by an error in between.
#include "sqlite/database.h"

#include <system_error>

#include "sqlite/schema.h"

namespace dragoman::sqlite {
namespace {

constexpr std::size_t kMostIdle = 16;
constexpr int kReaderCache = 8 << 10;  // KiB: readers touch few pages

Status make_folder(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  if (!error) return {};
  return Error{
      ErrorCode::kIo, 0,
      folder.string() + " cannot be made (" + error.message() + "); name a file in a folder that you may write"};
}

/// Faults that SQLite would explain badly.
Status check_file(const std::filesystem::path& file, const Schema& schema, const DatabaseOptions& options) {
  std::error_code error;
  const std::filesystem::file_status found = std::filesystem::status(file, error);
  if (std::filesystem::is_directory(found)) {
    return Error{ErrorCode::kIo, 0, file.string() + " is a folder; name a file"};
  }
  if (found.type() != std::filesystem::file_type::not_found) return {};
  if (options.read_only || !options.create) {
    return Error{
        ErrorCode::kNotFound, 0,
        file.string() + " is not there; name a " + std::string(schema.noun) + ", or " + std::string(schema.remedy)};
  }
  return make_folder(file);
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file, const Schema& schema,
                                                 const DatabaseOptions& options) {
  if (file.empty())
    return Error{ErrorCode::kBadArgument, 0, "no file is named for the " + std::string(schema.noun) + "; give one"};
  if (Status checked = check_file(file, schema, options); !checked) return checked.error();
  std::unique_ptr<Database> made(new Database(file, schema, options));
  ConnectionOptions connection{options.read_only, options.create, options.patience,
                               options.read_only ? kReaderCache : options.cache_kib};
  Result<std::unique_ptr<Connection>> first = Connection::open(file, schema, connection);
  if (!first) return first.error();
  if (Status fits = prepare_schema(**first, schema, !options.read_only, options.create); !fits) return fits.error();
  (options.read_only ? made->idle_.emplace_back() : made->writer_) = std::move(*first);
  return made;
}

Result<std::unique_ptr<Connection>> Database::connect() const {
  // Not read-only to SQLite where it need not be: the first reader after a crash must be able to put the file in order.
  Result<std::unique_ptr<Connection>> made =
      Connection::open(file_, schema_, {options_.read_only, false, options_.patience, kReaderCache});
  if (!made) return made;
  if (Status fits = check_schema(**made, schema_); !fits) return fits.error();
  return made;
}

Status Database::read(const std::function<Status(Connection&)>& work) {
  std::unique_ptr<Connection> connection;
  {
    const std::lock_guard lock(pool_mutex_);
    if (!idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (connection == nullptr) {
    Result<std::unique_ptr<Connection>> made = connect();
    if (!made) return made.error();
    connection = std::move(*made);
  }
  Status done;
  {
    Result<Transaction> transaction = Transaction::begin(*connection, Transaction::Kind::kRead);
    if (!transaction) return transaction.error();
    done = work(*connection);
  }
  const std::lock_guard lock(pool_mutex_);
  if (idle_.size() < kMostIdle) idle_.push_back(std::move(connection));
  return done;
}

Status Database::write(const std::function<Status(Connection&)>& work) {
  if (options_.read_only) {
    return Error{ErrorCode::kIo, 0,
                 file_.string() + " is opened for reading only; open it for writing to store something"};
  }
  std::unique_lock lock(turn_mutex_);
  if (!turn_.wait_for(lock, options_.patience, [this] { return !writing_; })) {
    return Error{ErrorCode::kBusy, 0,
                 file_.string() + " is being written by another thread; try again when that is done"};
  }
  writing_ = true;
  lock.unlock();
  const std::unique_ptr<Database, void (*)(Database*)> turn(this, [](Database* database) {
    const std::lock_guard ended(database->turn_mutex_);
    database->writing_ = false;
    database->turn_.notify_one();
  });
  Result<Transaction> transaction = Transaction::begin(*writer_, Transaction::Kind::kWrite);
  if (!transaction) return transaction.error();
  if (Status done = work(*writer_); !done) return done;
  return transaction->commit();
}

namespace {

Result<std::unique_ptr<Connection>> open_known(const std::filesystem::path& file, const Schema& schema) {
  if (Status there = check_file(file, schema, {.create = false}); !there) return there.error();
  auto opened = Connection::open(file, schema, {});
  if (!opened) return opened.error();
  if (Status known = check_kind(**opened, schema); !known) return known.error();
  return opened;
}

}  // namespace

Status copy_database(const std::filesystem::path& from, const Schema& schema, const std::filesystem::path& to) {
  const auto source = open_known(from, schema);
  if (!source) return source.error();
  const auto fresh = Connection::open(to, schema, {.create = true});
  if (!fresh) return fresh.error();
  if (Status copied = (*source)->copy_to(**fresh); !copied) return copied;
  return (*fresh)->look_through();
}

Status check_database(const std::filesystem::path& file, const Schema& schema) {
  const auto opened = open_known(file, schema);
  return opened ? (*opened)->look_through() : Status(opened.error());
}

}  // namespace dragoman::sqlite
