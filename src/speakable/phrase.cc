// The names of CLDR's rule sets for a language's forms are settings of its data ("cardinal", "feminine", "ordinal"...).
#include "speakable/phrase.h"

#include <algorithm>
#include <cstdlib>

#include "text/utf8.h"

namespace dragoman::speakable {
namespace {

constexpr std::size_t kWordsToNoun = 3;  // between a number and the noun that decides its gender

std::string spelled(const Habits& habits, std::int64_t number, std::string_view form) {
  std::string words = habits.spellout->say(number, habits.setting(form));
  return words.empty() ? habits.spellout->say(number, habits.setting("cardinal")) : words;
}

/// "f", "m", or "" where the word does not tell.
std::string_view gender_of(const Habits& habits, std::string_view word) {
  const Entry* known = habits.list("genders").find(word);
  if (known != nullptr) return known->fields.at(0) == "-" ? std::string_view() : std::string_view(known->fields.at(0));
  const Entry* best = nullptr;
  for (const Entry& ending : habits.list("gender-endings").in_order()) {
    if (word.ends_with(ending.key) && (best == nullptr || ending.key.size() > best->key.size())) best = &ending;
  }
  return best == nullptr || best->fields.at(0) == "-" ? std::string_view() : std::string_view(best->fields.at(0));
}

/// Of the first word behind `at` that tells, up to a comma or the like.
std::string_view gender_behind(const Habits& habits, std::string_view text, std::size_t at) {
  if (habits.list("gender-endings").empty()) return "m";
  for (std::size_t count = 0; count < kWordsToNoun; ++count) {
    std::size_t next = at;
    while (at < text.size() && text::is_space(text::code_point_at(text, at, next))) at = next;
    const std::size_t begin = at;
    for (next = at; at < text.size() && is_word_character(text::code_point_at(text, at, next));) at = next;
    if (at == begin) break;
    const std::string_view gender = gender_of(habits, lowered(text.substr(begin, at - begin)));
    if (!gender.empty()) return gender;
  }
  return "m";
}

/// "vírgula cinco", "point one four".
std::string decimal_words(const Habits& habits, const std::string& decimals) {
  std::string out = " " + std::string(habits.setting("decimal-word"));
  const std::size_t zeros = std::min(decimals.find_first_not_of('0'), decimals.size());
  const std::size_t rest = decimals.size() - zeros;
  if (habits.setting("decimals") != "number" || rest > 3) return out + " " + digit_by_digit(habits, decimals);
  for (std::size_t i = 0; i < zeros; ++i) out += " " + spelled(habits, 0, "cardinal");
  if (rest > 0) out += " " + spelled(habits, std::strtoll(decimals.c_str() + zeros, nullptr, 10), "cardinal");
  return out;
}

/// Decades: "nineteen ninety" -> "nineteen nineties", by a list of last words.
std::string plural_of(const Habits& habits, std::string words) {
  for (const Entry& entry : habits.list("decades").in_order()) {
    if (words.ends_with(entry.key)) return words.substr(0, words.size() - entry.key.size()) + entry.fields.at(0);
  }
  return words;
}

std::string say_number(const Habits& habits, const Slot& slot, std::string_view form) {
  if (form == "digits" || slot.value < 0 || !habits.spellout) return digit_by_digit(habits, slot.digits);
  if (form == "month") {
    const auto& months = habits.list("month-names").in_order();
    const auto index = static_cast<std::size_t>(slot.value);
    return index >= 1 && index <= months.size() ? months[index - 1].key : spelled(habits, slot.value, "cardinal");
  }
  if (form == "day") {
    const Entry* day = habits.list("days").find(std::to_string(slot.value));
    return day != nullptr ? day->fields.at(0) : spelled(habits, slot.value, "cardinal");
  }
  if (form == "r") {
    const std::int64_t last = std::strtoll(std::string(habits.setting("roman-ordinals")).c_str(), nullptr, 10);
    return spelled(habits, slot.value, slot.value <= last ? "ordinal" : "cardinal");
  }
  if (form == "p") return plural_of(habits, spelled(habits, slot.value, "year"));
  if (form == "o") return spelled(habits, slot.value, "ordinal");
  if (form == "of") return spelled(habits, slot.value, "ordinal-feminine");
  if (form == "y") return spelled(habits, slot.value, "year");
  const bool feminine = form == "f" && slot.decimals.empty();
  const std::string whole = spelled(habits, slot.value, feminine ? "feminine" : "cardinal");
  return slot.decimals.empty() ? whole : whole + decimal_words(habits, slot.decimals);
}

/// The place among a language's plurals.
std::size_t plural_index(const Habits& habits, const Slot& slot) {
  const std::size_t last = std::max<std::size_t>(habits.plurals.size(), 1) - 1;
  if (!habits.spellout) return last;
  const auto found = std::ranges::find(habits.plurals, habits.spellout->plural(slot.number()));
  return std::min(static_cast<std::size_t>(found - habits.plurals.begin()), last);
}

/// Lists that have fewer forms than the language has plurals use their last one. The gender stands behind the forms.
std::string field(const Slot& slot, std::size_t index) {
  if (slot.entry == nullptr || slot.entry->fields.empty()) return "";
  return slot.entry->fields[std::min(index, slot.entry->fields.size() - 1)];
}

class Words {
 public:
  Words(const Habits& habits, const Match& found, std::string_view text)
      : habits_(habits), found_(found), text_(text) {}

  std::string of(const Part& part) const {
    const Slot& slot = found_.slots.at(std::min<std::size_t>(part.slot, found_.slots.size() - 1));
    switch (part.kind) {
      case Part::Kind::kText: return part.text;
      case Part::Kind::kField: return field(slot, part.group);
      case Part::Kind::kChoice: return part.forms[std::min(plural_index(habits_, slot), part.forms.size() - 1)];
      case Part::Kind::kPlural: {
        const std::size_t index = plural_index(habits_, found_.slots.at(part.other));
        return field(slot, part.group * std::max<std::size_t>(habits_.plurals.size(), 1) + index);
      }
      case Part::Kind::kAgree: {
        const Slot& noun = found_.slots.at(part.other);
        const bool feminine = noun.entry != nullptr && noun.entry->fields.back() == "f";
        return say_number(habits_, slot, feminine ? "f" : "");
      }
      case Part::Kind::kNumber: return number(part, slot);
    }
    return "";
  }

 private:
  std::string number(const Part& part, const Slot& slot) const {
    if (slot.entry != nullptr) return field(slot, 0);
    if (slot.digits.empty() || part.text == "text")
      return std::string(text_.substr(slot.range.begin, slot.range.end - slot.range.begin));
    return say_number(habits_, slot, part.text == "g" ? gender_behind(habits_, text_, found_.end) : part.text);
  }

  const Habits& habits_;
  const Match& found_;
  std::string_view text_;
};

}  // namespace

std::string digit_by_digit(const Habits& habits, std::string_view digits) {
  std::string out;
  for (const char digit : digits) {
    if (!out.empty()) out += ' ';
    out += habits.spellout ? spelled(habits, digit - '0', "cardinal") : std::string(1, digit);
  }
  return out;
}

std::string put_into_words(const Habits& habits, const Phrase& phrase, const Match& found, std::string_view text) {
  const Words words(habits, found, text);
  std::string out;
  for (const Part& part : phrase) {
    // A rule without slots has text alone.
    out += part.kind == Part::Kind::kText || found.slots.empty() ? part.text : words.of(part);
  }
  return out;
}

}  // namespace dragoman::speakable
