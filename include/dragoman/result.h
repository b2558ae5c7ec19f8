// Result: a value, or an error that names the place and the remedy.
//
//   Result<Model> model = Model::load("models/enpt");
//   if (!model) { std::cerr << model.error().what << '\n'; return 1; }
//   use(*model);
//
// The library never prints, aborts or exits, and throws only std::bad_alloc: every fault that outside bytes or the
// machine can cause comes back as an Error. An empty result never stands for "cannot".
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include "dragoman/export.h"

namespace dragoman {

/// What kind of thing went wrong; callers branch on it, people read Error::what.
enum class ErrorCode {
  kBadArgument,       ///< an option or argument that makes no sense (the caller's mistake)
  kBadUtf8,           ///< text that is not UTF-8; `at` is the first bad byte
  kTooLong,           ///< input over a stated limit; `what` names the limit
  kNotFound,          ///< a file, folder, model or language pair that is not there
  kIo,                ///< the system refused to read or write (full disk, permission); `what` has the reason
  kBadModel,          ///< a model, shortlist or vocabulary file that is damaged; `at` is the byte offset
  kUnsupportedModel,  ///< a sound model with an option this engine does not run; `what` names the option
  kBadLanguage,       ///< a language name nobody knows
  kNoRoute,           ///< no installed model, nor a chain of two, joins the two languages
  kBadIndex,          ///< a model index that cannot be read
  kBadPage,           ///< a document that cannot be read as its format; `at` is the byte offset
  kBadMemory,         ///< a memory database that is damaged, foreign, or of a newer version
  kBusy,              ///< a file that others hold locked; try again
  kChecksum,          ///< bytes that differ from their SHA-256
  kNetwork,           ///< the network, a server or a proxy failed
  kCancelled,         ///< the caller asked to stop
  kDeadline,          ///< the caller's deadline passed
  kInternal,          ///< our own mistake; please report it
};

/// The code's stable name as scripts see it, for example "bad-utf8".
DRAGOMAN_API std::string_view error_name(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::size_t at = 0;  ///< byte offset where that makes sense, else 0
  std::string what;    ///< one sentence: the place, what is wrong, what to do next
};

/// Either a T or an Error. Cheap to move; not assignable from unrelated types.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)
  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  /// Precondition for the next four: ok().
  T& operator*() & { return *std::get_if<0>(&state_); }
  const T& operator*() const& { return *std::get_if<0>(&state_); }
  T&& operator*() && { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() { return std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }
  /// Precondition: !ok().
  const Error& error() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

/// Success, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)
  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};
using Status = Result<void>;

}  // namespace dragoman
