// A message catalogue's frame: entries, and where each of their strings stands.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/range.h"
#include "dragoman/result.h"

namespace dragoman::formats {

/// A string as it is written: one or more pieces in quotation marks, a line each.
struct PoString {
  ByteRange source = {};               ///< from the first quotation mark to the last
  std::vector<ByteRange> pieces = {};  ///< between the quotation marks
  bool over_lines() const { return pieces.size() > 1; }
};

struct PoEntry {
  std::size_t begin = 0;           ///< of its first line, comments included
  std::size_t first_keyword = 0;   ///< of the line where flags are inserted if it has none: behind other comments
  std::optional<ByteRange> flags;  ///< behind "#,"
  bool fuzzy = false;
  std::optional<PoString> context, id, plural;
  ByteRange translations = {};    ///< from the first "msgstr" to the last string's end
  std::vector<PoString> strings;  ///< msgstr, or msgstr[0], msgstr[1]...
  bool is_header() const {
    return id && !context && id->pieces.size() == 1 && id->pieces[0].begin == id->pieces[0].end;
  }
};

/// Entries in their order; obsolete ones ("#~") are left out. Errors: kBadPage with the line.
Result<std::vector<PoEntry>> read_po_entries(std::string_view source, std::string_view name);

/// A string's text, escapes resolved.
std::string po_text(std::string_view source, const PoString& string);

/// A string with its quotation marks. `wrapped`: over several lines where it has line ends within or is long, as gettext writes.
std::string po_string(std::string_view text, bool wrapped, std::string_view line_end);

/// "Language" of a header: where its value stands; nothing if it has no such field.
std::optional<ByteRange> po_field(std::string_view source, const PoString& header, std::string_view name);

}  // namespace dragoman::formats
