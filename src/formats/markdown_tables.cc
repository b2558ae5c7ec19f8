// Two lines are looked at together: what may be a head, and what may be the row under it.
#include "formats/markdown_tables.h"

#include <algorithm>
#include <optional>

#include "formats/plain_text.h"

namespace dragoman::formats {
namespace {

constexpr std::size_t kShortest = 3;  // characters of a cell, as md4c has it

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A line without quotation signs before it and blanks at its ends.
ByteRange bare(std::string_view text, ByteRange line) {
  while (line.begin < line.end && (is_blank(text[line.begin]) || text[line.begin] == '>')) ++line.begin;
  return trimmed(text, line);
}

/// A row without the sign of a list's item before it.
std::string_view without_item_sign(std::string_view row) {
  std::size_t end = 0;
  while (end < row.size() && end < 9 && is_digit(row[end])) ++end;
  const std::string_view signs = end > 0 ? ".)" : "-*+";
  const bool sign = end + 1 < row.size() && signs.find(row[end]) != std::string_view::npos && is_blank(row[end + 1]);
  if (!sign) return row;
  return part(row, trimmed(row, {end + 1, row.size()}));
}

std::size_t count_cells(std::string_view row) {
  std::size_t bars = 0;
  bool last = false;  // a bar ends the row
  for (std::size_t i = 0; i < row.size(); ++i) {
    last = row[i] == '|';
    if (row[i] == '\\') ++i;
    if (last) ++bars;
  }
  return bars + 1 - (row.starts_with('|') ? 1 : 0) - (last && row.size() > 1 ? 1 : 0);
}

/// How many cells a row under a head has; nothing if it is none. A bar must be in it, or it would be a rule or underline a heading.
std::optional<std::size_t> rule_cells(std::string_view row) {
  if (row.find('|') == std::string_view::npos) return std::nullopt;
  if (without_item_sign(row).size() != row.size()) return std::nullopt;  // "- | -" is an item
  std::size_t cells = 0;
  for (std::size_t at = row.starts_with('|') ? 1 : 0; at < row.size();) {
    const std::size_t end = std::min(row.find('|', at), row.size());
    std::string_view cell = part(row, trimmed(row, {at, end}));
    if (cell.starts_with(':')) cell.remove_prefix(1);
    if (cell.ends_with(':')) cell.remove_suffix(1);
    if (cell.empty() || cell.find_first_not_of('-') != std::string_view::npos) return std::nullopt;
    ++cells;
    at = end + 1;
  }
  return cells;
}

void widen(std::string_view source, ByteRange row, std::vector<MissingDashes>& out) {
  for (std::size_t at = row.begin; at < row.end;) {
    const std::size_t bar = std::min(source.find('|', at), row.end);
    const ByteRange cell = trimmed(source, {at, bar});
    at = bar + 1;
    const std::size_t length = cell.end - cell.begin;
    if (length > 0 && length < kShortest) out.push_back({source.find('-', cell.begin), kShortest - length});
  }
}

}  // namespace

std::vector<MissingDashes> missing_dashes(std::string_view source, std::size_t begin) {
  std::vector<MissingDashes> out;
  ByteRange head;
  for (std::size_t at = begin; at < source.size();) {
    const Line line = line_at(source, at);
    const ByteRange row = bare(source, {line.begin, line.end});
    const char first = row.begin < row.end ? source[row.begin] : '\0';
    if ((first == '|' || first == '-' || first == ':') && head.begin < head.end) {
      const std::optional<std::size_t> cells = rule_cells(part(source, row));
      if (cells && *cells == count_cells(without_item_sign(part(source, head)))) widen(source, row, out);
    }
    head = row;
    at = line.next;
  }
  return out;
}

bool looks_like_table(std::string_view lines) {
  std::size_t rows = 0, barred = 0, ruled = 0;
  for (std::size_t at = 0; at < lines.size(); ++rows) {
    const Line line = line_at(lines, at);
    const std::string_view row = part(lines, bare(lines, {line.begin, line.end}));
    at = line.next;
    if (row.starts_with('|')) ++barred;
    const bool has_bar = row.find_first_of("|+") != std::string_view::npos;
    const bool has_rule = row.find("--") != std::string_view::npos || row.find("==") != std::string_view::npos ||
                          rule_cells(row).has_value();
    if (has_bar && has_rule && row.find_first_not_of("|+-=: \t") == std::string_view::npos) ++ruled;
  }
  return rows > 1 && (ruled > 0 || barred == rows);
}

}  // namespace dragoman::formats
