// Parameters: the arguments of a request, whichever way a client sends them: as a JSON object, as a form (urlencoded or
// multipart) or in the address. With a JSON body that body alone counts.
// Threads: plain value.
#pragma once
#include <charconv>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "dragoman/result.h"
#include "http/forms.h"
#include "http/message.h"
#include "json/read.h"

namespace dragoman::server {

class Parameters {
 public:
  /// Errors: kBadArgument (broken JSON or form, JSON that is no object), kBadUtf8, kTooLong.
  static Result<Parameters> read(const http::Request& request);

  bool is_json() const { return json_.has_value(); }
  /// A member of the JSON body; a null value if there is none, or no JSON.
  const json::JsonValue& value(std::string_view name) const;
  /// A string, also as a number or boolean of JSON; nothing if it is absent or null, or a list.
  std::optional<std::string> text(std::string_view name) const;
  /// The same, "" for nothing.
  std::string text_or_empty(std::string_view name) const { return text(name).value_or(""); }
  /// All values: a JSON array's strings or one string; a repeated field. Other things in a JSON array: kBadArgument.
  Result<std::vector<std::string>> texts(std::string_view name) const;
  /// How many values texts() would give, without them.
  std::size_t count(std::string_view name) const;
  bool has(std::string_view name) const;
  /// An uploaded file.
  const http::FormPart* file(std::string_view name) const;

 private:
  std::optional<json::JsonValue> json_;
  std::vector<http::Field> fields_;  // of body and address
  std::vector<http::FormPart> files_;
};

/// The number that `text` is: whole, not below 0, and nothing besides.
template <std::integral Number>
std::optional<Number> number_in(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || std::cmp_less(value, 0)) return std::nullopt;
  return value;
}

}  // namespace dragoman::server
