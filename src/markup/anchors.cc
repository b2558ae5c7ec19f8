// Looked for first where a link says so, then outwards from there in both directions.
#include "markup/anchors.h"

#include <algorithm>

#include "markup/atoms.h"
#include "text/words.h"

namespace dragoman::markup {
namespace {

constexpr std::size_t kSearchBudget = std::size_t{64} << 20;
constexpr std::size_t kMostLinks = 64, kMostTries = 64, kShortAnchor = 3, kMostJoining = 4;

bool is_number_sign(char32_t c) { return c == '.' || c == ',' || c == ':'; }

}  // namespace

bool parts_token(std::string_view text, std::size_t at) { return is_inside_word(text, at) || parts_number(text, at); }

bool parts_number(std::string_view text, std::size_t at) {
  const char32_t before = character_before(text, at), after = character_after(text, at);
  if (text::is_digit(before) && text::is_digit(after)) return true;
  if (text::is_digit(after) && is_number_sign(before)) return text::is_digit(character_before(text, at - 1));
  if (text::is_digit(before) && is_number_sign(after)) return text::is_digit(character_after(text, at + 1));
  return false;
}

Anchors::Anchors(std::string_view source, std::string_view target, const std::vector<Link>& links)
    : source_(source), target_(target), budget_(kSearchBudget) {
  by_source_.reserve(links.size());
  for (const Link& link : links) by_source_.push_back(&link);
  std::ranges::stable_sort(by_source_, {}, [](const Link* link) { return link->source.begin; });
}

std::vector<Link> Anchors::links_of(ByteRange range) const {
  std::vector<Link> found;
  auto at = std::partition_point(by_source_.begin(), by_source_.end(),
                                 [range](const Link* link) { return link->source.begin < range.begin; });
  for (std::size_t back = 0; at != by_source_.begin() && back < 4; ++back) {  // a word that holds the range
    if ((*std::prev(at))->source.end <= range.begin) break;
    --at;
  }
  for (; at != by_source_.end() && (*at)->source.begin < range.end && found.size() < kMostLinks; ++at) {
    found.push_back(**at);
  }
  return found;
}

std::size_t Anchors::expected(ByteRange range) const {
  if (by_source_.empty()) {
    return source_.empty()
               ? 0
               : static_cast<std::size_t>(static_cast<double>(range.begin) / source_.size() * target_.size());
  }
  auto at = std::partition_point(by_source_.begin(), by_source_.end(),
                                 [range](const Link* link) { return link->source.begin < range.begin; });
  if (at != by_source_.end() && (*at)->source.begin < range.end) return (*at)->target.begin;
  if (at != by_source_.begin()) return (*std::prev(at))->target.end;
  return (*at)->target.begin;
}

bool Anchors::is_taken(ByteRange range) const {
  const auto next = taken_.lower_bound(range.begin);
  if (next != taken_.end() && next->first < range.end) return true;
  return next != taken_.begin() && std::prev(next)->second > range.begin;
}

bool Anchors::fits(ByteRange range, ByteRange place) const {
  if (is_taken(place)) return false;
  if (parts_token(target_, place.begin) && !is_inside_word(source_, range.begin)) return false;
  return !parts_token(target_, place.end) || is_inside_word(source_, range.end);
}

std::optional<ByteRange> Anchors::search(ByteRange range, bool forwards, std::size_t from) {
  const std::string_view wanted = source_.substr(range.begin, range.end - range.begin);
  for (std::size_t tries = 0; tries < kMostTries && budget_ > 0; ++tries) {
    const std::size_t at = forwards ? target_.find(wanted, from) : target_.rfind(wanted, from);
    const std::size_t gone = at == target_.npos ? (forwards ? target_.size() - from : from)
                             : forwards         ? at - from
                                                : from - at;
    budget_ -= std::min(budget_, gone + wanted.size());
    if (at == target_.npos) return std::nullopt;
    const ByteRange place{at, at + wanted.size()};
    if (fits(range, place)) return place;
    if (!forwards && at == 0) return std::nullopt;
    from = forwards ? at + 1 : at - 1;
  }
  return std::nullopt;
}

/// Where a link says.
std::optional<ByteRange> Anchors::linked(ByteRange range) const {
  const std::string_view wanted = source_.substr(range.begin, range.end - range.begin);
  for (const Link& link : links_of(range)) {
    const ByteRange place{link.target.begin, link.target.begin + wanted.size()};
    if (link.source.begin != range.begin || place.begin > target_.size()) continue;
    if (target_.substr(place.begin, wanted.size()) == wanted && fits(range, place)) return place;
  }
  return std::nullopt;
}

/// "Ctrl+C": what signs joined to something that was found stands joined to it. Engines link such words as one.
std::optional<ByteRange> Anchors::behind_neighbour(ByteRange range) const {
  const auto next = ends_.upper_bound(range.begin);
  if (next == ends_.begin()) return std::nullopt;
  const auto [source_end, target_end] = *std::prev(next);
  const std::string_view signs = source_.substr(source_end, range.begin - source_end);
  if (signs.size() > kMostJoining || has_letter(signs)) return std::nullopt;
  const std::string_view wanted = source_.substr(source_end, range.end - source_end);
  const ByteRange place{target_end + signs.size(), target_end + wanted.size()};
  if (target_.substr(target_end, wanted.size()) != wanted || !fits(range, place)) return std::nullopt;
  return place;
}

std::optional<ByteRange> Anchors::take(ByteRange range) {
  const std::string_view wanted = source_.substr(range.begin, range.end - range.begin);
  if (wanted.empty()) return std::nullopt;
  std::optional<ByteRange> best = linked(range);
  if (!best) best = behind_neighbour(range);
  // A short word may also be one of the target language's own: only a link tells.
  const bool ambiguous = wanted.size() <= kShortAnchor && !by_source_.empty() && has_letter(wanted);
  if (!best && !ambiguous) {
    const std::size_t from = std::min(expected(range), target_.size());
    const std::optional<ByteRange> behind = search(range, true, from);
    const std::optional<ByteRange> before = from == 0 ? std::nullopt : search(range, false, from - 1);
    best = behind;
    if (before && (!behind || from - before->begin < behind->begin - from)) best = before;
  }
  if (!best) return best;
  take_place(*best);
  ends_.insert_or_assign(range.end, best->end);
  return best;
}

}  // namespace dragoman::markup
