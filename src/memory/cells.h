// Cells: a table in CSV (RFC 4180: quotes, doubled quotes, line breaks within them) or TSV (no quoting) row by row.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/result.h"

namespace dragoman::memory {

class CellReader {
 public:
  /// `text` is UTF-8 without byte order mark and must outlive the reader.
  CellReader(std::string_view text, char separator) : text_(text), separator_(separator) {}
  /// The next row that is not empty; false at the end. Errors: kBadPage with the line, kTooLong.
  Result<bool> next(std::vector<std::string>& cells);
  /// Where the last row began, from 1.
  std::size_t line() const { return row_line_; }

 private:
  Result<std::string> cell();
  Result<std::string> quoted();
  Error bad(ErrorCode code, const std::string& what) const;
  std::string_view text_;
  char separator_;
  std::size_t at_ = 0, line_ = 1, row_line_ = 1;
};

/// A cell as the reader takes it: quoted if need be; white space that TSV cannot hold becomes blanks.
std::string cell_text(std::string_view text, char separator);

}  // namespace dragoman::memory
