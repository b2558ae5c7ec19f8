// Labels that a page brings along: lines of its own that say it was translated by a machine. One is made ours, others go.
//
// Reader modes must drop the label. They pass over an element by its class, but not over a link, nor over what stands in a
// table: there, our own element takes the place of the line.
#pragma once
#include <span>
#include "document/block.h"
#include "document/splices.h"
#include "document/stamp.h"
#include "html/stamp.h"
#include "html/tree.h"

namespace dragoman::html {

/// The page's own label lines hold `stamp`'s label from now on, once; false if none could, or none is wanted: then all are taken out.
bool adopt_labels(const Tree& tree, std::span<const document::SourceBlock> blocks, std::span<const BlockPlace> places,
                  const document::Stamp& stamp, document::Splices& splices);

/// Takes a block of role kLabel out, with the elements that show nothing else, or with its separator: the line break beside it.
void take_label_out(const Tree& tree, const document::SourceBlock& block, const BlockPlace& place,
                    document::Splices& splices);

}  // namespace dragoman::html
