// Brackets are paired on both sides; then each of the target's is asked which words of the source speak through it alone.
#include "fidelity/inventions.h"

#include <algorithm>
#include <map>
#include <string>

#include "base/part.h"
#include "fidelity/addresses.h"
#include "fidelity/data_lines.h"
#include "fidelity/scan.h"
#include "markup/alignment.h"
#include "markup/edits.h"
#include "text/casing.h"

namespace dragoman::fidelity {
namespace {

using markup::AlignedText;
using markup::Link;

constexpr std::size_t kLongestNote = 60;  // bytes
constexpr std::size_t kMostGroups = 200;  // of one sentence; more are no notes, and each is asked by itself

struct Group {
  ByteRange range;  // signs included
  bool opened = false, closed = false;
};

bool opens(char32_t c) { return c == '(' || c == 0xFF08; }
bool closes(char32_t c) { return c == ')' || c == 0xFF09; }

/// Every bracket, nested ones too, in the order of their ends.
std::vector<Group> groups_of(std::string_view text) {
  std::vector<Group> groups;
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = text::code_point_at(text, at, at);
    if (opens(c)) open.push_back(begin);
    if (!closes(c)) continue;
    groups.push_back({{open.empty() ? begin : open.back(), at}, !open.empty(), true});
    if (!open.empty()) open.pop_back();
  }
  for (; !open.empty(); open.pop_back()) groups.push_back({{open.back(), text.size()}, true, false});
  return groups;
}

struct Notes {
  std::vector<std::string> forms;      // with {L}
  std::vector<std::string> languages;  // in lower case
};

const Notes* notes_of(std::string_view language) {
  static const std::map<std::string, Notes, std::less<>> table = [] {
    std::map<std::string, Notes, std::less<>> made;
    for_each_line(embedded_file("notes.txt"), [&](const std::vector<std::string_view>& line) {
      if (line.size() < 3) return;
      Notes& notes = made[std::string(line[0])];
      for (std::size_t i = 2; i < line.size(); ++i) {
        std::string entry(line[i]);
        std::ranges::replace(entry, '_', ' ');
        (line[1] == "note" ? notes.forms : notes.languages).push_back(std::move(entry));
      }
    });
    return made;
  }();
  const auto found = table.find(language.substr(0, language.find('-')));
  return found == table.end() ? nullptr : &found->second;
}

bool is_note(std::string_view inner, std::string_view language) {
  const Notes* const notes = notes_of(language);
  if (notes == nullptr || inner.size() > kLongestNote) return false;
  const std::string low = text::to_lower(inner, language);
  return std::ranges::any_of(notes->forms, [&](const std::string& form) {
    const std::size_t at = form.find("{L}"), behind = form.size() - at - 3;
    if (low.size() < form.size() - 3 || low.compare(0, at, form, 0, at) != 0 ||
        low.compare(low.size() - behind, behind, form, at + 3, behind) != 0)
      return false;
    const std::string name = low.substr(at, low.size() - at - behind);
    return std::ranges::find(notes->languages, name) != notes->languages.end();
  });
}

bool names_language(std::string_view source, std::string_view language) {
  const Notes* const notes = notes_of(language);
  if (notes == nullptr) return true;  // nobody can tell
  return std::ranges::any_of(text::words_of(source), [&](ByteRange word) {
    const std::string low = text::to_lower(part(source, word), language);
    return std::ranges::find(notes->languages, low) != notes->languages.end();
  });
}

class InventionFinder {
 public:
  InventionFinder(std::string_view source, const AlignedText& given, std::string_view from, std::string_view to)
      : source_(source),
        given_(given),
        links_(markup::sound_links(source, given)),
        words_(text::words_of(source)),
        source_groups_(groups_of(source)),
        names_language_(names_language(source, from)),
        to_(to) {}

  std::vector<ByteRange> find(const std::vector<Group>& groups) {
    std::vector<ByteRange> removed;
    std::size_t excess = groups.size() - std::min(groups.size(), source_groups_.size());
    for (const bool known : {true, false}) {  // what is known to be a note goes first
      for (std::size_t i = groups.size(); i-- > 0 && (known || excess > 0);) {
        const Group& group = groups[i];
        if ((note(group) && !names_language_) != known) continue;
        const ByteRange range = invented(group, known);
        if (range.begin == range.end || std::ranges::any_of(removed, [&](ByteRange one) { return covers(one, range); }))
          continue;
        removed.push_back(range);
        if (excess > 0) --excess;
      }
    }
    return removed;
  }

 private:
  static bool covers(ByteRange outer, ByteRange inner) { return outer.begin <= inner.begin && inner.end <= outer.end; }
  std::string_view inner(const Group& group) const {
    std::string_view text = part(given_.text, group.range);
    if (group.opened) text.remove_prefix(text[0] == '(' ? 1 : 3);
    if (group.closed) text.remove_suffix(text.back() == ')' ? 1 : 3);
    return text;
  }
  bool note(const Group& group) const { return group.opened && group.closed && is_note(inner(group), to_); }

  /// What of the group is an invention: all of it, its one sign, or nothing (empty).
  ByteRange invented(const Group& group, bool known) const {
    if (!group.opened) return source_groups_.empty() ? group.range : ByteRange{};
    if (!known && leads_into_bracket(group.range)) return {};
    if (known || !has_words_of_its_own(group.range)) return with_blanks_before(group.range);
    const std::size_t sign = given_.text[group.range.begin] == '(' ? 1 : 3;
    return !group.closed && source_groups_.empty() ? ByteRange{group.range.begin, group.range.begin + sign}
                                                   : ByteRange{};
  }
  ByteRange with_blanks_before(ByteRange range) const {
    while (range.begin > 0 && given_.text[range.begin - 1] == ' ') --range.begin;
    // Two words must not become one.
    if (is_word(character_at(given_.text, range.end)) && range.begin > 0 && given_.text[range.begin] == ' ')
      ++range.begin;
    return range;
  }
  /// Indices of the source's words that the link's token comes from.
  std::pair<std::size_t, std::size_t> words_at(ByteRange range) const {
    const auto first = std::ranges::partition_point(words_, [&](ByteRange word) { return word.end <= range.begin; });
    auto last = first;
    while (last != words_.end() && last->begin < range.end) ++last;
    return {static_cast<std::size_t>(first - words_.begin()), static_cast<std::size_t>(last - words_.begin())};
  }
  bool says_something(const Link& link) const {
    return std::ranges::any_of(text::words_of(part(given_.text, link.target)), [](ByteRange) { return true; });
  }
  bool has_words_of_its_own(ByteRange group) const {
    std::vector<int> inside(words_.size(), 0);
    for (const bool in : {true, false}) {
      for (const Link& link : links_) {
        if (covers(group, link.target) != in || !says_something(link)) continue;
        const auto [first, last] = words_at(link.source);
        for (std::size_t i = first; i < last; ++i) inside[i] = in ? 1 : 0;
      }
    }
    return std::ranges::find(inside, 1) != inside.end();
  }
  bool leads_into_bracket(ByteRange group) const {
    return std::ranges::any_of(links_, [&](const Link& link) {
      return covers(group, link.target) && says_something(link) &&
             std::ranges::any_of(source_groups_, [&](const Group& one) {
               return one.opened && link.source.begin < link.source.end && covers(one.range, link.source);
             });
    });
  }

  std::string_view source_;
  const AlignedText& given_;
  const std::vector<Link> links_;
  const std::vector<ByteRange> words_;  // of the source
  const std::vector<Group> source_groups_;
  const bool names_language_;
  std::string_view to_;
};

/// "Privacy Policy | scotts", "[edit | edit source]": from the bar to the end or the closing bracket, where the source has nothing that
/// divides it. A bracket that is closed twice there is closed once. Empty: nothing.
ByteRange barred_tail(std::string_view source, std::string_view text) {
  const std::size_t bar = text.find('|');
  if (bar == text.npos) return {};
  constexpr std::u32string_view kNoDividers = U"'\".,!?()[]";
  for (std::size_t at = 0; at < source.size();) {
    const char32_t c = text::code_point_at(source, at, at);
    if (!is_word(c) && !is_blank(c) && kNoDividers.find(c) == kNoDividers.npos) return {};
  }
  const bool closes = source.find_first_of(")]") != source.npos;
  std::size_t begin = bar, end = closes ? std::min(text.find_first_of(")]", bar), text.size()) : text.size();
  while (begin > 0 && text[begin - 1] == ' ') --begin;
  const std::string_view twice = text.substr(end, 2);
  if (twice.size() == 2 && twice[0] == twice[1] && source.find(twice) == source.npos) ++end;
  return text::has_letters(text.substr(0, begin)) ? ByteRange{begin, end} : ByteRange{};
}

/// "Privacy Policy - news.example": an address behind a dash at the end that the source does not have.
ByteRange addressed_tail(std::string_view source, std::string_view text) {
  constexpr std::string_view kDash = " - ";
  const std::size_t dash = text.rfind(kDash);
  if (dash == text.npos || !text::has_letters(text.substr(0, dash))) return {};
  const std::string_view tail = text.substr(dash + kDash.size());
  if (tail.empty() || tail.find(' ') != tail.npos || source.find(tail) != source.npos) return {};
  const std::vector<Address> found = find_addresses(tail);
  const bool is_address =
      found.size() == 1 && found[0].kind == AddressKind::kUrl && found[0].range == ByteRange{0, tail.size()};
  return is_address ? ByteRange{dash, text.size()} : ByteRange{};
}

}  // namespace

WithoutInventions remove_inventions(std::string_view source, const AlignedText& translation,
                                    std::string_view source_language, std::string_view target_language) {
  for (const ByteRange tail : {barred_tail(source, translation.text), addressed_tail(source, translation.text)}) {
    // Whatever else is there stays: ranges count in the translation as it was given.
    if (tail.begin < tail.end) return {markup::without(translation, {tail}), {tail}};
  }
  const std::vector<Group> groups = groups_of(translation.text);
  if (groups.empty() || groups.size() > kMostGroups || source.empty()) return {translation, {}};
  WithoutInventions out;
  out.removed = InventionFinder(source, translation, source_language, target_language).find(groups);
  std::ranges::sort(out.removed, {}, &ByteRange::begin);
  out.text = out.removed.empty() ? translation : markup::without(translation, out.removed);
  // A translation of nothing but an invention is no better without it.
  if (out.text.text.find_first_not_of(' ') == std::string::npos) return {translation, {}};
  return out;
}

}  // namespace dragoman::fidelity
