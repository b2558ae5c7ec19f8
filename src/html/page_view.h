// PageView: what each node of a tree is to a translator, worked out once for the whole page by loops over the nodes.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>
#include "dragoman/page.h"
#include "html/elements.h"
#include "html/tree.h"

namespace dragoman::html {

class PageView {
 public:
  explicit PageView(const Tree& page, const ElementRules& rules = {});

  const Tree& tree() const { return tree_; }
  std::uint16_t traits(NodeId id) const { return traits_[id]; }
  bool has(NodeId id, Trait trait) const { return (traits_[id] & trait) != 0; }
  /// Ends a sentence: a block-level element, or an inline one that holds such.
  bool blocky(NodeId id) const { return (flags_[id] & kBlocky) != 0; }
  /// Holds text to read, itself included.
  bool has_text(NodeId id) const { return (flags_[id] & kHasText) != 0; }
  /// Its tags and those of its descendants stand in the source as in the tree, so that it can be moved as a piece.
  bool sound(NodeId id) const { return (flags_[id] & kSound) != 0; }
  /// May be translated: no ancestor forbids it.
  bool open(NodeId id) const { return (flags_[id] & kOpen) != 0; }
  /// Code, rather than merely marked as not to be translated. Asked of what is not open().
  bool code(NodeId id) const { return (flags_[id] & kCode) != 0; }
  /// Not open itself, but something in it is.
  bool opens_inside(NodeId id) const { return (flags_[id] & kOpensInside) != 0; }
  /// In the content of an element that is no text of the page (a script, an inline picture, a player's fallback).
  bool buried(NodeId id) const { return (flags_[id] & kBuried) != 0; }
  /// Put there by an earlier translation: no text of the page.
  bool inserted(NodeId id) const { return (flags_[id] & kInserted) != 0; }
  /// As the nearest lang attribute says, or "".
  std::string_view language(NodeId id) const;

 private:
  enum Flag : std::uint8_t {
    kBlocky = 1,
    kHasText = 2,
    kSound = 4,
    kOpen = 8,
    kCode = 16,
    kOpensInside = 32,
    kBuried = 64,
    kInserted = 128
  };
  void look_down(const ElementRules& rules);
  void look_up();
  bool has_own_text(NodeId id) const;
  bool sound_itself(NodeId id) const;

  const Tree& tree_;
  std::vector<std::uint16_t> traits_;
  std::vector<std::uint8_t> flags_;
  std::vector<NodeId> language_;  ///< the element that states it
};

/// White space that does not show at an edge: HTML's, no-break spaces, and signs without width.
bool is_blank(char32_t c);
/// Soft hyphen, zero-width space: dropped from text.
bool is_unseen(char32_t c);

}  // namespace dragoman::html
