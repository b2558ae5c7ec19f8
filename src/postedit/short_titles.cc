// The numbers were found on the headings of real pages; what a form is worth is the engine's own probability.
#include "postedit/short_titles.h"

#include <algorithm>
#include <set>

#include "base/part.h"
#include "document/menu_words.h"
#include "fidelity/compare_places.h"
#include "postedit/small_letters.h"
#include "text/casing.h"
#include "text/utf8.h"

namespace dragoman::postedit {
namespace {

using markup::AlignedText;
using text::Casing;

constexpr std::size_t kMostTitleWords = 7, kLongestTitle = 80;  // words and bytes of a short title
constexpr float kSureOfTitle = -0.12F, kClearly = 0.05F;        // mean log-probabilities of a token
constexpr std::string_view kAddedStop = ".";

/// The first letter in another case, if that has as many bytes.
std::string with_first(std::string_view text, bool capital, const std::string& language) {
  std::size_t end = 0;
  text::code_point_at(text, 0, end);
  const std::string first =
      capital ? text::to_upper(text.substr(0, end), language) : text::to_lower(text.substr(0, end), language);
  return first.size() == end ? first + std::string(text.substr(end)) : std::string(text);
}

std::size_t count_capitals(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text::words_of(text), [&](ByteRange word) { return text::casing_of(part(text, word)) == Casing::kCapital; }));
}

/// "storm in London", "health care"; "Comida". A capital stays where the word, or one joined to it, may be a name.
std::string in_other_case(const std::string& form, const LineContext& context) {
  const WordRanks ranks(context.vocabulary.word_pieces);
  const std::string& language = context.cases.language();
  const std::vector<ByteRange> words = text::words_of(form);
  const auto casing = [&](std::size_t i) { return text::casing_of(part(form, words[i])); };
  if (casing(0) == Casing::kLower)
    return document::capitalises_nouns(context.target) ? form : with_first(form, true, language);
  std::string out = form;
  for (std::size_t i = 0; i < words.size() && casing(i) != Casing::kLower; ++i) {
    const std::string_view word = part(form, words[i]);
    const std::string low = text::to_lower(word, language);
    const bool alone = i == 0 && (words.size() == 1 || casing(1) == Casing::kLower);
    const bool small = casing(i) == Casing::kCapital && low.size() == word.size() &&
                       !is_name_word(word, low, context.cases, ranks) && (alone || is_common_word(word, low, ranks));
    if (!small) return form;
    out.replace(words[i].begin, low.size(), low);
  }
  return out;
}

/// Words of the draft's form that stand in the target too, in whatever case.
std::vector<ByteRange> copied_words(const Draft& draft, const AlignedText& target, const std::string& language) {
  const std::string low_target = text::to_lower(target.text, language);
  std::set<std::string_view> there;
  for (const ByteRange word : text::words_of(low_target)) there.insert(part(low_target, word));
  std::vector<ByteRange> copied = text::words_of(draft.form);
  std::erase_if(copied, [&](ByteRange word) {
    const std::string low = text::to_lower(part(draft.form, word), language);
    return word.end - word.begin < 2 || !there.contains(low);
  });
  return copied;
}

/// A word with a capital that is not plainly a common one.
bool may_be_name(std::string_view word, const LineContext& context) {
  const WordRanks ranks(context.vocabulary.word_pieces);
  const std::string low = text::to_lower(word, context.cases.language());
  return low != word && !(is_common_word(word, low, ranks) && !is_name_word(word, low, context.cases, ranks));
}

/// Those of them that are common in small letters, and no names, which neighbours with capitals may be together.
std::size_t count_untranslated(const Draft& draft, const AlignedText& target, const LineContext& context) {
  const std::vector<ByteRange> all = text::words_of(draft.form);
  const std::vector<ByteRange> copied = copied_words(draft, target, context.cases.language());
  const auto is_small = [&](std::size_t i) { return text::casing_of(part(draft.form, all[i])) == Casing::kLower; };
  std::size_t count = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (std::ranges::find(copied, all[i]) == copied.end()) continue;
    const bool alone = (i == 0 || is_small(i - 1)) && (i + 1 == all.size() || is_small(i + 1));
    count += is_small(i) || (alone && !may_be_name(part(draft.form, all[i]), context)) ? 1 : 0;
  }
  return count;
}

/// Whether words stand twice that the line has once: "Bom, bom" for "Good".
bool is_doubled(const Draft& draft, const AlignedText& target, const LineContext& context) {
  const auto repeats = [](const std::string& text) {
    constexpr std::size_t kFewestBytes = 3;
    std::set<std::string_view> words;
    return std::ranges::any_of(text::words_of(text), [&](ByteRange word) {
      return word.end - word.begin >= kFewestBytes && !words.insert(part(text, word)).second;
    });
  };
  return repeats(text::to_lower(target.text, context.target)) &&
         !repeats(text::to_lower(draft.source, context.cases.language()));
}

}  // namespace

bool is_short_title(std::string_view text) {
  if (text.empty() || text.size() > kLongestTitle) return false;
  std::size_t end = 0;
  const char32_t sign = text::code_point_at(text, text::code_point_begin(text, text.size()), end);
  if (text::casing_of(text) == Casing::kNone) return false;  // a script without cases: other rules
  if (std::u32string_view(U".!?:;,\u2026\u201D\"").find(sign) != std::u32string_view::npos) return false;
  const std::vector<ByteRange> words = text::words_of(text);
  return !words.empty() && words.size() <= kMostTitleWords && words.front().begin == 0;
}

std::size_t title_faults(const Draft& draft, const AlignedText& target, const LineContext& context) {
  const fidelity::ComparedPlaces places =
      fidelity::compare_places(draft.source, target.text, context.source, context.target);
  const std::size_t words = text::words_of(draft.source).size(), said = text::words_of(target.text).size();
  const std::size_t swapped = places.lost > 0 && places.other > 0 ? 1 : 0;
  return count_untranslated(draft, target, context) + places.lost + places.other + swapped +
         (said > 2 * words + 1 ? 2 : 0) + (is_doubled(draft, target, context) ? 1 : 0);
}

float mean_log_prob(const AlignedText& target) {
  float sum = 0;
  for (const markup::Link& link : target.links) sum += link.log_prob;
  return target.links.empty() ? 0 : sum / static_cast<float>(target.links.size());
}

bool is_doubtful_title(std::size_t faults, float mean_log_prob) { return faults > 0 || mean_log_prob < kSureOfTitle; }

bool is_better_title(const Draft& draft, const ToldTitle& now, const ToldTitle& then, const LineContext& context) {
  const std::string& language = context.cases.language();
  const std::vector<ByteRange> copied_now = copied_words(draft, now.target, language);
  const std::vector<ByteRange> copied_then = copied_words(draft, then.target, language);
  if (!std::ranges::all_of(copied_now, [&](ByteRange word) {
        return !may_be_name(part(draft.form, word), context) ||
               std::ranges::find(copied_then, word) != copied_then.end();
      }))
    return false;
  if (then.faults != now.faults) return then.faults < now.faults;
  return then.mean_log_prob > now.mean_log_prob + kClearly && copied_then.size() <= copied_now.size();
}

std::vector<Draft> other_forms(const Draft& draft, const LineContext& context) {
  const std::string other = in_other_case(draft.form, context);
  std::vector<std::string> forms;
  if (other != draft.form) forms.push_back(other);
  // Of two words with a stop the engine makes a sentence: "Log in." -> "O login é."
  if (text::words_of(draft.form).size() > 2) {
    forms.push_back(draft.form + std::string(kAddedStop));
    if (other != draft.form) forms.push_back(other + std::string(kAddedStop));
  }
  std::vector<Draft> out;
  for (std::string& form : forms) {
    out.push_back(draft);
    out.back().form = std::move(form);
  }
  return out;
}

AlignedText as_title(AlignedText target, const Draft& draft, const LineContext& context) {
  drop_final_stop(target, draft.source);
  for (markup::Link& link : target.links) {
    link.source.begin = std::min(link.source.begin, draft.source.size());
    link.source.end = std::min(link.source.end, draft.source.size());
  }
  const std::vector<ByteRange> from = text::words_of(draft.source), to = text::words_of(target.text);
  if (from.empty() || to.empty() || to.front().begin != 0) return target;
  const Casing wanted = text::casing_of(part(draft.source, from.front()));
  const Casing now = text::casing_of(part(target.text, to.front()));
  if (wanted != Casing::kLower && now == Casing::kLower) {
    target.text = with_first(target.text, true, context.target);
  } else if (wanted == Casing::kLower && now == Casing::kCapital && count_capitals(target.text) == 1 &&
             !document::capitalises_nouns(context.target)) {
    target.text = with_first(target.text, false, context.target);
  }
  return target;
}

}  // namespace dragoman::postedit
