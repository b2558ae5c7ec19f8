#include "server/parameters.h"

#include <algorithm>
#include <cmath>

#include "text/utf8.h"

namespace dragoman::server {
namespace {

using json::JsonValue;

Error bad(std::string what) { return {ErrorCode::kBadArgument, 0, std::move(what)}; }

/// A JSON value as the text that a form would have; nothing for null, lists and objects.
std::optional<std::string> text_of(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::kString: return value.text;
    case JsonValue::Kind::kBool: return value.boolean ? "true" : "false";
    case JsonValue::Kind::kNumber:
      if (std::floor(value.number) == value.number && std::abs(value.number) < 1e15)
        return std::to_string(static_cast<long long>(value.number));
      return std::to_string(value.number);
    default: return std::nullopt;
  }
}

Status check_utf8(const std::vector<http::Field>& fields) {
  for (const http::Field& field : fields) {
    for (const std::string* text : {&field.name, &field.value}) {
      if (text->find('\0') != std::string::npos)
        return Error{ErrorCode::kBadArgument, 0, "a field of the form has a NUL character"};
      if (const auto at = text::first_bad_utf8(*text))
        return Error{ErrorCode::kBadUtf8, *at,
                     "the field " + (text == &field.name ? "names" : field.name) + " must be UTF-8, byte " +
                         std::to_string(*at) + " is not"};
    }
  }
  return {};
}

}  // namespace

Result<Parameters> Parameters::read(const http::Request& request) {
  Parameters out;
  const std::string_view content_type = request.header("Content-Type");
  const std::string type = http::media_type(content_type);
  if (type == "application/json" && !request.body.empty()) {
    Result<JsonValue> value = json::parse_json(request.body, "the body", {}, ErrorCode::kBadArgument);
    if (!value) return value.error();
    if (!value->is_object()) return bad("Invalid JSON format");
    out.json_ = std::move(*value);
    return out;
  }
  if (type == "application/json") return bad("Invalid JSON format");
  if (type == "multipart/form-data") {
    Result<std::vector<http::FormPart>> parts =
        http::read_multipart(request.body, http::header_parameter(content_type, "boundary"));
    if (!parts) return parts.error();
    for (http::FormPart& part : *parts) {
      if (part.is_file) {
        out.files_.push_back(std::move(part));
      } else {
        out.fields_.push_back({std::move(part.name), std::move(part.value)});
      }
    }
  } else if (type == "application/x-www-form-urlencoded") {
    out.fields_ = http::read_urlencoded(request.body);
  }
  out.fields_.insert(out.fields_.end(), request.query.begin(), request.query.end());
  if (Status fine = check_utf8(out.fields_); !fine) return fine.error();
  return out;
}

const JsonValue& Parameters::value(std::string_view name) const {
  static const JsonValue kNull;
  return json_ ? (*json_)[name] : kNull;
}

std::optional<std::string> Parameters::text(std::string_view name) const {
  if (json_) return text_of(value(name));
  const auto found = std::ranges::find(fields_, name, &http::Field::name);
  return found == fields_.end() ? std::nullopt : std::optional(found->value);
}

Result<std::vector<std::string>> Parameters::texts(std::string_view name) const {
  std::vector<std::string> out;
  if (!json_) {
    for (const http::Field& field : fields_) {
      if (field.name == name) out.push_back(field.value);
    }
    return out;
  }
  const JsonValue& found = value(name);
  if (found.kind == JsonValue::Kind::kNull) return out;
  if (found.kind == JsonValue::Kind::kString) return std::vector<std::string>{found.text};
  if (!found.is_array()) return bad("the parameter " + std::string(name) + " must be a text or a list of texts");
  for (const JsonValue& item : found.items) {
    if (item.kind != JsonValue::Kind::kString)
      return bad("the parameter " + std::string(name) + " must be a list of texts only");
    out.push_back(item.text);
  }
  return out;
}

std::size_t Parameters::count(std::string_view name) const {
  if (json_) return value(name).is_array() ? value(name).items.size() : (json_->has(name) ? 1 : 0);
  return static_cast<std::size_t>(std::ranges::count(fields_, name, &http::Field::name));
}

bool Parameters::has(std::string_view name) const {
  if (json_) return json_->has(name);
  return std::ranges::any_of(fields_, [&](const http::Field& field) { return field.name == name; });
}

const http::FormPart* Parameters::file(std::string_view name) const {
  const auto found = std::ranges::find(files_, name, &http::FormPart::name);
  return found == files_.end() ? nullptr : &*found;
}

}  // namespace dragoman::server
