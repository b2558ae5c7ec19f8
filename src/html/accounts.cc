// Links are put together by their address up to the last part. Where that part is the link's text and enough of the texts are
// written as no word is ("sky_king", "yuki27", "AirQuotes"), all of these are names; else they may be topics ("/tag/politics").
#include "html/accounts.h"
#include <algorithm>
#include <string_view>
#include <unordered_map>
#include "text/letters.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

constexpr std::size_t kFewest = 8,
                      kShare = 4;  ///< links of a kind, and how many of them must look like names: one in four

struct LinkGroup {
  std::size_t links = 0, odd = 0;
};

/// A sign within, a digit beside a letter, or a capital behind a small letter.
bool is_odd(std::string_view text) {
  bool letter = false, digit = false, small = false, up = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::code_point_at(text, at, at);
    if (c == '_') return true;
    up = up || (small && text::is_upper_case(c));
    small = text::is_lower_case(c);
    letter = letter || text::is_letter(c);
    digit = digit || (!text::is_letter(c) && text::is_alphanumeric(c));
  }
  return up || (letter && digit);
}

/// The link's address before its last part, if that is the text; "" if not.
std::string_view link_kind(const Tree& tree, NodeId link, std::string_view text) {
  constexpr std::size_t kLongestName = 60;
  if (link == kNoNode || text.empty() || text.size() > kLongestName || text.find(' ') != std::string_view::npos)
    return {};
  std::string_view url = tree.value(link, "href");
  if (url.ends_with('/')) url.remove_suffix(1);
  if (!url.ends_with(text)) return {};
  url.remove_suffix(text.size());
  return url.ends_with('/') ? url : std::string_view();
}

/// Calls `see(kind, text, mark)` for each link of a unit; mark -1: the unit is the link.
template <class See>
void each_link(const Tree& tree, const Unit& unit, See see) {
  if (unit.site.kind != Site::Kind::kText) return;
  const std::string_view text = unit.block.text;
  if (const auto kind = link_kind(tree, tree.closest(unit.site.element, "a"), text); !kind.empty()) see(kind, text, -1);
  for (std::size_t i = 0; i < unit.block.marks.size(); ++i) {
    const document::Mark& mark = unit.block.marks[i];
    if (mark.kind != document::Mark::Kind::kSpan || unit.mark_nodes[i] == kNoNode) continue;
    if (!tree.is(unit.mark_nodes[i], "a")) continue;
    const std::string_view part = text.substr(mark.text.begin, mark.text.end - mark.text.begin);
    const std::string_view kind = link_kind(tree, unit.mark_nodes[i], part);
    if (!kind.empty()) see(kind, part, static_cast<int>(i));
  }
}

}  // namespace

void keep_account_names(const Tree& tree, std::vector<Unit>& units) {
  std::unordered_map<std::string_view, LinkGroup> groups;
  for (const Unit& unit : units) {
    each_link(tree, unit, [&](std::string_view kind, std::string_view text, int) {
      LinkGroup& group = groups[kind];
      ++group.links;
      group.odd += is_odd(text) ? 1 : 0;
    });
  }
  for (Unit& unit : units) {
    each_link(tree, unit, [&](std::string_view kind, std::string_view, int mark) {
      const LinkGroup& group = groups[kind];
      if (group.links < kFewest || group.odd * kShare < group.links) return;
      if (mark >= 0) {
        unit.block.locked.push_back(unit.block.marks[static_cast<std::size_t>(mark)].text);
      } else if (unit.block.keep == KeepReason::kNone) {
        unit.block.keep = KeepReason::kName;
      }
    });
  }
}

}  // namespace dragoman::html
