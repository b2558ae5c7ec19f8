// ModelShape: sizes and options of a model, read from its own configuration; what this engine cannot run is refused by
// the name of the option.
#pragma once
#include <string>
#include <string_view>

#include "engine/marian_file.h"

namespace dragoman::engine {

struct ModelShape {
  int dim = 0;             // D, dim-emb
  int hidden = 0;          // F, width of the encoder's feed-forward layers
  int decoder_hidden = 0;  // the decoder's; the same in every released model
  int heads = 0;           // H; head size D / H
  int encoder_depth = 0;
  int decoder_depth = 0;
  int encoder_ffn_depth = 0;  // matrices in a feed-forward block, >= 2
  int decoder_ffn_depth = 0;
  int source_vocabulary = 0, target_vocabulary = 0;  // V, rows of the embeddings
  bool shared_embeddings = false;                    // one Wemb for source and target
  bool tied_output = false;                          // the output matrix is the target embedding
  bool output_bias = true;

  int head_dim() const { return dim / heads; }
  /// Reads and checks. Errors: kUnsupportedModel with option and value, kBadModel for sizes that contradict tensors.
  static Result<ModelShape> read(const MarianFile& file);
};

}  // namespace dragoman::engine
