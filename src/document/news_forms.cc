// Dates: every word must be one that dates have, and the signs of a date must be there.
#include "document/news_forms.h"
#include <algorithm>
#include <string>
#include "base/ascii.h"
#include "base/part.h"
#include "document/date_words.h"
#include "document/letters.h"
#include "document/news_words.h"

namespace dragoman::document {
namespace {

constexpr std::size_t kLongestDate = 160, kMostDateWords = 20;

/// "08.02": a clock as some houses write it.
bool is_dotted_clock(std::string_view word) {
  if (word.size() != 5 || word[2] != '.') return false;
  const auto digit = [&](std::size_t at) { return base::is_ascii_digit(word[at]); };
  return digit(0) && digit(1) && digit(3) && digit(4) && word.substr(0, 2) < "24" && word.substr(3) < "60";
}

}  // namespace

DateWord date_word(std::string_view shown) {
  const NewsWords& known = news_words();
  const ByteRange inner = trim(shown, {0, shown.size()}, ".,;:()|-/");
  const std::string_view bare = part(shown, inner);
  if (bare.empty() || bare == "\xE2\x80\x93" || bare == "\xE2\x80\x94" || bare == "\xE2\x80\xA2" ||
      bare == "\xC2\xB7") {
    return DateWord::kFiller;
  }
  const std::string low = folded(bare);
  if (known.months.contains(low)) return DateWord::kSure;
  if (known.weekdays.contains(low)) return DateWord::kWeekday;
  if (known.date_words.contains(low)) return DateWord::kFiller;
  if (known.zones.contains(low) && !is_lower(bare.front())) return DateWord::kFiller;
  if (!base::is_ascii_digit(bare.front())) return DateWord::kNone;
  const std::size_t digits = std::min(bare.find_first_not_of("0123456789"), bare.size());
  if (digits == bare.size()) return digits <= 4 ? DateWord::kNumber : DateWord::kNone;
  if (is_dotted_clock(bare)) return DateWord::kNumber;
  const std::string_view rest = bare.substr(digits);
  if (rest.find_first_not_of("0123456789:./-hTZ+") == std::string_view::npos && digits <= 4) {
    return rest.find_first_of(":/-h") != std::string_view::npos || std::ranges::count(rest, '.') == 2 ? DateWord::kSure
                                                                                                      : DateWord::kNone;
  }
  const std::string unit = low.substr(low.find_last_of("0123456789") + 1);
  const bool known_unit = known.date_words.contains(unit) || unit == "pm" || unit == "am";
  return known_unit ? (unit == "pm" || unit == "am" ? DateWord::kSure : DateWord::kNumber) : DateWord::kNone;
}

bool is_date_line(std::string_view text) {
  if (text.size() > kLongestDate || text.find_first_of("0123456789") == std::string_view::npos) return false;
  const std::vector<ByteRange> words = words_of(text);
  bool sure = false;
  for (const ByteRange word : words) {
    const DateWord kind = date_word(part(text, word));
    if (kind == DateWord::kNone) return false;
    sure |= kind == DateWord::kSure;
  }
  return sure && words.size() <= kMostDateWords;
}

}  // namespace dragoman::document
