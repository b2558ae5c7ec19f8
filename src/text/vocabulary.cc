// Which of the implementations serves a model: see docs/decisions/0003-vocabulary.md.
#include "text/vocabulary.h"

#include "text/library_vocabulary.h"
#include "text/model_proto.h"
#include "text/prepared_vocabulary.h"

namespace dragoman::text {

Result<std::shared_ptr<const Vocabulary>> Vocabulary::load(std::string_view bytes, std::string_view name) {
  Result<ModelProto> proto = parse_model_proto(bytes, name);
  if (!proto) return proto.error();
  if (auto prepared = prepare_vocabulary(*proto)) return prepared;
  return load_by_library(bytes, *proto, name);
}

}  // namespace dragoman::text
