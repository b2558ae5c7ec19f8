// Words in capitals are gathered in runs; a run is emphasis if one of its longer words is known in small letters.
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

class Finder {
 public:
  Finder(std::string_view text, const WordForms& forms) : text_(text), forms_(forms) {}

  std::vector<EmphasisedWord> find() {
    std::vector<ByteRange> run;
    for (const ByteRange word : text::words_of(text_)) {
      const bool joined = !run.empty() && !ends_sentence({run.back().end, word.begin});
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
  bool begins_sentence(std::size_t at) const {
    const std::size_t before = text_.substr(0, at).find_last_not_of(" \"'([");
    return before == std::string_view::npos || ends_sentence({before, before + 1});
  }
  bool knows(const std::string& word) const { return forms_.knows_word && forms_.knows_word(word); }
  std::string usual(std::string_view word) const { return forms_.usual ? forms_.usual(word) : std::string(); }
  std::string lower(std::string_view word) const { return text::to_lower(word, forms_.language); }
  std::string capital(std::string_view word) const {
    std::string low = lower(word);
    if (!low.empty() && low[0] >= 'a' && low[0] <= 'z') low[0] = static_cast<char>(low[0] - 'a' + 'A');
    return low;
  }
  /// Known in small letters, and not in capitals.
  bool is_common(std::string_view word) const {
    // A document that has the word in capitals alone, here as a rule, says nothing.
    const Casing used = text::casing_of(usual(word));
    if (used != Casing::kNone && used != Casing::kUpper) return used == Casing::kLower;
    return knows(lower(word)) && !knows(std::string(word));
  }
  std::string form_in_run(std::string_view word, bool first) const {
    std::string used = usual(word), high(word);
    const std::string low = lower(word);
    if (!used.empty() && used != high) return used;
    if (word.size() == 1) return low == "i" && forms_.language == "en" ? high : low;
    const bool capital_known = knows(capital(word)), low_known = knows(low);
    const bool acronym = knows(high) && !capital_known && (first || !low_known);
    if (acronym || (word.size() < kFewestLetters && !low_known && !capital_known)) return high;
    return capital_known && !low_known ? capital(word) : low;
  }

  void close(std::vector<ByteRange>& run) {
    const bool emphasis = std::ranges::any_of(run, [this](ByteRange word) {
      return word.end - word.begin >= kFewestLetters && is_common(part(text_, word));
    });
    if (emphasis) {
      for (std::size_t i = 0; i < run.size(); ++i) add(run[i], i == 0);
    }
    run.clear();
  }
  void add(ByteRange range, bool first) {
    const std::string_view word = part(text_, range);
    std::string form = form_in_run(word, first);
    if (text::casing_of(form) == Casing::kLower && begins_sentence(range.begin))
      form = std::string(word.substr(0, 1)).append(form, 1);
    if (form.size() != word.size() || (form == word && word.size() > 1)) return;  // places must stay right
    found_.push_back({range, std::move(form)});
  }

  std::string_view text_;
  const WordForms& forms_;
  std::vector<EmphasisedWord> found_;
};

}  // namespace

std::vector<EmphasisedWord> find_emphasis(std::string_view text, const WordForms& forms) {
  // Most texts have no two capitals side by side, and cost no more than this look.
  const auto capital = [](char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; };
  const auto both = [&](char one, char other) { return capital(one) && capital(other); };
  if (std::ranges::adjacent_find(text, both) == text.end()) return {};
  return Finder(text, forms).find();
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

}  // namespace dragoman::fidelity
