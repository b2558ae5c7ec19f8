// Model: one translation direction, loaded once and shared by all threads.
//
//   Result<Model> model = Model::load("models/enpt");
//   if (!model) return report(model.error());
//   std::cout << model->info().architecture << '\n';   // "tiny"
//
// A folder in Firefox layout (model.*.bin, vocab.*.spm or srcvocab.* and trgvocab.*, lex.*.bin) or translateLocally
// layout (the same with config.*.yml and model_info.json) loads as it is. Files are mapped, weights are packed once.
//
// Threads: const and cheap to copy (a shared handle); use one Model from as many Translators and threads as you like.
// Memory: the mapped files must not be truncated while any handle lives.
#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/export.h"
#include "dragoman/language.h"
#include "dragoman/result.h"

namespace dragoman {

class ModelImpl;  // the library's own

/// What a model is, read from its files.
struct ModelInfo {
  std::string name;               ///< folder name, or as given for bytes in memory
  Language source, target;        ///< as far as the folder or file names tell; codes may be empty
  std::string architecture;       ///< "tiny", "base-memory", "base", or the sizes where it is none of them
  std::string numbers;            ///< "int8" or "float32"
  std::size_t dim = 0;            ///< D, width of a state
  std::size_t hidden = 0;         ///< F, width of the feed-forward layer
  std::size_t heads = 0;          ///< H
  std::size_t encoder_depth = 0;  ///< layers
  std::size_t decoder_depth = 0;  ///< layers
  std::size_t source_vocabulary = 0, target_vocabulary = 0;  ///< V, pieces
  bool shared_vocabulary = false;
  bool has_shortlist = false;
  std::size_t parameters = 0;     ///< weights and biases
  std::size_t bytes_on_disk = 0;  ///< of all files read
  std::size_t packed_bytes = 0;   ///< private memory of the packed weights
};

/// Bytes of a model already in memory. The views must stay valid while any handle lives.
struct ModelBytes {
  std::string_view model;              ///< Marian binary v1
  std::string_view source_vocabulary;  ///< SentencePiece model
  std::string_view target_vocabulary;  ///< empty: the source vocabulary serves both sides
  std::string_view shortlist;          ///< empty: none
  std::string name;                    ///< shown in errors and in info()
};

struct ModelOptions {
  std::string kernel = {};                       ///< "" = best for this CPU; else a name from kernel_names()
  bool use_shortlist = true;                     ///< false: the output layer covers the whole vocabulary
  std::size_t max_bytes = std::size_t{4} << 30;  ///< refuse larger files
};

/// A piece of a word, as a vocabulary has it.
struct WordPiece {
  std::size_t rank =
      0;  ///< its place in the vocabulary, from 1: pieces stand by their frequency in what it was trained on
  std::size_t bytes = 0;  ///< of the word; 0: the blank before it alone
};

class DRAGOMAN_API Model {
 public:
  /// Loads from a folder, or from the one that a file of it lies in. Errors: kNotFound, kIo, kBadModel, kUnsupportedModel, kTooLong, kBadArgument (kernel).
  static Result<Model> load(const std::filesystem::path& folder, const ModelOptions& options = {});
  /// Loads from memory. Same errors.
  static Result<Model> from_memory(const ModelBytes& bytes, const ModelOptions& options = {});
  const ModelInfo& info() const;
  /// Whether the model can write `c`: whether a piece of its target vocabulary has it. What it cannot write it leaves out or
  /// guesses at, names above all.
  bool can_write(char32_t c) const;
  /// Whether the model sees `c` at all, be it in another form ("ﬁ" as "fi"); if not, it stands for any unknown sign.
  bool can_read(char32_t c) const;
  /// The pieces of the source vocabulary that the UTF-8 word is cut into in this letter case: one for a common word, several for a
  /// rare one. Empty if the vocabulary lacks a character of it.
  std::vector<WordPiece> word_pieces(std::string_view word) const;
  const std::string& kernel() const;  ///< the kernel that runs, for example "avx2"

 private:
  friend class ModelImpl;
  explicit Model(std::shared_ptr<const ModelImpl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const ModelImpl> impl_;
};

/// Names of the kernels compiled in, best first, "reference" last; `runnable_only` leaves out what this CPU lacks.
DRAGOMAN_API std::vector<std::string> kernel_names(bool runnable_only);

}  // namespace dragoman
