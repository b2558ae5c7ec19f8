// Forms: how a translated block is written. One object per input file, in order; the strings go to the output as
// they are. Text: line for line. Alignments: "text ||| 0-0 1-2" (word numbers, Pharaoh form). N best: Marian's
// "line ||| text ||| score". JSON: one object per file, on one line.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/translator.h"
#include "input_stream.h"

namespace dragoman::cli {

class Form {
 public:
  virtual ~Form() = default;
  /// Error: kInternal if the translation does not have the lines of the block.
  virtual Result<std::string> block(const Block& block, const Translation& translation) = 0;
  /// What comes after the last block; the block's languages are known by then or never.
  virtual std::string end() { return {}; }
};

/// What JSON says of a file besides its sentences.
struct JsonHead {
  std::string file;                 ///< as given; "-" = standard input
  std::string source, target;       ///< tags; empty = not known
  std::vector<std::string> models;  ///< names
};

std::unique_ptr<Form> make_text_form();
std::unique_ptr<Form> make_alignment_form();
/// `n` best of each line: where a line has several sentences, of all combinations.
std::unique_ptr<Form> make_n_best_form(unsigned n);
/// `alternatives`: list the hypotheses too. `alignments`: list tokens.
std::unique_ptr<Form> make_json_form(JsonHead head, bool alternatives, bool alignments);

}  // namespace dragoman::cli
