// Roles: what a block is on a news page (headline, byline, caption...), and what of it stays as it is.
//
// Three kinds of evidence, the surest first: what the markup means (h1, figcaption, time, nav, itemprop="author"), the class
// names of common newsroom systems (data/roles.txt), and the form of the text (document/news_forms.h). Page-wide facts, such as
// the publication's name, are read once.
// Threads: read only after construction. The tree must outlive it.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "document/block.h"
#include "html/publications.h"
#include "html/role_facts.h"
#include "html/tree.h"

namespace dragoman::html {

class Roles {
 public:
  explicit Roles(const Tree& tree);

  const std::vector<RoleFacts>& facts() const { return facts_; }
  const std::vector<std::string>& authors() const { return publications_.authors(); }

  /// Sets role and locks of a block of text, and `keep` where nothing of it is to be translated (a credit, a name alone).
  /// `holder`: the nearest element round the block that is no mark of it. `mark_nodes[i]`: the element of block.marks[i], or
  /// kNoNode. What `keep` and `locked` say already stays.
  void describe(NodeId holder, std::span<const NodeId> mark_nodes, document::SourceBlock& block) const;

  /// The same for an attribute's value: kAttribute for alt, title and the like; meta descriptions and card titles have the
  /// roles of what they describe.
  void describe_attribute(NodeId element, std::string_view attribute, document::SourceBlock& block) const;

  /// The same for a string of JSON-LD, whose role is known.
  void describe_data(document::SourceBlock& block) const;

 private:
  bool is_label(NodeId holder, NodeId node, const document::SourceBlock& block) const;
  BlockRole role_of(NodeId node, const document::SourceBlock& block) const;
  BlockRole role_by_form(NodeId holder, const document::SourceBlock& block) const;
  NodeId covering(NodeId holder, std::span<const NodeId> mark_nodes, const document::SourceBlock& block) const;
  void lock_names(std::span<const NodeId> mark_nodes, document::SourceBlock& block) const;
  void lock_credit_element(std::span<const NodeId> mark_nodes, document::SourceBlock& block) const;
  void lock_byline(NodeId node, document::SourceBlock& block) const;

  const Tree& tree_;
  std::vector<RoleFacts> facts_;  ///< by node
  Publications publications_;
};

}  // namespace dragoman::html
