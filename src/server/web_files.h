// The files of web/, compiled into the program: no file to find at run time.
// Threads: read-only.
#pragma once
#include <span>
#include <string_view>

namespace dragoman::server {

struct WebFile {
  std::string_view name;    ///< "reader/reader.js"
  std::string_view plain;   ///< its bytes
  std::string_view packed;  ///< the same, gzip
  std::string_view etag;    ///< with its quotes
};

std::span<const WebFile> web_files();

}  // namespace dragoman::server
