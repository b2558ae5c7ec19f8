// From each sign on: its number, words that belong to the amount, a joining word, the currency's own words.
#include "fidelity/money.h"

#include "text/utf8.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fidelity/data_lines.h"
#include "fidelity/number_match.h"
#include "fidelity/numbers.h"
#include "fidelity/scan.h"
#include "markup/edits.h"
#include "text/casing.h"

namespace dragoman::fidelity {
namespace {

struct Currencies {
  std::map<std::string, std::vector<std::string>, std::less<>> signs;  // to words in lower case, longest first
  std::vector<std::string> joins, amounts;
};

const Currencies* currencies_of(std::string_view language) {
  static const std::map<std::string, Currencies, std::less<>> table = [] {
    std::map<std::string, Currencies, std::less<>> made;
    for_each_line(embedded_file("currencies.txt"), [&](const std::vector<std::string_view>& line) {
      if (line.size() < 3) return;
      Currencies& currencies = made[std::string(line[0])];
      const bool sign = line[1] == "sign";
      std::vector<std::string>& into = sign                 ? currencies.signs[std::string(line[2])]
                                       : line[1] == "joins" ? currencies.joins
                                                            : currencies.amounts;
      for (std::size_t i = sign ? 3 : 2; i < line.size(); ++i) {
        into.emplace_back(line[i]);
        std::ranges::replace(into.back(), '_', ' ');
      }
    });
    return made;
  }();
  const auto found = table.find(language.substr(0, language.find('-')));
  return found == table.end() ? nullptr : &found->second;
}

/// A place in a text and its lower-cased form of the same length.
class Walk {
 public:
  Walk(std::string_view text, std::size_t at) : text_(text), at_(at) {}
  std::size_t at() const { return at_; }
  void skip_blanks() {
    while (at_ < text_.size() && is_space(character_at(text_, at_))) step();
  }
  /// Steps over one of `words` that stands here as whole words.
  bool take(const std::vector<std::string>& words) {
    return std::ranges::any_of(words, [this](const std::string& word) {
      if (text_.compare(at_, word.size(), word) != 0) return false;
      const bool open_end = word.ends_with('\'');
      if (!open_end && is_word(character_at(text_, at_ + word.size()))) return false;
      at_ += word.size();
      return true;
    });
  }

 private:
  static bool is_space(char32_t c) { return c != 0 && text::is_space(c); }
  void step() { text::code_point_at(text_, at_, at_); }
  std::string_view text_;
  std::size_t at_;
};

/// Small letters where that keeps the text's length, so that places stay right.
std::string lowered(std::string_view text, std::string_view language) {
  std::string low = text::to_lower(text, language);
  return low.size() == text.size() ? low : std::string(text);
}

/// The sign that ends at `end`, the longest one; what is between its letters and its symbol is in `gap`.
std::optional<std::string> sign_before(std::string_view text, std::size_t end, const Currencies& known,
                                       ByteRange& gap) {
  std::size_t begin = end;
  do --begin;
  while (begin > 0 && text::is_continuation(text[begin]));
  std::string sign(text.substr(begin, end - begin));
  if (!known.signs.contains(sign)) return std::nullopt;
  for (const auto& [name, words] : known.signs) {
    if (name.size() <= sign.size() || !name.ends_with(sign)) continue;
    const std::string_view letters = std::string_view(name).substr(0, name.size() - sign.size());
    std::size_t at = begin;
    while (at > 0 && text[at - 1] == ' ') --at;
    if (at < letters.size() || text.substr(at - letters.size(), letters.size()) != letters) continue;
    if (is_word(character_before(text, at - letters.size()))) continue;
    gap = {at, begin};
    return name;
  }
  return sign;
}

/// What the source says of each currency, looked up once a sign, however many amounts ask.
class Said {
 public:
  Said(std::string_view source, std::string_view language, const Currencies& known)
      : source_(source), low_(lowered(source, language)), words_(text::words_of(low_)), known_(known) {}
  /// No such sign in the source's language: true, so that nothing is taken for doubled.
  bool in_words(const std::string& sign) {
    const auto [found, fresh] = in_words_.try_emplace(sign, true);
    if (!fresh) return found->second;
    const auto names = known_.signs.find(sign);
    if (names == known_.signs.end()) return true;
    return found->second =
               std::ranges::any_of(words_, [&](ByteRange word) { return Walk(low_, word.begin).take(names->second); });
  }
  bool at_all(const std::string& sign) {
    const auto [found, fresh] = signs_.try_emplace(sign, false);
    if (fresh) found->second = source_.find(sign) != source_.npos;
    return found->second || in_words(sign);
  }

 private:
  std::string_view source_;
  std::string low_;
  std::vector<ByteRange> words_;
  const Currencies& known_;
  std::map<std::string, bool, std::less<>> in_words_, signs_;
};

/// Steps over the words of a currency that the source knows nothing of: "¥2.300 euros" for "¥2,300".
bool take_invented(Walk& walk, Said& said, const Currencies& to) {
  return std::ranges::any_of(to.signs,
                             [&](const auto& sign) { return !said.at_all(sign.first) && walk.take(sign.second); });
}

/// A sign before an amount, and where it stands.
struct Signed {
  std::string sign;
  ByteRange range;
};

std::optional<Signed> sign_of(std::string_view text, const Number& number, const Currencies& known) {
  std::size_t end = number.range.begin;
  while (end > 0 && text[end - 1] == ' ') --end;
  if (end == 0) return std::nullopt;
  ByteRange gap;
  const std::optional<std::string> sign = sign_before(text, end, known, gap);
  if (!sign) return std::nullopt;
  const std::size_t blanks = gap.end - gap.begin;
  return Signed{*sign, {end - sign->size() - blanks, end}};
}

bool is_one_currency(const std::string& one, const std::string& other, const Currencies& known) {
  const auto a = known.signs.find(one), b = known.signs.find(other);
  return a == known.signs.end() || b == known.signs.end() || a->second.empty() || b->second.empty() ||
         a->second.front() == b->second.front();
}

}  // namespace

markup::AlignedText with_own_currency(std::string_view source, const markup::AlignedText& translation,
                                      std::string_view source_language, std::string_view target_language) {
  const Currencies *const from = currencies_of(source_language), *const to = currencies_of(target_language);
  if (from == nullptr || to == nullptr) return translation;
  const auto is_other = [&](const auto& sign) { return source.find(sign.first) != source.npos; };
  if (std::ranges::none_of(from->signs, is_other)) return translation;
  const std::vector<Number> numbers = find_numbers(source, source_language);
  const std::vector<Number> found = find_numbers(translation.text, target_language);
  const NumberMatch match = match_numbers(numbers, found, translation);
  std::vector<markup::Edit> edits;
  for (std::size_t s = 0; s < numbers.size(); ++s) {
    if (match.target_of[s] == kNoNumber) continue;
    const Number& number = found[static_cast<std::size_t>(match.target_of[s])];
    const std::optional<Signed> own = sign_of(source, numbers[s], *from);
    const std::optional<Signed> other = sign_of(translation.text, number, *to);
    if (own && other && !is_one_currency(own->sign, other->sign, *from))
      edits.push_back({other->range, own->range, own->sign});
  }
  std::ranges::sort(edits, {}, [](const markup::Edit& edit) { return edit.target.begin; });
  return edits.empty() ? translation : markup::with_edits(translation, std::move(edits));
}

markup::AlignedText without_doubled_currency(std::string_view source, const markup::AlignedText& translation,
                                             std::string_view source_language, std::string_view target_language) {
  const Currencies *const from = currencies_of(source_language), *const to = currencies_of(target_language);
  const std::string& text = translation.text;
  if (from == nullptr || to == nullptr || text.empty()) return translation;
  const auto there = [&text](const auto& sign) { return text.find(sign.first) != text.npos; };
  if (std::ranges::none_of(to->signs, there)) return translation;
  const std::string low = lowered(text, target_language);
  Said said(source, source_language, *from);
  std::vector<ByteRange> removed;
  for (const Number& number : find_numbers(text, target_language)) {
    std::size_t end = number.range.begin;
    while (end > 0 && text[end - 1] == ' ') --end;
    if (end == 0) continue;
    ByteRange gap;
    const std::optional<std::string> sign = sign_before(text, end, *to, gap);
    if (!sign) continue;
    if (gap.begin < gap.end) removed.push_back(gap);
    if (said.in_words(*sign)) continue;
    Walk walk(low, number.range.end);
    walk.skip_blanks();
    std::size_t amount = number.range.end;
    while (walk.take(to->amounts)) amount = walk.at(), walk.skip_blanks();  // "mil milhões"
    if (walk.take(to->joins)) walk.skip_blanks();
    if (walk.at() == amount) continue;
    const bool again = walk.take(to->signs.find(*sign)->second);
    if (again || take_invented(walk, said, *to)) removed.push_back({amount, walk.at()});
  }
  return removed.empty() ? translation : markup::without(translation, std::move(removed));
}

}  // namespace dragoman::fidelity
