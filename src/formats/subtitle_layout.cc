// Cuts are made at blanks; scripts that have none are cut between letters, but for marks and signs that belong to their neighbour.
#include "formats/subtitle_layout.h"

#include <algorithm>
#include <cstdlib>

#include "formats/plain_text.h"
#include "text/utf8.h"

namespace dragoman::formats {
namespace {

/// A part may have this many times more or less of the text than its share before alignment is not believed.
constexpr double kMostUneven = 2.2;
/// More lines than any cue has need not be even.
constexpr std::size_t kManyLines = 8;

bool is_letter_without_blanks(char32_t c) {
  return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x0E01 && c <= 0x0EFF) || (c >= 0x1780 && c <= 0x17B3) || (c >= 0x1000 && c <= 0x102A) ||
         (c >= 0x20000 && c < 0x30000);
}

/// Vowels and small letters that may not begin a line.
bool clings(char32_t c) {
  return (c >= 0x0E30 && c <= 0x0E3A) || (c >= 0x0E45 && c <= 0x0E4E) || (c >= 0x0EB0 && c <= 0x0EBC) ||
         (c >= 0x0EC8 && c <= 0x0ECD) || c == 0x3063 || c == 0x3083 || c == 0x3085 || c == 0x3087 || c == 0x30C3 ||
         c == 0x30E3 || c == 0x30E5 || c == 0x30E7 || c == 0x30FC;
}

/// All offsets where text may be cut: blanks between words, and in scripts without blanks between two letters.
std::vector<std::size_t> places(std::string_view text) {
  std::vector<std::size_t> out;
  char32_t before = 0;
  for (std::size_t at = 0, next = 0; at < text.size(); at = next) {
    const char32_t c = text::code_point_at(text, at, next);
    const bool blank = c == ' ' && at != 0 && next < text.size();
    const bool between = is_letter_without_blanks(before) && is_letter_without_blanks(c) && !clings(c);
    if (blank || between) out.push_back(at);
    before = c;
  }
  return out;
}

std::size_t nearest(const std::vector<std::size_t>& places, std::size_t first, std::size_t last, std::size_t wanted) {
  std::size_t best = first;
  for (std::size_t i = first; i <= last; ++i) {
    const auto far = [&](std::size_t place) { return place > wanted ? place - wanted : wanted - place; };
    if (far(places[i]) < far(places[best])) best = i;
  }
  return best;
}

/// Each cut at the nearest place that leaves enough places for the cuts behind it.
std::vector<std::size_t> snap(const std::vector<std::size_t>& places, const std::vector<std::size_t>& wanted) {
  std::vector<std::size_t> cuts;
  std::size_t first = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::size_t last = places.size() - (wanted.size() - i);
    const std::size_t chosen = nearest(places, first, last, wanted[i]);
    cuts.push_back(places[chosen]);
    first = chosen + 1;
  }
  return cuts;
}

/// Whether no part has far more or less than its share.
bool is_even(std::string_view text, const std::vector<std::size_t>& cuts, const std::vector<std::size_t>& shares) {
  std::size_t all = 0, from = 0;
  for (const std::size_t share : shares) all += share;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const std::size_t end = i < cuts.size() ? cuts[i] : text.size();
    const double part = static_cast<double>(end - from) / static_cast<double>(std::max<std::size_t>(text.size(), 1));
    const double share = static_cast<double>(shares[i]) / static_cast<double>(std::max<std::size_t>(all, 1));
    if (part > share * kMostUneven || part * kMostUneven < share) return false;
    from = end;
  }
  return true;
}

/// Lines of at most `width` columns, as full as can be.
std::vector<std::size_t> fill_lines(std::string_view text, const std::vector<std::size_t>& places, std::size_t width) {
  std::vector<std::size_t> breaks;
  std::size_t begin = 0, last = 0;  // of the line; the last place that still fits (0: none)
  const auto fits = [&](std::size_t end) { return columns(text.substr(begin, end - begin)) <= width; };
  for (std::size_t i = 0; i <= places.size(); ++i) {
    const std::size_t place = i < places.size() ? places[i] : text.size();
    if (!fits(place) && last > begin) {
      breaks.push_back(last);
      begin = text[last] == ' ' ? last + 1 : last;
    }
    last = place;
  }
  return breaks;
}

}  // namespace

std::vector<std::size_t> cut_text(std::string_view text, const std::vector<std::size_t>& wanted,
                                  const std::vector<std::size_t>& shares) {
  const std::vector<std::size_t> all = places(text);
  if (all.size() < wanted.size()) return {};
  const bool apart = std::ranges::all_of(wanted, [&](std::size_t at) { return at != 0 && at < text.size(); });
  std::vector<std::size_t> cuts = snap(all, wanted);
  if (apart && is_even(text, cuts, shares)) return cuts;
  std::size_t total = 0, sum = 0;
  for (const std::size_t share : shares) total += share;
  std::vector<std::size_t> by_share;
  for (std::size_t i = 0; i + 1 < shares.size(); ++i) {
    sum += shares[i];
    by_share.push_back(text.size() * sum / std::max<std::size_t>(total, 1));
  }
  return snap(all, by_share);
}

std::vector<std::size_t> line_breaks(std::string_view text, std::size_t width) {
  const std::size_t wide = columns(text);
  if (wide <= width) return {};
  const std::vector<std::size_t> all = places(text);
  std::vector<std::size_t> breaks = fill_lines(text, all, width);
  if (breaks.size() > kManyLines) return breaks;
  // As many lines, but narrower, until one more line would be needed: the lines become even.
  for (std::size_t narrow = wide / (breaks.size() + 1); narrow < width; ++narrow) {
    std::vector<std::size_t> even = fill_lines(text, all, narrow);
    if (even.size() <= breaks.size()) return even;
  }
  return breaks;
}

}  // namespace dragoman::formats
