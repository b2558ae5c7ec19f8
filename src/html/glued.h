// Glued labels: elements that touch without a blank, whose words a style sheet keeps apart ("<b>Age</b><i>42 years</i>").
//
// Read as one text they would make one word or one number of two, so a unit ends between them. Parts of one word that
// only look different ("under<u>line</u>d", "CO<span>2</span>") stay together.
#pragma once
#include <vector>
#include "html/flow.h"

namespace dragoman::html {

/// Sets Atom::cut where a blank is missing at an element's edge.
void cut_where_glued(const PageView& view, std::vector<Atom>& atoms);

}  // namespace dragoman::html
