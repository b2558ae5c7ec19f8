// Cuts: where one unit of translation ends and another begins inside a run.
//
// Sentences run through inline elements. They do not run over a double br, over a br that ends a line of verse or of
// an address, from one link of a menu to the next, or from one label of a button to its other one.
#pragma once
#include "html/flow.h"

namespace dragoman::html {

/// Sets Atom::cut and Atom::dropped. `facts`: of each node.
void cut_into_units(const PageView& view, const std::vector<RoleFacts>& facts, Flow& flow);

}  // namespace dragoman::html
