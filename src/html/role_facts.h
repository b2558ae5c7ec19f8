// What markup says about an element's role: its tag, its schema.org property, its class. Found once for all elements of a page.
//
// A role is inherited by what the element holds, for as many levels as is plausible for that role: a caption may be a few
// elements down in <figcaption>, a date is not found deep in something of class "date".
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>
#include "dragoman/page.h"
#include "html/tree.h"

namespace dragoman::html {

struct RoleFacts {
  BlockRole role = BlockRole::kText;       ///< kText: nothing sure is known
  BlockRole structure = BlockRole::kText;  ///< list item, table cell, quote or navigation round it: weaker than `role`
  bool by_class = false;                   ///< `role` is told by a class only
  bool name = false;                       ///< somebody's name or a credit: stays as it is
  bool site = false;    ///< the site's own name, outside of the story; inherited by a heading, a link or a span in it
  bool label = false;   ///< itself: stands alone in its line, beside others of its kind; not inherited
  bool unseen = false;  ///< itself: its class hides it from all but screen readers; not inherited
  std::uint8_t levels = 0;    ///< up to the element that says so
  NodeId headline = kNoNode;  ///< of a header: the first h1 in it
};

/// Whether an element hides what it holds from all who look: `hidden`, a style, a class for screen readers. Style sheets are not read.
bool is_hidden(const Tree& tree, NodeId id);

/// Whether an address is a site's first page: "/", "https://www.theharbourpost.com/".
bool is_home(std::string_view url);

/// One for each node of the tree.
std::vector<RoleFacts> find_role_facts(const Tree& tree);

}  // namespace dragoman::html
