// A thin coat over SentencePieceProcessor. The library throws, logs to standard error and trusts its bytes in places;
// here exceptions end, logs are off, and only bytes that passed our own checks come near it.
#include "text/library_vocabulary.h"

#include <sentencepiece_processor.h>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "text/charsmap.h"
#include "text/token_ranges.h"
#include "text/utf8.h"

// Exported by the library but missing from its public header.
namespace sentencepiece::logging {
void SetMinLogLevel(int level);  // NOLINT(readability-identifier-naming): the library's own
}

namespace dragoman::text {
namespace {

constexpr int kNoLog = 4;  // one above FATAL

class LibraryVocabulary final : public Vocabulary {
 public:
  Status open(std::string_view bytes, std::string_view name) {
    sentencepiece::logging::SetMinLogLevel(kNoLog);
    const auto status = processor_.LoadFromSerializedProto(bytes);
    if (!status.ok()) return bad(name, status.ToString());
    if (processor_.unk_id() < 0 || processor_.eos_id() < 0) {
      return Error{ErrorCode::kUnsupportedModel, 0,
                   std::string(name) + " has no " + (processor_.unk_id() < 0 ? "unknown piece" : "end mark") +
                       "; translation needs both: use a vocabulary made for translation"};
    }
    return {};
  }
  static Error bad(std::string_view name, std::string_view why) {
    return {ErrorCode::kBadModel, 0,
            std::string(name) + " is not a sound SentencePiece model (" + std::string(why) +
                "); fetch the vocabulary file again"};
  }

  EncodedText encode(std::string_view text) const override {
    EncodedText out;
    text = first_bytes(text, kMostTextBytes);
    const auto encoded = processor_.EncodeAsImmutableProto(text);
    const std::size_t count = encoded.pieces_size();
    out.ids.reserve(count);
    out.ranges.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto piece = encoded.pieces(static_cast<int>(i));
      out.ids.push_back(piece.id());
      out.ranges.push_back({piece.begin(), piece.end()});
    }
    tidy_source_ranges(text, out.ranges);
    return out;
  }

  DecodedText decode(const std::vector<TokenId>& ids) const override {
    DecodedText out;
    const auto decoded = processor_.DecodeIdsAsImmutableProto(std::vector<int>(ids.begin(), ids.end()));
    for (const auto& piece : decoded.pieces()) out.ranges.push_back({piece.begin(), piece.end()});
    out.text = decoded.text();
    // A denormaliser changes the text after the ranges were taken; they then can only be kept inside it.
    for (ByteRange& range : out.ranges) {
      range.end = std::min(range.end, out.text.size());
      range = trim(out.text, {std::min(range.begin, range.end), range.end});
    }
    out.ranges.resize(ids.size());
    return out;
  }

  std::size_t size() const override { return static_cast<std::size_t>(processor_.GetPieceSize()); }
  TokenId end_id() const override { return static_cast<TokenId>(processor_.eos_id()); }
  TokenId unknown_id() const override { return static_cast<TokenId>(processor_.unk_id()); }
  std::string_view piece(TokenId id) const override {
    return id < size() ? std::string_view(processor_.IdToPiece(static_cast<int>(id))) : std::string_view();
  }

 private:
  sentencepiece::SentencePieceProcessor processor_;
};

}  // namespace

Result<std::shared_ptr<const Vocabulary>> load_by_library(std::string_view bytes, const ModelProto& proto,
                                                          std::string_view name) {
  if (!proto.pieces.is_text()) return LibraryVocabulary::bad(name, "it has a piece that is not UTF-8 text");
  const std::optional<Charsmap> charsmap = Charsmap::read(proto.charsmap);
  if (!charsmap || !charsmap->closed()) return LibraryVocabulary::bad(name, "its table of characters is damaged");
  try {
    auto vocabulary = std::make_shared<LibraryVocabulary>();
    if (const Status status = vocabulary->open(bytes, name); !status) return status.error();
    return std::shared_ptr<const Vocabulary>(std::move(vocabulary));
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& fault) {
    return LibraryVocabulary::bad(name, fault.what());
  }
}

}  // namespace dragoman::text
