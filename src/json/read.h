// JSON from outside, read into a small tree under limits.
//
// Indexes, folder descriptions and requests come from the network or from strangers' archives, so the reader refuses what an
// honest file never has: deep nesting, millions of values, a key twice in one object, NUL characters, bad UTF-8.
// Threads: free functions and plain values.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "dragoman/result.h"

namespace dragoman::json {

struct JsonValue {
  enum class Kind { kNull, kBool, kNumber, kString, kArray, kObject };
  Kind kind = Kind::kNull;
  bool boolean = false;
  double number = 0;
  std::string text;                                        ///< kString
  std::vector<JsonValue> items;                            ///< kArray
  std::vector<std::pair<std::string, JsonValue>> members;  ///< kObject, in the file's order

  // Defined in json.cc, where the type is complete: clang insists.
  JsonValue();
  JsonValue(const JsonValue&);
  JsonValue(JsonValue&&) noexcept;
  JsonValue& operator=(const JsonValue&);
  JsonValue& operator=(JsonValue&&) noexcept;
  ~JsonValue();

  bool is_object() const { return kind == Kind::kObject; }
  bool is_array() const { return kind == Kind::kArray; }
  /// The member of that name, or a null value; a null value too when this is no object.
  const JsonValue& operator[](std::string_view name) const;
  bool has(std::string_view name) const { return (*this)[name].kind != Kind::kNull; }
  /// The string member of that name, "" when it is missing or of another kind.
  const std::string& string(std::string_view name) const { return (*this)[name].text; }
  /// The member as a whole number of bytes, items ...: nothing when it is missing, negative, fractional or over 2^53.
  std::optional<std::uint64_t> count(std::string_view name) const;
};

struct JsonLimits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t depth = 24;
  std::size_t values = 2'000'000;
};

/// `name` of the file, address or part of a request goes into errors. Errors: `fault` (`at` = byte offset where known), kTooLong.
Result<JsonValue> parse_json(std::string_view bytes, std::string_view name, const JsonLimits& limits = {},
                             ErrorCode fault = ErrorCode::kBadIndex);

}  // namespace dragoman::json
