// Containers are taken one by one from a list: a container's children are blocks, which are containers of their own, and runs
// between them. At the end the blocks are put in the source's order.
#include "html/blocks.h"
#include <algorithm>
#include <utility>
#include "html/attributes.h"
#include "html/cuts.h"
#include "html/lexer.h"
#include "html/roles.h"

namespace dragoman::html {
namespace {

class BlockReader {
 public:
  BlockReader(const Tree& tree, const PageReadOptions& options, bool xhtml)
      : tree_(tree), options_(options), xhtml_(xhtml), view_(tree), roles_(tree) {}
  PageBlocks read();

 private:
  void read_container(NodeId id);
  void read_block(NodeId id);
  void read_run(NodeId first, NodeId last);
  void read_apart(NodeId id);
  void keep(NodeId id, KeepReason reason, std::string note);
  void read_elements();
  void read_script(NodeId id);
  void describe(Unit& unit) const;
  PageBlocks in_order();

  const Tree& tree_;
  const PageReadOptions& options_;
  bool xhtml_;
  PageView view_;
  Roles roles_;
  std::vector<NodeId> containers_;
  std::vector<Unit> units_;
  std::vector<PageBlocks::Script> scripts_;  ///< `first`: place of the content, until in_order()
};

/// A piece that stays; the report has its beginning.
void BlockReader::keep(NodeId id, KeepReason reason, std::string note) {
  const Node& node = tree_[id];
  Unit unit;
  if (node.kind == Node::Kind::kElement) unit.block.text = collapsed(tree_.inner_text(id));
  if (node.kind == Node::Kind::kText) unit.block.text = collapsed(tree_.text(id));
  if (unit.block.text.empty() && reason != KeepReason::kLimit) return;
  unit.block.keep = reason;
  unit.block.note = std::move(note);
  unit.block.language = view_.language(id);
  unit.site.kind = Site::Kind::kKept;
  unit.site.place = node.extent;
  unit.site.element = node.kind == Node::Kind::kElement ? id : node.parent;
  units_.push_back(std::move(unit));
}

void BlockReader::read_block(NodeId id) {
  if (view_.inserted(id) || view_.buried(id)) return;
  const bool closed = !view_.open(id) && !view_.opens_inside(id);
  if (closed && view_.has_text(id)) return keep(id, view_.code(id) ? KeepReason::kCode : KeepReason::kMarked, {});
  if (!closed && !view_.has(id, kOpaque)) containers_.push_back(id);
}

void BlockReader::read_apart(NodeId id) {
  const Node& node = tree_[id];
  switch (node.kind) {
    case Node::Kind::kElement: return read_block(id);
    case Node::Kind::kCut:
      return keep(id, KeepReason::kLimit,
                  std::to_string(node.open.size()) + " bytes nest deeper than " + std::to_string(options_.max_depth) +
                      " elements and were kept; raise PageReadOptions::max_depth to translate them");
    case Node::Kind::kText:
      if (!view_.open(id)) return keep(id, view_.code(id) ? KeepReason::kCode : KeepReason::kMarked, {});
      return keep(id, KeepReason::kFailed, "tags are nested so wrongly that the text has no sure place in the source");
    default: return;
  }
}

void BlockReader::read_run(NodeId first, NodeId last) {
  const auto is_blank_node = [&](NodeId id) {
    return tree_[id].kind != Node::Kind::kCut && tree_[id].kind != Node::Kind::kElement && !view_.has_text(id);
  };
  bool blank = true;
  for (NodeId id = first; blank; id = tree_[id].next) {
    blank = is_blank_node(id);
    if (id == last) break;
  }
  if (blank) return;
  Flow flow = flow_of(view_, first, last);
  for (const Atom& atom : flow.atoms) {
    if (atom.kind == Atom::Kind::kApart) read_apart(atom.what);
  }
  cut_into_units(view_, flow);
  add_units(view_, flow, tree_[first].parent, units_);
}

void BlockReader::read_container(NodeId id) {
  NodeId first = kNoNode;
  for (NodeId child = tree_[id].first_child; child != kNoNode; child = tree_[child].next) {
    if (!view_.blocky(child)) {
      first = first == kNoNode ? child : first;
      continue;
    }
    if (first != kNoNode) read_run(first, tree_[child].previous);
    first = kNoNode;
    read_block(child);
  }
  if (first != kNoNode) read_run(first, tree_[id].last_child);
}

void BlockReader::read_script(NodeId id) {
  const std::string_view type = tree_.value(id, "type");
  if (view_.inserted(id) || lower_case(type).find("ld+json") == std::string::npos) return;
  const Node& node = tree_[id];
  if (node.open.empty() || node.close.empty() || node.repaired) return;
  const ByteRange content{node.open.end, node.close.begin};
  scripts_.push_back({JsonLd::read(tree_.source(), content, options_, xhtml_), content.begin});
}

void BlockReader::read_elements() {
  for (NodeId id = 1; id < tree_.size(); ++id) {
    if (tree_[id].kind != Node::Kind::kElement) continue;
    if (tree_[id].attribute_count > 0) add_attributes(view_, id, units_);
    if (tree_[id].tag == "script" && !tree_[id].foreign) read_script(id);
  }
}

void BlockReader::describe(Unit& unit) const {
  if (unit.site.kind == Site::Kind::kAttribute) {
    roles_.describe_attribute(unit.site.element, unit.site.attribute, unit.block);
  } else {
    roles_.describe(unit.site.element, unit.mark_nodes, unit.block);
  }
  // In a title or textarea, which the parser reads as one text: no words of the page.
  const bool section = xhtml_ && unit.block.text.find(kCdata) != std::string::npos;
  if (section && unit.block.keep == KeepReason::kNone) unit.block.keep = KeepReason::kCode;
}

/// Reading order is the source's; a block stands before the attributes inside it.
PageBlocks BlockReader::in_order() {
  std::stable_sort(units_.begin(), units_.end(),
                   [](const Unit& a, const Unit& b) { return a.site.place.begin < b.site.place.begin; });
  PageBlocks page;
  const auto add_scripts = [&](std::size_t before) {
    for (; page.scripts.size() < scripts_.size() && scripts_[page.scripts.size()].first < before;) {
      PageBlocks::Script& script = scripts_[page.scripts.size()];
      script.first = page.blocks.size();
      for (const document::SourceBlock& block : script.json.blocks()) {
        page.blocks.push_back(block);
        roles_.describe_data(page.blocks.back());
        Site site;
        site.kind = Site::Kind::kScript;
        page.sites.push_back(site);
      }
      page.scripts.push_back(std::move(script));
    }
  };
  for (Unit& unit : units_) {
    add_scripts(unit.site.place.begin);
    describe(unit);
    page.blocks.push_back(std::move(unit.block));
    page.sites.push_back(unit.site);
  }
  add_scripts(tree_.source().size() + 1);
  return page;
}

PageBlocks BlockReader::read() {
  containers_.push_back(tree_.root());
  while (!containers_.empty()) {
    const NodeId id = containers_.back();
    containers_.pop_back();
    read_container(id);
  }
  read_elements();
  return in_order();
}

}  // namespace

PageBlocks read_blocks(const Tree& tree, const PageReadOptions& options, bool xhtml) {
  return BlockReader(tree, options, xhtml).read();
}

}  // namespace dragoman::html
