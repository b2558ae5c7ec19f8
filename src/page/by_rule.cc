// What is changed is linked to what is written instead, and every other word to itself, so that marks find their places.
#include "page/by_rule.h"

#include <string>
#include <utility>
#include <vector>

#include "base/part.h"
#include "document/letters.h"
#include "document/menu_words.h"
#include "document/news_forms.h"
#include "fidelity/places.h"
#include "text/casing.h"

namespace dragoman::page {
namespace {

/// Appends what stays, word by word.
void append(std::string_view text, ByteRange range, markup::AlignedText& out) {
  const std::size_t begin = out.text.size();
  out.text += part(text, range);
  for (const ByteRange word : document::words_of(part(text, range))) {
    out.links.push_back({{range.begin + word.begin, range.begin + word.end}, {begin + word.begin, begin + word.end}});
  }
}

void append_change(ByteRange range, std::string_view counterpart, markup::AlignedText& out) {
  const std::size_t begin = out.text.size();
  out.text += counterpart;
  out.links.push_back({range, {begin, out.text.size()}});
}

postedit::EditedLine line_of(const document::SourceBlock& block, markup::AlignedText target) {
  postedit::Sentence sentence;
  sentence.source = {0, block.text.size()};
  sentence.target = std::move(target);
  postedit::EditedLine line;
  line.sentences.push_back(std::move(sentence));
  return line;
}

/// Where labels stand; in a sentence's place the same word may be one.
bool may_be_label(const document::SourceBlock& block) {
  switch (block.role) {
    case BlockRole::kText:
    case BlockRole::kSubheading:
    case BlockRole::kListItem:
    case BlockRole::kNavigation:
    case BlockRole::kAttribute:
    case BlockRole::kMetadata: return block.locked.empty();
    default: return false;
  }
}

std::optional<postedit::EditedLine> label_by_rule(const document::SourceBlock& block, std::string_view source,
                                                  std::string_view target) {
  if (!may_be_label(block)) return std::nullopt;
  const auto word = document::find_menu_word(block.text, source, target);
  if (!word) return std::nullopt;
  const std::string_view shown = part(block.text, word->range);
  const text::Casing first = text::casing_of(part(shown, text::words_of(shown).front()));
  std::string counterpart(word->counterpart);
  if (text::to_upper(shown, source) == shown && text::has_letters(shown)) {
    counterpart = text::to_upper(counterpart, target);
  } else if (first == text::Casing::kLower && !word->keeps_capital) {
    counterpart = text::to_lower(counterpart, target);
  }
  markup::AlignedText out;
  append(block.text, {0, word->range.begin}, out);
  append_change(word->range, counterpart, out);
  append(block.text, {word->range.end, block.text.size()}, out);
  return line_of(block, std::move(out));
}

/// "Subscribe to The Harbour Post", of which the name is locked.
std::optional<document::Opening> before_publication(const document::SourceBlock& block, std::string_view source,
                                                    std::string_view target) {
  if (block.locked.size() != 1 || block.locked.front().end != block.text.size() || block.locked.front().begin == 0)
    return std::nullopt;
  return document::find_before_publication(block.text, block.locked.front().begin, source, target);
}

}  // namespace

std::optional<postedit::EditedLine> line_by_rule(const document::SourceBlock& block, std::string_view source,
                                                 std::string_view target) {
  if (auto label = label_by_rule(block, source, target)) return label;
  const auto places = [&](std::string_view name) { return fidelity::place_in_language(name, source, target); };
  std::vector<document::Opening> changes =
      document::find_sign_off(block.text, block.role == BlockRole::kByline, source, target, places);
  if (const auto words = before_publication(block, source, target)) changes = {*words};
  if (changes.empty()) return std::nullopt;
  markup::AlignedText out;
  std::size_t at = 0;
  for (const document::Opening& change : changes) {
    append(block.text, {at, change.range.begin}, out);
    append_change(change.range, change.counterpart, out);
    at = change.range.end;
  }
  append(block.text, {at, block.text.size()}, out);
  return line_of(block, std::move(out));
}

}  // namespace dragoman::page
