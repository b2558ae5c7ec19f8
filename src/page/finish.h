// Finish: a block's edited sentences made one placement: headline form, markup laid over the whole.
#pragma once
#include "document/block.h"
#include "dragoman/page.h"
#include "postedit/line.h"
#include "postedit/post_editor.h"

namespace dragoman::page {

/// The block as post-editing wants it: its text, its locks, and what its role says of its form.
postedit::SourceLine line_of(const document::SourceBlock& block);

struct Finished {
  document::Placement placement;
  Block block;
};

/// `line`: what post-editing made of line_of(block). A block that it could not mend stays as it is, and says why.
Finished finish(const document::SourceBlock& block, postedit::EditedLine line);

}  // namespace dragoman::page
