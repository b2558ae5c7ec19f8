// Words between blanks are walked over, each with the one before it and those behind it.
#include "fidelity/weekdays.h"

#include <algorithm>
#include <bitset>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/part.h"
#include "fidelity/data_lines.h"
#include "fidelity/dates.h"
#include "fidelity/scan.h"

namespace dragoman::fidelity {
namespace {

struct Weekdays {
  std::string_view behind;                              // "on"
  std::map<std::string_view, std::string_view> longer;  // "Mon" to "Monday", and "Monday" to itself
  std::bitset<256> firsts;                              // their first bytes: most words are none of them
};

const Weekdays* weekdays_of(std::string_view language) {
  static const std::map<std::string_view, Weekdays> table = [] {
    std::map<std::string_view, Weekdays> made;
    for_each_line(embedded_file("weekdays.txt"), [&](const std::vector<std::string_view>& line) {
      if (line.size() < 3) return;
      Weekdays& known = made[line[0]];
      if (line[1] == "behind") known.behind = line[2];
      for (std::size_t i = 2; line[1] == "short" && i < line.size(); ++i) {
        known.longer[line[i]] = line[2];
        known.firsts.set(static_cast<unsigned char>(line[i].front()));
      }
    });
    return made;
  }();
  return for_tag(table, language);
}

/// What stands at `at` up to a blank.
ByteRange token_at(std::string_view text, std::size_t at) {
  return {at, std::min(text.find_first_of(" \n", at), text.size())};
}

/// "p.m." behind "9", "9pm".
bool ends_time(std::string_view before, std::string_view token) {
  if (token.size() < 2 || std::string_view("mM.").find(token.back()) == std::string_view::npos) return false;
  std::string time = base::lower_ascii(token);
  std::erase(time, '.');
  if (!time.ends_with("am") && !time.ends_with("pm")) return false;
  time.resize(time.size() - 2);
  const std::string_view figures = time.empty() ? before : time;
  const auto is_part = [](char c) { return is_ascii_digit(c) || c == ':' || c == '.'; };
  return !figures.empty() && is_ascii_digit(figures.front()) && std::ranges::all_of(figures, is_part);
}

/// Whether "Jan. 3", "3 Jan" or "3 de janeiro" begins at `at`; what follows does not matter.
bool begins_with_date(std::string_view text, std::size_t at, std::string_view language) {
  constexpr std::size_t kMostTokens = 3;
  std::size_t end = at;
  for (std::size_t tokens = 1; tokens <= kMostTokens && end < text.size(); ++tokens) {
    const ByteRange token = token_at(text, end);
    std::size_t last = token.end;
    if (tokens > 1 && text[last - 1] == ',') --last;
    if (tokens > 1 && date_in_language(part(text, {at, last}), language, language)) return true;
    if (token.end == text.size() || text[token.end] != ' ') return false;
    end = token.end + 1;
  }
  return false;
}

/// What stands for the word at `token` if it is a weekday that is not read; `timed`: it stands behind a time of day.
std::optional<Replacement> plain_day(std::string_view text, ByteRange token, bool timed, const Weekdays& known,
                                     std::string_view language) {
  const std::string_view shown = part(text, token);
  if (shown.empty() || !known.firsts.test(static_cast<unsigned char>(shown.front()))) return std::nullopt;
  const std::size_t letters = word_end(text, token.begin) - token.begin;
  const auto day = known.longer.find(shown.substr(0, letters));
  if (day == known.longer.end()) return std::nullopt;
  const bool whole = day->first == day->second;
  std::string form = (timed ? std::string(known.behind) + ' ' : "") + std::string(day->second);
  if (whole && timed) return Replacement{{token.begin, token.begin + letters}, std::move(form)};
  const std::string_view tail = shown.substr(letters);
  const bool ended = tail.empty() || tail == "." || tail == ".," || tail == ",";
  if (whole || !ended || token.end >= text.size() || !begins_with_date(text, token.end + 1, language))
    return std::nullopt;
  return Replacement{token, form + ","};
}

}  // namespace

std::vector<Replacement> plain_weekdays(std::string_view text, std::string_view language) {
  const Weekdays* const known = weekdays_of(language);
  if (known == nullptr) return {};
  std::vector<Replacement> out;
  std::string_view before;
  bool timed = false;  // what is before ends a time of day
  for (std::size_t at = 0; at < text.size();) {
    const ByteRange token = token_at(text, at);
    const std::string_view shown = part(text, token);
    if (auto day = plain_day(text, token, timed, *known, language)) out.push_back(std::move(*day));
    const bool goes_on = token.end < text.size() && text[token.end] == ' ';
    timed = goes_on && ends_time(before, shown);
    before = goes_on ? shown : "";
    at = token.end + 1;
  }
  return out;
}

}  // namespace dragoman::fidelity
