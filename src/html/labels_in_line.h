// Labels in a line: elements side by side, with blanks between, of which at least one says that it stands for itself
// ("<span class=author>Rose White</span> <time>March 5</time> <span>4 min read</span>").
//
// Read as one sentence their words would change places. They are units of their own where no words of the line stand outside
// of such elements; what introduces its neighbour ("By", "Published") or goes on with it stays with it.
#pragma once
#include <vector>
#include "html/flow.h"

namespace dragoman::html {

/// Sets Atom::cut between such elements. `facts`: of each node.
void cut_between_labels(const PageView& view, const std::vector<RoleFacts>& facts, std::vector<Atom>& atoms);

}  // namespace dragoman::html
