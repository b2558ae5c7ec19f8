// Loading a model: find its files, map them, read the vocabularies, pack the weights, let go of the pages.
#include "dragoman/model.h"

#include <cstdlib>
#include <utility>

#include "kernels/kernels.h"
#include "store/model_folder.h"
#include "text/utf8.h"
#include "translate/model_impl.h"

namespace dragoman {
namespace {

std::string architecture_of(const engine::ModelShape& shape) {
  const auto is = [&shape](int dim, int hidden, int encoder, int decoder) {
    return shape.dim == dim && shape.hidden == hidden && shape.encoder_depth == encoder &&
           shape.decoder_depth == decoder;
  };
  if (is(256, 1536, 6, 2)) return "tiny";
  if (is(384, 1536, 6, 4)) return "base-memory";
  if (is(512, 2048, 6, 2)) return "base";
  return std::to_string(shape.encoder_depth) + "+" + std::to_string(shape.decoder_depth) + " layers of " +
         std::to_string(shape.dim);
}

/// The kernel that was asked for, and by whom.
std::string kernel_wish(const std::string& name) {
  const char* set = std::getenv("DRAGOMAN_KERNEL");
  return name.empty() && set != nullptr ? "'" + std::string(set) + "' (named by DRAGOMAN_KERNEL)" : "'" + name + "'";
}

Result<const kernels::Kernels*> kernels_named(const std::string& name) {
  const kernels::Kernels* found = kernels::choose_kernels(name);
  if (found != nullptr) return found;
  std::string runnable;
  for (const std::string& each : kernel_names(true)) runnable += " " + each;
  return Error{ErrorCode::kBadArgument, 0,
               "kernel " + kernel_wish(name) + " is unknown or needs another CPU; this one runs:" + runnable};
}

/// Who reads bytes can only say that they are bad; of a folder it is known where they come from.
Error with_remedy(Error error, const store::ModelFolder& folder) {
  if (error.code == ErrorCode::kBadModel) error.what += ", or " + store::install_again(folder);
  return error;
}

}  // namespace

class ModelLoader {
 public:
  explicit ModelLoader(const ModelOptions& options) : options_(options), impl_(std::make_shared<ModelImpl>()) {}

  Status map(const store::ModelFolder& folder) {
    for (auto& [path, file] :
         {std::pair(&folder.model, &impl_->model_file_), std::pair(&folder.source_vocabulary, &impl_->source_file_),
          std::pair(&folder.target_vocabulary, &impl_->target_file_),
          std::pair(&folder.shortlist, &impl_->shortlist_file_)}) {
      const bool again = file == &impl_->target_file_ && folder.target_vocabulary == folder.source_vocabulary;
      if (path->empty() || again) continue;
      Result<base::MappedFile> mapped = base::MappedFile::open(*path, options_.max_bytes);
      if (!mapped) return mapped.error();
      if (mapped->bytes().empty()) {  // an empty view would mean "none", and the file would be passed over in silence
        return Error{ErrorCode::kBadModel, 0, path->string() + " is empty; fetch the model again"};
      }
      *file = std::move(*mapped);
    }
    bytes_ = {impl_->model_file_.bytes(), impl_->source_file_.bytes(), impl_->target_file_.bytes(),
              impl_->shortlist_file_.bytes(), folder.name};
    names_ = {folder.model.string(), folder.source_vocabulary.string(), folder.target_vocabulary.string(),
              folder.shortlist.string()};
    impl_->info_.source = folder.source;
    impl_->info_.target = folder.target;
    return {};
  }

  void borrow(const ModelBytes& bytes) {
    bytes_ = bytes;
    const std::string name = bytes.name.empty() ? "model in memory" : bytes.name;
    names_ = {name + " (model)", name + " (source vocabulary)", name + " (target vocabulary)", name + " (shortlist)"};
  }

  Result<std::shared_ptr<const ModelImpl>> run() {
    Result<const kernels::Kernels*> kernels = kernels_named(options_.kernel);
    if (!kernels) return kernels.error();
    for (const std::string_view part :
         {bytes_.model, bytes_.source_vocabulary, bytes_.target_vocabulary, bytes_.shortlist}) {
      if (part.size() <= options_.max_bytes) continue;
      return Error{ErrorCode::kTooLong, 0,
                   bytes_.name + " has a part of " + std::to_string(part.size()) + " bytes, the limit is " +
                       std::to_string(options_.max_bytes) + "; check the file, or raise max_bytes"};
    }
    if (Status read = read_vocabularies(); !read) return read.error();
    engine::EngineFiles files;
    files.model = bytes_.model;
    files.model_name = names_.model;
    if (options_.use_shortlist) files.shortlist = bytes_.shortlist;
    files.shortlist_name = names_.shortlist;
    files.special = {impl_->target_->end_id(), impl_->target_->unknown_id()};
    files.check = [this](const engine::ModelShape& shape) { return check_vocabularies(shape); };
    files.shared_vocabulary = impl_->source_ == impl_->target_;
    Result<std::shared_ptr<const engine::Engine>> engine = engine::Engine::load(files, **kernels);
    if (!engine) return engine.error();
    impl_->engine_ = std::move(*engine);
    impl_->kernel_ = (*kernels)->name;
    describe();
    // The packed weights are private; embedding rows come back from the page cache as sentences need them.
    impl_->model_file_.release_pages(0, bytes_.model.size());
    impl_->source_file_.release_pages(0, bytes_.source_vocabulary.size());
    impl_->target_file_.release_pages(0, bytes_.target_vocabulary.size());
    impl_->shortlist_file_.release_pages(0, bytes_.shortlist.size());
    return std::shared_ptr<const ModelImpl>(std::move(impl_));
  }

 private:
  Status read_vocabularies() {
    Result<std::shared_ptr<const text::Vocabulary>> source =
        text::Vocabulary::load(bytes_.source_vocabulary, names_.source_vocabulary);
    if (!source) return source.error();
    impl_->source_ = impl_->target_ = std::move(*source);
    if (bytes_.target_vocabulary.empty()) return {};
    Result<std::shared_ptr<const text::Vocabulary>> target =
        text::Vocabulary::load(bytes_.target_vocabulary, names_.target_vocabulary);
    if (!target) return target.error();
    impl_->target_ = std::move(*target);
    return {};
  }

  /// Every id that text can give must have its row, or a wrong pair of files would read beyond the table; and a
  /// vocabulary that lost pieces would spell all text with the rest.
  Status check_vocabularies(const engine::ModelShape& shape) const {
    const auto fits = [this](const text::Vocabulary& vocabulary, int rows, const std::string& name) -> Status {
      if (vocabulary.size() == static_cast<std::size_t>(rows)) return {};
      return Error{ErrorCode::kBadModel, 0,
                   name + " has " + std::to_string(vocabulary.size()) + " pieces, " + names_.model + " has " +
                       std::to_string(rows) +
                       " embeddings; the two files belong to different models, or the vocabulary is cut short: fetch "
                       "the model again"};
    };
    if (Status source = fits(*impl_->source_, shape.source_vocabulary, names_.source_vocabulary); !source)
      return source;
    return fits(*impl_->target_, shape.target_vocabulary, names_.target_vocabulary);
  }

  void describe() {
    const engine::Weights& weights = impl_->engine_->weights();
    const engine::ModelShape& shape = weights.shape();
    ModelInfo& info = impl_->info_;
    info.name = bytes_.name;
    info.architecture = architecture_of(shape);
    info.numbers = weights.all_int8() ? "int8" : weights.any_int8() ? "int8 and float32" : "float32";
    info.dim = static_cast<std::size_t>(shape.dim);
    info.hidden = static_cast<std::size_t>(shape.hidden);
    info.heads = static_cast<std::size_t>(shape.heads);
    info.encoder_depth = static_cast<std::size_t>(shape.encoder_depth);
    info.decoder_depth = static_cast<std::size_t>(shape.decoder_depth);
    info.source_vocabulary = static_cast<std::size_t>(shape.source_vocabulary);
    info.target_vocabulary = static_cast<std::size_t>(shape.target_vocabulary);
    info.shared_vocabulary = impl_->source_ == impl_->target_;
    info.has_shortlist = impl_->engine_->has_shortlist();
    info.parameters = weights.parameters();
    info.packed_bytes = weights.packed_bytes();
    info.bytes_on_disk = bytes_.model.size() + bytes_.source_vocabulary.size() + bytes_.target_vocabulary.size() +
                         bytes_.shortlist.size();
  }

  struct Names {
    std::string model, source_vocabulary, target_vocabulary, shortlist;
  };
  const ModelOptions& options_;
  std::shared_ptr<ModelImpl> impl_;
  ModelBytes bytes_;
  Names names_;
};

Result<Model> Model::load(const std::filesystem::path& folder, const ModelOptions& options) {
  Result<store::ModelFolder> files = store::read_model_folder(folder);
  if (!files) return files.error();
  ModelLoader loader(options);
  if (Status mapped = loader.map(*files); !mapped) return mapped.error();
  Result<std::shared_ptr<const ModelImpl>> impl = loader.run();
  if (!impl) return with_remedy(impl.error(), *files);
  return Model(std::move(*impl));
}

Result<Model> Model::from_memory(const ModelBytes& bytes, const ModelOptions& options) {
  ModelLoader loader(options);
  loader.borrow(bytes);
  Result<std::shared_ptr<const ModelImpl>> impl = loader.run();
  if (!impl) return impl.error();
  return Model(std::move(*impl));
}

const ModelInfo& Model::info() const { return impl_->info_; }
bool Model::can_write(char32_t c) const { return impl_->characters().contains(c); }
bool Model::can_read(char32_t c) const {
  std::string text;
  text::append_code_point(text, c);
  return text::can_read(impl_->source_vocabulary(), text);
}
std::vector<WordPiece> Model::word_pieces(std::string_view word) const {
  if (text::first_bad_utf8(word)) return {};
  const text::Vocabulary& vocabulary = impl_->source_vocabulary();
  const text::EncodedText encoded = vocabulary.encode(word);
  std::vector<WordPiece> out;
  for (std::size_t i = 0; i < encoded.ids.size(); ++i) {
    if (encoded.ids[i] == vocabulary.unknown_id()) return {};
    out.push_back({std::size_t{encoded.ids[i]} + 1, encoded.ranges[i].end - encoded.ranges[i].begin});
  }
  return out;
}
const std::string& Model::kernel() const { return impl_->kernel_; }

std::vector<std::string> kernel_names(bool runnable_only) {
  std::vector<std::string> names;
  for (const kernels::Kernels* each : kernels::all_kernels()) {
    if (!runnable_only || kernels::runs_here(*each)) names.emplace_back(each->name);
  }
  return names;
}

}  // namespace dragoman
