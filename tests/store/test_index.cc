#include "store/test_index.h"

#include <map>

#include "store/test_files.h"

namespace dragoman::store_test {

std::vector<TestFile> test_model(const std::string& pair, std::size_t size, bool split) {
  std::vector<TestFile> files{{"model", "model." + pair + ".intgemm.alphas.bin", noise(size, 11)},
                              {"lex", "lex.50.50." + pair + ".s2t.bin", noise(5000, 12)}};
  if (split) {
    files.push_back({"srcvocab", "srcvocab." + pair + ".spm", noise(2000, 13)});
    files.push_back({"trgvocab", "trgvocab." + pair + ".spm", noise(2500, 14)});
  } else {
    files.push_back({"vocab", "vocab." + pair + ".spm", noise(3000, 15)});
  }
  return files;
}

std::string registry_path(const std::string& pair, const std::string& name, const std::string& type) {
  return "/models/" + type + "/" + pair + "/" + name + ".gz";
}

std::string serve_registry(fetch_test::TestServer& server, const std::string& pair, const std::vector<TestFile>& files,
                           const std::string& type, const std::string& folder) {
  std::string index = "{\"" + pair + "\": {";
  for (const TestFile& file : files) {
    index += std::string(&file == &files[0] ? "" : ", ") + "\"" + file.kind + "\": {\"name\": \"" + file.name +
             "\", \"size\": " + std::to_string(file.bytes.size()) + ", \"estimatedCompressedSize\": 1, " +
             "\"expectedSha256Hash\": \"" + sha256(file.bytes) + "\", \"modelType\": \"" + type + "\"}";
    server.put(folder.substr(0, folder.size() - 1) + registry_path(pair, file.name, type), gzipped(file.bytes));
  }
  index += "}}";
  server.put(folder + "registry.json", index);
  return index;
}

std::string serve_catalogue_entry(fetch_test::TestServer& server, const std::string& source, const std::string& target,
                                  const std::string& architecture, const std::string& status,
                                  const std::vector<TestFile>& files) {
  const std::map<std::string, std::string> kNames = {{"model", "model"},
                                                     {"lex", "lexicalShortlist"},
                                                     {"vocab", "vocab"},
                                                     {"srcvocab", "srcVocab"},
                                                     {"trgvocab", "trgVocab"}};
  std::string entry = "{\"architecture\": \"" + architecture +
                      "\", \"releaseStatus\": " + (status.empty() ? "null" : "\"" + status + "\"") +
                      ", \"sourceLanguage\": \"" + source + "\", \"targetLanguage\": \"" + target + "\", \"files\": {";
  for (const TestFile& file : files) {
    std::string path = "models/" + source + "-" + target + "/" + architecture + "/" + file.name + ".gz";
    entry +=
        std::string(&file == &files[0] ? "" : ", ") + "\"" + kNames.at(file.kind) + "\": {\"path\": \"" + path + "\"";
    if (file.kind == "model")  // the others come without size and sum in the published file
      entry += ", \"uncompressedSize\": " + std::to_string(file.bytes.size()) + ", \"uncompressedHash\": \"" +
               sha256(file.bytes) + "\"";
    entry += "}";
    server.put("/" + path, gzipped(file.bytes));
  }
  return entry + "}}";
}

std::string serve_records(fetch_test::TestServer& server, const std::string& source, const std::string& target,
                          const std::string& version, const std::vector<TestFile>& files) {
  std::string records;
  for (const TestFile& file : files) {
    std::string packed = zstandard(file.bytes), location = "main-workspace/" + version + "-" + file.name + ".zst";
    records += std::string(records.empty() ? "" : ", ") + "{\"name\": \"" + file.name + "\", \"version\": \"" +
               version + "\", \"fileType\": \"" + file.kind +
               "\", \"architecture\": \"base-memory\", \"sourceLanguage\": \"" + source + "\", \"targetLanguage\": \"" +
               target + "\", \"decompressedHash\": \"" + sha256(file.bytes) +
               "\", \"decompressedSize\": " + std::to_string(file.bytes.size()) + ", \"attachment\": {\"hash\": \"" +
               sha256(packed) + "\", \"size\": " + std::to_string(packed.size()) + ", \"filename\": \"" + file.name +
               ".zst\", \"location\": \"" + location + "\", \"mimetype\": \"application/zstd\"}}";
    server.put("/cdn/" + location, packed);
  }
  return records;
}

}  // namespace dragoman::store_test
