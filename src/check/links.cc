// From sure to unsure: what was linked is not linked again by a weaker rule, though one word may answer for several.
#include "check/links.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace dragoman::check {
namespace {

/// Where a token stands in its sentence, 0 to 1: of several words that fit, the one at the same place is meant.
double place(const Side& side, std::size_t token) {
  return static_cast<double>(token) / static_cast<double>(side.tokens.size());
}

bool is_content(const Side& side, std::size_t i) {
  const Token& token = side.tokens[i];
  if (token.kind == TokenKind::kNumber) return true;
  return is_word(token) && token.letters > 1 && !side.has(i, Sense::kFunction);
}

/// Letter by letter, or figure by figure.
bool is_same(const Token& a, const Token& b) {
  if (a.kind == TokenKind::kNumber && b.kind == TokenKind::kNumber) return a.fold == b.fold;
  return a.hash == b.hash && a.lower == b.lower;
}

/// The value of a number without separators; 0 for none.
std::uint64_t small_value(const Token& token) {
  constexpr std::size_t kDigits = 4;
  std::uint64_t value = 0;
  if (token.kind != TokenKind::kNumber || token.lower.size() > kDigits) return 0;
  for (const char c : token.lower) {
    if (c < '0' || c > '9') return 0;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

/// A number word of that value, or null.
const Hit* number_word(const Side& side, std::uint64_t value) {
  for (const Hit& hit : side.hits) {
    const bool number = hit.meaning.sense == Sense::kCardinal || hit.meaning.sense == Sense::kAlias;
    if (number && hit.meaning.value == value) return &hit;
  }
  return nullptr;
}

}  // namespace

bool look_alike(const Token& a, const Token& b) {
  constexpr std::size_t kShortest = 4;
  if (a.fold.size() < kShortest || b.fold.size() < kShortest) return a.fold == b.fold;
  const auto [end, other] = std::ranges::mismatch(a.fold, b.fold);
  const auto common = static_cast<std::size_t>(end - a.fold.begin());
  return common >= kShortest && common * 2 >= std::max(a.fold.size(), b.fold.size());
}

Links::Links(const Side& from, const Side& to, const Lexicon& words) : source(from), target(to), lexicon(words) {
  const auto prepare = [](const Side& side, std::vector<Link>& links) {
    links.assign(side.tokens.size(), Link::kNone);
    for (std::size_t i = 0; i < links.size(); ++i) {
      if (!is_content(side, i)) links[i] = Link::kIgnored;
    }
  };
  prepare(source, of_source);
  prepare(target, of_target);
  partner.assign(source.tokens.size(), -1);
  source_partner.assign(target.tokens.size(), -1);
  source_ids.assign(source.tokens.size(), kUnknown);
  target_ids.assign(target.tokens.size(), kUnknown);
  for (std::size_t i = 0; i < source_ids.size(); ++i) {
    if (is_word(source.tokens[i])) source_ids[i] = lexicon.source_id(source.tokens[i].fold);
  }
  for (std::size_t i = 0; i < target_ids.size(); ++i) {
    if (is_word(target.tokens[i])) target_ids[i] = lexicon.target_id(target.tokens[i].fold);
  }
  same_and_names();
  meanings();
  number_words();
  acronyms();
  by_lexicon();
  alike();
  by_hints();
  ignore_light_words();
}

std::pair<std::size_t, std::size_t> spelled_out(const Token& acronym, const Side& side) {
  constexpr std::size_t kMost = 7;
  if (acronym.shape != Shape::kUpper || acronym.fold.size() < 2 || acronym.fold.size() > kMost) return {};
  for (std::size_t first = 0; first < side.tokens.size(); ++first) {
    std::size_t done = 0;
    for (std::size_t i = first; i < side.tokens.size(); ++i) {
      const Token& token = side.tokens[i];
      if (!is_word(token)) break;
      if (done > 0 && !has_capital(token) && side.has(i, Sense::kFunction)) continue;
      if (!has_capital(token) || token.fold.empty() || token.fold.front() != acronym.fold[done]) break;
      if (++done == acronym.fold.size()) return {first, i + 1};
    }
  }
  return {};
}

void Links::join(std::size_t from, std::size_t to, Link how) {
  of_source[from] = std::max(of_source[from], how);
  of_target[to] = std::max(of_target[to], how);
  if (partner[from] < 0) partner[from] = static_cast<std::int32_t>(to);
  if (source_partner[to] < 0) source_partner[to] = static_cast<std::int32_t>(from);
}

void Links::same_and_names() {
  for (const bool names : {false, true}) {
    for (std::size_t i = 0; i < source.tokens.size(); ++i) {
      if (of_source[i] == Link::kIgnored || (names && partner[i] >= 0)) continue;
      const std::size_t best = nearest(i, names);
      if (best < target.tokens.size()) join(i, best, names ? Link::kMeaning : Link::kSame);
    }
  }
}

/// The nearest token of the target that is a source token's name, or the same; the target's size when there is none.
std::size_t Links::nearest(std::size_t i, bool name) const {
  const Token& word = source.tokens[i];
  std::size_t best = target.tokens.size();
  const WordId id = name && is_word(word) && has_capital(word) ? lexicon.source_name(word.fold) : kUnknown;
  if (name && id == kUnknown) return best;
  double least = 2;
  for (std::size_t k = 0; k < target.tokens.size(); ++k) {
    const Token& other = target.tokens[k];
    if (of_target[k] == Link::kIgnored) continue;
    // What is another word's equal is not this one's name.
    if (name && (!has_capital(other) || of_target[k] == Link::kSame)) continue;
    if (!name && !is_same(word, other)) continue;
    if (name && !std::ranges::binary_search(lexicon.name_links(id), lexicon.target_name(other.fold))) continue;
    const double distance = std::abs(place(source, i) - place(target, k));
    if (distance >= least) continue;
    least = distance;
    best = k;
  }
  return best;
}

void Links::meanings() {
  std::vector<const Hit*> theirs;
  for (const Hit& hit : target.hits) {
    if (hit.meaning.value != 0) theirs.push_back(&hit);
  }
  const auto value = [](const Hit* hit) { return hit->meaning.value; };
  std::ranges::stable_sort(theirs, {}, value);
  const auto is_number = [](Sense sense) { return sense == Sense::kCardinal || sense == Sense::kAlias; };
  const auto is_month = [](Sense sense) { return sense == Sense::kMonth || sense == Sense::kMonthShort; };
  for (const Hit& a : source.hits) {
    if (a.meaning.value == 0) continue;
    for (auto at = std::ranges::lower_bound(theirs, a.meaning.value, {}, value); at != theirs.end(); ++at) {
      const Hit* const b = *at;
      if (b->meaning.value != a.meaning.value) break;
      const bool numbers = is_number(a.meaning.sense) && is_number(b->meaning.sense);
      const bool months = is_month(a.meaning.sense) && is_month(b->meaning.sense);
      if (a.meaning.sense == b->meaning.sense || numbers || months) join_phrases(a, *b);
    }
  }
}

/// "2" and "two".
void Links::number_words() {
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    const std::uint64_t value = partner[i] < 0 ? small_value(source.tokens[i]) : 0;
    if (value == 0) continue;
    if (const Hit* const hit = number_word(target, value)) join(i, hit->first, Link::kMeaning);
  }
  for (std::size_t k = 0; k < target.tokens.size(); ++k) {
    const std::uint64_t value = source_partner[k] < 0 ? small_value(target.tokens[k]) : 0;
    if (value == 0) continue;
    if (const Hit* const hit = number_word(source, value)) join(hit->first, k, Link::kMeaning);
  }
}

/// "UW" and the words that it stands for; not "US", which the data know.
void Links::acronyms() {
  const auto words_of = [](const Side& side, std::size_t at, bool linked, const Side& other) {
    const bool known = side.has(at, Sense::kName) || side.has(at, Sense::kTerm);
    return linked || known ? std::pair<std::size_t, std::size_t>{} : spelled_out(side.tokens[at], other);
  };
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    const auto [first, last] = words_of(source, i, partner[i] >= 0, target);
    for (std::size_t k = first; k < last; ++k) {
      if (of_target[k] != Link::kIgnored) join(i, k, Link::kMeaning);
    }
  }
  for (std::size_t k = 0; k < target.tokens.size(); ++k) {
    const auto [first, last] = words_of(target, k, source_partner[k] >= 0, source);
    for (std::size_t i = first; i < last; ++i) {
      if (of_source[i] != Link::kIgnored) join(i, k, Link::kMeaning);
    }
  }
}

void Links::join_phrases(const Hit& from, const Hit& to) {
  for (std::size_t i = from.first; i < from.first + from.count; ++i) {
    if (of_source[i] != Link::kIgnored) join(i, to.first, Link::kMeaning);
  }
  for (std::size_t k = to.first; k < to.first + to.count; ++k) {
    if (of_target[k] != Link::kIgnored) join(from.first, k, Link::kMeaning);
  }
}

void Links::by_lexicon() {
  // Near ones first, each word once: a clause that is gone must not live on the words of another.
  struct Candidate {
    double distance;
    std::size_t from, to;
  };
  std::vector<std::pair<WordId, std::size_t>> theirs;
  for (std::size_t k = 0; k < target.tokens.size(); ++k) {
    if (target_ids[k] != kUnknown && of_target[k] != Link::kIgnored) theirs.emplace_back(target_ids[k], k);
  }
  std::ranges::sort(theirs);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    if (source_ids[i] == kUnknown || of_source[i] == Link::kIgnored) continue;
    const std::vector<WordId>& words = lexicon.links(source_ids[i]);
    auto word = words.begin();
    for (const auto& [id, k] : theirs) {  // both ascend
      while (word != words.end() && *word < id) ++word;
      if (word == words.end()) break;
      if (*word == id) candidates.push_back({std::abs(place(source, i) - place(target, k)), i, k});
    }
  }
  std::ranges::stable_sort(candidates, {}, &Candidate::distance);
  for (const Candidate& each : candidates) {
    if (partner[each.from] < 0 && source_partner[each.to] < 0) join(each.from, each.to, Link::kLexicon);
  }
  for (const Candidate& each : candidates) {
    if (of_source[each.from] == Link::kNone) of_source[each.from] = Link::kShared;
    if (of_target[each.to] == Link::kNone) of_target[each.to] = Link::kShared;
  }
}

/// Ordinary words that are left over on both sides.
void Links::by_hints() {
  const auto is_free = [](const Side& side, const std::vector<Link>& links, const std::vector<std::int32_t>& partners,
                          std::size_t i) {
    const Token& token = side.tokens[i];
    return links[i] != Link::kIgnored && partners[i] < 0 && is_word(token) && (token.opens || !has_capital(token));
  };
  std::vector<std::pair<std::size_t, WordId>> theirs;
  for (std::size_t k = 0; k < target.tokens.size(); ++k) {
    if (!is_free(target, of_target, source_partner, k)) continue;
    const WordId id = lexicon.seldom_target_id(target.tokens[k].fold);
    if (id != kUnknown) theirs.emplace_back(k, id);
  }
  for (std::size_t i = 0; i < source.tokens.size() && !theirs.empty(); ++i) {
    if (!is_free(source, of_source, partner, i)) continue;
    const WordId id = lexicon.seldom_source_id(source.tokens[i].fold);
    if (id == kUnknown) continue;
    const auto found = std::ranges::find_if(theirs, [&](const auto& other) {
      return source_partner[other.first] < 0 && std::ranges::binary_search(lexicon.seldom_links(id), other.second);
    });
    if (found != theirs.end()) join(i, found->first, Link::kAlike);
  }
}

/// They may be linked, but need not.
void Links::ignore_light_words() {
  const auto ignore = [](const Side& side, std::vector<Link>& links) {
    for (std::size_t i = 0; i < links.size(); ++i) {
      if ((links[i] == Link::kNone || links[i] == Link::kShared) && side.has(i, Sense::kLight))
        links[i] = Link::kIgnored;
    }
  };
  ignore(source, of_source);
  ignore(target, of_target);
}

void Links::alike() {
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    if (of_source[i] == Link::kIgnored || partner[i] >= 0 || !is_word(source.tokens[i])) continue;
    for (std::size_t k = 0; k < target.tokens.size(); ++k) {
      if (of_target[k] == Link::kIgnored || source_partner[k] >= 0 || !is_word(target.tokens[k])) continue;
      if (look_alike(source.tokens[i], target.tokens[k])) {
        join(i, k, Link::kAlike);
        break;
      }
    }
  }
}

}  // namespace dragoman::check
