#include "server/served_file.h"

#include <algorithm>

#include "base/ascii.h"
#include "server/access.h"
#include "server/web_files.h"

namespace dragoman::server {
namespace {

std::string_view media_type_of(std::string_view name) {
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  return name.ends_with(".svg") ? "image/svg+xml" : "";
}

bool takes_gzip(const http::Request& request) {
  return base::lower_ascii(request.header("Accept-Encoding")).find("gzip") != std::string::npos;
}

bool has_it_already(const http::Request& request, std::string_view etag) {
  return request.header("If-None-Match").find(etag) != std::string_view::npos;
}

}  // namespace

http::Response served_file(const http::Request& request, std::string_view name) {
  const auto file = std::ranges::find(web_files(), name, &WebFile::name);
  if (file == web_files().end() || media_type_of(name).empty()) return own::refused(404, "there is no such file");
  http::Response response;
  response.set("ETag", std::string(file->etag)).set("Vary", "Accept-Encoding");
  if (has_it_already(request, file->etag)) {
    response.status = 304;
    return response;
  }
  response.set("Content-Type", std::string(media_type_of(name)));
  const bool packed = takes_gzip(request);
  if (packed) response.set("Content-Encoding", "gzip");
  response.body = packed ? file->packed : file->plain;
  return response;
}

}  // namespace dragoman::server
