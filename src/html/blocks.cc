// Containers are taken one by one from a list: a container's children are blocks, which are containers of their own, and runs
// between them. At the end the blocks are put in the source's order.
#include "html/blocks.h"

#include <algorithm>
#include <utility>
#include "base/ascii.h"
#include "base/part.h"
#include "html/accounts.h"
#include "html/attributes.h"
#include "html/cuts.h"
#include "html/entities.h"
#include "html/lexer.h"
#include "html/people.h"
#include "html/roles.h"
#include "html/script_json.h"
#include "html/writers.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

bool declares(const Tree& tree) {
  return tree.doctype() && tree.source(*tree.doctype()).find("<!ENTITY") != std::string_view::npos;
}

/// "&name;" of a name that HTML does not know: an XML parser reads what the document type declares.
bool has_unknown_reference(std::string_view source) {
  std::string decoded;
  for (std::size_t at = source.find('&'); at != std::string_view::npos; at = source.find('&', at + 1)) {
    std::size_t end = at + 1;
    while (end < source.size() && (base::is_ascii_letter(source[end]) || base::is_ascii_digit(source[end]))) ++end;
    const bool named = end > at + 1 && end < source.size() && source[end] == ';';
    if (named && decode_reference(source, at, false, decoded) == 0) return true;
  }
  return false;
}

class BlockReader {
 public:
  BlockReader(const Tree& tree, const PageReadOptions& options, bool xhtml)
      : tree_(tree),
        options_(options),
        xhtml_(xhtml),
        declares_(declares(tree)),
        view_(tree, options.elements),
        roles_(tree) {}
  PageBlocks read();

 private:
  void read_container(NodeId id);
  void read_block(NodeId id);
  void read_run(NodeId first, NodeId last);
  void read_apart(NodeId id);
  void keep(NodeId id, KeepReason reason, std::string note);
  void read_elements();
  void read_script(NodeId id);
  void keep_script(NodeId id, ByteRange content, KeepReason reason, std::string note);
  void describe(Unit& unit) const;
  PageBlocks in_order();

  const Tree& tree_;
  const PageReadOptions& options_;
  bool xhtml_;
  bool declares_;  ///< entities of its own, in the document type
  PageView view_;
  Roles roles_;
  std::vector<NodeId> containers_;
  std::vector<Unit> units_;
  std::vector<PageBlocks::Script> scripts_;  ///< `first`: place of the content, until in_order()
};

/// The first words of a piece that was not read.
std::string beginning_of(std::string_view source) {
  constexpr std::size_t kWords = 200, kTags = 10'000;
  std::string text;
  Lexer lexer(source);
  Token token = lexer.next();
  for (std::size_t tags = 0; token.kind != Token::Kind::kEnd && text.size() < kWords && tags < kTags; ++tags) {
    if (token.kind == Token::Kind::kText)
      text += source.substr(token.range.begin, std::min(token.range.end - token.range.begin, 4 * kWords));
    if (!text.empty() && text.back() != ' ') text += ' ';
    token = lexer.next();
  }
  text = collapsed(decode_text(text, false));
  if (text.size() <= kWords) return text;
  std::size_t end = std::min(text.rfind(' ', kWords), kWords);
  while (end > 0 && text::is_continuation(text[end])) --end;
  return text.substr(0, end) + " ...";
}

/// A piece that stays; the report has its beginning.
void BlockReader::keep(NodeId id, KeepReason reason, std::string note) {
  const Node& node = tree_[id];
  Unit unit;
  if (node.kind == Node::Kind::kElement) unit.block.text = collapsed(tree_.inner_text(id));
  if (node.kind == Node::Kind::kText) unit.block.text = collapsed(tree_.text(id));
  if (node.kind == Node::Kind::kCut) unit.block.text = beginning_of(tree_.source(node.open));
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
                      " elements and were kept; take needless elements round them out (a program may raise "
                      "PageReadOptions::max_depth)");
    case Node::Kind::kText:
      if (!view_.open(id)) return keep(id, view_.code(id) ? KeepReason::kCode : KeepReason::kMarked, {});
      return keep(id, KeepReason::kFailed, "tags are nested so wrongly that the text has no sure place in the source");
    default: return;
  }
}

/// The brackets round a note in words are no words: "[citation needed]".
void drop_brackets(Flow& flow) {
  std::vector<std::size_t> shown;
  for (std::size_t at = 0; at < flow.atoms.size(); ++at) {
    if (flow.atoms[at].kind == Atom::Kind::kChar && !is_blank(flow.atoms[at].what)) shown.push_back(at);
  }
  const auto is = [&](std::size_t at, char32_t sign) { return flow.atoms[at].what == sign; };
  if (shown.size() < 3 || !is(shown.front(), '[') || !is(shown.back(), ']')) return;
  const auto brackets = std::ranges::count_if(shown, [&](std::size_t at) { return is(at, '[') || is(at, ']'); });
  if (brackets == 2) flow.atoms[shown.front()].dropped = flow.atoms[shown.back()].dropped = true;
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
  Flow flow = flow_of(view_, roles_.facts(), first, last);
  for (const Atom& atom : flow.atoms) {
    if (atom.kind == Atom::Kind::kApart) read_apart(atom.what);
  }
  for (const NodeId note : flow.notes) read_apart(note);
  if (tree_.is(tree_[first].parent, "sup")) drop_brackets(flow);
  cut_into_units(view_, roles_.facts(), flow);
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

/// Structured data that stays: readers that go by it show the original's words, so the report must say so.
void BlockReader::keep_script(NodeId id, ByteRange content, KeepReason reason, std::string note) {
  Unit unit;
  unit.block.text = beginning_of(part(tree_.source(), content));
  if (unit.block.text.empty()) return;
  unit.block.role = BlockRole::kMetadata;
  unit.block.keep = reason;
  unit.block.note = std::move(note);
  unit.site.kind = Site::Kind::kKept;
  unit.site.place = tree_[id].extent;
  unit.site.element = id;
  units_.push_back(std::move(unit));
}

void BlockReader::read_script(NodeId id) {
  const std::string_view type = tree_.value(id, "type");
  if (view_.inserted(id) || lower_case(type).find("ld+json") == std::string::npos) return;
  const Node& node = tree_[id];
  if (node.open.empty() || node.close.empty() || node.repaired) return;
  const ByteRange content{node.open.end, node.close.begin};
  // With a wrapper it is no JSON, and what is none stays byte for byte.
  if (const ByteRange inside = script_json(tree_.source(), content); inside != content) {
    return keep_script(id, inside, KeepReason::kCode,
                       "JSON-LD in a CDATA section or a comment is no JSON and was kept: what goes by it shows the "
                       "original's headline");
  }
  scripts_.push_back({JsonLd::read(tree_.source(), content, options_, xhtml_), content.begin});
  if (const std::string& fault = scripts_.back().json.fault(); !fault.empty())
    keep_script(id, content, KeepReason::kFailed, "the JSON-LD could not be read and was kept: " + fault);
}

void BlockReader::read_elements() {
  for (NodeId id = 1; id < tree_.size(); ++id) {
    if (tree_[id].kind != Node::Kind::kElement) continue;
    if (tree_[id].attribute_count > 0) add_attributes(view_, id, units_);
    if (tree_[id].tag == "script" && !tree_[id].foreign) read_script(id);
  }
}

void BlockReader::describe(Unit& unit) const {
  if (unit.block.role == BlockRole::kMetadata) return;  // a script's
  if (unit.site.kind == Site::Kind::kAttribute) {
    roles_.describe_attribute(unit.site.element, unit.site.attribute, unit.block);
  } else {
    roles_.describe(unit.site.element, unit.mark_nodes, unit.block);
  }
  // In a title or textarea, which the parser reads as one text: no words of the page.
  const bool section = xhtml_ && unit.block.text.find(kCdata) != std::string::npos;
  if (section && unit.block.keep == KeepReason::kNone) unit.block.keep = KeepReason::kCode;
  if (declares_ && unit.block.keep == KeepReason::kNone && has_unknown_reference(tree_.source(unit.site.place))) {
    unit.block.keep = KeepReason::kLimit;
    unit.block.note = "it uses an entity that is not expanded";
  }
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
        page.mark_nodes.emplace_back();
      }
      page.scripts.push_back(std::move(script));
    }
  };
  for (Unit& unit : units_) {
    add_scripts(unit.site.place.begin);
    describe(unit);
    page.blocks.push_back(std::move(unit.block));
    page.sites.push_back(unit.site);
    page.mark_nodes.push_back(std::move(unit.mark_nodes));
  }
  add_scripts(tree_.source().size() + 1);
  keep_writers(roles_.authors(), page.blocks);
  keep_people(page.blocks);
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
  keep_account_names(tree_, units_);
  return in_order();
}

}  // namespace

PageBlocks read_blocks(const Tree& tree, const PageReadOptions& options, bool xhtml) {
  return BlockReader(tree, options, xhtml).read();
}

}  // namespace dragoman::html
