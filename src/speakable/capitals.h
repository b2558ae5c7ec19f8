// Words in capitals: spelled ("eff bee eye") or said ("Nasa").
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "speakable/habits.h"

namespace dragoman::speakable {

/// How `word`, letters alone, is said if it is of capitals (a small "s" may stand behind them); nothing for other words. `loud`: the
/// text around it is in capitals too, so that only acronyms that the language's data name are any.
std::optional<std::string> say_capitals(const Habits& habits, std::string_view word, bool loud);

/// The names of letters, one after the other.
std::string spell_letters(const Habits& habits, std::string_view letters);

/// Whether most words of a text are in capitals, as in some headlines.
bool is_loud(std::string_view text);

}  // namespace dragoman::speakable
