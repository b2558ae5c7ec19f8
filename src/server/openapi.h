// The own API as an OpenAPI 3 document, at /v1/openapi.json: one list of what each route takes and gives, in openapi_list.cc, which a test
// holds against the routes themselves.
// Threads: any.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "server/router.h"

namespace dragoman::server {

/// One method of one path. Lists of names are divided by blanks; "name!" must be given.
struct Operation {
  std::string_view method, path;  ///< "POST", "/v1/articles/{id}/corrections"
  std::string_view role;          ///< of the key, where keys are asked for; "" for none
  std::string_view summary;
  std::string_view query = {};
  std::string_view body = {};    ///< members of the JSON or form; "*": a file or page, as it is
  std::string_view answer = {};  ///< of a good one: the name of a shape, "*" for bytes, "" for none (204)
  std::string_view status = "200";
};

/// What a name among parameters and members means, wherever it stands.
struct Parameter {
  std::string_view name, type;  ///< "string", "integer", "boolean", "number", "array", "object", "a|b|c"
  std::string_view words;
};

/// Members of what is answered: "name:type", or "name:[Shape]" for a list, "name:Shape" for an object; "?" behind it: may be null or absent.
struct Shape {
  std::string_view name, members;
};

std::span<const Operation> operations();
std::span<const Parameter> parameters();
std::span<const Shape> shapes();

/// The document, OpenAPI 3.0.
std::string openapi_document();

std::vector<Route> openapi_routes();

}  // namespace dragoman::server
