// Ids ascend from parents to children, so one loop hands everything down. Class names are looked up whole and from each of
// their inner word beginnings.
#include "html/role_facts.h"
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include "base/ascii.h"
#include "document/data_file.h"
#include "html/embedded.h"
#include "html/lexer.h"

namespace dragoman::html {
namespace {

struct ClassMeaning {
  BlockRole role = BlockRole::kText;
  bool name = false, label = false, unseen = false;
  bool in_caption = false;  ///< only there
  bool site = false;
};
using Classes = std::unordered_map<std::string, ClassMeaning>;

struct Named {
  std::string_view name;
  BlockRole role;
};
constexpr std::array kTags = {Named{"title", BlockRole::kHeadline},  Named{"h1", BlockRole::kHeadline},
                              Named{"h2", BlockRole::kSubheading},   Named{"h3", BlockRole::kSubheading},
                              Named{"h4", BlockRole::kSubheading},   Named{"h5", BlockRole::kSubheading},
                              Named{"h6", BlockRole::kSubheading},   Named{"figcaption", BlockRole::kCaption},
                              Named{"caption", BlockRole::kCaption}, Named{"time", BlockRole::kDateline}};
constexpr std::array kStructures = {Named{"li", BlockRole::kListItem},       Named{"dt", BlockRole::kListItem},
                                    Named{"dd", BlockRole::kListItem},       Named{"td", BlockRole::kTableCell},
                                    Named{"th", BlockRole::kTableCell},      Named{"blockquote", BlockRole::kQuote},
                                    Named{"nav", BlockRole::kNavigation},    Named{"menu", BlockRole::kNavigation},
                                    Named{"button", BlockRole::kNavigation}, Named{"option", BlockRole::kNavigation},
                                    Named{"label", BlockRole::kNavigation},  Named{"legend", BlockRole::kNavigation},
                                    Named{"summary", BlockRole::kNavigation}};
constexpr std::array kProperties = {
    Named{"headline", BlockRole::kHeadline},      Named{"alternativeheadline", BlockRole::kStandfirst},
    Named{"description", BlockRole::kStandfirst}, Named{"author", BlockRole::kByline},
    Named{"creator", BlockRole::kByline},         Named{"datepublished", BlockRole::kDateline},
    Named{"datemodified", BlockRole::kDateline},  Named{"datecreated", BlockRole::kDateline},
    Named{"caption", BlockRole::kCaption},        Named{"copyrightholder", BlockRole::kCredit},
    Named{"credittext", BlockRole::kCredit},      Named{"copyrightnotice", BlockRole::kCredit}};

template <std::size_t n>
std::optional<BlockRole> find_named(const std::array<Named, n>& table, std::string_view name) {
  const auto* found = std::ranges::find(table, name, &Named::name);
  return found == table.end() ? std::nullopt : std::optional(found->role);
}

Classes read_classes() {
  constexpr std::array kSections = {
      Named{"headline", BlockRole::kHeadline},    Named{"standfirst", BlockRole::kStandfirst},
      Named{"byline", BlockRole::kByline},        Named{"name", BlockRole::kByline},
      Named{"dateline", BlockRole::kDateline},    Named{"caption", BlockRole::kCaption},
      Named{"credit", BlockRole::kCredit},        Named{"quote", BlockRole::kQuote},
      Named{"navigation", BlockRole::kNavigation}};
  Classes out;
  for (const Named& section : kSections) {
    const bool name = section.name == "name" || section.role == BlockRole::kCredit;
    for (const std::string_view line : document::section_lines(embedded_file("roles.txt"), section.name)) {
      out.emplace(std::string(line), ClassMeaning{section.role, name});
    }
  }
  for (const std::string_view line : document::section_lines(embedded_file("roles.txt"), "caption-credit")) {
    ClassMeaning& meaning = out[std::string(line)];
    meaning.role = BlockRole::kCredit;
    meaning.name = meaning.in_caption = true;
  }
  for (const std::string_view line : document::section_lines(embedded_file("roles.txt"), "site")) {
    out[std::string(line)].site = true;
  }
  for (const std::string_view line : document::section_lines(embedded_file("roles.txt"), "label")) {
    out[std::string(line)].label = true;
  }
  for (const std::string_view line : document::section_lines(embedded_file("roles.txt"), "unseen")) {
    out[std::string(line)].unseen = true;
  }
  return out;
}

/// "ArticleByline__date" -> "article-byline-date".
std::string words_of_class(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool capital = c >= 'A' && c <= 'Z';
    const bool divider = c == '-' || c == '_' || c == ':' || c == '.';
    const bool begins = capital && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if ((divider || begins) && !out.empty() && out.back() != '-') out += '-';
    if (!divider) out += capital ? static_cast<char>(c | 32) : c;
  }
  return out;
}

const ClassMeaning* look_up_class(std::string_view name) {
  static const Classes kClasses = read_classes();
  if (name.size() > 80) return nullptr;
  const std::string words = words_of_class(name);
  for (const std::string_view undo :
       {"has-", "no-", "not-", "with-", "without-", "show-", "hide-", "js-toggle-", "is-"}) {
    if (words.starts_with(undo)) return nullptr;
  }
  for (std::size_t at = 0; at < words.size();) {
    const auto found = kClasses.find(words.substr(at));
    if (found != kClasses.end()) return &found->second;
    const std::size_t dash = words.find('-', at);
    if (dash == std::string::npos) break;
    at = dash + 1;
  }
  return nullptr;
}

template <class Action>
void for_each_word(std::string_view list, Action action) {
  for (std::size_t at = 0; at < list.size();) {
    std::size_t end = at;
    while (end < list.size() && !is_html_space(list[end])) ++end;
    if (end > at) action(list.substr(at, end - at));
    at = end + 1;
  }
}

/// How deep inside an element its role still holds.
int reach(BlockRole role) {
  switch (role) {
    case BlockRole::kCaption: return 5;
    case BlockRole::kHeadline:
    case BlockRole::kSubheading: return 4;
    case BlockRole::kByline:
    case BlockRole::kStandfirst: return 3;
    default: return 2;
  }
}

/// A page has few names of classes and uses them often.
class ClassCache {
 public:
  const ClassMeaning* find(std::string_view name) {
    const auto [entry, fresh] = known_.try_emplace(name);
    if (fresh) entry->second = look_up_class(name);
    return entry->second;
  }

 private:
  std::unordered_map<std::string_view, const ClassMeaning*> known_;
};

/// Of parts of a line: "Jane Doe", "March 5", a headline's kicker.
bool stands_alone(BlockRole role) {
  return role == BlockRole::kByline || role == BlockRole::kDateline || role == BlockRole::kCredit ||
         role == BlockRole::kHeadline || role == BlockRole::kStandfirst;
}

void set_role(RoleFacts& facts, BlockRole role, bool by_class, bool name) {
  facts.role = role;
  facts.by_class = by_class;
  facts.name = name;
  facts.levels = 0;
}

/// What its id and classes say.
void read_classes_of(const Tree& tree, NodeId id, ClassCache& classes, RoleFacts& facts) {
  for (const std::string_view attribute : {std::string_view("id"), std::string_view("class")}) {
    for_each_word(tree.value(id, attribute), [&](std::string_view word) {
      const ClassMeaning* meaning = classes.find(word);
      if (meaning == nullptr) return;
      facts.unseen = facts.unseen || meaning->unseen;
      facts.label = facts.label || meaning->label;
      facts.site = facts.site || meaning->site;
      if (meaning->in_caption && facts.role != BlockRole::kCaption) return;
      if (meaning->role == BlockRole::kText) return;
      if (meaning->role == BlockRole::kNavigation || meaning->role == BlockRole::kQuote) {
        facts.structure = meaning->role;
      } else {
        set_role(facts, meaning->role, true, meaning->name);
      }
    });
  }
}

/// Nothing but a link to the site's first page.
bool holds_link_home(const Tree& tree, NodeId id) {
  NodeId link = kNoNode;
  for (NodeId child = tree[id].first_child; child != kNoNode; child = tree[child].next) {
    const bool blank = tree[child].kind == Node::Kind::kText && std::ranges::all_of(tree.text(child), is_html_space);
    if (blank || tree[child].kind == Node::Kind::kComment) continue;
    if (link != kNoNode || !tree.is(child, "a")) return false;
    link = child;
  }
  return link != kNoNode && (equal_names(tree.value(link, "rel"), "home") || is_home(tree.value(link, "href")));
}

/// What is in an article or in the page's main part is the story's.
bool is_of_story(const Tree& tree, NodeId id) {
  return tree.closest(id, "article") != kNoNode || tree.closest(id, "main") != kNoNode;
}

/// The site's name in the headline's element: a logo, as most themes of content systems have it on some pages.
void read_site(const Tree& tree, NodeId id, RoleFacts& facts) {
  const bool heading = tree[id].tag == "h1";
  if (!facts.site && !(heading && holds_link_home(tree, id))) return;
  facts.site = !is_of_story(tree, id);
  if (!facts.site || !heading) return;
  set_role(facts, BlockRole::kText, false, false);
  facts.structure = BlockRole::kNavigation;
}

/// What the element says itself.
void read_own(const Tree& tree, NodeId id, ClassCache& classes, RoleFacts& facts) {
  const auto set = [&](BlockRole role, bool by_class, bool name) { set_role(facts, role, by_class, name); };
  const Node& node = tree[id];
  read_classes_of(tree, id, classes, facts);
  if (const auto role = find_named(kTags, node.tag)) {
    // A heading of class "headline" is one, and one of class "standfirst" is that, but a date in a heading is a heading first.
    const bool told = facts.role == BlockRole::kHeadline || facts.role == BlockRole::kStandfirst;
    const bool own = told && facts.levels == 0 && facts.by_class;
    if (!(own && *role == BlockRole::kSubheading)) set(*role, false, false);
  }
  read_site(tree, id, facts);
  if (const auto structure = find_named(kStructures, node.tag)) {
    // An entry of a menu is part of the menu first.
    if (facts.structure != BlockRole::kNavigation) facts.structure = *structure;
  }
  if (equal_names(tree.value(id, "role"), "navigation")) facts.structure = BlockRole::kNavigation;
  for_each_word(tree.value(id, "itemprop"), [&](std::string_view word) {
    const std::string property = lower_case(word);
    if (const auto role = find_named(kProperties, property)) set(*role, false, *role == BlockRole::kCredit);
    // All of the story, whatever else it is called.
    if (property == "articlebody") set(BlockRole::kText, false, false);
    if (property == "name" && facts.role == BlockRole::kByline) facts.name = true;
  });
  for_each_word(tree.value(id, "rel"), [&](std::string_view word) {
    if (equal_names(word, "author")) set(BlockRole::kByline, false, true);
  });
  facts.label = facts.label || (facts.levels == 0 && stands_alone(facts.role));
}

void note_headline(const Tree& tree, NodeId h1, std::vector<RoleFacts>& all) {
  NodeId above = tree[h1].parent;
  for (int level = 0; level < 3 && above != kNoNode; ++level, above = tree[above].parent) {
    const bool header = tree.is(above, "header") || tree.is(above, "hgroup");
    if (header && all[above].headline == kNoNode) all[above].headline = h1;
  }
}

}  // namespace

bool is_home(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t begin = scheme == std::string_view::npos ? (url.starts_with("//") ? 2 : 0) : scheme + 3;
  const std::size_t path = url.find('/', begin);
  return path == std::string_view::npos ? scheme != std::string_view::npos : path + 1 == url.size();
}

bool is_hidden(const Tree& tree, NodeId id) {
  if (tree.attribute(id, "hidden") != nullptr) return true;
  std::string style = base::lower_ascii(tree.value(id, "style"));
  std::erase_if(style, [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
  if (style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos)
    return true;
  bool unseen = false;
  for_each_word(tree.value(id, "class"), [&](std::string_view word) {
    const ClassMeaning* const meaning = look_up_class(word);
    unseen = unseen || (meaning != nullptr && meaning->unseen);
  });
  return unseen;
}

std::vector<RoleFacts> find_role_facts(const Tree& tree) {
  std::vector<RoleFacts> all(tree.size());
  ClassCache classes;
  for (NodeId id = tree.next(tree.root()); id != kNoNode; id = tree.next(id)) {
    const Node& node = tree[id];
    RoleFacts& facts = all[id];
    if (node.parent != kNoNode) {
      facts = all[node.parent];
      facts.headline = kNoNode;
      facts.label = facts.unseen = false;
      facts.site = facts.site && (node.tag == "h1" || node.tag == "a" || node.tag == "span");
      if (facts.role != BlockRole::kText && ++facts.levels > reach(facts.role)) {
        facts.role = BlockRole::kText;
        facts.name = facts.by_class = false;
      }
    }
    // Classes of the whole page ("single-author") say nothing of its parts.
    if (node.kind == Node::Kind::kElement && id != tree.html() && id != tree.body()) read_own(tree, id, classes, facts);
    if (node.tag == "h1" && !facts.site) note_headline(tree, id, all);
  }
  return all;
}

}  // namespace dragoman::html
