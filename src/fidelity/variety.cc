// A text is walked once, longest rule first at each word.
#include "fidelity/variety.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/part.h"
#include "fidelity/scan.h"
#include "fidelity/varieties.h"
#include "markup/edits.h"
#include "text/casing.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace dragoman::fidelity {
namespace {

using markup::AlignedText;
using markup::Edit;

class VarietyRewriter {
 public:
  VarietyRewriter(std::string_view source, const AlignedText& given, const Varieties& varieties,
                  const Direction& towards, std::string_view language)
      : source_(source),
        given_(given),
        varieties_(varieties),
        towards_(towards),
        language_(language.substr(0, language.find('-'))),
        words_(text::words_of(given.text)) {}

  AlignedText go() {
    for (std::size_t i = 0; i < words_.size();) {
      const Found found = find(i);
      if (found.words == 0 || is_copied(i, found.words)) {
        ++i;
        continue;
      }
      put({words_[i].begin, words_[i + found.words - 1].end}, found.text);
      i += found.words;
    }
    return edits_.empty() ? given_ : markup::with_edits(given_, std::move(edits_));
  }

 private:
  struct Found {
    std::size_t words = 0;
    std::string text;
  };

  std::string_view word(std::size_t i) const { return part(given_.text, words_[i]); }

  /// In small letters where a sentence begins: capitals inside it are names, and have rules of their own.
  bool lowers(std::size_t i) const {
    if (text::casing_of(word(i)) != text::Casing::kCapital) return false;
    if (i == 0) return true;
    const std::string_view between = part(given_.text, {words_[i - 1].end, words_[i].begin});
    return between.find_first_of(".!?:\"\n") != std::string_view::npos;
  }

  Found find(std::size_t i) const {
    const std::string as_written(word(i));
    if (Found found = find_form(i, as_written); found.words > 0 || !lowers(i)) return found;
    Found found = find_form(i, text::to_lower(as_written, language_));
    if (found.words > 0) found.text = text::with_capital(found.text, language_);
    return found;
  }

  Found find_form(std::size_t i, const std::string& first) const {
    if (Found found = find_phrase(i, first); found.words > 0) return found;
    if (Found found = find_gerund(i, first); found.words > 0) return found;
    if (Found found = find_split_verb(i, first); found.words > 0) return found;
    if (is_small(i, first)) return {1, text::to_lower(first, language_)};
    // What one rule leaves another may change: "electrónico", "eletrónico", "eletrônico".
    std::string form = with_stem(first);
    if (form != first) form = with_stem(form);
    form = with_inner(form, i);
    return form == first ? Found{} : Found{1, std::move(form)};
  }

  std::string with_stem(const std::string& word) const {
    for (std::size_t size = std::min(word.size(), towards_.longest_stem); size > 0; --size) {
      const auto stem = towards_.stems.find(word.substr(0, size));
      if (stem != towards_.stems.end()) return stem->second + word.substr(size);
    }
    return word;
  }

  /// Letters inside of a word in small letters that the source does not have as it is.
  std::string with_inner(const std::string& form, std::size_t i) const {
    if (form.find_first_of(towards_.inner_beginnings) == std::string::npos) return form;
    if (text::casing_of(form) != text::Casing::kLower) return form;
    for (const auto& [from, to] : towards_.inner) {
      const std::size_t at = form.find(from);
      if (at == std::string::npos || source_.find(word(i)) != std::string_view::npos) continue;
      return form.substr(0, at) + to + form.substr(at + from.size());
    }
    return form;
  }

  /// "em Outubro", "reunião de Outubro", not "Rio de Janeiro": a capital behind small words.
  bool is_small(std::size_t i, const std::string& first) const {
    if (i == 0 || !varieties_.small.contains(first)) return false;
    const auto is_low = [this](std::size_t k) { return text::casing_of(word(k)) == text::Casing::kLower || lowers(k); };
    return is_low(i - 1) && (i == 1 || is_low(i - 2)) && part(given_.text, {words_[i - 1].end, words_[i].begin}) == " ";
  }

  bool joined_by(std::size_t i, std::string_view joint) const {
    return part(given_.text, {words_[i].end, words_[i + 1].begin}) == joint;
  }

  /// Nothing that a pronoun could lean on stands before.
  bool begins_clause(std::size_t i) const {
    if (i == 0) return true;
    return part(given_.text, {words_[i - 1].end, words_[i].begin}).find_first_not_of(' ') != std::string_view::npos;
  }

  /// "manter-se-á": "se manterá", and "vai se manter" where a clause begins; "mantê-lo-ia": "o manteria".
  Found find_split_verb(std::size_t i, const std::string& first) const {
    if (!towards_.splits_verbs || i + 2 >= words_.size() || !joined_by(i, "-") || !joined_by(i + 1, "-")) return {};
    const auto pronoun = varieties_.split_pronouns.find(std::string(word(i + 1)));
    const auto ending = varieties_.split_endings.find(std::string(word(i + 2)));
    if (pronoun == varieties_.split_pronouns.end() || ending == varieties_.split_endings.end()) return {};
    if (text::casing_of(first) != text::Casing::kLower) return {};
    std::string stem = first;
    const bool leaning = pronoun->first != pronoun->second;  // it took the verb's last letter
    if (leaning) stem = without_last_accent(stem) + varieties_.infinitive;
    if (!stem.ends_with(varieties_.infinitive)) return {};
    if (!begins_clause(i)) return {3, pronoun->second + " " + stem + ending->first};
    const auto irregular = varieties_.split_stems.find(stem);
    if (leaning)
      return irregular == varieties_.split_stems.end() ? Found{3, ending->second + " " + first + "-" + pronoun->first}
                                                       : Found{};
    return {3, ending->second + " " + pronoun->second + " " +
                   (irregular == varieties_.split_stems.end() ? stem : irregular->second)};
  }

  /// "mantê": "mante"
  static std::string without_last_accent(const std::string& word) {
    std::size_t last = word.size();
    while (last > 0 && text::is_continuation(word[--last])) {
    }
    std::string out = word.substr(0, last);
    text::append_code_point(out, text::base_letter(character_at(word, last)));
    return out;
  }

  Found find_phrase(std::size_t i, const std::string& first) const {
    Found best;
    std::string phrase = first;
    for (std::size_t k = i;;) {
      if (const auto found = towards_.phrases.find(phrase); found != towards_.phrases.end()) {
        best = {k - i + 1, found->second};
      }
      if (!towards_.beginnings.contains(phrase) || ++k == words_.size()) return best;
      phrase += part(given_.text, {words_[k - 1].end, words_[k].end});
    }
  }

  /// "está a fazer" and "está fazendo".
  Found find_gerund(std::size_t i, const std::string& first) const {
    if (towards_.gerunds.empty() || !varieties_.progressive.contains(first)) return {};
    const std::size_t verb = towards_.to_gerund ? i + 2 : i + 1;
    if (verb >= words_.size() || (towards_.to_gerund && word(i + 1) != "a")) return {};
    for (std::size_t k = i + 1; k <= verb; ++k) {
      if (part(given_.text, {words_[k - 1].end, words_[k].begin}) != " ") return {};
    }
    const std::string whole(word(verb));
    if (varieties_.no_verbs.contains(whole)) return {};
    if (const auto found = towards_.short_gerunds.find(whole); found != towards_.short_gerunds.end()) {
      return {verb - i + 1, first + (towards_.to_gerund ? " " : " a ") + found->second};
    }
    constexpr std::size_t kEnding = 2, kShortest = 4;  // "a par", "a mar" are no verbs
    for (const auto& [from, to] : towards_.gerunds) {
      const std::string_view form = word(verb);
      if (form.size() < std::max(kShortest, from.size() + kEnding) || !form.ends_with(from)) continue;
      const std::string bare(form.substr(0, form.size() - from.size()));
      return {verb - i + 1, first + (towards_.to_gerund ? " " : " a ") + bare + to};
    }
    return {};
  }

  /// Whether the words belong to something copied from the source ("de facto"): with a neighbour they stand there, too.
  bool is_copied(std::size_t first, std::size_t count) const {
    const std::size_t last = first + count - 1;
    const auto in_source = [this](std::size_t from, std::size_t to) {
      return source_.find(part(given_.text, {words_[from].begin, words_[to].end})) != std::string_view::npos;
    };
    return (first > 0 && in_source(first - 1, last)) || (last + 1 < words_.size() && in_source(first, last + 1));
  }

  void put(ByteRange target, std::string text) {
    edits_.push_back({target, markup::source_of(given_, target), std::move(text)});
  }

  std::string_view source_;
  const AlignedText& given_;
  const Varieties& varieties_;
  const Direction& towards_;
  std::string language_;
  std::vector<ByteRange> words_;
  std::vector<Edit> edits_;
};

}  // namespace

AlignedText in_variety(std::string_view source, const AlignedText& translation, std::string_view target_language) {
  const Varieties* varieties = varieties_of(target_language);
  if (varieties == nullptr) return translation;
  const std::size_t dash = target_language.rfind('-');
  const auto column =
      varieties->column_of.find(dash == std::string_view::npos ? "" : std::string(target_language.substr(dash + 1)));
  const std::size_t index = column == varieties->column_of.end() ? 0 : column->second;
  return VarietyRewriter(source, translation, *varieties, varieties->towards[index], target_language).go();
}

}  // namespace dragoman::fidelity
