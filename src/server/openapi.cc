#include "server/openapi.h"

#include <algorithm>

#include "base/ascii.h"
#include "dragoman/version.h"
#include "json/write.h"

namespace dragoman::server {
namespace {

using json::JsonObject;
using json::JsonText;

/// Words between blanks.
std::vector<std::string_view> divided(std::string_view list, char at = ' ') {
  std::vector<std::string_view> out;
  while (!list.empty()) {
    const std::string_view one = list.substr(0, list.find(at));
    list.remove_prefix(std::min(list.size(), one.size() + 1));
    if (!one.empty()) out.push_back(one);
  }
  return out;
}

/// A name of a list, and whether it must be given.
struct Named {
  std::string_view name;
  bool must = false;
  const Parameter* parameter = nullptr;
  /// As it is sent: what "state" means depends on the route.
  std::string_view sent() const { return name.ends_with("_state") ? std::string_view("state") : name; }
};

Named named_in(std::string_view word) {
  Named out{word, word.ends_with('!')};
  if (out.must) out.name.remove_suffix(1);
  const auto found = std::ranges::find(parameters(), out.name, &Parameter::name);
  if (found != parameters().end()) out.parameter = &*found;
  return out;
}

JsonText type_json(std::string_view type) {
  if (type.find('|') == std::string_view::npos) {
    JsonObject out;
    out.add("type", type);
    if (type == "array") out.add("items", JsonObject().done());
    return out.done();
  }
  std::vector<JsonText> values;
  for (const std::string_view one : divided(type, '|')) values.emplace_back(one);
  return JsonObject().add("type", "string").add("enum", json::json_array(values)).done();
}

JsonText reference(std::string_view shape) {
  return JsonObject().add("$ref", "#/components/schemas/" + std::string(shape)).done();
}

JsonText parameter_json(const Named& named, std::string_view in) {
  JsonObject out;
  out.add("name", named.sent()).add("in", in).add("required", named.must || in == "path");
  if (named.parameter != nullptr)
    out.add("description", named.parameter->words).add("schema", type_json(named.parameter->type));
  return out.done();
}

/// Parameters of the query, and those that stand in the path in braces.
JsonText parameters_json(const Operation& operation) {
  std::vector<JsonText> out;
  for (std::string_view rest = operation.path; rest.find('{') != std::string_view::npos;) {
    rest.remove_prefix(rest.find('{') + 1);
    out.push_back(parameter_json(named_in(rest.substr(0, rest.find('}'))), "path"));
  }
  for (const std::string_view word : divided(operation.query)) out.push_back(parameter_json(named_in(word), "query"));
  return json::json_array(out);
}

JsonText content(std::string_view type, const JsonText& schema) {
  return JsonObject().add(type, JsonObject().add("schema", schema).done()).done();
}

JsonText bytes_json() { return JsonObject().add("type", "string").add("format", "binary").done(); }

JsonText body_json(std::string_view body) {
  JsonObject out;
  if (body == "*") return out.add("required", true).add("content", content("*/*", bytes_json())).done();
  JsonObject members;
  std::vector<JsonText> must;
  for (const std::string_view word : divided(body)) {
    const Named named = named_in(word);
    if (named.must) must.emplace_back(named.sent());
    if (named.parameter == nullptr) continue;
    JsonText type = type_json(named.parameter->type);
    type.text.pop_back();
    type.text += ",\"description\":" + json::json_quoted(named.parameter->words) + "}";
    members.add(named.sent(), type);
  }
  JsonObject schema;
  schema.add("type", "object").add("properties", members.done());
  if (!must.empty()) schema.add("required", json::json_array(must));
  return out.add("required", true).add("content", content("application/json", schema.done())).done();
}

JsonText answers_json(const Operation& operation) {
  JsonObject good, out;
  good.add("description", operation.summary);
  if (operation.answer == "*") good.add("content", content("*/*", bytes_json()));
  if (!operation.answer.empty() && operation.answer != "*")
    good.add("content", content("application/json", reference(operation.answer)));
  const JsonText fault = JsonObject()
                             .add("description", "What is wrong, and what to do")
                             .add("content", content("application/json", reference("Error")))
                             .done();
  return out.add(operation.answer.empty() ? "204" : operation.status, good.done()).add("default", fault).done();
}

JsonText operation_json(const Operation& operation) {
  JsonObject out;
  std::string id = base::lower_ascii(operation.method);
  for (const char c : operation.path.substr(std::string_view("/v1").size())) {
    if (base::is_ascii_letter(c) || base::is_ascii_digit(c)) {
      id += c;
    } else if (c != '}') {
      id += '_';
    }
  }
  out.add("operationId", id).add("summary", operation.summary).add("parameters", parameters_json(operation));
  if (!operation.role.empty()) {
    out.add("description", "Where keys are asked for: one with the role " + std::string(operation.role) + " or more.");
  } else {
    out.add("security", json::json_array({}));
  }
  if (!operation.body.empty()) out.add("requestBody", body_json(operation.body));
  return out.add("responses", answers_json(operation)).done();
}

JsonText paths_json() {
  JsonObject out;
  std::vector<std::string_view> done;
  for (const Operation& first : operations()) {
    if (std::ranges::find(done, first.path) != done.end()) continue;
    done.push_back(first.path);
    JsonObject methods;
    for (const Operation& one : operations()) {
      if (one.path == first.path) methods.add(base::lower_ascii(one.method), operation_json(one));
    }
    out.add(first.path, methods.done());
  }
  return out.done();
}

/// "[Block]?": a list of blocks, that may be absent.
JsonText member_json(std::string_view type, bool may_be_null) {
  JsonText out;
  if (type.starts_with('[')) {
    out = JsonObject().add("type", "array").add("items", reference(type.substr(1, type.size() - 2))).done();
  } else if (type.front() >= 'A' && type.front() <= 'Z') {
    out = JsonObject().add("allOf", json::json_array({reference(type)})).done();
  } else {
    out = type_json(type);
  }
  if (!may_be_null) return out;
  out.text.pop_back();
  return JsonText::raw(out.text + ",\"nullable\":true}");
}

JsonText shapes_json() {
  JsonObject out;
  for (const Shape& shape : shapes()) {
    JsonObject members;
    std::vector<JsonText> must;
    for (const std::string_view word : divided(shape.members)) {
      const std::string_view name = word.substr(0, word.find(':'));
      std::string_view type = word.substr(name.size() + 1);
      const bool may_be_null = type.ends_with('?');
      if (may_be_null) type.remove_suffix(1);
      if (!may_be_null) must.emplace_back(name);
      members.add(name, member_json(type, may_be_null));
    }
    JsonObject schema;
    schema.add("type", "object").add("properties", members.done());
    if (!must.empty()) schema.add("required", json::json_array(must));
    out.add(shape.name, schema.done());
  }
  return out.done();
}

http::Response openapi(Service&, Call&) {
  static const std::string kDocument = openapi_document();
  return json_response(200, kDocument).set("Cache-Control", "public, max-age=300");
}

}  // namespace

std::string openapi_document() {
  const JsonText key = JsonObject().add("type", "http").add("scheme", "bearer").done();
  JsonObject components, out;
  components.add("schemas", shapes_json());
  components.add("securitySchemes", JsonObject().add("key", key).done());
  JsonObject info;
  info.add("title", "Dragoman").add("version", version());
  info.add(
      "description",
      "Translation and reading aloud of news pages. Members may be added; what is here stays as it is within /v1.");
  out.add("openapi", "3.0.3").add("info", info.done()).add("paths", paths_json());
  out.add("components", components.done());
  const JsonText with_key = JsonObject().add("key", json::json_array({})).done();
  return out.add("security", json::json_array({JsonObject().done(), with_key})).done().text;
}

std::vector<Route> openapi_routes() { return {{"GET", "/v1/openapi.json", Dialect::kOwnOpen, false, openapi}}; }

}  // namespace dragoman::server
