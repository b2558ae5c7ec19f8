// KeptDocuments: documents that were accepted, one file each, so that the end of a server loses none: what was not translated is translated
// after the next start, what was not fetched can be fetched.
//
// A file is a line of JSON that tells what it is, and behind it the bytes: of the source, or of the translation once there is one. It is
// replaced by a rename, and goes when the document is fetched or its hour is over.
// Threads: any; one document is in one thread's hands at a time.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/result.h"

namespace dragoman::server {

struct KeptDocument {
  std::string id;          ///< hex digits
  std::string key_digest;  ///< SHA-256 of the key that fetches it
  enum class State { kWaiting, kDone, kError };
  State state = State::kWaiting;
  std::string name, source, target;  ///< file name; languages
  std::string glossary, owner;       ///< of DeepL's routes; "": none
  bool formal = false;
  std::string media_type, error;  ///< of what came of it
  std::uint64_t characters = 0;
  std::int64_t end = 0;  ///< seconds since 1970: it is forgotten then
  std::string bytes;
};

class KeptDocuments {
 public:
  /// `folder`: made when it is needed; "": nothing is kept.
  void open(std::filesystem::path folder) { folder_ = std::move(folder); }
  /// Durable when it returns. Error: kIo.
  Status put(const KeptDocument& document) const;
  void remove(std::string_view id) const;
  /// Those that are not over at `now`, oldest first; files that are over, or no documents, are removed. Errors: kIo.
  Result<std::vector<KeptDocument>> all(std::int64_t now) const;

 private:
  std::filesystem::path folder_;
};

/// A file's bytes as a document, and back. Error: kBadArgument.
Result<KeptDocument> read_kept_document(std::string_view bytes);
std::string written_document(const KeptDocument& document);

}  // namespace dragoman::server
