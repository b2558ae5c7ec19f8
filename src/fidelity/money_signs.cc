// A number is known again by its digits, which alignments of signs are not: engines say "euros" once for two amounts.
#include "fidelity/money_signs.h"

#include "text/utf8.h"

#include <algorithm>
#include <optional>

#include "base/part.h"
#include "fidelity/number_match.h"
#include "fidelity/numbers.h"
#include "fidelity/plain_signs.h"
#include "fidelity/scan.h"
#include "markup/edits.h"
#include "text/words.h"

namespace dragoman::fidelity {
namespace {

bool is_money_sign(std::string_view text) {
  std::size_t next = 0;
  return !text.empty() && text::is_currency_sign(text::code_point_at(text, 0, next)) && next == text.size();
}

std::size_t blanks_before(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && text[begin - 1] == ' ') --begin;
  return begin;
}

/// Another currency's sign that ends at `end`, with the letters that belong to it: "$", "R$", "US $"; `end` for none.
std::size_t other_sign_begin(std::string_view text, std::size_t end) {
  constexpr std::string_view kSplit = "US ";
  constexpr std::size_t kMostLetters = 3;
  if (!text::is_currency_sign(character_before(text, end))) return end;
  std::size_t begin = text::code_point_begin(text, end);
  if (text.substr(0, begin).ends_with(kSplit)) return begin - kSplit.size();
  const std::size_t sign = begin;
  while (begin > 0 && text[begin - 1] >= 'A' && text[begin - 1] <= 'Z') --begin;
  return sign - begin <= kMostLetters && !is_word(character_before(text, begin)) ? begin : sign;
}

/// The sign's place before a number at `begin`: what stands there for it, another sign too, else nothing yet; none if it is there.
std::optional<ByteRange> place_of_sign(std::string_view text, std::size_t begin, std::string_view sign) {
  const std::size_t end = blanks_before(text, begin);
  const std::string_view before = text.substr(0, end);
  if (before.ends_with(sign)) return std::nullopt;
  const std::string_view code = code_of_sign(sign);
  const bool coded = !code.empty() && before.ends_with(code) && !is_word(character_before(text, end - code.size()));
  if (coded) return ByteRange{end - code.size(), begin};
  const std::size_t other = other_sign_begin(text, end);
  return other < end ? ByteRange{other, begin} : ByteRange{begin, begin};
}

}  // namespace

markup::AlignedText with_money_signs(const std::string& source, const markup::AlignedText& translation,
                                     const std::vector<ByteRange>& locked, std::string_view source_language,
                                     std::string_view target_language) {
  std::vector<ByteRange> signs;
  std::ranges::copy_if(locked, std::back_inserter(signs),
                       [&](ByteRange range) { return is_money_sign(part(source, range)); });
  if (signs.empty()) return translation;
  const std::vector<Number> numbers = find_numbers(source, source_language);
  const std::vector<Number> found = find_numbers(translation.text, target_language);
  const NumberMatch match = match_numbers(numbers, found, translation);
  std::vector<markup::Edit> edits;
  for (std::size_t s = 0; s < numbers.size(); ++s) {
    const std::size_t end = blanks_before(source, numbers[s].range.begin);
    const auto sign = std::ranges::lower_bound(signs, end, {}, &ByteRange::end);
    if (sign == signs.end() || sign->end != end || match.target_of[s] == kNoNumber) continue;
    const std::size_t begin = found[static_cast<std::size_t>(match.target_of[s])].range.begin;
    if (const auto place = place_of_sign(translation.text, begin, part(source, *sign)))
      edits.push_back({*place, *sign, std::string(part(source, *sign))});
  }
  std::ranges::sort(edits, {}, [](const markup::Edit& edit) { return edit.target.begin; });
  return edits.empty() ? translation : markup::with_edits(translation, std::move(edits));
}

}  // namespace dragoman::fidelity
