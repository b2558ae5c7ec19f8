// Words in capitals are gathered in runs; a run is emphasis if one of its longer words is known in small letters. Vocabularies have
// some common words in capitals too ("CONTACT"), far behind their small forms.
#include "fidelity/capitals.h"

#include <algorithm>

#include "base/part.h"
#include "fidelity/scan.h"
#include "markup/alignment.h"
#include "markup/edits.h"
#include "text/casing.h"

namespace dragoman::fidelity {
namespace {

using text::Casing;

constexpr std::size_t kFewestLetters = 4;  // bytes of a word that makes its run emphasis; shorter ones may be acronyms
constexpr std::size_t kLessCommon = 5, kRare = 20;  // times as far down in the vocabulary

class EmphasisFinder {
 public:
  EmphasisFinder(std::string_view text, const WordForms& forms) : text_(text), forms_(forms) {}

  std::vector<EmphasisedWord> find() {
    std::vector<ByteRange> run;
    for (const ByteRange word : text::words_of(text_)) {
      const bool joined = !run.empty() && !divides({run.back().end, word.begin});
      if (!run.empty() && !joined) close(run);
      if (!is_capital(word)) {
        close(run);
      } else {
        run.push_back(word);
      }
    }
    close(run);
    return std::move(found_);
  }

 private:
  bool is_capital(ByteRange word) const {
    const std::string_view shown = part(text_, word);
    const Casing casing = text::casing_of(shown);
    return (casing == Casing::kUpper || (casing == Casing::kCapital && shown.size() == 1)) && !part_of_name(word);
  }
  /// "U.S", "B2B", "X-RAY_2": signs and digits make names.
  bool part_of_name(ByteRange word) const {
    const std::string_view shown = part(text_, word);
    const auto glue = [](char32_t c) {
      return is_digit(c) || c == '_' || c == '/' || c == '.' || c == '@' || c == '#';
    };
    const char32_t behind = character_at(text_, word.end);
    const bool glued_behind = glue(behind) && !(behind == '.' && is_blank(character_at(text_, word.end + 1)));
    return shown.find_first_of("0123456789._") != shown.npos || glue(character_before(text_, word.begin)) ||
           glued_behind;
  }
  bool ends_sentence(ByteRange gap) const { return part(text_, gap).find_first_of(".!?:;|") != std::string_view::npos; }
  /// A dash with blanks is as good: the "A" of "FILE - A ship sinks" has a sentence's capital.
  bool divides(ByteRange gap) const {
    const std::string_view shown = part(text_, gap);
    const auto has = [&](std::string_view dash) { return shown.find(dash) != std::string_view::npos; };
    return ends_sentence(gap) || has(" - ") || has(" -- ") || has(" \u2013 ") || has(" \u2014 ");
  }
  bool begins_sentence(std::size_t at) const {
    const std::size_t before = text_.substr(0, at).find_last_not_of(" \"'([");
    return before == std::string_view::npos || ends_sentence({before, before + 1});
  }
  std::size_t rank(std::string_view word) const { return forms_.rank ? forms_.rank(word) : 0; }
  bool knows(std::string_view word) const { return rank(word) != 0; }
  std::string usual(std::string_view word) const { return forms_.usual ? forms_.usual(word) : std::string(); }
  std::string lower(std::string_view word) const { return text::to_lower(word, forms_.language); }
  std::string capital(std::string_view word) const {
    std::string low = lower(word);
    if (!low.empty() && low[0] >= 'a' && low[0] <= 'z') low[0] = static_cast<char>(low[0] - 'a' + 'A');
    return low;
  }
  /// Known in small letters, and not in capitals, or much less so.
  bool is_common(std::string_view word) const {
    // A document that has the word in capitals alone, here as a rule, says nothing.
    const Casing used = text::casing_of(usual(word));
    if (used != Casing::kNone && used != Casing::kUpper) return used == Casing::kLower;
    const std::size_t low = rank(lower(word)), high = rank(word);
    return low != 0 && (high == 0 || high / kLessCommon >= low);
  }
  std::string form_in_run(std::string_view word, bool first) const {
    std::string used = usual(word), high(word);
    if (!used.empty() && used != high) return used;
    if (const std::size_t stem = stem_size(word); stem < word.size())
      return form_in_run(word.substr(0, stem), first) + lower(word.substr(stem));
    const std::string low = lower(word);
    if (word.size() == 1) return low == "i" && forms_.language == "en" ? high : low;
    const CaseRanks ranks = {rank(high), rank(capital(word)), rank(low)};
    const bool acronym = first ? opens_as_acronym(ranks) : ranks.high != 0 && ranks.capital == 0 && ranks.low == 0;
    if (acronym || (word.size() < kFewestLetters && ranks.low == 0 && ranks.capital == 0)) return high;
    return ranks.capital != 0 && ranks.low == 0 ? capital(word) : low;
  }

  void close(std::vector<ByteRange>& run) {
    const bool emphasis = std::ranges::any_of(run, [this](ByteRange word) {
      const std::string_view shown = part(text_, word);
      const std::size_t stem = stem_size(shown);
      return stem >= kFewestLetters && is_common(shown.substr(0, stem));
    });
    if (emphasis) {
      for (const ByteRange word : run) add(word);
    }
    run.clear();
  }
  void add(ByteRange range) {
    const std::string_view word = part(text_, range);
    const bool first = begins_sentence(range.begin);
    std::string form = form_in_run(word, first);
    if (text::casing_of(form) == Casing::kLower && first) form = std::string(word.substr(0, 1)).append(form, 1);
    if (form.size() != word.size() || (form == word && word.size() > 1)) return;  // places must stay right
    found_.push_back({range, std::move(form)});
  }

  std::string_view text_;
  const WordForms& forms_;
  std::vector<EmphasisedWord> found_;
};

/// The first word, behind signs; empty if a figure or nothing stands there.
ByteRange first_word(std::string_view text) {
  for (std::size_t at = 0, next = 0; at < text.size(); at = next) {
    const char32_t c = text::code_point_at(text, at, next);
    if (is_letter(c)) return {at, word_end(text, at)};
    if (is_digit(c)) break;
  }
  return {};
}

}  // namespace

std::size_t stem_size(std::string_view word) {
  constexpr std::size_t kLongestEnding = 2, kShortestStem = 2;
  std::size_t begin = word.rfind('\''), end = begin + 1;
  if (begin == word.npos) begin = word.rfind("\xE2\x80\x99"), end = begin + 3;
  if (begin == word.npos || begin < kShortestStem) return word.size();
  const bool is_short = end < word.size() && word.size() - end <= kLongestEnding;
  return is_short ? begin : word.size();
}

bool opens_as_acronym(const CaseRanks& ranks) {
  if (ranks.high == 0) return false;
  const bool rare = ranks.low != 0 && ranks.high / kRare >= ranks.low;
  return !rare && (ranks.capital == 0 || ranks.high / kLessCommon < ranks.capital);
}

std::vector<EmphasisedWord> find_emphasis(std::string_view text, const WordForms& forms) {
  // Most texts have no two capitals side by side, and cost no more than this look.
  const auto capital = [](char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; };
  const auto both = [&](char one, char other) { return capital(one) && capital(other); };
  if (std::ranges::adjacent_find(text, both) == text.end()) return {};
  return EmphasisFinder(text, forms).find();
}

markup::AlignedText with_capitals(std::string_view source, const markup::AlignedText& translation,
                                  const std::vector<ByteRange>& words, std::string_view target_language) {
  if (words.empty()) return translation;
  const markup::AlignedText given{translation.text, markup::sound_links(source, translation)};
  const auto emphasised = [&](ByteRange range) {
    const auto word = std::ranges::partition_point(words, [&](ByteRange one) { return one.end <= range.begin; });
    return word != words.end() && word->begin < range.end;
  };
  std::vector<markup::Edit> edits;
  std::size_t link = 0;
  for (const ByteRange word : text::words_of(given.text)) {
    while (link < given.links.size() && given.links[link].target.end <= word.begin) ++link;
    std::size_t high = 0, all = 0;
    ByteRange from;
    for (std::size_t l = link; l < given.links.size() && given.links[l].target.begin < word.end; ++l) {
      const ByteRange range = given.links[l].source;
      const std::size_t size = given.links[l].target.end - given.links[l].target.begin;
      if (range.begin == range.end) continue;
      all += size;
      if (!emphasised(range)) continue;
      if (high == 0) from = range;
      high += size;
    }
    if (high == 0 || 2 * high < all) continue;
    std::string raised = text::to_upper(part(given.text, word), target_language);
    if (raised != part(given.text, word)) edits.push_back({word, from, std::move(raised)});
  }
  return edits.empty() ? translation : markup::with_edits(given, std::move(edits));
}

markup::AlignedText with_first_capital(std::string_view source, markup::AlignedText translation,
                                       const std::vector<ByteRange>& kept, std::string_view target_language) {
  const ByteRange from = first_word(source), to = first_word(translation.text);
  const std::string_view shown = part(source, from), word = part(translation.text, to);
  const Casing casing = text::casing_of(shown);
  if (text::casing_of(word) != Casing::kLower || (casing != Casing::kCapital && casing != Casing::kUpper))
    return translation;
  const auto is_kept = [&](ByteRange one) { return part(source, one).find(word) != std::string_view::npos; };
  if (std::ranges::any_of(kept, is_kept)) return translation;
  std::size_t end = 0;
  text::code_point_at(word, 0, end);
  const std::string high = text::to_upper(word.substr(0, end), target_language);
  if (high.size() == end) translation.text.replace(to.begin, end, high);  // links stay right
  return translation;
}

}  // namespace dragoman::fidelity
