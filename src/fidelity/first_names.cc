// A first name, small words of names ("da", "van") and a surname in the source; the same words but for the first in the target.
#include "fidelity/first_names.h"

#include <optional>
#include <string_view>
#include <vector>

#include "base/part.h"
#include "document/letters.h"
#include "document/news_words.h"
#include "fidelity/places.h"
#include "markup/edits.h"
#include "text/casing.h"
#include "text/letters.h"

namespace dragoman::fidelity {
namespace {

using text::Casing;

bool has_capital(std::string_view word) { return text::casing_of(word) == Casing::kCapital; }

/// The end of the surname behind word `i`, with the blanks and small words before it; nothing if none follows.
std::optional<std::size_t> surname_end(std::string_view source, const std::vector<ByteRange>& words, std::size_t i) {
  const document::NewsWords& known = document::news_words();
  for (std::size_t k = i + 1; k < words.size(); ++k) {
    if (part(source, {words[k - 1].end, words[k].begin}) != " ") return std::nullopt;
    const std::string_view word = part(source, words[k]);
    if (has_capital(word)) return words[k].end;
    if (!known.name_particles.contains(std::string(word))) return std::nullopt;
  }
  return std::nullopt;
}

/// The word right before `at`.
ByteRange word_before(std::string_view text, std::size_t at) {
  const std::size_t blank = at == 0 ? std::string_view::npos : text.find_last_of(" \n\"'(", at - 1);
  return {blank == std::string_view::npos ? 0 : blank + 1, at};
}

/// Where `target` has another word for the first name at `first`, before `behind` it (" da Silva").
std::optional<ByteRange> other_name(const std::string& source, ByteRange first, std::string_view behind,
                                    const markup::AlignedText& target) {
  for (std::size_t at = 0; (at = target.text.find(behind, at)) != std::string::npos; ++at) {
    if (!text::stands_apart(target.text, {at + 1, at + behind.size()})) continue;
    const ByteRange word = word_before(target.text, at);
    const std::string_view shown = part(target.text, word);
    const ByteRange from = markup::source_of(target, word);
    const bool its_own = from.begin < first.end && first.begin < from.end && from.end <= first.end;
    if (has_capital(shown) && its_own && folded_name(shown) != folded_name(part(source, first)) &&
        !document::news_words().jobs.contains(document::folded(shown)))
      return word;
  }
  return std::nullopt;
}

}  // namespace

markup::AlignedText with_first_names(const std::string& source, const markup::AlignedText& target) {
  const document::NewsWords& known = document::news_words();
  const std::vector<ByteRange> words = text::words_of(source);
  std::vector<markup::Edit> edits;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string_view first = part(source, words[i]);
    if (!has_capital(first) || !known.given_names.contains(document::folded(first))) continue;
    const auto end = surname_end(source, words, i);
    if (!end) continue;
    const auto other = other_name(source, words[i], part(source, {words[i].end, *end}), target);
    const bool apart = other && (edits.empty() || edits.back().target.end <= other->begin);
    if (apart) edits.push_back({*other, words[i], std::string(first)});
  }
  return edits.empty() ? target : markup::with_edits(target, std::move(edits));
}

}  // namespace dragoman::fidelity
