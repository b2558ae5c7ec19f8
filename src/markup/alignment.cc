// Tokens are pieces of words, so each word lets its tokens vote. A link between equal texts (a number, a name, what was
// restored) is followed letter by letter, since one link may then cover several words.
#include "markup/alignment.h"

#include <algorithm>

#include "base/part.h"

namespace dragoman::markup {
namespace {

struct Vote {
  int atom = kNoAtom;
  std::size_t bytes = 0;  // twice for a long word
};

/// The source atom that says something at or behind `at`, inside `range`.
int telling_atom(std::string_view source, const std::vector<Atom>& atoms, std::size_t at, ByteRange range) {
  for (std::size_t i = atom_at(atoms, at); i < atoms.size() && atoms[i].range.begin < range.end; ++i) {
    if (atoms[i].kind == AtomKind::kWord) return static_cast<int>(i);
    if (atoms[i].kind == AtomKind::kSign && !is_divider(character_after(source, atoms[i].range.begin))) {
      return static_cast<int>(i);
    }
  }
  return kNoAtom;
}

/// Of "has denied" in one word, the long one has more to say.
std::size_t weight_of(const std::vector<Atom>& atoms, int atom) {
  constexpr std::size_t kLong = 5;
  if (atom == kNoAtom) return 0;
  const ByteRange range = atoms[static_cast<std::size_t>(atom)].range;
  return range.end - range.begin >= kLong ? 2 : 1;
}

void vote(std::vector<Vote>& votes, int atom, std::size_t bytes) {
  if (atom == kNoAtom) return;
  const auto known = std::ranges::find(votes, atom, &Vote::atom);
  if (known != votes.end()) {
    known->bytes += bytes;
  } else {
    votes.push_back({atom, bytes});
  }
}

std::vector<int> paired_by_place(const std::vector<Atom>& source, const std::vector<Atom>& target) {
  std::vector<int> source_words;
  std::size_t target_words = 0, seen = 0;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source[i].kind == AtomKind::kWord) source_words.push_back(static_cast<int>(i));
  }
  for (const Atom& atom : target) target_words += atom.kind == AtomKind::kWord ? 1 : 0;
  std::vector<int> aligned(target.size(), kNoAtom);
  if (source_words.empty()) return aligned;
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (target[i].kind != AtomKind::kWord) continue;
    aligned[i] = source_words[seen++ * source_words.size() / target_words];
  }
  return aligned;
}

}  // namespace

std::vector<Link> sound_links(std::string_view source, const AlignedText& translation) {
  std::vector<Link> links;
  links.reserve(translation.links.size());
  for (const Link& link : translation.links) {
    const Link sound{clipped(source, link.source), clipped(translation.text, link.target), link.log_prob};
    if (sound.source.begin < sound.source.end && sound.target.begin < sound.target.end) links.push_back(sound);
  }
  std::ranges::stable_sort(links, {}, [](const Link& link) { return link.target.begin; });
  std::size_t end = 0;  // tokens do not overlap; where these do, the first one counts
  for (Link& link : links) {
    link.target.begin = std::max(link.target.begin, end);
    end = std::max(end, link.target.end);
  }
  std::erase_if(links, [](const Link& link) { return link.target.begin >= link.target.end; });
  return links;
}

std::vector<int> align_atoms(std::string_view source, const std::vector<Atom>& source_atoms, std::string_view target,
                             const std::vector<Atom>& target_atoms, const std::vector<Link>& links) {
  if (links.empty()) return paired_by_place(source_atoms, target_atoms);
  std::vector<int> aligned(target_atoms.size(), kNoAtom);
  std::vector<bool> equal(links.size());
  for (std::size_t l = 0; l < links.size(); ++l)
    equal[l] = part(source, links[l].source) == part(target, links[l].target);
  std::vector<Vote> votes;
  std::size_t first = 0;
  for (std::size_t i = 0, next = 0; i < target_atoms.size(); i = next) {
    ByteRange here = target_atoms[i].range;
    for (next = i + 1; next < target_atoms.size() && target_atoms[next].continues; ++next) {
      here.end = target_atoms[next].range.end;
    }
    while (first < links.size() && links[first].target.end <= here.begin) ++first;
    votes.clear();
    for (std::size_t l = first; l < links.size() && links[l].target.begin < here.end; ++l) {
      const Link& link = links[l];
      const std::size_t begin = std::max(link.target.begin, here.begin), end = std::min(link.target.end, here.end);
      if (begin >= end) continue;
      const std::size_t at = link.source.begin + (equal[l] ? begin - link.target.begin : 0);
      const int atom = telling_atom(source, source_atoms, at, link.source);
      vote(votes, atom, (end - begin) * weight_of(source_atoms, atom));
    }
    std::size_t most = 0;
    for (const Vote& each : votes) {
      if (each.bytes > most) most = each.bytes, aligned[i] = each.atom;
    }
    for (std::size_t more = i + 1; more < next; ++more) aligned[more] = aligned[i];
  }
  return aligned;
}

}  // namespace dragoman::markup
