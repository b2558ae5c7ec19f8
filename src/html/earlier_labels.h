// Labels that a page brings along: lines of its own that say it was translated by a machine. Our own element takes the place of
// one, others go.
//
// Our own, because reader modes must drop the label: of short stories they show all that stands in paragraphs, whatever its class.
#pragma once
#include <span>
#include "document/block.h"
#include "document/splices.h"
#include "document/stamp.h"
#include "html/stamp.h"
#include "html/tree.h"

namespace dragoman::html {

/// `stamp`'s label stands in the place of the first of the page's own lines that has one, the others are taken out. False: all were, since
/// none has a place, or the label has its place elsewhere or nowhere (LabelPlace).
bool adopt_labels(const Tree& tree, std::span<const document::SourceBlock> blocks, std::span<const BlockPlace> places,
                  const document::Stamp& stamp, document::Splices& splices);

/// Takes a block of role kLabel out, with the elements that show nothing else, or with its separator: the line break beside it.
void take_label_out(const Tree& tree, const document::SourceBlock& block, const BlockPlace& place,
                    document::Splices& splices);

}  // namespace dragoman::html
