// Stamp: all that a translated document says about itself. It is made in one place (src/page/stamp.cc) and put into each
// format by that format's writer.
//
// Formats with a visible text (HTML, Markdown, plain article) show `label`; those read by other programs (feeds, ninjs,
// NewsML, subtitles) carry the machine-readable mark only, so that the label never reaches a snippet or a headline list.
#pragma once
#include <string>
#include <vector>
#include "dragoman/page.h"

namespace dragoman::document {

struct Stamp {
  std::string source_language, target_language;  ///< BCP 47
  bool right_to_left = false;                    ///< the target's direction
  std::string label = {};                        ///< text of the visible line, in the target language
  LabelPlace label_place = LabelPlace::kAuto;
  bool label_only =
      false;  ///< the document was stamped before, and nothing was translated now: other marks stay as they are
  std::string translator = {};   ///< "Dragoman 0.1.0"
  std::string publish_url = {};  ///< "": canonical and og:url stay
  std::string source_url = {};   ///< "": the document's canonical address
  std::vector<Alternate> alternates = {};
  std::vector<KeepReason> kept = {};  ///< of each block; what has none was translated
  bool mark_blocks = false;           ///< HTML: data-dragoman-block="N" on elements, N counts blocks()
  std::string originals_json = {};    ///< HTML: content of the embedded script; "" = none
};

}  // namespace dragoman::document
