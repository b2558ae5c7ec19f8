// Words that dates are made of, one by one. For this room's own forms.
#pragma once
#include <cstdint>
#include <string_view>

namespace dragoman::document {

enum class DateWord : std::uint8_t {
  kNone,
  kFiller,   ///< stands beside dates: "Updated", "at", a zone, a dash
  kWeekday,  ///< "Tuesday"
  kNumber,   ///< "3", "2021", "4th"
  kSure,     ///< a month, "16/03/2015", "8:02"
};
DateWord date_word(std::string_view shown);

}  // namespace dragoman::document
