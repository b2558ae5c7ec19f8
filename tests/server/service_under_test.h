// A server with the default models on a port of its own, and a client that speaks to it.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "dragoman/server.h"
#include "http/raw_client.h"

namespace dragoman::server {

/// Folder that holds enpt/ and pten/, from DRAGOMAN_TEST_MODELS or models/ of the source tree; empty if there is none.
inline std::filesystem::path test_models() {
  const char* named = std::getenv("DRAGOMAN_TEST_MODELS");
  const std::filesystem::path folder = named != nullptr && *named != '\0'
                                           ? std::filesystem::path(named)
                                           : std::filesystem::path(DRAGOMAN_SOURCE_TREE "/models");
  return std::filesystem::exists(folder / "enpt") ? folder : std::filesystem::path();
}

#define NEEDS_MODELS()                                               \
  if (dragoman::server::test_models().empty())                       \
  GTEST_SKIP() << "no models: set DRAGOMAN_TEST_MODELS or run make " \
                  "models"

/// A folder that goes away.
class Folder {
 public:
  Folder() : path(std::filesystem::temp_directory_path() / ("dragoman-server-XXXXXX")) {
    std::string name = path.string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path path;
};

struct Answer {
  unsigned status = 0;
  std::string head, body;
  nlohmann::json json() const { return nlohmann::json::parse(body, nullptr, false); }
  bool has_header(std::string_view line) const {
    return head.find("\r\n" + std::string(line) + "\r\n") != std::string::npos;
  }
};

class TestServer {
 public:
  explicit TestServer(ServerOptions options = {}) {
    options.port = 0;
    if (options.models.empty()) options.models = {test_models()};
    Result<std::unique_ptr<Server>> started = Server::start(options);
    EXPECT_TRUE(started) << started.error().what;
    server = std::move(*started);
  }

  Answer ask(const std::string& request) const {
    http::RawClient client(server->port());
    client.send(request);
    const std::string all = client.read_all();
    const std::size_t end = all.find("\r\n\r\n");
    if (all.size() < 12 || end == std::string::npos) return {};
    return {static_cast<unsigned>(std::stoul(all.substr(9, 3))), all.substr(0, end + 2), all.substr(end + 4)};
  }
  /// `headers`: whole lines.
  Answer send(std::string_view method, std::string_view target, std::string_view type, std::string_view body,
              std::string_view headers = "") const {
    std::string request =
        std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: test:1\r\nConnection: close\r\n";
    if (!type.empty()) request += "Content-Type: " + std::string(type) + "\r\n";
    request += std::string(headers) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
    return ask(request);
  }
  Answer get(std::string_view target, std::string_view headers = "") const {
    return send("GET", target, "", "", headers);
  }
  Answer post(std::string_view target, const nlohmann::json& body, std::string_view headers = "") const {
    return send("POST", target, "application/json", body.dump(), headers);
  }
  Answer form(std::string_view target, std::string_view body, std::string_view headers = "") const {
    return send("POST", target, "application/x-www-form-urlencoded", body, headers);
  }

  std::unique_ptr<Server> server;
};

}  // namespace dragoman::server
