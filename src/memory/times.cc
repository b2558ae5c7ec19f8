// The digits in their order are all that is read; separators may stand between them or not.
#include "memory/times.h"

#include <chrono>
#include <cstdio>

namespace dragoman::memory {
namespace {

std::string written(std::int64_t seconds, const char* form) {
  // Years of four digits: what is outside came from a damaged row.
  constexpr std::int64_t kFirst = -62135596800, kLast = 253402300799;
  seconds = seconds < kFirst ? kFirst : seconds > kLast ? kLast : seconds;
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  char out[64];
  std::snprintf(out, sizeof(out), form, static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return out;
}

int number(std::string_view digits, std::size_t at, std::size_t size) {
  int value = 0;
  for (const char c : digits.substr(at, size)) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

std::string iso_time(std::int64_t seconds) { return written(seconds, "%04d-%02u-%02uT%02d:%02d:%02dZ"); }
std::string tmx_time(std::int64_t seconds) { return written(seconds, "%04d%02u%02uT%02d%02d%02dZ"); }

std::optional<std::int64_t> parse_time(std::string_view text) {
  std::string digits;
  for (const char c : text.substr(0, 40)) {
    if (c == '.') break;  // parts of a second
    if (c >= '0' && c <= '9') digits += c;
  }
  if (digits.size() == 8) digits += "000000";
  if (digits.size() != 14) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(number(digits, 0, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(digits, 4, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(digits, 6, 2)))};
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return days * 86400 + number(digits, 8, 2) * 3600 + number(digits, 10, 2) * 60 + number(digits, 12, 2);
}

}  // namespace dragoman::memory
