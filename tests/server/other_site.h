// A site elsewhere, on loopback: serves what it is given, and remembers what it was sent.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/http_server.h"

namespace dragoman::server {

class OtherSite {
 public:
  OtherSite() {
    Result<std::unique_ptr<http::HttpServer>> started =
        http::HttpServer::start({}, [this](std::shared_ptr<http::Exchange> exchange) {
          http::Response answer;
          {
            const std::lock_guard<std::mutex> lock(mutex_);
            asked_.push_back(exchange->request());
            const auto found = pages_.find(exchange->request().path);
            answer = found == pages_.end() ? http::Response{404, {}, ""} : found->second;
          }
          exchange->respond(std::move(answer));
        });
    server_ = std::move(*started);
  }
  std::string origin() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  void put(const std::string& path, std::string body, std::string type, unsigned status = 200) {
    const std::lock_guard<std::mutex> lock(mutex_);
    pages_[path] = {status, {{"Content-Type", std::move(type)}}, std::move(body)};
  }
  std::vector<http::Request> asked() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return asked_;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, http::Response> pages_;
  std::vector<http::Request> asked_;
  std::unique_ptr<http::HttpServer> server_;  // the last member
};

}  // namespace dragoman::server
