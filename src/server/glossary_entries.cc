#include "server/glossary_entries.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/ascii.h"
#include "memory/cells.h"

namespace dragoman::server {
namespace {

constexpr std::size_t kMostEntries = 200'000;

Error too_many() { return {ErrorCode::kTooLong, 0, "more than " + std::to_string(kMostEntries) + " entries"}; }

Error bad_line(std::size_t line, const std::string& what) {
  return {ErrorCode::kBadArgument, 0, "line " + std::to_string(line) + ": " + what};
}

/// Without blanks and byte order marks round it; tabs and line ends within, which only CSV can have, become blanks.
std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n", kMark = "\xEF\xBB\xBF";
  for (bool again = true; again;) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    again = text.starts_with(kMark);
    if (again) text.remove_prefix(kMark.size());
  }
  std::string out(text.substr(0, text.find_last_not_of(kBlanks) + 1));
  std::ranges::replace_if(
      out, [](char c) { return c == '\t' || c == '\r' || c == '\n'; }, ' ');
  return out;
}

/// Whether a row of CSV belongs to the dictionary.
bool is_ours(const std::vector<std::string>& cells, std::string_view source, std::string_view target) {
  return cells.size() < 4 ||
         (base::lower_ascii(trimmed(cells[2])) == source && base::lower_ascii(trimmed(cells[3])) == target);
}

}  // namespace

Result<Entries> read_entries(std::string_view text, EntriesFormat format, std::string_view source,
                             std::string_view target) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // or a quotation mark behind it would be none
  memory::CellReader reader(text, format == EntriesFormat::kTsv ? '\t' : ',');
  Entries entries;
  std::unordered_set<std::string> seen;
  for (std::vector<std::string> cells;;) {
    const Result<bool> more = reader.next(cells);
    if (!more) return more.error();
    if (!*more) break;
    if (cells.size() < 2) return bad_line(reader.line(), "a term without a translation");
    if (format == EntriesFormat::kCsv && !is_ours(cells, source, target)) continue;
    std::string from = trimmed(cells[0]), to = trimmed(cells[1]);
    if (from.empty() || to.empty()) return bad_line(reader.line(), "an empty term");
    if (!seen.insert(from).second) return bad_line(reader.line(), "the term \"" + from + "\" is there twice");
    if (entries.size() == kMostEntries) return too_many();
    entries.emplace_back(std::move(from), std::move(to));
  }
  if (entries.empty()) return Error{ErrorCode::kBadArgument, 0, "there are no entries"};
  return entries;
}

Result<Entries> merged(Entries old, const Entries& fresh) {
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < old.size(); ++i) places.emplace(old[i].first, i);
  for (const auto& [from, to] : fresh) {
    const auto known = places.find(from);
    if (known != places.end()) {
      old[known->second].second = to;
    } else {
      old.emplace_back(from, to);
    }
  }
  if (old.size() > kMostEntries) return too_many();
  return old;
}

std::string entries_as_tsv(const Entries& entries) {
  std::string out;
  for (const auto& [from, to] : entries) out.append(out.empty() ? "" : "\n").append(from).append("\t").append(to);
  return out;
}

}  // namespace dragoman::server
