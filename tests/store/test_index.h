// A published model on the test server, and the index entry for it in each form.
#pragma once
#include <string>
#include <vector>

#include "fetch/test_server.h"

namespace dragoman::store_test {

struct TestFile {
  std::string kind;  ///< registry's name: model, lex, vocab, srcvocab, trgvocab
  std::string name, bytes;
};

/// Made-up files for "enar" and the like; the model has `size` bytes.
std::vector<TestFile> test_model(const std::string& pair, std::size_t size = 200'000, bool split = false);

/// registry.json with one pair, its files put gzipped on the server under <folder>models/<type>/<pair>/.
std::string serve_registry(fetch_test::TestServer& server, const std::string& pair, const std::vector<TestFile>& files,
                           const std::string& type = "tiny", const std::string& folder = "/");
/// One entry of a models.json; the files are put gzipped on the server under /models/<pair>/<architecture>/.
std::string serve_catalogue_entry(fetch_test::TestServer& server, const std::string& source, const std::string& target,
                                  const std::string& architecture, const std::string& status,
                                  const std::vector<TestFile>& files);
/// Remote Settings records for one model, attachments put on the server below /cdn/ as .zst.
std::string serve_records(fetch_test::TestServer& server, const std::string& source, const std::string& target,
                          const std::string& version, const std::vector<TestFile>& files);
/// Where serve_registry puts a file.
std::string registry_path(const std::string& pair, const std::string& name, const std::string& type = "tiny");

}  // namespace dragoman::store_test
