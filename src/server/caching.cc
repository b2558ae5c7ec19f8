#include "server/caching.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "store/digest.h"

namespace dragoman::server {

std::string etag_of(std::string_view bytes) {
  const Result<std::string> sum = store::sha256_of(bytes);
  return sum ? "\"" + sum->substr(0, 32) + "\"" : "";
}

std::string http_date(std::int64_t seconds) {
  static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::int64_t kLast = 253402300799;  // the year 9999
  const std::chrono::sys_seconds time{std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, kLast))};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  char text[64];  // by hand: strftime speaks the locale's language
  std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d GMT", kDays[std::chrono::weekday(day).c_encoding()],
                static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                static_cast<int>(date.year()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return text;
}

bool names_tag(std::string_view header, std::string_view etag) {
  while (!header.empty()) {
    std::string_view one = header.substr(0, header.find(','));
    header.remove_prefix(std::min(header.size(), one.size() + 1));
    while (!one.empty() && (one.front() == ' ' || one.front() == '\t')) one.remove_prefix(1);
    while (!one.empty() && (one.back() == ' ' || one.back() == '\t')) one.remove_suffix(1);
    if (one == "*") return true;
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == etag) return true;
  }
  return false;
}

http::Response with_freshness(const http::Request& request, http::Response response, const Freshness& freshness) {
  const std::string_view tags = request.header("If-None-Match");
  const std::string modified = freshness.modified != 0 ? http_date(freshness.modified) : "";
  // The date counts only where no tag is asked for; browsers send it back as they got it, so no date need be read.
  const bool known = !tags.empty() ? !freshness.etag.empty() && names_tag(tags, freshness.etag)
                                   : !modified.empty() && request.header("If-Modified-Since") == modified;
  if (known) {
    response.status = 304;
    response.body.clear();
  }
  if (!freshness.etag.empty()) response.set("ETag", freshness.etag);
  if (!modified.empty()) response.set("Last-Modified", modified);
  response.set("Cache-Control", std::string(freshness.control));
  response.set("Vary", "Accept, Authorization");
  return response;
}

}  // namespace dragoman::server
