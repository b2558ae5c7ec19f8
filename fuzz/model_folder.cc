// Any bytes as each description a model folder may have (dragoman.json, metadata.json, model_info.json, config.yml): an
// error, or parts that lie in the folder. The first byte picks the file.
// max_len: 8192
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "store/files.h"
#include "store/manifest.h"
#include "store/model_folder.h"

using namespace dragoman::store;

namespace {

constexpr std::array<const char*, 4> kDescriptions = {"dragoman.json", "metadata.json", "model_info.json",
                                                      "config.intgemm8bitalpha.yml"};

/// A folder with the parts of a model, all empty, made once and removed at the end.
const std::filesystem::path& folder() {
  static const std::filesystem::path path = [] {
    const std::filesystem::path base = is_folder("/dev/shm") ? "/dev/shm" : "/tmp";
    std::filesystem::path made = base / ("dragoman-fuzz-folder-" + std::to_string(::getpid()));
    std::filesystem::create_directories(made);
    for (const char* name : {"model.enpt.bin", "vocab.enpt.spm", "lex.enpt.bin"}) std::ofstream(made / name).put('x');
    return made;
  }();
  return path;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const bool cleans = folder().empty() || std::atexit([] { std::filesystem::remove_all(folder()); }) == 0;
  if (!cleans) std::abort();
  const std::filesystem::path described = folder() / kDescriptions[data[0] % kDescriptions.size()];
  std::ofstream(described, std::ios::binary)
      .write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
  (void)read_manifest(folder());
  const auto model = read_model_folder(folder());
  if (model && (model->model.parent_path() != folder() || model->source_vocabulary.parent_path() != folder()))
    std::abort();
  std::filesystem::remove(described);
  return 0;
}
