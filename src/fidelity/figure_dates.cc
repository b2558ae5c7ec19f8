// What stands there as it should is found first, so that of several dates each keeps its own place; the others by their links.
#include "fidelity/figure_dates.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/part.h"
#include "fidelity/addresses.h"
#include "fidelity/data_lines.h"
#include "fidelity/scan.h"
#include "markup/alignment.h"
#include "markup/edits.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kMostFigureDates = 256;  // of a sentence; each is sought in all of the translation

struct FigureDate {
  ByteRange range;                        // with the time of day that is joined to it, "2020-05-06T12:00Z"
  std::array<std::string_view, 3> parts;  // as they stand
  char sign = '-';
};

/// "mdy", "ymd", "dmy".
std::string_view order_of(std::string_view language) {
  static const std::map<std::string_view, std::string_view> table = [] {
    std::map<std::string_view, std::string_view> made;
    for_each_line(embedded_file("date-orders.txt"), [&](const std::vector<std::string_view>& line) {
      if (line.size() == 2) made[line[0]] = line[1];
    });
    return made;
  }();
  const std::string_view* const order = for_tag(table, language);
  return order != nullptr ? *order : "dmy";
}

bool is_number_to(std::string_view digits, unsigned last) {
  return digits_value(digits) >= 1 && digits_value(digits) <= last;
}
bool is_short(std::string_view digits) { return digits.size() == 1 || digits.size() == 2; }

/// Year, month and day; or day and month in either order, then the year.
bool is_date(const FigureDate& date) {
  const auto& [one, two, three] = date.parts;
  if (one.size() == 4) return is_short(two) && is_short(three) && is_number_to(two, 12) && is_number_to(three, 31);
  const bool year = three.size() == 4 || (three.size() == 2 && date.sign == '/');
  if (!year || !is_short(one) || !is_short(two)) return false;
  return is_number_to(one, 31) && is_number_to(two, 31) && (is_number_to(one, 12) || is_number_to(two, 12));
}

/// The end of "T12:00:00Z", "T12:00+01:00" at `at`; `at` if none stands there.
std::size_t time_end(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size() || text[at] != 'T' || !is_ascii_digit(text[at + 1])) return at;
  std::size_t end = at + 1;
  constexpr std::size_t kLongest = 32;
  constexpr std::string_view kSigns = ":.+-";
  while (end < text.size() && end - at < kLongest) {
    const bool joint =
        kSigns.find(text[end]) != kSigns.npos && is_ascii_digit(end + 1 < text.size() ? text[end + 1] : ' ');
    if (!is_ascii_digit(text[end]) && !joint) break;
    ++end;
  }
  return end < text.size() && text[end] == 'Z' ? end + 1 : end;
}

/// The date whose first digit is at `at`.
std::optional<FigureDate> date_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostDigits = 5;
  FigureDate date;
  std::size_t end = at;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t begin = end;
    while (end < text.size() && end - begin < kMostDigits && is_ascii_digit(text[end])) ++end;
    date.parts[i] = part(text, {begin, end});
    if (i == 2) break;
    if (end == begin || end == text.size() || (text[end] != '-' && text[end] != '/')) return std::nullopt;
    if (i == 1 && text[end] != date.sign) return std::nullopt;
    date.sign = text[end++];
  }
  if (!is_date(date)) return std::nullopt;
  if (date.parts[0].size() == 4) end = time_end(text, end);
  constexpr std::string_view kJoints = "-/:";
  const bool more = end + 1 < text.size() && kJoints.find(text[end]) != kJoints.npos && is_ascii_digit(text[end + 1]);
  if (more || is_word(character_at(text, end))) return std::nullopt;
  date.range = {at, end};
  return date;
}

std::vector<FigureDate> find_dates(std::string_view text) {
  std::vector<FigureDate> dates;
  constexpr std::string_view kJoints = "-/:.,$#=+";
  for (std::size_t at = 0; at < text.size() && dates.size() < kMostFigureDates; ++at) {
    if (!is_ascii_digit(text[at])) continue;
    const bool begins = !is_word(character_before(text, at)) && (at == 0 || kJoints.find(text[at - 1]) == kJoints.npos);
    if (const auto date = begins ? date_at(text, at) : std::nullopt) {
      dates.push_back(*date);
      at = date->range.end - 1;
    }
  }
  if (dates.empty()) return dates;
  const std::vector<Address> addresses = find_addresses(text);
  std::erase_if(dates, [&](const FigureDate& date) {
    const auto address = std::ranges::partition_point(
        addresses, [&](const Address& each) { return each.range.end <= date.range.begin; });
    return address != addresses.end() && address->range.begin < date.range.end;
  });
  return dates;
}

/// The date as the target's language has it.
std::string in_order(std::string_view text, const FigureDate& date, std::string_view from, std::string_view to) {
  const auto& [one, two, three] = date.parts;
  std::string shown(part(text, date.range));
  // "03/05/2024" may be either in English; a region says which.
  const bool told = one.size() < 4 && is_number_to(one, 12) && (digits_value(two) > 12 || from.find('-') != from.npos);
  if (!told || order_of(from) != "mdy") return shown;
  const std::string sign(1, date.sign), month(one), day(two), year(three);
  if (order_of(to) == "dmy") return day + sign + month + sign + year;
  return order_of(to) == "ymd" && three.size() == 4 ? year + sign + month + sign + day : shown;
}

/// Digits with signs of dates and times between them: "3/12/1999".
std::vector<ByteRange> figures_of(std::string_view text) {
  constexpr std::string_view kJoints = "-/.:T";
  const auto digit_at = [text](std::size_t at) { return at < text.size() && is_ascii_digit(text[at]); };
  std::vector<ByteRange> figures;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!digit_at(at)) continue;
    std::size_t end = at + 1;
    while (digit_at(end) || (end < text.size() && kJoints.find(text[end]) != kJoints.npos && digit_at(end + 1))) ++end;
    if (end < text.size() && text[end] == 'Z') ++end;
    figures.push_back({at, end});
    at = end - 1;
  }
  return figures;
}

class Placing {
 public:
  Placing(std::string_view source, const markup::AlignedText& translation)
      : source_(source),
        given_{translation.text, markup::sound_links(source_, translation)},
        figures_(figures_of(translation.text)) {}

  /// Whether it stands there; that place is taken then.
  bool stands(std::string_view date) {
    const auto same = std::ranges::find_if(figures_, [&](ByteRange one) { return part(given_.text, one) == date; });
    if (same == figures_.end()) return false;
    figures_.erase(same);
    return true;
  }

  void put(const FigureDate& date, std::string text) {
    const ByteRange place = place_of(date.range);
    if (place.begin < place.end) return add({place, date.range, std::move(text)});
    if (given_.links.empty()) return;
    if (!insertions_) insertions_.emplace(source_, given_);
    add(insertions_->insertion(date.range, std::move(text)));
  }

  markup::AlignedText done() {
    return edits_.empty() ? std::move(given_) : markup::with_edits(given_, std::move(edits_));
  }

 private:
  void add(markup::Edit edit) {
    const auto clashes = [&](const markup::Edit& other) {
      return overlap(edit.target, other.target) ||
             (edit.target.begin == edit.target.end && other.target.begin < edit.target.begin &&
              edit.target.begin < other.target.end);
    };
    if (std::ranges::none_of(edits_, clashes)) edits_.push_back(std::move(edit));
  }

  /// The figures that its tokens became, with words between them that are the date's too ("6 de maio de 2020"); else the longest.
  ByteRange place_of(ByteRange date) const {
    std::vector<ByteRange> own;
    for (const markup::Link& link : given_.links) {
      if (!overlap(link.source, date)) continue;
      auto figure = std::ranges::partition_point(figures_, [&](ByteRange one) { return one.end <= link.target.begin; });
      for (; figure != figures_.end() && figure->begin < link.target.end; ++figure) {
        if (own.empty() || own.back() != *figure) own.push_back(*figure);
      }
    }
    if (own.empty()) return {};
    const ByteRange all = {own.front().begin, own.back().end};
    const bool only_its = std::ranges::all_of(given_.links, [&](const markup::Link& link) {
      return !overlap(link.target, all) || link.source.begin == link.source.end || overlap(link.source, date);
    });
    if (only_its) return all;
    return *std::ranges::max_element(own, {}, [](ByteRange one) { return one.end - one.begin; });
  }

  const std::string source_;
  markup::AlignedText given_;
  std::vector<ByteRange> figures_;  // of the translation, as far as no date has them
  std::vector<markup::Edit> edits_;
  std::optional<markup::Insertions> insertions_;
};

}  // namespace

bool turns_dates_in_figures(std::string_view source, std::string_view source_language,
                            std::string_view target_language) {
  return std::ranges::any_of(find_dates(source), [&](const FigureDate& date) {
    return in_order(source, date, source_language, target_language) != part(source, date.range);
  });
}

bool shows_day_first(std::string_view source) {
  return std::ranges::any_of(find_dates(source), [](const FigureDate& date) {
    return date.parts[0].size() < 4 && digits_value(date.parts[0]) > 12;
  });
}

markup::AlignedText with_dates_in_figures(std::string_view source, const markup::AlignedText& translation,
                                          std::string_view source_language, std::string_view target_language) {
  const std::vector<FigureDate> dates = find_dates(source);
  if (dates.empty()) return translation;
  Placing placing(source, translation);
  std::vector<std::pair<const FigureDate*, std::string>> others;
  for (const FigureDate& date : dates) {
    std::string wanted = in_order(source, date, source_language, target_language);
    if (!placing.stands(wanted)) others.emplace_back(&date, std::move(wanted));
  }
  for (auto& [date, wanted] : others) placing.put(*date, std::move(wanted));
  return placing.done();
}

}  // namespace dragoman::fidelity
