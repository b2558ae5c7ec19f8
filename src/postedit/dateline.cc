// What stands between the parts, commas and blanks, is copied; every part is linked to its source, for the markup on it.
#include "postedit/dateline.h"

#include <algorithm>
#include <utility>

#include "base/part.h"
#include "document/news_forms.h"
#include "document/news_words.h"
#include "fidelity/dates.h"
#include "text/casing.h"

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
  while (letter < word.size() && (static_cast<unsigned char>(word[letter]) & 0xC0) == 0x80) ++letter;
  return std::string(word.substr(0, letter)) + text::to_lower(word.substr(letter), cases.language());
}

void append(AlignedText& out, std::string_view text, ByteRange source) {
  const std::size_t begin = out.text.size();
  out.text += text;
  if (source.begin < source.end) out.links.push_back({source, {begin, out.text.size()}});
}

/// The place as the engine has it: its sentences joined, its capitals back, without a full stop that it made up.
AlignedText translated_place(const DatelinePlan& plan, std::string_view text, const std::vector<Sentence>& sentences,
                             std::string_view target) {
  AlignedText place;
  std::size_t at = plan.place.begin;
  for (const Sentence& sentence : sentences) {
    append(place, part(text, {at, sentence.source.begin}), {});
    const std::size_t begin = place.text.size();
    place.text += sentence.target.text;
    for (const markup::Link& link : sentence.target.links)
      place.links.push_back({link.source, {link.target.begin + begin, link.target.end + begin}, link.log_prob});
    at = sentence.source.end;
  }
  append(place, part(text, {at, plan.place.end}), {});
  drop_final_stop(place, part(text, plan.place));
  return plan.capitals ? raised(place, plan.others, target) : place;
}

}  // namespace

std::optional<DatelinePlan> plan_dateline(std::string_view text, DatelineUse use, const std::vector<ByteRange>& locked,
                                          std::string_view source, std::string_view target) {
  if (use == DatelineUse::kNone) return std::nullopt;
  auto found = document::find_dateline(text);
  if (!found && use == DatelineUse::kWhole) found = document::read_dateline(text);
  if (!found) return std::nullopt;
  DatelinePlan plan = {{found->place.begin, found->end}, found->place, {}, {}, found->agency, found->text, false, {}};
  if (found->date.begin < found->date.end) {
    if (auto date = fidelity::date_in_language(part(text, found->date), source, target)) {
      plan.date = found->date;
      plan.date_text = std::move(*date);
    } else {
      plan.place.end = found->date.end;
    }
  }
  const std::size_t end = std::max(plan.place.end, plan.date.end);
  const bool free =
      std::ranges::none_of(locked, [&](ByteRange range) { return range.begin < end && plan.place.begin < range.end; });
  if (!free) return std::nullopt;
  for (ByteRange word : text::words_of(part(text, plan.place))) {
    word = {word.begin + plan.place.begin, word.end + plan.place.begin};
    if (text::casing_of(part(text, word)) == Casing::kUpper && word.begin < found->place.end) {
      plan.capitals = true;
    } else {
      plan.others.push_back(word);
    }
  }
  return plan;
}

void set_apart(const DatelinePlan& plan, const WordCases& cases, std::string& line) {
  const std::string place(part(line, plan.place));
  for (const ByteRange word : text::words_of(place)) {
    const std::string_view shown = part(place, word);
    if (text::casing_of(shown) != Casing::kUpper || is_acronym(place, word)) continue;
    const std::string form = usual_form(shown, word.begin == 0, cases);
    if (form.size() == shown.size()) line.replace(plan.place.begin + word.begin, form.size(), form);
  }
  std::fill(line.begin() + static_cast<std::ptrdiff_t>(plan.place.end),
            line.begin() + static_cast<std::ptrdiff_t>(plan.text), ' ');
  if (plan.place.end < plan.text) line[plan.place.end] = '\n';
}

std::vector<Sentence> with_dateline(const DatelinePlan& plan, std::string_view text, std::vector<Sentence> sentences,
                                    std::string_view target) {
  const auto behind = std::ranges::find_if(
      sentences, [&](const Sentence& sentence) { return sentence.source.begin >= plan.place.end; });
  const std::vector<Sentence> of_place(std::make_move_iterator(sentences.begin()), std::make_move_iterator(behind));
  Sentence dateline;
  dateline.source = plan.whole;
  dateline.complete = std::ranges::all_of(of_place, &Sentence::complete);
  dateline.target = translated_place(plan, text, of_place, target);
  std::size_t at = plan.place.end;
  for (const auto& [range, written] :
       {std::pair{plan.date, std::string_view(plan.date_text)}, std::pair{plan.agency, part(text, plan.agency)}}) {
    if (range.begin >= range.end) continue;
    append(dateline.target, part(text, {at, range.begin}), {});
    append(dateline.target, written, range);
    at = range.end;
  }
  std::vector<Sentence> out;
  out.push_back(std::move(dateline));
  out.insert(out.end(), std::make_move_iterator(behind), std::make_move_iterator(sentences.end()));
  return out;
}

}  // namespace dragoman::postedit
