// Verbatim first: what the model copied is only found and linked. What it changed is overwritten where all that aligns to it
// lies in one place and nothing else does. What it dropped is put back beside its neighbour, but only signs, tags and numbers,
// which need no grammar round them.
#include "markup/locks.h"

#include <algorithm>
#include <optional>

#include "base/part.h"
#include "markup/alignment.h"
#include "markup/anchors.h"
#include "markup/edits.h"
#include "markup/layout.h"
#include "markup/tags.h"
#include "text/token_ranges.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::markup {
namespace {

constexpr std::size_t kNear = 6;  // bytes of signs between a locked part and its neighbours

class Restorer {
 public:
  Restorer(const std::string& source, AlignedText translation)
      : source_(source),
        given_(std::move(translation)),
        links_(sound_links(source, given_)),
        anchors_(source, given_.text, links_) {}

  Restored restore(const std::vector<ByteRange>& ranges) {
    std::vector<ByteRange> changed;
    for (const ByteRange range : ranges) {
      const std::optional<ByteRange> place = anchors_.take(range);
      place ? edits_.push_back(verbatim(*place, range)) : changed.push_back(range);
    }
    std::vector<ByteRange> dropped;
    if (!changed.empty()) atoms_ = cut_atoms(given_.text);
    for (const ByteRange range : changed) {
      // Nothing in the translation says what a tag says.
      const std::optional<ByteRange> place = is_tag(range) ? std::nullopt : vouched_place(range);
      place ? place_at(*place, range) : dropped.push_back(range);
      if (place) forget_links_beside(*place, range);
    }
    Restored out;
    insert(dropped, out.lost);
    std::ranges::sort(forgotten_);
    std::vector<Link> links = links_;
    std::erase_if(links, [&](const Link& link) { return std::ranges::binary_search(forgotten_, link.target.begin); });
    out.text = with_edits({given_.text, std::move(links)}, std::move(edits_));
    return out;
  }

 private:
  bool is_tag(ByteRange range) const { return is_markup_shown(source_, range.begin, range.end); }
  Edit verbatim(ByteRange place, ByteRange range) const {
    const bool glued = is_inside_word(given_.text, place.begin);
    return {place, range, std::string(part(source_, range)), glued && !is_inside_word(source_, range.begin)};
  }
  /// Over what stands at the place, or beside it if that is a neighbour's word.
  void place_at(ByteRange place, ByteRange range) {
    const std::optional<std::size_t> beside = beside_neighbour(place, range);
    if (beside) place = {*beside, *beside};
    if (!beside) anchors_.take_place(place);
    Edit edit = verbatim(place, range);
    edit.blank_before = edit.blank_before || (beside && is_word_before(place.begin));
    edit.blank_behind = beside && has_letter(part(given_.text, {place.begin, next_code_point(place.begin)}));
    edits_.push_back(std::move(edit));
  }
  /// Words outside of the place that only looked at the locked part are nobody's.
  void forget_links_beside(ByteRange place, ByteRange range) {
    for (const Link& link : anchors_.links_of(range)) {
      const bool apart = link.target.end <= place.begin || link.target.begin >= place.end;
      const bool own = link.source.begin >= range.begin && link.source.end <= range.end;
      if (apart && own) forgotten_.push_back(link.target.begin);
    }
  }
  bool is_word_before(std::size_t at) const {
    std::size_t begin = at;
    while (begin > 0 && text::is_continuation(given_.text[--begin])) {
    }
    return has_letter(part(given_.text, {begin, at}));
  }
  std::size_t next_code_point(std::size_t at) const {
    std::size_t next = at;
    if (at < given_.text.size()) text::code_point_at(given_.text, at, next);
    return next;
  }
  /// A model that cannot read a foreign script says nothing for it; a word that looks at it is then its neighbour's, to which no
  /// other one looks. Where the foreign word belongs: before it or behind it.
  std::optional<std::size_t> beside_neighbour(ByteRange place, ByteRange range) const {
    if (!is_foreign(part(source_, range)) || !has_letter(part(given_.text, place))) return std::nullopt;
    if (is_dropped(word_behind(range.end))) return place.begin;
    return is_dropped(word_before(range.begin)) ? std::optional(place.end) : std::nullopt;
  }
  /// Where the next word begins behind `at`, signs and blanks between them; the source's end for none near.
  std::size_t word_behind(std::size_t at) const {
    const std::size_t last = std::min(source_.size(), at + kNear);
    while (at < last) {
      std::size_t next = at;
      if (is_letter(text::code_point_at(source_, at, next))) return at;
      at = next;
    }
    return source_.size();
  }
  /// The last byte of the word before `at`; the source's end for none near.
  std::size_t word_before(std::size_t at) const {
    for (const std::size_t last = at - std::min(at, kNear); at > last;) {
      std::size_t begin = at;
      while (begin > 0 && text::is_continuation(source_[--begin])) {
      }
      std::size_t next = begin;
      if (is_letter(text::code_point_at(source_, begin, next))) return at - 1;
      at = begin;
    }
    return source_.size();
  }
  static bool is_letter(char32_t c) { return text::character_class(c) == text::CharacterClass::kLetter; }
  static bool is_foreign(std::string_view text) {
    constexpr char32_t kAfterLatin = 0x370;
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = text::code_point_at(text, at, at);
      if (c >= kAfterLatin && is_letter(c)) return true;
    }
    return false;
  }
  /// Whether the word that the byte `at` of the source is in has no token of the translation.
  bool is_dropped(std::size_t at) const {
    if (at >= source_.size()) return false;
    const auto letter = [this](std::size_t i) { return is_inside_word(source_, i); };
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && letter(begin)) --begin;
    while (end < source_.size() && letter(end)) ++end;
    return has_letter(part(source_, {begin, end})) && anchors_.links_of({begin, end}).empty();
  }

  /// The one place in the target that all of the range's tokens are at, in whole words, if nothing else is there.
  std::optional<ByteRange> vouched_place(ByteRange range) const {
    const std::vector<Link> links = anchors_.links_of(range);
    const bool one_word = source_.find(' ', range.begin) >= range.end && has_letter(part(source_, range));
    ByteRange hull = hull_of(links, [&](const Link& link) { return !one_word || tells(link, range); });
    if (hull.begin >= hull.end) hull = hull_of(links, [](const Link&) { return true; });
    if (const std::optional<ByteRange> word = one_word ? glued_word(hull) : std::nullopt;
        word && !anchors_.is_taken(*word))
      return word;
    hull = without_signs(text::trim(given_.text, {std::min(hull.begin, hull.end), hull.end}), range);
    if (hull.begin >= hull.end) return std::nullopt;
    hull.begin = atoms_[atom_at(atoms_, hull.begin)].range.begin;
    hull.end = atoms_[atom_at(atoms_, hull.end - 1)].range.end;
    if (anchors_.is_taken(hull) || !nothing_else_in(hull, range)) return std::nullopt;
    const bool words = has_letter(part(given_.text, hull));
    if (words && !has_letter(part(source_, range))) return std::nullopt;
    return hull;
  }
  template <class Test>
  static ByteRange hull_of(const std::vector<Link>& links, Test counts) {
    ByteRange hull{std::string::npos, 0};
    for (const Link& link : links) {
      if (!counts(link)) continue;
      hull.begin = std::min(hull.begin, link.target.begin);
      hull.end = std::max(hull.end, link.target.end);
    }
    return hull;
  }
  /// Whether a link says where the locked part went: not one from a bracket or a lone letter of "{count}", "%d" to a word, which the model had
  /// to hang somewhere.
  bool tells(const Link& link, ByteRange range) const {
    const std::string_view token = part(given_.text, text::trim(given_.text, link.target));
    const ByteRange from = {std::max(link.source.begin, range.begin), std::min(link.source.end, range.end)};
    const std::string_view own = part(source_, text::trim(source_, from));
    if (token == own) return true;
    const auto letters = [](std::string_view text) {
      std::size_t count = 0;
      for (std::size_t at = 0; at < text.size();) count += is_letter(text::code_point_at(text, at, at)) ? 1 : 0;
      return count;
    };
    return letters(own) > 1 || letters(token) == 0;
  }
  /// The word without a link of its own that `hull`, a sign, is glued to: "nome," for "{name}," where only the comma says what it stands for.
  std::optional<ByteRange> glued_word(ByteRange hull) const {
    if (hull.begin == 0 || hull.begin >= hull.end || has_letter(part(given_.text, hull))) return std::nullopt;
    const Atom& atom = atoms_[atom_at(atoms_, hull.begin - 1)];
    if (atom.kind != AtomKind::kWord) return std::nullopt;
    const auto link = std::partition_point(links_.begin(), links_.end(),
                                           [&](const Link& each) { return each.target.end <= atom.range.begin; });
    const bool linked =
        link != links_.end() && link->target.begin < atom.range.end && link->source.begin < link->source.end;
    if (!linked) return atom.range;
    // One that also has another word lends its name only.
    const std::vector<Link> same = anchors_.links_of(link->source);
    const bool has_other = std::ranges::any_of(same, [&](const Link& each) {
      const bool apart = each.target.end <= atom.range.begin || each.target.begin >= atom.range.end;
      return each.source == link->source && apart && has_letter(part(given_.text, each.target));
    });
    return has_other ? std::optional(atom.range) : std::nullopt;
  }
  /// Signs at the ends of a place that the locked part does not have at its own are the sentence's: a colon or a quotation mark
  /// before it, a bracket or a slash behind.
  ByteRange without_signs(ByteRange hull, ByteRange range) const {
    const auto opens = [](char32_t c) { return is_divider(c) && sign_class(c) != kDashClass; };
    const auto closes = [](char32_t c) { return is_divider(c) || c == '/'; };
    const bool own_opening = is_divider(character_after(source_, range.begin));
    const bool own_closing = closes(character_before(source_, range.end));
    while (!own_opening && hull.begin < hull.end && opens(character_after(given_.text, hull.begin)))
      hull = text::trim(given_.text, {next_code_point(hull.begin), hull.end});
    while (!own_closing && hull.begin < hull.end && closes(character_before(given_.text, hull.end))) {
      std::size_t end = hull.end - 1;
      while (end > hull.begin && text::is_continuation(given_.text[end])) --end;
      hull = text::trim(given_.text, {hull.begin, end});
    }
    return hull;
  }
  bool nothing_else_in(ByteRange hull, ByteRange range) const {
    auto link = std::partition_point(links_.begin(), links_.end(),
                                     [hull](const Link& each) { return each.target.end <= hull.begin; });
    for (; link != links_.end() && link->target.begin < hull.end; ++link) {
      if (link->source.begin < range.end && link->source.end > range.begin) continue;
      const std::string_view token = part(given_.text, text::trim(given_.text, link->target));
      const bool divider = token.empty() || (!has_letter(token) && is_divider(character_after(token, 0)));
      if (!divider) return false;
    }
    return true;
  }

  /// Puts signs, tags and numbers that are gone beside the words they stood beside.
  void insert(const std::vector<ByteRange>& dropped, std::vector<ByteRange>& lost) {
    std::optional<Insertions> insertions;
    const std::vector<ByteRange> paired = insert_pairs(dropped);
    for (const ByteRange range : dropped) {
      if (std::ranges::binary_search(paired, range.begin, {}, &ByteRange::begin)) continue;
      if ((has_letter(part(source_, range)) && !is_tag(range)) || links_.empty()) {
        lost.push_back(range);
        continue;
      }
      if (!insertions) insertions.emplace(source_, given_);
      Edit edit = insertions->insertion(range, std::string(part(source_, range)));
      is_inside_lock(edit.target.begin) ? lost.push_back(range) : edits_.push_back(std::move(edit));
    }
  }
  bool is_inside_lock(std::size_t at) const {
    return anchors_.is_taken({at, at + 1}) && at > 0 && anchors_.is_taken({at - 1, at});
  }

  /// Puts pairs of tags round the words they stood round. Returns those that have a place, ascending.
  std::vector<ByteRange> insert_pairs(const std::vector<ByteRange>& dropped) {
    std::vector<ByteRange> tags, placed;
    for (const ByteRange range : dropped) {
      if (is_tag(range)) tags.push_back(range);
    }
    if (tags.size() < 2 || links_.empty()) return placed;
    const std::vector<PlacedTag> pairs = place_tag_pairs(source_, {given_.text, links_}, tags);
    if (std::ranges::any_of(pairs, [this](const PlacedTag& one) { return is_inside_lock(one.at); })) return placed;
    for (const auto& [tag, at] : pairs) {
      edits_.push_back({{at, at}, tag, std::string(part(source_, tag)), false, false});
      placed.push_back(tag);
    }
    std::ranges::sort(placed, {}, &ByteRange::begin);
    return placed;
  }

  const std::string& source_;
  const AlignedText given_;
  const std::vector<Link> links_;
  Anchors anchors_;
  std::vector<Atom> atoms_;  // of the target
  std::vector<Edit> edits_;
  std::vector<std::size_t> forgotten_;  // where the targets of links that say nothing begin
};

/// "b" after "a"; two letters after anything.
bool is_next(std::string_view before, std::string_view label) {
  return label.size() == 2 || before.size() == 2 || (!before.empty() && label[0] == before[0] + 1);
}

/// Rows of spans with a letter or two each, "a b c": labels of a list, not words.
std::vector<ByteRange> label_rows(const document::SourceBlock& block) {
  std::vector<ByteRange> rows;
  std::size_t in_row = 0;
  ByteRange row, last;
  std::string_view before;
  const auto end_row = [&] {
    if (in_row > 1) rows.push_back(row);
    in_row = 0;
  };
  for (const document::Mark& mark : block.marks) {
    if (mark.kind != document::Mark::Kind::kSpan) continue;
    const ByteRange range = text::trim(block.text, clipped(block.text, mark.text));
    const std::string_view letters = part(block.text, range);
    const bool is_label = !letters.empty() && letters.size() <= 2 &&
                          letters.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == letters.npos;
    if (is_label && range == last) continue;  // the same letter, in a further element
    last = range;
    const bool follows = in_row > 0 && is_next(before, letters) && range.begin >= row.end &&
                         range.begin - row.end == 1 && block.text[row.end] == ' ';
    if (!is_label || !follows) end_row();
    before = letters;
    if (!is_label) continue;
    row = in_row == 0 ? range : ByteRange{row.begin, range.end};
    ++in_row;
  }
  end_row();
  return rows;
}

/// "@name", "#tag" and nothing else: in an element of its own it is one even where no blank stands before it.
bool is_handle(std::string_view text) {
  constexpr std::size_t kShortest = 3;
  if (text.size() < kShortest || (text[0] != '@' && text[0] != '#')) return false;
  for (std::size_t at = 1; at < text.size();) {
    const char32_t c = text::code_point_at(text, at, at);
    const text::CharacterClass kind = text::character_class(c);
    const bool word = kind == text::CharacterClass::kLetter || kind == text::CharacterClass::kDigit ||
                      kind == text::CharacterClass::kMark;
    if (!word && c != '_') return false;
  }
  return true;
}

}  // namespace

std::vector<ByteRange> locked_ranges(const document::SourceBlock& block) {
  std::vector<ByteRange> ranges;
  const auto add = [&](ByteRange range) {
    range = text::trim(block.text, clipped(block.text, range));
    if (range.begin < range.end) ranges.push_back(range);
  };
  for (const ByteRange range : block.locked) add(range);
  for (const ByteRange range : label_rows(block)) add(range);
  for (const document::Mark& mark : block.marks) {
    const ByteRange range = clipped(block.text, mark.text);
    const std::string_view shown = part(block.text, range);
    const bool whole = !parts_number(block.text, range.begin) && !parts_number(block.text, range.end);
    const bool stays = mark.kind == document::Mark::Kind::kSpan && ((whole && is_verbatim(shown)) || is_handle(shown));
    if (mark.kind == document::Mark::Kind::kLocked || stays) add(range);
  }
  std::ranges::sort(ranges, {}, [](ByteRange range) { return std::pair(range.begin, ~range.end); });
  std::vector<ByteRange> apart;
  for (const ByteRange range : ranges) {
    if (apart.empty() || range.begin >= apart.back().end) {
      apart.push_back(range);
    } else {
      apart.back().end = std::max(apart.back().end, range.end);
    }
  }
  return apart;
}

Restored restore_locked(const std::string& source, const std::vector<ByteRange>& ranges, AlignedText translation) {
  return Restorer(source, std::move(translation)).restore(ranges);
}

}  // namespace dragoman::markup
