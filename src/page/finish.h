// Finish: a block's edited sentences made one placement: headline form, markup laid over the whole.
#pragma once
#include "document/document.h"
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
Finished finish(const document::SourceBlock& block, postedit::EditedLine line, bool links = false);

/// Where the elements of a block came to stand that show, and do nothing else. `placement` without pieces: the block stays as it is.
std::vector<BlockMark> marks_of(const document::Document& document, std::size_t block,
                                const document::Placement& placement);

}  // namespace dragoman::page
