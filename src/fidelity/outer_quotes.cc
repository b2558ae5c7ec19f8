// Marks are counted on both sides; what is missing must be what the ends lack.
#include "fidelity/outer_quotes.h"

#include <string>
#include <utility>
#include <vector>

#include "fidelity/scan.h"
#include "markup/edits.h"

namespace dragoman::fidelity {
namespace {

bool is_mark(char32_t c) { return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F); }
bool is_stop(char32_t c) { return c == '.' || c == '!' || c == '?' || c == 0x2026; }

/// The double marks of a text: how many, and where those at its ends stand; an empty range for none.
struct Marks {
  long count = 0;
  ByteRange first = {}, last = {};
};

Marks marks_of(std::string_view text) {
  Marks marks;
  bool only_stops = false;  // since the last mark
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = text::code_point_at(text, at, at);
    if (is_mark(c)) {
      if (begin == 0) marks.first = {begin, at};
      marks.last = {begin, at};
      ++marks.count;
      only_stops = true;
    } else {
      only_stops = only_stops && is_stop(c);
    }
  }
  if (!only_stops || marks.last.begin == 0) marks.last = {};
  return marks;
}

bool is_there(ByteRange range) { return range.begin < range.end; }

/// Of two stops at the end of what was said the second stands for the mark: `"Yes..`.
bool has_doubled_stop(std::string_view source, std::string_view target) {
  return target.ends_with("..") && !target.ends_with("...") && source.find("..") == source.npos;
}

}  // namespace

markup::AlignedText with_outer_quotes(std::string_view source, const markup::AlignedText& translation) {
  const std::string& target = translation.text;
  const Marks there = marks_of(source), here = marks_of(target);
  const bool front = is_there(there.first) && !is_there(here.first);
  const bool behind = is_there(there.last) && !is_there(here.last);
  const long lacking = (front ? 1 : 0) + (behind ? 1 : 0);
  if (target.empty() || lacking == 0 || there.count - here.count != lacking) return translation;
  std::vector<markup::Edit> edits;
  if (front) edits.push_back({{0, 0}, there.first, "\""});
  if (behind) {
    const std::size_t end = target.size();
    edits.push_back({{end - (has_doubled_stop(source, target) ? 1 : 0), end}, there.last, "\""});
  }
  return markup::with_edits(translation, std::move(edits));
}

}  // namespace dragoman::fidelity
