// Text as it may stand in HTML and XML, in elements and in attributes with either quotation mark.
#pragma once
#include <string>
#include <string_view>

namespace dragoman::base {

inline std::string escape_markup(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      case '\0': out += "\xEF\xBF\xBD"; break;  // neither may have it
      default: out += c;
    }
  }
  return out;
}

}  // namespace dragoman::base
