// The OpenAPI document: every route of the own API stands in it, everything in it is a route, and answers are as it says.
#include "server/openapi.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

using nlohmann::json;

bool answers(const Route& route, std::string_view path) {
  if (!route.path.ends_with("/*")) return route.path == path;
  const std::string_view folder = route.path.substr(0, route.path.size() - 1);
  return path.starts_with(folder) && path.size() > folder.size();
}

bool has_method(std::string_view methods, std::string_view method) {
  return (" " + std::string(methods) + " ").find(" " + std::string(method) + " ") != std::string::npos;
}

TEST(OpenApi, EachRouteStandsInItWithEachMethod) {
  std::size_t routes = 0;
  for (const Route& route : all_routes()) {
    if (!route.path.starts_with("/v1/")) continue;
    ++routes;
    for (const char* method : {"GET", "POST", "PUT", "DELETE", "PATCH"}) {
      const bool told = std::ranges::any_of(
          operations(), [&](const Operation& one) { return one.method == method && answers(route, one.path); });
      EXPECT_EQ(told, has_method(route.methods, method)) << method << " " << route.path;
    }
  }
  EXPECT_GT(routes, 15U);
}

TEST(OpenApi, EachNameIsExplained) {
  const json document = json::parse(openapi_document());
  EXPECT_EQ(document["openapi"], "3.0.3");
  std::size_t names = 0;
  for (const auto& [path, methods] : document["paths"].items()) {
    for (const auto& [method, one] : methods.items()) {
      EXPECT_FALSE(one["summary"].get<std::string>().empty()) << path;
      for (const json& parameter : one["parameters"]) {
        ++names;
        EXPECT_TRUE(parameter.contains("description")) << method << " " << path << " " << parameter;
      }
      if (!one.contains("requestBody") || !one["requestBody"]["content"].contains("application/json")) continue;
      const json& schema = one["requestBody"]["content"]["application/json"]["schema"];
      for (const json& must : schema.value("required", json::array()))
        EXPECT_TRUE(schema["properties"].contains(must.get<std::string>())) << method << " " << path << " " << must;
    }
  }
  EXPECT_GT(names, 40U);
  for (const Operation& one : operations()) {
    const bool known = one.answer.empty() || one.answer == "*" ||
                       std::ranges::any_of(shapes(), [&](const Shape& shape) { return shape.name == one.answer; });
    EXPECT_TRUE(known) << one.answer;
  }
}

/// Whether a value is as a schema says; "" or what is not.
std::string misfit(const json& document, const json& schema, const json& value, const std::string& at) {
  if (schema.contains("$ref")) {
    const json& shapes = document["components"]["schemas"];
    const std::string name = schema["$ref"].get<std::string>().substr(std::string("#/components/schemas/").size());
    if (!shapes.contains(name)) return at + ": there is no " + name;
    return misfit(document, shapes[name], value, at);
  }
  if (value.is_null()) return schema.value("nullable", false) ? "" : at + " is null";
  if (schema.contains("allOf")) return misfit(document, schema["allOf"][0], value, at);
  const std::string type = schema.value("type", "");
  const bool right = (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
                     (type == "integer" && value.is_number_integer()) || (type == "number" && value.is_number()) ||
                     (type == "array" && value.is_array()) || (type == "object" && value.is_object());
  if (!type.empty() && !right) return at + " is no " + type + ": " + value.dump();
  if (type == "array") {
    for (const json& item : value) {
      if (std::string no = misfit(document, schema["items"], item, at + "[]"); !no.empty()) return no;
    }
  }
  if (type != "object" || !schema.contains("properties")) return "";
  for (const json& must : schema.value("required", json::array())) {
    if (!value.contains(must.get<std::string>())) return at + " has no " + must.get<std::string>();
  }
  for (const auto& [name, member] : value.items()) {
    if (!schema["properties"].contains(name)) return at + "." + name + " is not in the document";
    if (std::string no = misfit(document, schema["properties"][name], member, at + "." + name); !no.empty()) return no;
  }
  return "";
}

class OpenApiOnline : public testing::Test {
 protected:
  void SetUp() override {
    NEEDS_MODELS();
    ServerOptions options;
    options.articles = folder_.path / "articles.db";
    options.memory = folder_.path / "memory.db";
    options.data = folder_.path / "data";
    server_ = std::make_unique<TestServer>(options);
    document_ = server_->get("/v1/openapi.json").json();
  }
  /// What the document does not say of an answer; "" if it says all.
  std::string misfit_of(const Answer& answer, const std::string& method, const std::string& path) const {
    const json& responses = document_["paths"][path][method]["responses"];
    const std::string status = std::to_string(answer.status);
    if (!responses.contains(status)) return path + " has no " + status + ": " + answer.body;
    return misfit(document_, responses[status]["content"]["application/json"]["schema"], answer.json(), path);
  }
  const Folder folder_;
  std::unique_ptr<TestServer> server_;
  json document_;
};

TEST_F(OpenApiOnline, WhatStandsInItIsThere) {
  for (const Operation& one : operations()) {
    std::string path(one.path);
    for (const auto& [name, value] : {std::pair("{id}", "0123"), std::pair("{number}", "7")}) {
      if (const std::size_t at = path.find(name); at != std::string::npos)
        path.replace(at, std::string_view(name).size(), value);
    }
    const Answer answer = server_->send(one.method, path, "application/json", "{}");
    EXPECT_NE(answer.status, 405U) << one.method << " " << path;
    for (const char* nothing : {"there is nothing at this address", "below an article there are"})
      EXPECT_THAT(answer.body, testing::Not(testing::HasSubstr(nothing))) << one.method << " " << path;
  }
}

TEST_F(OpenApiOnline, AnswersAreAsItSays) {
  constexpr std::string_view kStory =
      "<html lang=en><h1>The port reopened on Monday.</h1><p>He left 12 ships. He slept.</p>";
  const Answer sent = server_->send("POST", "/v1/articles?publication=herald&address=a&to=pt", "text/html", kStory);
  EXPECT_EQ(misfit_of(sent, "post", "/v1/articles"), "");
  const std::string at = "/v1/articles/" + sent.json()["id"].get<std::string>(), id = "/v1/articles/{id}";
  const auto get = [&](const std::string& target, const std::string& path) {
    EXPECT_EQ(misfit_of(server_->get(target, "Accept: application/json\r\n"), "get", path), "") << target;
  };
  const auto post = [&](const std::string& target, const json& body, const std::string& path) {
    const Answer answer = server_->post(target, body);
    EXPECT_EQ(misfit_of(answer, "post", path), "") << answer.body;
    return answer.json();
  };
  post(at + "/corrections", {{"to", "pt"}, {"source", "He slept."}, {"target", "Dormiu."}, {"who", "ana"}},
       id + "/corrections");
  post(at + "/state", {{"to", "pt"}, {"action", "approve"}, {"who", "ana"}}, id + "/state");
  server_->send("POST", "/v1/articles?publication=herald&address=a&to=pt", "text/html",
                std::string(kStory) + "<p>Another.</p>");
  post(at + "/translate", {{"to", "pt"}}, id + "/translate");
  post("/v1/terms", {{"from", "en"}, {"to", "pt"}, {"source", "port"}, {"target", "porto"}}, "/v1/terms");
  post("/v1/check", {{"from", "en"}, {"to", "pt"}, {"source", "The port has 3 ships."}, {"target", "O cais tem 4."}},
       "/v1/check");
  const std::string reported = post("/v1/reports", {{"note", "wrong"}, {"address", "a"}}, "/v1/reports").dump();
  post("/v1/reports/" + server_->get("/v1/reports").json()["reports"][0]["id"].get<std::string>(), {{"state", "done"}},
       "/v1/reports/{id}");
  json wish = {{"publication", "herald"}, {"to", "pt"}, {"find", "porto"}, {"replace", "cais"}};
  post("/v1/replacements", wish, "/v1/replacements");
  wish["dry_run"] = false;
  const std::string batch = std::to_string(post("/v1/replacements", wish, "/v1/replacements")["batch"].get<int>());
  EXPECT_EQ(
      misfit_of(server_->send("DELETE", "/v1/replacements/" + batch, "", ""), "delete", "/v1/replacements/{number}"),
      "");
  for (const char* part : {"/versions", "/history", "/changes", "/corrections"}) get(at + part + "?to=pt", id + part);
  get(at + "?to=pt&version=newest", id);
  for (const char* path : {"/v1/articles", "/v1/terms", "/v1/memory", "/v1/reports", "/v1/replacements",
                           "/v1/languages", "/v1/ready", "/v1/deliveries"})
    get(path, path);
  get("/v1/gates?publication=herald", "/v1/gates");
  const Answer page =
      server_->send("POST", "/v1/page?to=pt&view=story", "text/html", kStory, "Accept: application/json\r\n");
  EXPECT_EQ(page.status, 200U);
}

}  // namespace
}  // namespace dragoman::server
