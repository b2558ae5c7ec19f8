// A model folder: which of its files is what, and what the folder says about itself, without opening a weight.
//
//   Result<ModelFolder> folder = read_model_folder("models/enpt");
//   if (folder) map(folder->model, folder->source_vocabulary, folder->target_vocabulary, folder->shortlist);
//
// Two layouts load as they are. Firefox: model.*.bin, vocab.*.spm (or srcvocab.* and trgvocab.*), lex.*.bin, perhaps a
// metadata.json. translateLocally: the same with a config*.yml that names the files and a model_info.json.
// Threads: pure functions of the file system.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include "dragoman/language.h"
#include "dragoman/result.h"

namespace dragoman::store {

struct ModelFolder {
  std::filesystem::path folder;
  std::filesystem::path model;              ///< Marian binary
  std::filesystem::path source_vocabulary;  ///< SentencePiece model
  std::filesystem::path target_vocabulary;  ///< the same file as source_vocabulary where one serves both sides
  std::filesystem::path shortlist;          ///< empty: none
  std::string name;                         ///< the folder's own name
  Language source, target;                  ///< codes are empty where nothing in the folder tells
  std::string architecture;                 ///< "tiny", "base", "base-memory" or empty
};

/// A file is taken for the folder that it lies in: a model or a configuration as the one to use, of another file it must
/// be one that belongs to a model. Where dragoman.json records a part's size, the part must have it. Errors: kNotFound
/// (no such folder, or a part is missing; `what` names it), kBadModel (a description that cannot be read, several files
/// for one part, a wrong size), kIo.
Result<ModelFolder> read_model_folder(const std::filesystem::path& folder);

/// What a file in such a folder is, judged by its name; a .gz or .zst ending is looked through.
/// kNotice: what must go along with the files wherever they go, NOTICE, LICENSE and the like.
enum class FileRole { kOther, kModel, kShortlist, kVocabulary, kSourceVocabulary, kTargetVocabulary, kNotice };
FileRole file_role(std::string_view file_name);

/// The name without a .gz or .zst ending.
std::string_view without_compression(std::string_view file_name);

/// The languages and architecture that a folder's description files and file names tell; used for folders whose files
/// are still compressed too. On an error `out` has what could be told all the same. Errors: kBadModel, kIo.
Status describe_folder(const std::filesystem::path& folder, ModelFolder& out);

/// The remedy for a damaged folder, for the end of a message: the command that installs its pair again.
std::string install_again(const ModelFolder& folder);

}  // namespace dragoman::store
