// ModelImpl: what a loaded model is made of. Immutable; shared by all handles.
#pragma once
#include <memory>
#include <mutex>
#include <string>

#include "base/mapped_file.h"
#include "dragoman/model.h"
#include "engine/engine.h"
#include "text/characters.h"
#include "text/vocabulary.h"

namespace dragoman {

class ModelImpl {
 public:
  static const ModelImpl& of(const Model& model) { return *model.impl_; }
  const engine::Engine& engine() const { return *engine_; }
  const text::Vocabulary& source_vocabulary() const { return *source_; }
  const text::Vocabulary& target_vocabulary() const { return *target_; }
  const ModelInfo& info() const { return info_; }
  /// Of the target vocabulary; made when it is first asked for, since few programs ask.
  const text::CharacterSet& characters() const {
    std::call_once(characters_made_, [this] { characters_ = text::CharacterSet(*target_); });
    return characters_;
  }

 private:
  friend class ModelLoader;
  base::MappedFile model_file_, source_file_, target_file_, shortlist_file_;  // empty for bytes in memory
  std::shared_ptr<const text::Vocabulary> source_, target_;
  std::shared_ptr<const engine::Engine> engine_;
  ModelInfo info_;
  std::string kernel_;
  mutable std::once_flag characters_made_;
  mutable text::CharacterSet characters_;
  friend class Model;
};

}  // namespace dragoman
