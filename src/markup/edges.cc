// Signs are compared by their class: a closing quote of one language answers to that of another, any full stop to a full
// stop. Signs that the source did not have inside stay outside.
#include "markup/edges.h"

#include <algorithm>

#include "text/utf8.h"

namespace dragoman::markup {
namespace {

constexpr std::size_t kMostSigns = 16;

std::uint32_t class_of(std::string_view text, const Atom& atom) {
  return sign_class(character_after(text, atom.range.begin));
}

/// Classes of the signs at one end of the source range, from its edge up to the first word; `words` = none between.
std::vector<std::uint32_t> signs_at(const Layout& layout, ByteRange source, bool at_end) {
  std::vector<std::uint32_t> signs;
  const std::vector<Atom>& atoms = layout.source_atoms;
  std::size_t at = at_end ? atom_at(atoms, source.end == 0 ? 0 : source.end - 1) : atom_at(atoms, source.begin);
  while (at < atoms.size() && signs.size() < kMostSigns) {
    const ByteRange here = atoms[at].range;
    if (here.begin < source.begin || here.end > source.end || atoms[at].kind == AtomKind::kWord) break;
    if (atoms[at].kind == AtomKind::kSign) signs.push_back(class_of(layout.source, atoms[at]));
    if (at_end && at == 0) break;
    at += at_end ? -1 : 1;
  }
  return signs;
}

char32_t sign_at(const Layout& layout, std::size_t atom) {
  return character_after(layout.target, layout.target_atoms[atom].range.begin);
}

/// French and others set a blank before ! ? : ; and inside quotation marks, and dashes stand free: the blank may be stepped over
/// to reach such a sign.
bool may_stand_off(char32_t c) {
  const std::uint32_t sign = sign_class(c);
  return c == '!' || c == '?' || c == U'«' || c == U'»' || sign == kColonClass || sign == kDashClass;
}

bool take_sign(std::vector<std::uint32_t>& signs, std::uint32_t wanted) {
  const auto found = std::ranges::find(signs, wanted);
  if (found == signs.end()) return false;
  if (wanted != kStopClass) signs.erase(found);  // "…" may become "..."
  return true;
}

}  // namespace

Stretch with_signs(const Layout& layout, ByteRange source, Stretch words, Stretch limits) {
  const std::vector<Atom>& atoms = layout.target_atoms;
  std::vector<std::uint32_t> at_end = signs_at(layout, source, true), at_begin = signs_at(layout, source, false);
  const bool asks = std::ranges::find(at_end, kStopClass) != at_end.end();
  while (words.last < limits.last) {
    std::size_t at = words.last;
    if (atoms[at].kind == AtomKind::kSpace && at + 1 < limits.last && may_stand_off(sign_at(layout, at + 1))) ++at;
    if (atoms[at].kind != AtomKind::kSign || layout.fixed[at] != 0 ||
        !take_sign(at_end, class_of(layout.target, atoms[at])))
      break;
    words.last = at + 1;
  }
  while (words.first > limits.first) {
    std::size_t at = words.first - 1;
    if (atoms[at].kind == AtomKind::kSpace && at > limits.first && may_stand_off(sign_at(layout, at - 1))) --at;
    if (atoms[at].kind != AtomKind::kSign || layout.fixed[at] != 0) break;
    const std::uint32_t sign = class_of(layout.target, atoms[at]);
    if (!take_sign(at_begin, sign) && !(sign == kInvertedClass && asks)) break;
    words.first = at;
  }
  return words;
}

}  // namespace dragoman::markup
