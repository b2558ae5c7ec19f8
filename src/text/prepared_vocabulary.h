// The prepared vocabulary: SentencePiece's unigram model, written anew so that it loads in a few milliseconds and
// gives the library's ids to the last one. docs/decisions/0003-vocabulary.md says why.
#pragma once
#include <memory>
#include <string_view>
#include "text/model_proto.h"
#include "text/vocabulary.h"

namespace dragoman::text {

/// Takes the pieces out of `proto`. Nothing, and `proto` as it was, when the model needs what only the library does
/// (BPE, byte fallback, user-defined symbols and the like), or is damaged in a way that the library explains better.
std::shared_ptr<const Vocabulary> prepare_vocabulary(ModelProto& proto);

}  // namespace dragoman::text
