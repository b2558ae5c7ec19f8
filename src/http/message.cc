#include "http/message.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

#include "base/ascii.h"

namespace dragoman::http {
namespace {

constexpr std::string_view kBlanks = " \t";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// A parameter's value from behind its "=": a token, or a string in quotes. `at` moves behind it.
std::string parameter_value(std::string_view header, std::size_t& at) {
  if (at >= header.size() || header[at] != '"') {
    const std::size_t end = std::min(header.find(';', at), header.size());
    const std::string_view token = trimmed(header.substr(at, end - at));
    at = end;
    return std::string(token);
  }
  std::string out;
  for (++at; at < header.size() && header[at] != '"'; ++at) {
    // Only these two: old browsers send paths with backslashes in them.
    const bool escape =
        header[at] == '\\' && at + 1 < header.size() && (header[at + 1] == '"' || header[at + 1] == '\\');
    if (escape) ++at;
    out += header[at];
  }
  at = std::min(header.find(';', at), header.size());
  return out;
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  const std::string wanted = base::lower_ascii(name);
  for (const Field& field : headers) {
    if (base::lower_ascii(field.name) == wanted) return trimmed(field.value);
  }
  return {};
}

std::string media_type(std::string_view content_type) {
  return base::lower_ascii(trimmed(content_type.substr(0, content_type.find(';'))));
}

std::string header_parameter(std::string_view header, std::string_view name) {
  std::size_t at = std::min(header.find(';'), header.size());
  while (at < header.size()) {
    const std::size_t equals = header.find('=', ++at);
    if (equals == std::string_view::npos) break;
    const std::string found = base::lower_ascii(trimmed(header.substr(at, equals - at)));
    at = equals + 1;
    std::string value = parameter_value(header, at);
    if (found == name) return value;
  }
  return {};
}

std::string_view credentials(std::string_view header, std::string_view scheme) {
  const bool fits = header.size() > scheme.size() && header[scheme.size()] == ' ' &&
                    base::lower_ascii(header.substr(0, scheme.size())) == base::lower_ascii(scheme);
  return fits ? trimmed(header.substr(scheme.size())) : std::string_view();
}

std::string date_now() {
  static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[64];  // by hand: strftime speaks the locale's language
  std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
                parts.tm_sec);
  return text;
}

std::string_view status_text(unsigned status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 456: return "Quota Exceeded";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 507: return "Insufficient Storage";
    default: return "";
  }
}

}  // namespace dragoman::http
