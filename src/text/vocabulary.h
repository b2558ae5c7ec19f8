// Vocabulary: text to token ids and back, exactly as the SentencePiece library does it (docs/decisions/0003), always
// with byte ranges into the caller's text.
//
// Threads: immutable after load; const methods may run on many threads.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/range.h"
#include "dragoman/result.h"

namespace dragoman::text {

using TokenId = std::uint32_t;

/// What one call of encode() reads at most. A text that long has more tokens than any sentence may have.
inline constexpr std::size_t kMostTextBytes = std::size_t{64} << 20;

struct EncodedText {
  std::vector<TokenId> ids;  // [S], without the end mark
  // [S], into the text given, ascending, on code points, without white space at their ends; a piece of nothing but
  // space is empty. Together they cover all text that is not white space, unless there are no ids at all.
  std::vector<ByteRange> ranges;
};

struct DecodedText {
  std::string text;
  std::vector<ByteRange> ranges;  // [T], into text, one per id given, without white space at their ends; may be empty
};

class Vocabulary {
 public:
  /// Parses a SentencePiece model; `bytes` are needed during the call only. `name` goes into errors. Errors: kBadModel,
  /// kUnsupportedModel (no end mark, no unk).
  static Result<std::shared_ptr<const Vocabulary>> load(std::string_view bytes, std::string_view name);
  virtual ~Vocabulary() = default;
  /// `text` is valid UTF-8. Characters that the vocabulary lacks become the unknown id; their ranges tell which. What lies
  /// behind the first kMostTextBytes has no ids and no ranges.
  virtual EncodedText encode(std::string_view text) const = 0;
  /// Ids at or beyond size() are an error of the caller; end-mark ids give empty ranges.
  virtual DecodedText decode(const std::vector<TokenId>& ids) const = 0;
  virtual std::size_t size() const = 0;
  virtual TokenId end_id() const = 0;
  virtual TokenId unknown_id() const = 0;
  virtual std::string_view piece(TokenId id) const = 0;
};

}  // namespace dragoman::text
