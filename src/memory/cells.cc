// A cursor over the text; every cell ends at a separator, a line's end or the text's end.
#include "memory/cells.h"

#include <algorithm>

namespace dragoman::memory {
namespace {

constexpr std::size_t kMostCells = 256, kLongestCell = 64 << 10;

}  // namespace

Error CellReader::bad(ErrorCode code, const std::string& what) const {
  return {code, at_, "line " + std::to_string(line_) + ": " + what};
}

Result<std::string> CellReader::quoted() {
  const std::size_t opened = line_;
  std::string out;
  ++at_;
  while (true) {
    const std::size_t quote = text_.find('"', at_);
    if (quote == std::string_view::npos || quote - at_ > kLongestCell) {
      line_ = opened;
      return bad(
          ErrorCode::kBadPage,
          "a quotation mark opens a cell and none closes it; write two of them for one that belongs to the text");
    }
    const std::string_view part = text_.substr(at_, quote - at_);
    out += part;
    line_ += static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
    at_ = quote + 1;
    if (at_ >= text_.size() || text_[at_] != '"') break;
    out += '"';
    ++at_;
  }
  if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') {
    return bad(ErrorCode::kBadPage,
               "text behind a closing quotation mark; write two of them for one that belongs to the text");
  }
  return out;
}

Result<std::string> CellReader::cell() {
  if (separator_ != '\t' && at_ < text_.size() && text_[at_] == '"') return quoted();
  const char ends[] = {separator_, '\n', '\r', '\0'};
  const std::size_t end = std::min(text_.find_first_of(std::string_view(ends, 3), at_), text_.size());
  std::string out(text_.substr(at_, end - at_));
  at_ = end;
  return out;
}

Result<bool> CellReader::next(std::vector<std::string>& cells) {
  while (at_ < text_.size()) {
    cells.clear();
    row_line_ = line_;
    for (bool more = true; more;) {
      Result<std::string> one = cell();
      if (!one) return one.error();
      if (one->size() > kLongestCell || cells.size() >= kMostCells) {
        return bad(ErrorCode::kTooLong, "a cell of over 64 KiB, or over 256 cells; is this the right file?");
      }
      cells.push_back(std::move(*one));
      more = at_ < text_.size() && text_[at_] == separator_;
      if (more) ++at_;
    }
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
    if (std::any_of(cells.begin(), cells.end(), [](const std::string& one) { return !one.empty(); })) return true;
  }
  return false;
}

std::string cell_text(std::string_view text, char separator) {
  std::string out(text);
  if (separator == '\t') {
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return out;
  }
  if (out.find_first_of("\"\r\n;,") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace dragoman::memory
