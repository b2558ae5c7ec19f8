#include "html/inserted.h"
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include "html/lexer.h"

namespace dragoman::html {
namespace {

// What we insert, and as what: a page's own use of the attribute is not taken for it.
constexpr std::array<std::string_view, 11> kInserted = {
    "charset",    "label",   "label-text",          "canonical",     "original", "alternate",
    "translator", "json-ld", "machine-translation", "ai-disclosure", "originals"};
constexpr std::array<std::string_view, 5> kInsertedTags = {"aside", "span", "link", "meta", "script"};

bool is_inserted_as(std::string_view tag, std::string_view mark) {
  return std::ranges::find(kInserted, mark) != kInserted.end() &&
         std::ranges::find(kInsertedTags, tag) != kInsertedTags.end();
}

/// The value of our attribute in a tag's source, as we write it.
std::string_view mark_of(std::string_view tag) {
  const std::string before = " " + std::string(kMark) + "=\"";
  const std::size_t at = tag.find(before);
  if (at == std::string_view::npos) return {};
  tag.remove_prefix(at + before.size());
  return tag.substr(0, tag.find('"'));
}

/// Whether the source has a start tag that fits and that no element of the tree begins with. `part`: of such a tag; few pages have it.
template <class Fits>
bool has_lost(const Tree& tree, std::string_view part, bool xhtml, const Fits& fits) {
  const std::string_view source = tree.source();
  if (source.find(part) == std::string_view::npos) return false;
  std::set<std::size_t> known;
  for (NodeId id = 1; id != kNoNode; id = tree.next(id)) {
    if (tree[id].kind == Node::Kind::kElement && !tree[id].repaired) known.insert(tree[id].open.begin);
  }
  Lexer lexer(source, 0, xhtml);
  for (Token token = lexer.next(); token.kind != Token::Kind::kEnd; token = lexer.next()) {
    if (token.kind != Token::Kind::kOpen || known.contains(token.range.begin)) continue;
    if (fits(token.name, source.substr(token.range.begin, token.range.end - token.range.begin))) return true;
  }
  return false;
}

}  // namespace

bool is_inserted(const Tree& tree, NodeId id) {
  if (tree[id].kind != Node::Kind::kElement) return false;
  const Attribute* mark = tree.attribute(id, kMark);
  return mark != nullptr && is_inserted_as(tree[id].tag, mark->value);
}

bool is_stamped(const Tree& tree) {
  for (NodeId id = 1; id != kNoNode; id = tree.next(id)) {
    if (tree.is(id, "meta") && is_inserted(tree, id) && tree.value(id, kMark) == "machine-translation") return true;
  }
  return false;
}

bool has_lost_marks(const Tree& tree, bool xhtml) {
  return has_lost(tree, kMark, xhtml,
                  [](std::string_view name, std::string_view tag) { return is_inserted_as(name, mark_of(tag)); });
}

bool has_lost_tag(const Tree& tree, std::string_view wanted, bool xhtml) {
  return has_lost(tree, wanted, xhtml, [&](std::string_view, std::string_view tag) { return tag == wanted; });
}

}  // namespace dragoman::html
