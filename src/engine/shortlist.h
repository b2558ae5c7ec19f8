// Shortlist: for each source token the target tokens worth scoring, so that the output layer covers about a thousand
// candidates and not the whole vocabulary. Format: docs/formats/shortlist.md.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::engine {

using TokenId = std::uint32_t;

class Shortlist {
 public:
  /// Checks size, offsets, ids and checksum against the vocabulary sizes. `bytes` must outlive the result.
  static Result<Shortlist> parse(std::string_view bytes, const std::string& name, std::size_t source_vocabulary,
                                 std::size_t target_vocabulary);

  /// Candidates of one sentence, ascending: the frequent ids, each source token's list, the source tokens themselves if
  /// both sides share one vocabulary (so names can be copied), and `extra`. Never depends on other sentences.
  /// Precondition: ids below the vocabulary sizes given to parse().
  std::vector<TokenId> candidates(std::span<const TokenId> source, std::span<const TokenId> extra, bool shared) const;

 private:
  std::uint32_t id_at(std::uint64_t index) const;
  std::uint64_t offset_at(std::size_t index) const;
  /// Offsets ascend and cover the ids; ids lie within the vocabulary.
  Status check_lists(const std::string& name) const;
  std::string_view bytes_;
  std::uint64_t first_ = 0;  // ids 0 .. first-1 are always candidates
  std::size_t offset_count_ = 0, id_count_ = 0, target_vocabulary_ = 0;
};

}  // namespace dragoman::engine
