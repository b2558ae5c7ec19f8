// The vocabulary by the SentencePiece library: covers every model there is, and is the oracle of the prepared one.
#pragma once
#include <memory>
#include <string_view>
#include "text/model_proto.h"
#include "text/vocabulary.h"

namespace dragoman::text {

/// `proto` is what parse_model_proto() made of `bytes`. Errors: as Vocabulary::load().
Result<std::shared_ptr<const Vocabulary>> load_by_library(std::string_view bytes, const ModelProto& proto,
                                                          std::string_view name);

}  // namespace dragoman::text
