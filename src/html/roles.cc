// A block's role comes from the innermost element that has all of its text, else from the form of the text. Locks come from
// marks (an author's link, a credit's span), from the form, and from the publication's name.
#include "html/roles.h"
#include <algorithm>
#include <array>
#include <optional>
#include "base/part.h"
#include "document/letters.h"
#include "document/news_forms.h"
#include "document/news_words.h"
#include "html/lexer.h"
#include "html/publications.h"

namespace dragoman::html {
namespace {

using document::Mark;
using document::SourceBlock;

constexpr std::size_t kLongestByline = 200, kLongestDate = 160, kLongestCredit = 240,
                      kLongestStandfirst = 700;  // bytes

void lock(SourceBlock& block, ByteRange range) {
  const bool known = std::ranges::any_of(
      block.locked, [&](ByteRange one) { return one.begin <= range.begin && range.end <= one.end; });
  if (range.begin < range.end && !known) block.locked.push_back(range);
}

void keep_as_name(SourceBlock& block) {
  if (block.keep == KeepReason::kNone) block.keep = KeepReason::kName;
}

/// Of a caption: before and behind its text.
void lock_credits(SourceBlock& block) {
  if (const auto credit = document::find_leading_credit(block.text)) lock(block, *credit);
  if (const auto credit = document::find_credit(block.text)) lock(block, *credit);
}

/// Of an alternative text, which is seldom a credit alone: "Tax/Trade Rules for Small Firms" is none.
void lock_stated_credits(SourceBlock& block) {
  if (const auto credit = document::find_leading_credit(block.text)) lock(block, *credit);
  const auto credit = document::find_credit(block.text);
  if (credit && (credit->begin > 0 || document::is_stated(part(block.text, *credit)))) lock(block, *credit);
}

/// Of a short paragraph that is a caption in all but markup.
void lock_credit_behind(SourceBlock& block) {
  constexpr std::size_t kLongest = 600;  // bytes
  if (block.text.size() > kLongest) return;
  if (const auto credit = document::find_introduced_credit(block.text)) lock(block, *credit);
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
  return letters_and_digits(rest).empty();
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

Roles::Roles(const Tree& tree) : tree_(tree), facts_(find_role_facts(tree)), publications_(tree, facts_) {}

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

/// Two words that may be a notice or a subject are one where a line of small print would stand.
bool Roles::is_label(NodeId holder, NodeId node, const SourceBlock& block) const {
  if (!document::is_label_line(block.text)) return false;
  if (document::is_sure_label(block.text)) return true;
  if (facts_[node].structure != BlockRole::kText || tree_.closest(node, "a") != kNoNode) return false;
  if (tree_.is(holder, "p") || tree_.is(holder, "small") || tree_.is(holder, "aside")) return true;
  const std::string names =
      lower_case(std::string(tree_.value(holder, "class")) + ' ' + std::string(tree_.value(holder, "id")));
  return names.find("translat") != std::string::npos && (tree_.is(holder, "div") || tree_.is(holder, "span"));
}

BlockRole Roles::role_of(NodeId node, const SourceBlock& block) const {
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
    for (const ByteRange range : *names) {
      lock(block, range);
      // "Jane Doe, a correspondent": engines lose what they do not see the words before of.
      if (block.text.compare(range.end, 2, ", ") == 0) lock(block, {range.end, range.end + 1});
    }
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

/// "A ship leaves <small>Department of Transport</small>": behind the caption's words, in an element of its own.
void Roles::lock_credit_element(std::span<const NodeId> mark_nodes, SourceBlock& block) const {
  for (std::size_t i = 0; i < block.marks.size() && i < mark_nodes.size(); ++i) {
    const Mark& mark = block.marks[i];
    if (mark.kind != Mark::Kind::kSpan || mark_nodes[i] == kNoNode || mark.text.begin == 0) continue;
    if (!letters_and_digits(std::string_view(block.text).substr(mark.text.end)).empty()) continue;
    const bool small_print = tree_.is(mark_nodes[i], "small") || tree_.is(mark_nodes[i], "cite");
    const std::string_view shown = part(block.text, mark.text);
    if (document::is_credit_element(shown, small_print)) lock(block, mark.text);
  }
}

void Roles::describe(NodeId holder, std::span<const NodeId> mark_nodes, SourceBlock& block) const {
  const NodeId node = covering(holder, mark_nodes, block);
  block.role = is_label(holder, node, block) ? BlockRole::kLabel : role_of(node, block);
  lock_names(mark_nodes, block);
  switch (block.role) {
    case BlockRole::kByline: lock_byline(node, block); break;
    case BlockRole::kCredit:
      if (!is_introduction(block.text)) keep_as_name(block);
      break;
    case BlockRole::kCaption:
      lock_credits(block);
      lock_credit_element(mark_nodes, block);
      break;
    case BlockRole::kHeadline:
      if (tree_.is(holder, "title")) publications_.lock_beside_title(block);
      break;
    case BlockRole::kText:
    case BlockRole::kStandfirst:
      if (const auto agency = document::find_dateline_agency(block.text)) lock(block, *agency);
      lock_credit_behind(block);
      break;
    default: break;
  }
  for (const ByteRange name : document::find_names_before_handles(block.text)) block.locked.push_back(name);
  publications_.lock_names(block);
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
    lock_stated_credits(block);
    settle(block);
  }
}

void Roles::describe_data(SourceBlock& block) const {
  if (block.role == BlockRole::kHeadline || block.role == BlockRole::kNavigation)
    publications_.lock_beside_title(block);
  if (block.role == BlockRole::kCaption) lock_credits(block);
  if (block.role == BlockRole::kStandfirst || block.role == BlockRole::kText) {
    if (const auto agency = document::find_dateline_agency(block.text)) lock(block, *agency);
  }
  publications_.lock_names(block);
  settle(block);
}

}  // namespace dragoman::html
