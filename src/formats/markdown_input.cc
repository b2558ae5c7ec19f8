// Bytes are added for tables and definitions, and a price's "$" becomes another sign of the same length and as little a letter.
#include "formats/markdown_input.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/part.h"
#include "formats/markdown_items.h"
#include "formats/markdown_tables.h"
#include "formats/plain_text.h"

namespace dragoman::formats {
namespace {

constexpr std::size_t kLongestLabel = 200;  // bytes

/// The label of "[label]: https://... "title"" that is all of a line; empty if it is none. Notes ("[^1]: ") are none.
std::string_view defined_label(std::string_view line) {
  const ByteRange words = trimmed(line, {0, line.size()});
  if (words.begin > 3 || words.begin == words.end || line[words.begin] != '[') return {};
  line = part(line, words);
  const std::size_t close = line.substr(0, kLongestLabel).find(']');
  if (close == std::string_view::npos || close < 2 || line[1] == '^' || line[1] == '!' ||
      line.substr(close + 1, 1) != ":")
    return {};
  const std::string_view label = line.substr(1, close - 1);
  if (label.find_first_of("[\\") != std::string_view::npos) return {};
  const std::string_view rest = part(line, trimmed(line, {close + 2, line.size()}));
  const bool pointed = rest.starts_with('<');
  const std::size_t end = pointed ? rest.find('>') : std::min(rest.find_first_of(" \t"), rest.size());
  if (rest.empty() || end == std::string_view::npos) return {};
  // "[Smith]: yes" is somebody who speaks.
  if (!pointed && rest.substr(0, end).find_first_of("/.#:") == std::string_view::npos) return {};
  const std::size_t behind = std::min(end + (pointed ? 1 : 0), rest.size());
  const std::string_view title = part(rest, trimmed(rest, {behind, rest.size()}));
  if (title.empty()) return label;
  const char sign = title.front(), closing = sign == '(' ? ')' : sign;
  const bool quoted = title.size() > 1 && std::string_view("\"'(").find(sign) != std::string_view::npos;
  return quoted && title.back() == closing ? label : std::string_view();
}

/// "```", "~~~~ text": the sign and how often; 0 if a line is none.
std::pair<char, std::size_t> fence_of(std::string_view line) {
  const std::size_t begin = trimmed(line, {0, line.size()}).begin;
  if (begin >= line.size() || (line[begin] != '`' && line[begin] != '~')) return {};
  const std::size_t end = std::min(line.find_first_not_of(line[begin], begin), line.size());
  return end - begin < 3 ? std::pair<char, std::size_t>() : std::pair(line[begin], end - begin);
}

/// Labels that links of the document name, folded: "[label]" without a colon behind it.
std::set<std::string> named_labels(std::string_view source) {
  std::set<std::string> out;
  for (std::size_t open = source.find('['); open != std::string_view::npos; open = source.find('[', open + 1)) {
    const std::size_t close = source.substr(open, kLongestLabel).find(']');
    if (close == std::string_view::npos || source.substr(open + close + 1, 1) == ":") continue;
    const std::string_view label = source.substr(open + 1, close - 1);
    out.insert(folded_label(label.substr(label.rfind('[') + 1)));
  }
  return out;
}

bool is_digit_or_letter(char c) { return base::is_ascii_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_escaped(std::string_view source, std::size_t at) { return at > 0 && source[at - 1] == '\\'; }

}  // namespace

std::vector<std::size_t> late_definitions(std::string_view source, std::size_t begin) {
  std::vector<std::size_t> out;
  if (source.find("]:", begin) == std::string_view::npos) return out;
  std::optional<std::set<std::string>> named;  // asked for where a line is a definition, which few documents have
  std::pair<char, std::size_t> fence;
  bool below_text = false;
  for (std::size_t at = begin; at < source.size();) {
    const Line line = line_at(source, at);
    const std::string_view shown = part(source, {line.begin, line.end});
    at = line.next;
    if (const auto here = fence_of(shown); here.second > 0 && (fence.second == 0 || here.first == fence.first)) {
      const bool closes = fence.second > 0 && here.second >= fence.second;
      if (fence.second == 0 || closes) fence = closes ? std::pair<char, std::size_t>() : here;
      below_text = false;
      continue;
    }
    const std::string_view label = fence.second > 0 ? std::string_view() : defined_label(shown);
    if (below_text && !label.empty()) {
      if (!named) named = named_labels(source.substr(begin));
      if (named->contains(folded_label(label))) out.push_back(line.begin);
    }
    // A blank line would end an element's HTML.
    const ByteRange words = trimmed(shown, {0, shown.size()});
    below_text = fence.second == 0 && label.empty() && words.begin < words.end && shown[words.begin] != '<';
  }
  return out;
}

std::vector<std::size_t> price_signs(std::string_view source, std::size_t begin) {
  std::vector<std::size_t> out;
  for (std::size_t at = source.find('$', begin); at != std::string_view::npos; at = source.find('$', at)) {
    const std::size_t run = std::min(source.find_first_not_of('$', at), source.size()) - at;
    if (run > 1 || is_escaped(source, at)) {  // "$$" is no price
      at += run;
      continue;
    }
    std::size_t end = source.find_first_of("$\n", at + 1);
    while (end != std::string_view::npos && source[end] == '\n' && source.substr(end + 1, 1) != "\n")
      end = source.find_first_of("$\n", end + 1);  // a formula may go on in the next line
    const bool closed = end != std::string_view::npos && source[end] == '$' && !is_blank(source[end - 1]);
    // "($5/$10)", but "$x^2$3"
    const bool glued = closed && end + 1 < source.size() && is_digit_or_letter(source[end + 1]) &&
                       source.substr(at, end - at).find_first_of("\\^_") == std::string_view::npos;
    const bool ends = closed && !glued;
    const bool formula = ends && end > at + 1 && !is_blank(source[at + 1]);
    if (!formula) out.push_back(at);
    at = formula ? end + 1 : at + 1;
  }
  return out;
}

MarkdownInput::MarkdownInput(std::string_view source, std::size_t begin, bool math) : source_(source) {
  struct Addition {
    std::size_t at = 0, count = 0;
    char what = 0;
  };
  std::vector<Addition> additions;
  for (const MissingDashes& row : missing_dashes(source, begin)) additions.push_back({row.at, row.count, '-'});
  for (const std::size_t at : late_definitions(source, begin)) additions.push_back({at, 1, '\n'});
  std::ranges::stable_sort(additions, {}, &Addition::at);
  for (const Addition& addition : additions) add(addition.at, addition.count, addition.what);
  const std::vector<std::size_t> prices = math ? price_signs(source, begin) : std::vector<std::size_t>();
  if (additions.empty() && prices.empty()) return;
  copy_ += source_.substr(copied_);
  std::size_t next = 0, added = 0;  // of the additions before a place
  for (const std::size_t at : prices) {
    while (next < additions.size() && additions[next].at <= at) added += additions[next++].count;
    copy_[at + added] = '%';
  }
}

void MarkdownInput::add(std::size_t at, std::size_t count, char what) {
  copy_ += source_.substr(copied_, at - copied_);
  copied_ = at;
  const std::size_t before = added_.empty() ? 0 : added_.back().before + added_.back().length;
  added_.push_back({copy_.size(), count, before});
  copy_.append(count, what);
}

std::size_t MarkdownInput::place(std::size_t at) const {
  auto next = std::ranges::partition_point(added_, [at](const Added& added) { return added.at < at; });
  if (next == added_.begin()) return at;
  const Added& added = *std::prev(next);
  return at - added.before - std::min(at - added.at, added.length);
}

}  // namespace dragoman::formats
