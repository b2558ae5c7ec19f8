// Names of accounts: links like <a href="/users/sky_king">sky_king</a>, many of one kind, are no words of any language.
#pragma once
#include <vector>
#include "html/tree.h"
#include "html/units.h"

namespace dragoman::html {

/// Keeps units that are such a link, and locks such links within other units.
void keep_account_names(const Tree& tree, std::vector<Unit>& units);

}  // namespace dragoman::html
