// A block's role comes from the innermost element that has all of its text, else from the form of the text. Locks come from
// marks (an author's link, a credit's span), from the form, and from the publication's name.
#include "html/roles.h"
#include <algorithm>
#include <array>
#include <optional>
#include "document/json_strings.h"
#include "document/letters.h"
#include "document/news_forms.h"
#include "document/news_words.h"
#include "html/lexer.h"

namespace dragoman::html {
namespace {

using document::Mark;
using document::SourceBlock;

constexpr std::size_t kLongestByline = 200, kLongestDate = 160, kLongestCredit = 240,
                      kLongestStandfirst = 700;  // bytes
constexpr std::size_t kShortestHostName = 4;
constexpr std::array<std::string_view, 8> kDividers = {" - ", " | ", " – ", " — ", " · ", " :: ", " » ", ": "};

/// Letters and digits in lower case.
std::string squashed(std::string_view text) {
  std::string out = document::folded(text);
  std::erase_if(out, [](char c) {
    return !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && static_cast<unsigned char>(c) < 0x80;
  });
  return out;
}

/// The longest label of an address's host: "theharbourpost" of "https://www.theharbourpost.co.uk/world".
std::string host_label(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return "";
  std::string_view host = url.substr(begin + 3);
  host = host.substr(0, host.find_first_of("/:?#"));
  std::string_view longest;
  while (!host.empty()) {
    const std::size_t dot = host.find('.');
    if (dot != std::string_view::npos && host.substr(0, dot).size() > longest.size()) longest = host.substr(0, dot);
    host.remove_prefix(dot == std::string_view::npos ? host.size() : dot + 1);
  }
  return squashed(longest);
}

void lock(SourceBlock& block, ByteRange range) {
  const bool known = std::ranges::any_of(
      block.locked, [&](ByteRange one) { return one.begin <= range.begin && range.end <= one.end; });
  if (range.begin < range.end && !known) block.locked.push_back(range);
}

void keep_as_name(SourceBlock& block) {
  if (block.keep == KeepReason::kNone) block.keep = KeepReason::kName;
}

/// "Photograph" alone, its credit in another element.
bool is_introduction(std::string_view text) {
  const std::string with_colon = document::folded(text) + ":";
  return document::phrase_at(with_colon, 0, document::news_words().credits) >= text.size();
}

/// Whether the locks leave no letter or digit.
bool all_locked(const SourceBlock& block) {
  std::string rest = block.text;
  for (const ByteRange range : block.locked) std::fill(rest.begin() + range.begin, rest.begin() + range.end, ' ');
  return squashed(rest).empty();
}

/// Locks in order and apart from each other; a block of which they leave nothing stays.
void settle(SourceBlock& block) {
  std::ranges::sort(block.locked, {}, &ByteRange::begin);
  std::vector<ByteRange> apart;
  for (const ByteRange range : block.locked) {
    if (!apart.empty() && range.begin < apart.back().end) {
      apart.back().end = std::max(apart.back().end, range.end);
    } else {
      apart.push_back(range);
    }
  }
  block.locked = std::move(apart);
  if (!block.locked.empty() && all_locked(block)) keep_as_name(block);
}

}  // namespace

Roles::Roles(const Tree& tree) : tree_(tree), facts_(find_role_facts(tree)) { read_publications(); }

void Roles::add_publication(std::string_view name) {
  const ByteRange inner = document::trim(name, {0, name.size()}, "\t\r\n");
  const std::string shown(name.substr(inner.begin, inner.end - inner.begin));
  if (shown.empty() || shown.size() > 100 || std::ranges::find(publications_, shown) != publications_.end()) return;
  publications_.push_back(shown);
}

void Roles::read_publications() {
  for (NodeId id = tree_.next(tree_.root()); id != kNoNode; id = tree_.next(id)) {
    if (tree_.is(id, "meta")) {
      const std::string_view property = tree_.value(id, "property"), name = tree_.value(id, "name");
      if (equal_names(property, "og:site_name") || equal_names(name, "application-name"))
        add_publication(tree_.value(id, "content"));
      if (equal_names(property, "og:url") && host_.empty()) host_ = tree_.value(id, "content");
    } else if (tree_.is(id, "link") && equal_names(tree_.value(id, "rel"), "canonical")) {
      host_ = tree_.value(id, "href");
    } else if (tree_.is(id, "script") && lower_case(tree_.value(id, "type")).find("ld+json") != std::string::npos &&
               tree_[id].first_child != kNoNode) {
      const auto json = document::JsonStrings::read(tree_.source(tree_[tree_[id].first_child].open));
      if (!json) continue;
      for (const document::JsonString& string : json->strings()) {
        const document::JsonContainer* object = json->object_of(string);
        if (object == nullptr || string.key != "name") continue;
        const bool site = object->type.find("WebSite") != std::string::npos;
        if (object->key == "publisher" || site) add_publication(string.value);
      }
    }
  }
  host_ = host_label(host_);
  std::ranges::sort(publications_, [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

bool Roles::is_publication(std::string_view name) const {
  const std::string wanted = document::folded(name);
  if (std::ranges::any_of(publications_, [&](const std::string& one) { return document::folded(one) == wanted; }))
    return true;
  // Without a stated name: "The Harbour Post" at www.theharbourpost.com.
  const std::string letters = squashed(name);
  if (host_.empty() || letters.size() < kShortestHostName) return false;
  const bool most_of_it = host_.find(letters) != std::string::npos && letters.size() * 10 >= host_.size() * 7;
  return most_of_it || letters == "the" + host_;
}

void Roles::lock_publication(SourceBlock& block) const {
  const std::string_view text = block.text;
  if (is_publication(text)) return keep_as_name(block);
  for (const std::string_view divider : kDividers) {
    const std::size_t last = text.rfind(divider);
    if (last == std::string_view::npos) continue;
    if (is_publication(text.substr(last + divider.size()))) return lock(block, {last + divider.size(), text.size()});
    const std::size_t first = text.find(divider);
    if (is_publication(text.substr(0, first))) return lock(block, {0, first});
  }
}

/// The innermost element of which the text is all of the block's: a mark, or the holder.
NodeId Roles::covering(NodeId holder, std::span<const NodeId> mark_nodes, const SourceBlock& block) const {
  NodeId found = holder;
  for (std::size_t i = 0; i < block.marks.size() && i < mark_nodes.size(); ++i) {
    const Mark& mark = block.marks[i];
    if (mark.kind != Mark::Kind::kPoint && mark.text.begin == 0 && mark.text.end == block.text.size() &&
        mark_nodes[i] != kNoNode) {
      found = mark_nodes[i];
    }
  }
  return found;
}

BlockRole Roles::role_by_form(NodeId holder, const SourceBlock& block) const {
  const BlockRole structure = facts_[holder].structure;
  if (document::is_byline(block.text)) return BlockRole::kByline;
  if (document::is_date_line(block.text)) return BlockRole::kDateline;
  if (structure != BlockRole::kNavigation && document::is_credit_line(block.text)) return BlockRole::kCredit;
  if (structure != BlockRole::kText) return structure;
  // A paragraph beside the headline in its header.
  for (NodeId above = holder, level = 0; above != kNoNode && level < 3; above = tree_[above].parent, ++level) {
    const NodeId headline = facts_[above].headline;
    if (headline != kNoNode && headline < holder && block.text.size() <= kLongestStandfirst)
      return BlockRole::kStandfirst;
  }
  return BlockRole::kText;
}

BlockRole Roles::role_of(NodeId node, const SourceBlock& block) const {
  if (document::is_label_line(block.text)) return BlockRole::kLabel;
  const RoleFacts& facts = facts_[node];
  const std::size_t size = block.text.size();
  switch (facts.role) {
    case BlockRole::kByline:
      if (size <= kLongestByline) return BlockRole::kByline;
      break;
    case BlockRole::kDateline:
      if (document::is_byline(block.text)) return BlockRole::kByline;
      if (size <= kLongestDate && (!facts.by_class || document::is_date_line(block.text))) return BlockRole::kDateline;
      break;
    case BlockRole::kCredit:
      if (size <= kLongestCredit) return BlockRole::kCredit;
      break;
    case BlockRole::kStandfirst:
      if (document::is_byline(block.text)) return BlockRole::kByline;
      if (size <= kLongestStandfirst && facts.levels <= 2) return BlockRole::kStandfirst;
      break;
    case BlockRole::kCaption: return document::is_credit_line(block.text) ? BlockRole::kCredit : BlockRole::kCaption;
    case BlockRole::kHeadline:
      // A class alone makes no headline of a link in a menu.
      if (!facts.by_class || facts.structure != BlockRole::kNavigation) return BlockRole::kHeadline;
      break;
    case BlockRole::kSubheading: return BlockRole::kSubheading;
    default: break;
  }
  return role_by_form(node, block);
}

void Roles::lock_byline(NodeId node, SourceBlock& block) const {
  auto names = document::find_byline(block.text);
  if (!names) {
    // "Jane Doe and John Roe" in an element for authors.
    constexpr std::string_view kBy = "By ";
    // One word may be a name or a button ("Follow"): that takes better evidence.
    const bool sure = facts_[node].name || document::words_of(block.text).size() > 1;
    if (sure) names = document::find_byline(std::string(kBy) + block.text);
    if (names) {
      for (ByteRange& range : *names) range = {range.begin - kBy.size(), range.end - kBy.size()};
    }
  }
  if (names) {
    for (const ByteRange range : *names) lock(block, range);
  }
  const bool one_word = document::words_of(block.text).size() == 1;
  if (facts_[node].name && block.locked.empty() && (one_word || document::is_name_like(block.text)))
    keep_as_name(block);
}

void Roles::lock_names(std::span<const NodeId> mark_nodes, SourceBlock& block) const {
  for (std::size_t i = 0; i < block.marks.size() && i < mark_nodes.size(); ++i) {
    if (mark_nodes[i] == kNoNode || block.marks[i].kind == Mark::Kind::kPoint) continue;
    const RoleFacts& facts = facts_[mark_nodes[i]];
    if (facts.name && facts.levels == 0) lock(block, block.marks[i].text);
  }
}

void Roles::describe(NodeId holder, std::span<const NodeId> mark_nodes, SourceBlock& block) const {
  const NodeId node = covering(holder, mark_nodes, block);
  block.role = role_of(node, block);
  lock_names(mark_nodes, block);
  switch (block.role) {
    case BlockRole::kByline: lock_byline(node, block); break;
    case BlockRole::kCredit:
      if (!is_introduction(block.text)) keep_as_name(block);
      break;
    case BlockRole::kCaption:
      if (const auto credit = document::find_credit(block.text)) lock(block, *credit);
      break;
    case BlockRole::kHeadline:
      if (tree_.is(holder, "title")) lock_publication(block);
      break;
    case BlockRole::kText:
    case BlockRole::kStandfirst:
      if (const auto agency = document::find_dateline_agency(block.text)) lock(block, *agency);
      break;
    default: break;
  }
  settle(block);
}

void Roles::describe_attribute(NodeId element, std::string_view attribute, SourceBlock& block) const {
  if (block.role == BlockRole::kLabel) return;
  block.role = BlockRole::kAttribute;
  if (tree_.is(element, "meta")) {
    std::string_view name = tree_.value(element, "property");
    for (const std::string_view other : {std::string_view("name"), std::string_view("itemprop")}) {
      if (name.empty()) name = tree_.value(element, other);
    }
    const std::string low = lower_case(name);
    block.role = low.find("title") != std::string::npos         ? BlockRole::kHeadline
                 : low.find("description") != std::string::npos ? BlockRole::kStandfirst
                                                                : BlockRole::kMetadata;
  }
  describe_data(block);
  if (attribute == "alt") {
    if (const auto credit = document::find_credit(block.text)) lock(block, *credit);
    settle(block);
  }
}

void Roles::describe_data(SourceBlock& block) const {
  if (block.role == BlockRole::kHeadline || block.role == BlockRole::kNavigation) lock_publication(block);
  if (block.role == BlockRole::kCaption) {
    if (const auto credit = document::find_credit(block.text)) lock(block, *credit);
  }
  if (block.role == BlockRole::kStandfirst || block.role == BlockRole::kText) {
    if (const auto agency = document::find_dateline_agency(block.text)) lock(block, *agency);
  }
  settle(block);
}

}  // namespace dragoman::html
