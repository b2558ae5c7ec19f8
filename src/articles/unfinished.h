// Unfinished: corrections, and corrections taken back, that are promised but not done everywhere yet.
//
// A correction changes two files, the articles and the memory, and then the article's newest version is made again. What is to be
// done is written down here together with the correction, in one transaction, and struck out when all is done: a server that
// was killed in between does the rest when it starts.
// Threads: any.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/articles.h"

namespace dragoman::articles {

struct UnfinishedChange {
  std::int64_t id = 0;
  std::string article, language, source_language;
  bool undo = false;      ///< the correction was taken back: the memory is to forget it
  Correction correction;  ///< without its number
};

class Unfinished {
 public:
  explicit Unfinished(Articles articles) : articles_(std::move(articles)) {}
  /// Articles::correct(), written down. What was unfinished about that sentence is replaced.
  Result<UnfinishedChange> correct(std::string_view article, std::string_view language,
                                   std::string_view source_language, const Correction& correction) const;
  /// Articles::remove_correction(), written down. Errors: kNotFound.
  Result<UnfinishedChange> undo(std::string_view article, std::string_view language, std::string_view source_language,
                                std::int64_t correction, std::string_view who) const;
  /// All is done.
  Status finished(std::int64_t id) const;
  /// Nothing if it is finished, or was replaced.
  Result<std::optional<UnfinishedChange>> find(std::int64_t id) const;
  /// Oldest first.
  Result<std::vector<std::int64_t>> all() const;

 private:
  Articles articles_;
};

}  // namespace dragoman::articles
