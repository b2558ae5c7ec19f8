// What a rule says, put into words: numbers spelled in the form and gender that is asked for, forms chosen by number.
#pragma once
#include <string>
#include <string_view>

#include "speakable/habits.h"
#include "speakable/match.h"

namespace dragoman::speakable {

/// `text`: in which `found` was found; the noun behind it may decide about gender.
std::string put_into_words(const Habits& habits, const Phrase& phrase, const Match& found, std::string_view text);

/// Digits one by one: "five five five".
std::string digit_by_digit(const Habits& habits, std::string_view digits);

}  // namespace dragoman::speakable
