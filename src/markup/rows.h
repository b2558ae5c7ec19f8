// Rows: spans that cut one word into letters, `<i>H</i><i>i</i>`. They go together, onto the word that the word became.
#pragma once
#include "markup/layout.h"

namespace dragoman::markup {

/// Makes the first span of each row stand for all of it. Before stretches are given out.
void join_rows(Layout& layout);
/// Deals the letters of the best word in each row's stretch out to its spans; who gets none keeps an empty target. All other target ranges must
/// be set.
void deal_rows(Layout& layout);

/// The longest word of a node's stretch, which says most of what the stretch says; empty if it has none.
ByteRange longest_word(const Layout& layout, const Node& node);

}  // namespace dragoman::markup
