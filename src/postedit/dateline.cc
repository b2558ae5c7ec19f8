// What stands between the parts, commas and blanks, is copied; every part is linked to its source, for the markup on it.
#include "postedit/dateline.h"

#include "text/utf8.h"

#include <algorithm>
#include <span>
#include <utility>

#include "base/part.h"
#include "document/news_forms.h"
#include "document/news_words.h"
#include "fidelity/dates.h"
#include "fidelity/places.h"
#include "text/casing.h"
#include "text/locale_words.h"

namespace dragoman::postedit {
namespace {

using markup::AlignedText;
using text::Casing;

/// "ABU DHABI, UAE": three letters alone behind a comma are no name in capitals.
bool is_acronym(std::string_view place, ByteRange word) {
  constexpr std::size_t kLongest = 3;
  const std::string_view shown = part(place, word);
  if (shown.find('.') != std::string_view::npos) return true;
  const bool behind_comma = place.substr(0, word.begin).ends_with(", ");
  const bool alone = word.end == place.size() || place[word.end] == ',';
  return shown.size() <= kLongest && behind_comma && alone;
}

/// "BEIRUT" as running text has it.
std::string usual_form(std::string_view word, bool first, const WordCases& cases) {
  std::string low = text::to_lower(word, cases.language());
  if (!first && document::news_words().particles.contains(low)) return low;
  const std::string_view usual = cases.usual(word);
  if (text::casing_of(usual) == Casing::kCapital) return std::string(usual);
  std::size_t letter = 1;  // bytes of the first
  while (letter < word.size() && text::is_continuation(word[letter])) ++letter;
  return std::string(word.substr(0, letter)) + text::to_lower(word.substr(letter), cases.language());
}

/// What was given as the engine has it: its sentences joined, capitals back, without a full stop that it made up.
AlignedText translated_part(const DatelinePlan& plan, std::string_view text, std::span<const Sentence> sentences,
                            std::string_view target) {
  AlignedText out;
  std::size_t at = plan.given.begin;
  for (const Sentence& sentence : sentences) {
    out.text += part(text, {at, sentence.source.begin});
    append(out, sentence.target);
    at = sentence.source.end;
  }
  out.text += part(text, {at, plan.given.end});
  drop_final_stop(out, part(text, plan.given));
  return plan.capitals ? raised(out, plan.others, target) : out;
}

/// What stands between the parts, with the comma of the language's script: Arabic writes another.
std::string in_script_of(std::string_view language, std::string_view gap) {
  constexpr char32_t kAlef = 0x627;
  std::string out(gap);
  const std::size_t comma = out.find(',');
  if (comma == out.npos || text::letters_of(language).find(kAlef) == std::u32string::npos) return out;
  return out.replace(comma, 1, "\xD8\x8C");
}

/// Whether names can stay as they are: both languages are written in letters of one script.
bool shares_letters(std::string_view source, std::string_view target) {
  const std::u32string from = text::letters_of(source), to = text::letters_of(target);
  return !from.empty() && to.find(from.front()) != to.npos;
}

/// The names between "/", "," and brackets: "CHICAGO/NEW YORK", "AUSTIN, Texas".
std::vector<ByteRange> names_in(std::string_view text, ByteRange place) {
  std::vector<ByteRange> out;
  for (std::size_t at = place.begin; at < place.end;) {
    const std::size_t begin = std::min(text.find_first_not_of("/,;() ", at), place.end);
    std::size_t end = std::min(text.find_first_of("/,;()", begin), place.end);
    at = end;
    while (end > begin && text[end - 1] == ' ') --end;
    if (begin < end) out.push_back({begin, end});
  }
  return out;
}

/// Each name of a place; nothing where one is not known and cannot stay.
std::optional<std::vector<WrittenPart>> written_place(std::string_view text, ByteRange place, std::string_view source,
                                                      std::string_view target) {
  const bool stays = shares_letters(source, target);
  std::vector<WrittenPart> out;
  for (const ByteRange range : names_in(text, place)) {
    const std::string_view name = part(text, range);
    auto known = fidelity::place_in_language(name, source, target);
    if (!known && !stays) return std::nullopt;
    if (known && text::casing_of(name) == Casing::kUpper) known = text::to_upper(*known, target);
    out.push_back({range, known ? std::move(*known) : std::string(name)});
  }
  return out;
}

}  // namespace

std::optional<DatelinePlan> plan_dateline(std::string_view text, DatelineUse use, const std::vector<ByteRange>& locked,
                                          std::string_view source, std::string_view target) {
  if (use == DatelineUse::kNone) return std::nullopt;
  auto found = document::find_dateline(text);
  if (!found && use == DatelineUse::kWhole) found = document::read_dateline(text);
  if (!found) return std::nullopt;
  DatelinePlan plan = {{found->place.begin, found->end}, {}, {}, found->text};
  const auto date = fidelity::date_in_language(part(text, found->date), source, target);
  auto place = written_place(text, found->place, source, target);
  if (place) {
    plan.written = std::move(*place);
  } else {
    plan.given = found->place;
  }
  if (found->date.begin < found->date.end) {
    if (date) {
      plan.written.push_back({found->date, *date});
    } else {
      plan.given = {plan.written.empty() ? found->place.begin : found->date.begin, found->date.end};
    }
  }
  const std::size_t end = std::max(found->place.end, found->date.end);
  const bool free = std::ranges::none_of(
      locked, [&](ByteRange range) { return range.begin < end && found->place.begin < range.end; });
  if (!free) return std::nullopt;
  if (found->agency.begin < found->agency.end)
    plan.written.push_back({found->agency, std::string(part(text, found->agency))});
  for (ByteRange word : text::words_of(part(text, plan.given))) {
    word = {word.begin + plan.given.begin, word.end + plan.given.begin};
    if (text::casing_of(part(text, word)) == Casing::kUpper && word.begin < found->place.end) {
      plan.capitals = true;
    } else {
      plan.others.push_back(word);
    }
  }
  return plan;
}

std::optional<std::string> place_alone(std::string_view line, std::string_view source, std::string_view target) {
  constexpr std::size_t kLongest = 60, kLongestAcronym = 3;
  if (line.size() > kLongest || text::casing_of(line.substr(0, line.find(' '))) == Casing::kLower) return std::nullopt;
  auto known = fidelity::place_in_language(line, source, target);
  // "UK" is an acronym, and its capitals are no shouting.
  if (known && line.size() > kLongestAcronym && text::casing_of(line) == Casing::kUpper)
    known = text::to_upper(*known, target);
  return known;
}

void set_apart(const DatelinePlan& plan, const WordCases& cases, std::string& line) {
  const std::string given(part(line, plan.given));
  for (const ByteRange word : text::words_of(given)) {
    const std::string_view shown = part(given, word);
    if (text::casing_of(shown) != Casing::kUpper || is_acronym(given, word)) continue;
    const std::string form = usual_form(shown, word.begin == 0, cases);
    if (form.size() == shown.size()) line.replace(plan.given.begin + word.begin, form.size(), form);
  }
  std::fill(line.begin() + static_cast<std::ptrdiff_t>(plan.given.end),
            line.begin() + static_cast<std::ptrdiff_t>(plan.text), ' ');
  if (plan.given.begin < plan.given.end && plan.given.end < plan.text) line[plan.given.end] = '\n';
}

std::vector<Sentence> with_dateline(const DatelinePlan& plan, std::string_view text, std::vector<Sentence> sentences,
                                    std::string_view target) {
  const bool given = plan.given.begin < plan.given.end;
  const auto behind = std::ranges::find_if(
      sentences, [&](const Sentence& sentence) { return !given || sentence.source.begin >= plan.given.end; });
  Sentence dateline;
  dateline.source = plan.whole;
  dateline.complete = std::all_of(sentences.begin(), behind, [](const Sentence& one) { return one.complete; });
  std::size_t at = plan.whole.begin;
  const auto put = [&](ByteRange range, const AlignedText& written) {
    dateline.target.text += in_script_of(target, part(text, {at, range.begin}));
    append(dateline.target, written);
    at = range.end;
  };
  bool told = !given;
  for (const WrittenPart& each : plan.written) {
    if (!told && plan.given.begin < each.source.begin) {
      put(plan.given, translated_part(plan, text, {sentences.begin(), behind}, target));
      told = true;
    }
    put(each.source, {each.text, {{each.source, {0, each.text.size()}}}});
  }
  if (!told) put(plan.given, translated_part(plan, text, {sentences.begin(), behind}, target));
  std::vector<Sentence> out;
  out.push_back(std::move(dateline));
  out.insert(out.end(), std::make_move_iterator(behind), std::make_move_iterator(sentences.end()));
  return out;
}

}  // namespace dragoman::postedit
