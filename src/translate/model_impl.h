// Model::Impl: what a loaded model is made of. Immutable; shared by all handles.
#pragma once
#include <memory>
#include <string>

#include "base/mapped_file.h"
#include "dragoman/model.h"
#include "engine/engine.h"
#include "text/vocabulary.h"

namespace dragoman {

class Model::Impl {
 public:
  const engine::Engine& engine() const { return *engine_; }
  const text::Vocabulary& source_vocabulary() const { return *source_; }
  const text::Vocabulary& target_vocabulary() const { return *target_; }
  const ModelInfo& info() const { return info_; }

 private:
  friend class ModelLoader;
  base::MappedFile model_file_, source_file_, target_file_, shortlist_file_;  // empty for bytes in memory
  std::shared_ptr<const text::Vocabulary> source_, target_;
  std::shared_ptr<const engine::Engine> engine_;
  ModelInfo info_;
  std::string kernel_;
  friend class Model;
};

}  // namespace dragoman
