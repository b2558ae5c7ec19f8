// TMX: translation memories as other tools write and read them (1.4b; 1.1 to 1.4 are read). Unit by unit, in bounded memory.
// Codes of the original's markup (bpt, ept, it, ph, ut) are left out of the text; hi is only its text.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include "dragoman/memory.h"

namespace dragoman::memory {

/// Takes the pairs of a file as they come; its error ends the reading.
using PairTaker = std::function<Status(StoredPair& pair)>;

class TmxReader {
 public:
  TmxReader(const PairImport& options, PairTaker take);
  ~TmxReader();
  TmxReader(const TmxReader&) = delete;
  TmxReader& operator=(const TmxReader&) = delete;
  /// Errors: kBadPage and kTooLong with the line, and those of `take`.
  Status feed(std::string_view bytes);
  Status finish();
  /// Units and pairs that were left out: of other languages, empty, over 64 KiB.
  std::size_t skipped() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

std::string tmx_head();
std::string tmx_unit(const StoredPair& pair);
std::string tmx_tail();

}  // namespace dragoman::memory
