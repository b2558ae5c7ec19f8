// Lines of times are what holds a subtitle file together; blank lines are often missing or too many.
#include "formats/subtitle_cues.h"
#include "base/ascii.h"

#include <algorithm>

namespace dragoman::formats {
namespace {

constexpr std::string_view kArrow = "-->";

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 10 && std::ranges::all_of(text, base::is_ascii_digit);
}

/// "01:02:03,456", "02:03.456": eats it from the front of `text`.
std::optional<std::int64_t> take_time(std::string_view& text) {
  std::int64_t milliseconds = 0, value = 0;
  std::size_t at = 0, digits = 0, parts = 0;
  for (; at < text.size() && at < 20; ++at) {
    if (base::is_ascii_digit(text[at])) {
      if (digits == 9) return std::nullopt;
      value = value * 10 + (text[at] - '0');
      ++digits;
    } else if (text[at] == ':' && digits != 0 && parts < 2) {
      milliseconds = (milliseconds + value) * 60;
      value = 0;
      digits = 0;
      ++parts;
    } else {
      break;
    }
  }
  if (digits == 0 || parts == 0) return std::nullopt;
  milliseconds = (milliseconds + value) * 1000;
  if (at < text.size() && (text[at] == ',' || text[at] == '.')) {
    std::int64_t scale = 100;
    for (++at; at < text.size() && base::is_ascii_digit(text[at]); ++at, scale /= 10)
      milliseconds += (text[at] - '0') * scale;
  }
  text.remove_prefix(at);
  return milliseconds;
}

void drop_blanks(std::string_view& text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
}

class CueReader {
 public:
  CueReader(std::string_view text, PageFormat format) : text_(text), vtt_(format == PageFormat::kWebVtt) {}

  CueFile read() {
    std::size_t at = mark_length(text_);
    if (vtt_) at = read_header(at);
    while (at < text_.size()) {
      const Line line = line_at(text_, at);
      take(line);
      at = line.next;
    }
    finish_cue();
    return std::move(file_);
  }

 private:
  std::string_view line_text(const Line& line) const { return part(text_, {line.begin, line.end}); }

  std::size_t read_header(std::size_t at) {
    while (at < text_.size()) {
      const Line line = line_at(text_, at);
      const std::string_view text = line_text(line);
      if (is_blank(text) || text.find(kArrow) != std::string_view::npos) break;
      constexpr std::string_view kLanguage = "Language:";
      if (text.starts_with(kLanguage)) file_.language = trimmed(text_, {line.begin + kLanguage.size(), line.end});
      file_.header_end = line.end;
      at = line.next;
    }
    return at;
  }

  void take(const Line& line) {
    const std::string_view text = line_text(line);
    if (is_blank(text)) {
      finish_cue();
    } else if (const std::optional<Cue> times = read_times(text)) {
      drop_number();
      finish_cue();
      ++file_.times;
      cue_ = *times;
      open_ = true;
    } else if (open_) {
      if (lines_++ == 0) cue_.text.begin = line.begin;
      before_last_ = last_end_;
      last_ = line;
      last_end_ = line.end;
      cue_.text.end = line.end;
    } else {
      take_outside(line, text);
    }
  }

  /// A line behind a blank one. In SRT a number belongs to the next cue, other text to the cue before.
  void take_outside(const Line& line, std::string_view text) {
    if (vtt_) {
      if (text.starts_with("NOTE data-dragoman")) file_.own_note = ByteRange{line.begin, line.end};
      return;
    }
    if (file_.times == 0 || is_number(part(text_, trimmed(text_, {line.begin, line.end})))) return;
    open_ = true;
    lines_ = 0;
    take(line);
  }

  void finish_cue() {
    if (open_ && lines_ != 0) file_.cues.push_back(cue_);
    open_ = false;
    lines_ = 0;
  }

  /// The next cue's number, where no blank line stands before it.
  void drop_number() {
    if (!open_ || vtt_ || lines_ == 0 || !is_number(part(text_, trimmed(text_, {last_.begin, last_.end})))) return;
    if (--lines_ != 0) cue_.text.end = before_last_;
  }

  std::string_view text_;
  bool vtt_;
  CueFile file_;
  Cue cue_;  // its times stay until the next line of times
  bool open_ = false;
  std::size_t lines_ = 0;
  Line last_ = {};
  std::size_t last_end_ = 0, before_last_ = 0;
};

}  // namespace

std::optional<Cue> read_times(std::string_view line) {
  Cue cue;
  drop_blanks(line);
  const std::optional<std::int64_t> start = take_time(line);
  if (!start) return std::nullopt;
  drop_blanks(line);
  if (!line.starts_with(kArrow)) return std::nullopt;
  line.remove_prefix(kArrow.size());
  drop_blanks(line);
  const std::optional<std::int64_t> end = take_time(line);
  if (!end) return std::nullopt;
  cue.start = *start;
  cue.end = *end;
  return cue;
}

CueFile read_cues(std::string_view text, PageFormat format) { return CueReader(text, format).read(); }

}  // namespace dragoman::formats
