// What the line-based formats share: bytes to UTF-8, lines, and a block's text gathered from the source.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/part.h"
#include "document/block.h"
#include "dragoman/page.h"
#include "dragoman/result.h"

namespace dragoman::formats {

/// Blocks a document may have; a file of a million one-letter lines is no news.
constexpr std::size_t kMostBlocks = 1'000'000;
Error too_many_blocks(std::string_view name, std::size_t at);

/// The document as UTF-8, its byte order mark kept: UTF-16 (by its mark, or by its zeros) is converted, and bytes that are
/// not UTF-8 are read as windows-1252, which is what old subtitles and articles are. Error: kTooLong.
Result<std::string> to_utf8(std::string_view bytes, const PageReadOptions& options);

/// Length of the byte order mark that UTF-8 text begins with: 3 or 0.
std::size_t mark_length(std::string_view text);

/// One line: [begin, end) without its line end, `next` behind that. CR LF, LF and a lone CR end lines.
struct Line {
  std::size_t begin = 0, end = 0, next = 0;
  bool ended() const { return next > end; }
};
/// The line that begins at `at`, which is less than text.size().
Line line_at(std::string_view text, std::size_t at);
/// How the text ends its lines: as its first line does, or "\n".
std::string_view line_end_of(std::string_view text);

/// Blanks and tabs, line ends included.
inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
bool is_blank(std::string_view text);
/// The range without the white space at its ends.
ByteRange trimmed(std::string_view text, ByteRange range);
/// Width of UTF-8 text in columns of a screen: two for wide East Asian letters, none for combining marks.
std::size_t columns(std::string_view text);

/// Latin, Greek and Cyrillic letters; scripts without case have neither.
bool is_capital(char32_t c);
bool is_small(char32_t c);

/// Gathers a block's text: white space, line ends of all kinds included, becomes one blank; none at either end.
class BlockText {
 public:
  void add(std::string_view utf8);
  void add_blank() { pending_ = !text_.empty() && text_.back() != ' '; }
  /// Where something that opens or stands here begins: behind the blank before it.
  std::size_t place();
  std::size_t size() const { return text_.size(); }
  const std::string& text() const { return text_; }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  bool pending_ = false;
};

/// A placement without its structure: the text, and each mark's range in it.
struct FlatPlacement {
  std::string text;
  std::vector<ByteRange> marks;
};
FlatPlacement flatten(const document::SourceBlock& block, const document::Placement& placement);

}  // namespace dragoman::formats
