// Flow: a run of text and inline elements as one row of atoms, in the order of the source: characters, tags, and things.
//
// A run is what stands between two block limits. It is `sound` if its atoms lie side by side in the source, with nothing
// unexplained between them: then pieces of it can be moved. Otherwise each text is to be translated where it stands.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>
#include "html/page_view.h"
#include "html/role_facts.h"

namespace dragoman::html {

/// Signs behind which a sentence ends, for whoever looks at single atoms.
constexpr std::u32string_view kSentenceStops = U".!?…。！？";

struct Atom {
  enum class Kind : std::uint8_t {
    kChar,  ///< `what` is the code point, references decoded
    kOpen,  ///< start tag of node `what`; its kClose follows
    kClose,
    kPoint,   ///< a thing without words: an image, a comment, an empty element, a stray tag
    kBreak,   ///< br
    kLocked,  ///< an element whose words stay
    kApart,   ///< a node that no sentence runs over; it is read on its own
  };
  Kind kind = Kind::kChar;
  bool cut = false;      ///< a unit begins here
  bool dropped = false;  ///< belongs to no unit
  std::uint32_t what = 0;
  Place place = {};
};

struct Flow {
  std::vector<Atom> atoms;
  std::vector<NodeId> notes;  ///< points with words of their own ("[citation needed]", hidden ones): read on their own
  bool sound = true;
};

/// The run of siblings from `first` to `last`. `facts`: of each node.
Flow flow_of(const PageView& view, const std::vector<RoleFacts>& facts, NodeId first, NodeId last);

}  // namespace dragoman::html
