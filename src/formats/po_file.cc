// One pass over the lines: keywords open a string, lines in quotation marks go on with it, a blank line or the next msgid ends the entry.
#include "formats/po_file.h"

#include <algorithm>
#include <utility>

#include "formats/plain_text.h"

namespace dragoman::formats {
namespace {

constexpr std::size_t kWidth = 76;  // columns of a line within its quotation marks, as gettext wraps

class PoReader {
 public:
  PoReader(std::string_view source, std::string_view name) : source_(source), name_(name) {}

  Result<std::vector<PoEntry>> read() {
    for (std::size_t at = mark_length(source_); at < source_.size();) {
      const Line line = line_at(source_, at);
      at = line.next;
      ++number_;
      if (Status taken = take(line); !taken) return taken.error();
    }
    finish();
    return std::move(entries_);
  }

 private:
  Status take(const Line& line) {
    const ByteRange range = trimmed(source_, {line.begin, line.end});
    const std::string_view text = part(source_, range);
    if (text.empty()) return {};
    if (text[0] == '#') {
      if (!text.starts_with("#~")) take_comment(text, range, line);
      string_ = nullptr;
      return {};
    }
    if (text[0] == '"') return take_piece(range);
    return take_keyword(text, range, line);
  }

  void take_comment(std::string_view text, ByteRange range, const Line& line) {
    if (entry_.id) finish();
    if (!begun_) entry_.begin = line.begin;
    begun_ = true;
    if (text.starts_with("#,")) {
      entry_.flags = ByteRange{range.begin + 2, range.end};
      entry_.fuzzy = entry_.fuzzy || text.find("fuzzy") != std::string_view::npos;
    } else if (text.starts_with("#|") && entry_.first_keyword == 0) {
      entry_.first_keyword = line.begin + 1;  // one too many, so that 0 is "none"
    }
  }

  Status take_keyword(std::string_view text, ByteRange range, const Line& line) {
    const std::size_t quote = source_.find('"', range.begin);
    if (quote >= range.end) return bad(range.begin, "neither a comment nor a keyword with a string");
    const std::string_view keyword = part(source_, trimmed(source_, {range.begin, quote}));
    const bool opens = keyword == "msgctxt" || keyword == "msgid";
    if (opens && entry_.id) finish();
    if (!begun_) entry_.begin = line.begin;
    begun_ = true;
    if (opens && entry_.first_keyword == 0) entry_.first_keyword = line.begin + 1;
    if (keyword == "msgctxt") {
      string_ = &entry_.context.emplace();
    } else if (keyword == "msgid") {
      string_ = &entry_.id.emplace();
    } else if (keyword == "msgid_plural" && entry_.id) {
      string_ = &entry_.plural.emplace();
    } else if (entry_.id && (keyword == "msgstr" || (keyword.starts_with("msgstr[") && keyword.ends_with(']')))) {
      if (entry_.strings.empty()) entry_.translations.begin = range.begin;
      string_ = &entry_.strings.emplace_back();
      translation_ = true;
    } else {
      return bad(range.begin,
                 "an unknown keyword '" + std::string(text.substr(0, 20)) + "', or one that is out of place");
    }
    if (!keyword.starts_with("msgstr")) translation_ = false;
    return take_piece({quote, range.end});
  }

  Status take_piece(ByteRange range) {
    if (string_ == nullptr) return bad(range.begin, "a string without a keyword");
    std::size_t at = range.begin + 1;
    while (at < range.end && source_[at] != '"') at += source_[at] == '\\' ? 2 : 1;
    if (at + 1 != range.end) return bad(range.begin, "a string that does not end with its line");
    if (string_->pieces.empty()) string_->source.begin = range.begin;
    string_->source.end = range.end;
    string_->pieces.push_back({range.begin + 1, at});
    if (translation_) entry_.translations.end = range.end;
    return {};
  }

  Error bad(std::size_t at, const std::string& what) const {
    return {ErrorCode::kBadPage, at,
            std::string(name_.empty() ? "the catalogue" : name_) + ", line " + std::to_string(number_) + ": " + what +
                "; msgfmt --check tells more"};
  }

  void finish() {
    if (entry_.id && !entry_.strings.empty()) {
      if (entry_.first_keyword != 0) --entry_.first_keyword;
      entries_.push_back(std::move(entry_));
    }
    entry_ = {};
    begun_ = translation_ = false;
    string_ = nullptr;
  }

  std::string_view source_, name_;
  std::size_t number_ = 0;
  PoEntry entry_;
  bool begun_ = false, translation_ = false;
  PoString* string_ = nullptr;
  std::vector<PoEntry> entries_;
};

int digit_of(char c, int base) {
  const int value = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 99;
  return value < base ? value : -1;
}

/// What stands behind a backslash at `at`; returns the offset behind it.
std::size_t take_escape(std::string_view text, std::size_t at, std::string& out) {
  static constexpr std::string_view kNames = "ntrabfv", kValues = "\n\t\r\a\b\f\v";
  const char c = at < text.size() ? text[at] : '\\';
  if (const std::size_t known = kNames.find(c); known != std::string_view::npos) {
    out += kValues[known];
    return at + 1;
  }
  const int base = c == 'x' ? 16 : 8;
  std::size_t end = at + (c == 'x' ? 1 : 0);
  int value = 0, digits = 0;
  for (; end < text.size() && digits < (c == 'x' ? 2 : 3) && digit_of(text[end], base) >= 0; ++end, ++digits)
    value = value * base + digit_of(text[end], base);
  // Bytes beyond ASCII could break the text's encoding; nobody writes them so.
  if (digits > 0 && value < 0x80) {
    out += static_cast<char>(value);
    return end;
  }
  out += c;
  return at + 1;
}

std::string po_escaped(std::string_view text) {
  static constexpr std::string_view kNames = "ntrabfv", kValues = "\n\t\r\a\b\f\v";
  std::string out;
  for (const char c : text) {
    if (const std::size_t known = kValues.find(c); known != std::string_view::npos) {
      out += '\\';
      out += kNames[known];
    } else {
      if (c == '"' || c == '\\') out += '\\';
      if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
  }
  return out;
}

/// A line's text in pieces of at most kWidth columns, blanks at their ends.
void add_pieces(std::string_view line, std::vector<std::string>& pieces) {
  std::string piece;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = line.find(' ', at);
    end = end == std::string_view::npos ? line.size() : end + 1;
    const std::string word = po_escaped(line.substr(at, end - at));
    if (!piece.empty() && columns(piece) + columns(word) > kWidth) pieces.push_back(std::exchange(piece, {}));
    piece += word;
    at = end;
  }
  if (!piece.empty()) pieces.push_back(piece);
}

}  // namespace

Result<std::vector<PoEntry>> read_po_entries(std::string_view source, std::string_view name) {
  return PoReader(source, name).read();
}

std::string po_text(std::string_view source, const PoString& string) {
  std::string out;
  for (const ByteRange piece : string.pieces) {
    const std::string_view text = part(source, piece);
    for (std::size_t at = 0; at < text.size();) {
      if (text[at] == '\\') {
        at = take_escape(text, at + 1, out);
      } else {
        out += text[at++];
      }
    }
  }
  return out;
}

std::string po_string(std::string_view text, bool wrapped, std::string_view line_end) {
  const std::string whole = po_escaped(text);
  const std::size_t inner = text.find('\n');
  const bool one_line = inner == std::string_view::npos || inner + 1 == text.size();
  if (one_line && (!wrapped || columns(whole) <= kWidth)) return "\"" + whole + "\"";
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.find('\n', at);
    end = end == std::string_view::npos ? text.size() : end + 1;
    add_pieces(text.substr(at, end - at), pieces);
    at = end;
  }
  std::string out = "\"\"";
  for (const std::string& piece : pieces) out.append(line_end).append("\"").append(piece).append("\"");
  return out;
}

std::optional<ByteRange> po_field(std::string_view source, const PoString& header, std::string_view name) {
  bool line_begins = true;
  for (const ByteRange piece : header.pieces) {
    for (std::size_t at = piece.begin; at < piece.end;) {
      const std::size_t line_end = std::min(source.find("\\n", at), piece.end);
      const std::string_view line = part(source, {at, line_end});
      if (line_begins && line.starts_with(name) && line.substr(name.size(), 1) == ":")
        return trimmed(source, {at + name.size() + 1, line_end});
      line_begins = line_end < piece.end;
      at = line_begins ? line_end + 2 : piece.end;
    }
  }
  return std::nullopt;
}

}  // namespace dragoman::formats
