#include "running_server.h"

#include <fmt/format.h>

#include <chrono>

#include "dragoman/fetch.h"

namespace dragoman::cli {

std::string running_server(const ServeCommand& command) {
  std::string host = command.options.address;
  if (host == "0.0.0.0" || host == "::") host = "127.0.0.1";
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  const std::string address = fmt::format("http://{}:{}", host, command.options.port);
  FetchOptions options;
  options.allow_private = true;
  options.timeout = std::chrono::seconds(5);
  return fetch_page(address + "/health", options) ? address : "";
}

}  // namespace dragoman::cli
