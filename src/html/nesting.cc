// The rules are those of the tree construction stage, cut down to what changes the depth.
#include "html/nesting.h"
#include <algorithm>
#include <limits>

namespace dragoman::html {
namespace {

enum NestingKind : std::uint32_t {
  kEmptyTag = 1,
  kFormatting = 2,
  kScope = 4,  ///< end tags outside do not reach what is inside
  kClosesP = 8,
  kMarker = 16,   ///< formatting of outside does not come back inside
  kSpecial = 32,  ///< ends the search for the start of an inline element, or of an li
  kTable = 64,
  kRow = 128,  ///< part of a table
  kIgnored = 256,
  kLists = 512,
};

constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c | 32 : c);
    hash = (hash ^ byte) * 1099511628211U;
  }
  return hash;
}

struct NestingGroup {
  std::uint32_t kind;
  std::string_view tags;
};
constexpr NestingGroup kNestingGroups[] = {
    {kEmptyTag,
     "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr"},
    {kFormatting, "a b big code em font i nobr s small strike strong tt u"},
    {kScope | kSpecial, "applet caption html table td th marquee object template foreignobject desc mi mo mn ms mtext"},
    {kMarker, "applet caption td th marquee object template"},
    {kClosesP,
     "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form header "
     "hgroup "
     "h1 h2 h3 h4 h5 h6 li dd dt listing main menu nav ol p plaintext pre section summary table ul xmp hr"},
    {kSpecial,
     "article aside blockquote button center dd details dir dl dt fieldset figcaption figure footer form header hgroup "
     "h1 h2 "
     "h3 h4 h5 h6 iframe li listing main menu nav noembed noframes noscript ol plaintext pre section select style "
     "summary "
     "tbody textarea tfoot thead title tr ul xmp"},
    {kTable, "table template"},
    {kRow, "tbody thead tfoot tr td th caption colgroup"},
    {kIgnored, "html head body frameset"},
    {kLists, "ol ul menu dir dl"},
};

std::uint32_t nesting_kind(std::uint64_t name) {
  static const std::unordered_map<std::uint64_t, std::uint32_t> kinds = [] {
    std::unordered_map<std::uint64_t, std::uint32_t> all;
    for (const NestingGroup& group : kNestingGroups) {
      for (std::size_t at = 0; at < group.tags.size();) {
        const std::size_t end = std::min(group.tags.find(' ', at), group.tags.size());
        all[hash_of(group.tags.substr(at, end - at))] |= group.kind;
        at = end + 1;
      }
    }
    return all;
  }();
  const auto found = kinds.find(name);
  return found == kinds.end() ? 0 : found->second;
}

constexpr std::uint64_t kP = hash_of("p"), kLi = hash_of("li"), kDd = hash_of("dd"), kDt = hash_of("dt"),
                        kA = hash_of("a"), kOption = hash_of("option"), kOptgroup = hash_of("optgroup"),
                        kTr = hash_of("tr"), kTd = hash_of("td"), kTh = hash_of("th"), kButton = hash_of("button"),
                        kNobr = hash_of("nobr"), kSvg = hash_of("svg"), kMath = hash_of("math"),
                        kTableName = hash_of("table"), kTemplate = hash_of("template");

}  // namespace

/// Takes elements off until `size` are left; formatting among them waits to come back.
void Nesting::pop(std::size_t size) {
  while (stack_.size() > size) {
    const Entry entry = stack_.back();
    stack_.pop_back();
    --count(entry.name);
    if ((entry.kind & kMarker) != 0) pending_.resize(std::min<std::size_t>(pending_.size(), entry.pending));
    if ((entry.kind & kFormatting) == 0) continue;
    const auto alike = std::count_if(
        pending_.begin() + static_cast<std::ptrdiff_t>(pending_.size() - std::min<std::size_t>(pending_.size(), 8)),
        pending_.end(), [&](const Entry& one) { return one.tag == entry.tag; });
    if (alike < 3) pending_.push_back(entry);
  }
}

/// Closes the nearest element of that name unless one of kind `stop` is in the way.
bool Nesting::close_to(std::uint64_t name, std::uint32_t stop) {
  if (count(name) == 0) return false;
  for (std::size_t at = stack_.size(); at-- > 0;) {
    if (stack_[at].name == name) {
      pop(at + 1);
      stack_.pop_back();
      --count(name);
      return true;
    }
    if ((stack_[at].kind & stop) != 0) return false;
  }
  return false;
}

void Nesting::close_formatting(std::uint64_t name) {
  const auto waiting =
      std::find_if(pending_.rbegin(), pending_.rend(), [&](const Entry& one) { return one.name == name; });
  if (waiting != pending_.rend()) return void(pending_.erase(std::next(waiting).base()));
  if (count(name) == 0) return;
  bool special = false;
  for (std::size_t at = stack_.size(); at-- > 0;) {
    if (stack_[at].name != name) {
      if ((stack_[at].kind & kMarker) != 0) return;
      special = special || (stack_[at].kind & kSpecial) != 0;
      continue;
    }
    if (special) {
      stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(at));
    } else {
      pop(at + 1);
      stack_.pop_back();
    }
    --count(name);
    return;
  }
}

/// A part of a table closes the parts before it, down to the row, the body or the table that it goes into.
void Nesting::close_cells(std::uint64_t name) {
  if (count(kTableName) == 0) return;
  const bool cell = name == kTd || name == kTh;
  std::size_t at = stack_.size();
  while (at > 0 && (stack_[at - 1].kind & kTable) == 0 && !(cell && stack_[at - 1].name == kTr)) {
    const bool body =
        (stack_[at - 1].kind & kRow) != 0 && stack_[at - 1].name != kTr && (stack_[at - 1].kind & kMarker) == 0;
    if (name == kTr && body) break;
    --at;
  }
  if (at > 0) pop(at);
}

/// Parts of tables stand in tables, templates and foreign content; elsewhere the parser drops their tags.
bool Nesting::takes_rows() {
  return count(kTableName) > 0 || count(kTemplate) > 0 || count(kSvg) > 0 || count(kMath) > 0;
}

/// What a start tag closes before it opens its element.
void Nesting::close_before(std::uint64_t name, std::uint32_t kind) {
  if ((kind & kClosesP) != 0) close_to(kP, kScope);
  if (name == kLi) close_to(kLi, kScope | kLists);
  if (name == kDd || name == kDt) {
    if (!close_to(kDd, kScope | kLists)) close_to(kDt, kScope | kLists);
  }
  if (name == kOption || name == kOptgroup) {
    if (!stack_.empty() && stack_.back().name == kOption) pop(stack_.size() - 1);
    if (name == kOptgroup && !stack_.empty() && stack_.back().name == kOptgroup) pop(stack_.size() - 1);
  }
  if ((kind & kRow) != 0) close_cells(name);
  if (name == kButton) close_to(kButton, kScope);
  if (name == kA || name == kNobr) close_formatting(name);
  if (name == kTableName && !stack_.empty() && (stack_.back().kind & (kRow | kTable)) != 0 &&
      (stack_.back().kind & kMarker) == 0) {
    close_to(kTableName, kMarker);
  }
}

void Nesting::open(std::string_view name, std::string_view tag, bool self_closing) {
  const std::uint64_t hash = hash_of(name);
  const std::uint32_t kind = nesting_kind(hash);
  if ((kind & kIgnored) != 0) return;
  if ((kind & kRow) != 0 && !takes_rows()) return;
  close_before(hash, kind);
  if ((kind & kEmptyTag) != 0) return;
  if (self_closing && (hash == kSvg || hash == kMath || count(kSvg) > 0 || count(kMath) > 0)) return;
  if ((kind & (kSpecial | kClosesP)) != 0) revived_ += pending_.size();
  const std::uint64_t whole = (kind & kFormatting) != 0 ? hash_of(tag.substr(0, 512)) : hash;
  stack_.push_back({hash, whole, kind, static_cast<std::uint32_t>(pending_.size())});
  if (count(hash) == std::numeric_limits<std::uint16_t>::max()) return;
  ++count(hash);
}

void Nesting::close(std::string_view name) {
  const std::uint64_t hash = hash_of(name);
  const std::uint32_t kind = nesting_kind(hash);
  if ((kind & kFormatting) != 0) return close_formatting(hash);
  if ((kind & (kTable | kRow)) != 0) return void(close_to(hash, hash == kTableName ? 0U : std::uint32_t{kTable}));
  close_to(hash, (kind & (kSpecial | kClosesP)) != 0 ? kScope : kScope | kSpecial);
}

bool Nesting::has(std::string_view name) const { return counts_[hash_of(name) % counts_.size()] > 0; }

bool Nesting::is_void(std::string_view name) { return (nesting_kind(hash_of(name)) & (kEmptyTag | kIgnored)) != 0; }

}  // namespace dragoman::html
