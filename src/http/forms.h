// Forms of the web: query strings, urlencoded bodies (WHATWG URL, "application/x-www-form-urlencoded") and
// multipart/form-data (RFC 7578), read under limits.
// Threads: pure functions.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/result.h"
#include "http/message.h"

namespace dragoman::http {

/// "%41" is "A"; with `plus`, "+" is a blank. A "%" that no two hex digits follow stands for itself, as browsers have it.
std::string percent_decoded(std::string_view text, bool plus);
/// All bytes but letters, digits and "-._~" as %XX: for a part of an address.
std::string percent_encoded(std::string_view text);

/// "a=1&b=2" in its order; a name without "=" has the value "".
std::vector<Field> read_urlencoded(std::string_view text);

/// A part of a multipart body.
struct FormPart {
  std::string name;
  std::string value;      ///< its bytes
  std::string file_name;  ///< last component of the path that was sent; "" where there is none
  bool is_file = false;   ///< a file name was sent, perhaps an empty one
  std::string media_type;
};

struct MultipartLimits {
  std::size_t parts = 1000;
  std::size_t head = std::size_t{8} << 10;  ///< bytes of one part's headers
};

/// Errors: kBadArgument (no boundary, a part without a name, no end), kTooLong.
Result<std::vector<FormPart>> read_multipart(std::string_view body, std::string_view boundary,
                                             const MultipartLimits& limits = {});

}  // namespace dragoman::http
