#include "engine/engine.h"

namespace dragoman::engine {

Result<std::shared_ptr<const Engine>> Engine::load(const EngineFiles& files, const kernels::Kernels& kernels) {
  Result<MarianFile> file = MarianFile::parse(files.model, files.model_name);
  if (!file) return file.error();
  Result<ModelShape> shape = ModelShape::read(*file);
  if (!shape) return shape.error();
  if (Status fits = files.check ? files.check(*shape) : Status(); !fits) return fits.error();
  const auto vocabulary = static_cast<std::size_t>(shape->target_vocabulary);
  if (files.special.end >= vocabulary || files.special.unknown >= vocabulary) {
    return Error{ErrorCode::kBadModel, 0,
                 files.model_name + " has " + std::to_string(vocabulary) +
                     " target tokens, but the vocabulary's end mark or unknown token is not among them; use the "
                     "vocabulary file that belongs to the model"};
  }
  std::shared_ptr<Engine> engine(new Engine(kernels));
  engine->special_ = files.special;
  engine->shared_vocabulary_ = files.shared_vocabulary;
  if (!files.shortlist.empty()) {
    Result<Shortlist> shortlist = Shortlist::parse(files.shortlist, files.shortlist_name,
                                                   static_cast<std::size_t>(shape->source_vocabulary), vocabulary);
    if (!shortlist) return shortlist.error();
    engine->shortlist_ = *shortlist;
  }
  Result<std::shared_ptr<const Weights>> weights =
      Weights::load(*file, *shape, engine->has_shortlist() ? 0 : vocabulary, kernels.order);
  if (!weights) return weights.error();
  engine->weights_ = std::move(*weights);
  return std::shared_ptr<const Engine>(std::move(engine));
}

void Engine::candidates(std::span<const TokenId> source, std::span<const TokenId> extra, Candidates& into) const {
  into.ids.clear();
  if (!shortlist_) {
    into.output = &weights_->whole_output();
    into.size = static_cast<std::size_t>(into.output->outputs());
    return;
  }
  std::vector<TokenId> always(extra.begin(), extra.end());
  always.push_back(special_.end);  // whatever the file says: a sentence must be able to end
  into.ids = shortlist_->candidates(source, always, shared_vocabulary_);
  weights_->pack_output(into.ids, into.packed);
  into.output = &into.packed.linear;
  into.size = into.ids.size();
}

}  // namespace dragoman::engine
